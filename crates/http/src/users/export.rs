use actix_web::{HttpResponse, get, web};
use rollcall_domain::exports::{Columns, Export, ExportRequest};
use rollcall_domain::filter::{self, Scope};
use rollcall_domain::listing::walk::Walk;
use rollcall_domain::roles::Capability;
use rollcall_domain::tabular::export::Format;
use rollcall_domain::text::show;
use rollcall_domain::{Result, field_rights};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::download::{self, Bytes, File};
use crate::extract::{May, permissions};
use crate::paging::malformed;
use crate::problem::Failure;
use crate::state::{AppState, blocking};

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Params {
    /// `csv` (default), `xlsx`, `ods`, `json`, `ndjson`, `html` or `pdf`.
    #[param(example = "xlsx")]
    format: Option<String>,
    /// Which accounts, as in the list of accounts; default: all.
    #[param(example = "status eq \"active\" and city eq \"Wien\"")]
    filter: Option<String>,
    /// Quick search, as in the list of accounts.
    q: Option<String>,
    /// The columns in order, by the names of `User`, such as `username,email,last_access_at`; custom fields as
    /// `profile.<name>` or `profile_field_<name>`.
    #[param(example = "username,email,last_access_at")]
    fields: Option<String>,
}

/// Download profiles
///
/// Needs `exports.create`. All accounts in the list with this filter and search, in the order of their ids. The answer
/// is streamed, however long it is; only `pdf` is limited, to 5,000 people unless a setting says otherwise. Cells that a
/// spreadsheet would run are harmless: in a CSV they get an apostrophe in front, which an upload takes off again; in `xlsx`
/// and `ods` they are texts. The audit keeps filter, columns and count. For a download in the background, see
/// the action `export` of `POST /batches/selection`.
#[utoipa::path(
    tag = "Users",
    params(Params),
    responses(
        (
            status = 200,
            description = "The accounts",
            content(
                (String = "text/csv", example = "username,email,last_access_at\nanna.bauer,anna@example.org,2026-03-01T09:30:00Z\n"),
                (Bytes = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                (Bytes = "application/vnd.oasis.opendocument.spreadsheet"),
                (Vec<BTreeMap<String, serde_json::Value>> = "application/json", example = json!([{ "username": "anna.bauer", "email": "anna@example.org" }])),
                (String = "application/x-ndjson", example = "{\"username\":\"anna.bauer\",\"email\":\"anna@example.org\"}\n"),
                (String = "text/html", example = "<table><tr><td>anna.bauer</td></tr></table>"),
                (Bytes = "application/pdf")
            )
        ),
        (status = 400, description = "The filter, the format or a field is wrong"),
        (status = 422, description = "The filter takes too long (`too_broad`), or finds more people than the format holds (`too_many_for_format`)")
    )
)]
#[get("/users/export")]
pub async fn export(
    state: web::Data<AppState>,
    may: May<permissions::ExportsCreate>,
    params: web::Query<Params>,
) -> Result<HttpResponse, Failure> {
    let (params, now, db) = (params.into_inner(), state.now(), state.db.clone());
    let format = format(params.format.as_deref())?;
    // Faults of the filter are found before the answer begins; the start is noted in the audit too.
    let caller = may.caller.clone();
    let private = field_rights::may_see(&caller.actor).then_some(field_rights::NEEDED);
    let export = state.read_within(move |conn| {
        let scope = Scope::of(conn, &may.caller.actor)?;
        let names = params.fields.as_deref().unwrap_or("").split(',');
        let columns = Columns::named(names, &scope.fields).map_err(|message| malformed(&message))?;
        let filter = params.filter.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let parsed = filter::parse_given(filter.as_deref(), &scope)?;
        let parsed = parsed.map(|filter| filter.with_keys(conn)).transpose()?;
        let walk = Walk { filter: parsed, search: params.q, private: scope.private, at: now, ..Walk::default() };
        Export::open(conn, db, ExportRequest { actor: may.caller.actor, now, format, columns, walk, filter })
    });
    let export = export.await?;
    let export = blocking(move || export.note_start().map(|()| export)).await?;
    let needed = [Capability::ExportsCreate].into_iter().chain(private).collect();
    let still_may = download::while_allowed(&state, &caller, needed);
    Ok(download::respond(File::table("accounts", format), export, still_may))
}

fn format(name: Option<&str>) -> Result<Format> {
    let name = name.unwrap_or(Format::Csv.name());
    Format::from_name(name)
        .ok_or_else(|| malformed(&format!("There is no format \"{}\". There are: {}.", show(name), Format::names())))
}
