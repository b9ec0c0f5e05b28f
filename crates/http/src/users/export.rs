use std::collections::HashMap;

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::{HttpResponse, get, web};
use futures_util::stream;
use rollcall_domain::audit::{self, Entry};
use rollcall_domain::db::{Conn, Db, Urgency};
use rollcall_domain::filter::{self, Scope};
use rollcall_domain::id::UserId;
use rollcall_domain::profile::ProfileField;
use rollcall_domain::roles::{self, RoleKey};
use rollcall_domain::tabular::export::{Format, Writer};
use rollcall_domain::users::Account;
use rollcall_domain::users::walk::Walk;
use rollcall_domain::{Actor, Error, Millis, Result};
use rollcall_wire::Problem;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use utoipa::IntoParams;

use super::view;
use crate::extract::{May, permissions};
use crate::problem::Failure;
use crate::state::AppState;

/// Accounts of a piece: few enough for any row, many enough to be fast.
const PIECE: i64 = 500;

/// What a download has when nothing else is asked for, by the names of `User`. A file of these can be uploaded again.
const COLUMNS: [&str; 29] = [
    "username",
    "email",
    "first_name",
    "last_name",
    "id_number",
    "institution",
    "department",
    "phone",
    "mobile_phone",
    "address",
    "city",
    "country",
    "language",
    "timezone",
    "description",
    "auth_method",
    "suspended",
    "suspended_until",
    "suspension_reason",
    "confirmed",
    "must_change_password",
    "status",
    "system_roles",
    "external_id",
    "created_at",
    "updated_at",
    "first_access_at",
    "last_access_at",
    "id",
];

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Params {
    /// `csv` (where it is missing), `json`, `ndjson` or `html`.
    format: Option<String>,
    /// Who: as in the list of accounts; missing: everybody.
    filter: Option<String>,
    /// Quick search, as in the list of accounts.
    q: Option<String>,
    /// The columns in order, by the names of `User`, such as `username,email,last_access_at`; custom fields as
    /// `profile.<name>` or `profile_field_<name>`.
    fields: Option<String>,
}

/// Download profiles
///
/// Needs `exports.create`. Everybody who is in the list with this filter and search, in the order of their ids. The answer
/// is streamed, however long it is. Cells of a CSV that a spreadsheet would run get an apostrophe in front, which an upload
/// takes off again. The audit keeps filter, columns and count.
#[utoipa::path(
    tag = "Users",
    params(Params),
    responses(
        (status = 200, description = "The accounts", body = String, content_type = "text/csv"),
        (status = 400, description = "The filter, the format or a field is wrong", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The filter takes too long", body = Problem, content_type = "application/problem+json")
    )
)]
#[get("/users/export")]
pub async fn export(
    state: web::Data<AppState>,
    may: May<permissions::ExportsCreate>,
    params: web::Query<Params>,
) -> Result<HttpResponse, Failure> {
    let now = state.now();
    let format = format(params.format.as_deref())?;
    let actor = may.caller.actor.clone();
    let scope = state.read(move |conn| Scope::of(conn, &actor)).await?;
    let columns = columns(params.fields.as_deref(), &scope.fields)?;
    let text = params.filter.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let parsed = text.map(|text| filter::parse(text, &scope)).transpose()?;
    let walk = Walk { filter: parsed, search: params.q.clone(), private: scope.private, at: now };
    let details = json!({ "format": format.name(), "fields": columns, "filter": text, "q": params.q });
    let mut export = Export {
        db: state.db.clone(),
        actor: may.caller.actor,
        now,
        details,
        walk,
        writer: Writer::new(format, columns),
        behind: None,
        count: 0,
        is_done: false,
    };
    // What is wrong with the filter is found before anything is answered; that somebody begins is noted too.
    let (first, export) = state
        .read_within(move |conn| {
            let accounts = export.walk.step(conn, None, PIECE)?;
            Ok((export.piece(conn, accounts)?, export))
        })
        .await?;
    let export = web::block(move || export.note("users.export_started").map(|()| export)).await;
    let export = export.map_err(Error::internal)??;
    let head = export.writer.begin()?;
    let rest = stream::try_unfold(export, |mut export| async move {
        let (piece, export) = web::block(move || (export.next(), export)).await.map_err(Error::internal)?;
        Ok::<_, Error>(piece?.map(|piece| (web::Bytes::from(piece), export)))
    });
    let rest = futures_util::TryStreamExt::map_err(rest, Failure::from);
    let first = stream::iter([Ok(web::Bytes::from(head)), Ok(web::Bytes::from(first))]);
    let name = format!("attachment; filename=\"accounts.{}\"", format.name());
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, format.media_type()))
        .insert_header((CONTENT_DISPOSITION, name))
        .streaming(futures_util::StreamExt::chain(first, rest)))
}

/// A download on its way: read in short steps, so that a slow client holds nothing.
struct Export {
    db: Db,
    actor: Actor,
    now: Millis,
    details: Value,
    walk: Walk,
    writer: Writer,
    behind: Option<UserId>,
    count: usize,
    is_done: bool,
}

impl Export {
    /// The next piece; nothing behind the end. Blocks.
    fn next(&mut self) -> Result<Option<Vec<u8>>> {
        if self.is_done {
            return Ok(None);
        }
        let db = self.db.clone();
        let piece = match self.behind {
            Some(behind) => db.read(|conn| {
                let accounts = self.walk.step(conn, Some(behind), PIECE)?;
                self.piece(conn, accounts)
            })?,
            None => Vec::new(),
        };
        if !piece.is_empty() {
            return Ok(Some(piece));
        }
        self.is_done = true;
        self.details["count"] = json!(self.count);
        self.note("users.exported")?;
        Ok(Some(self.writer.end().to_vec()))
    }

    fn piece(&mut self, conn: &mut Conn, accounts: Vec<Account>) -> Result<Vec<u8>> {
        let ids: Vec<UserId> = accounts.iter().map(|account| account.id).collect();
        let roles: HashMap<UserId, Vec<RoleKey>> = roles::store::of_users(conn, &ids)?;
        let mut rows: Vec<Map<String, Value>> = Vec::with_capacity(accounts.len());
        for account in &accounts {
            let of = roles.get(&account.id).map_or(&[][..], Vec::as_slice);
            if let Value::Object(mut row) = serde_json::to_value(view::user(account, of, self.walk.private, self.now))?
            {
                if let Some(Value::Object(members)) = row.remove("profile") {
                    row.extend(members.into_iter().map(|(name, value)| (format!("{CUSTOM}{name}"), value)));
                }
                rows.push(row);
            }
        }
        // A short piece is the last: asking behind it would look at everybody who is left.
        let is_full = i64::try_from(ids.len()).is_ok_and(|found| found == PIECE);
        self.behind = ids.last().copied().filter(|_| is_full);
        self.count += rows.len();
        self.writer.rows(&rows)
    }

    fn note(&self, action: &'static str) -> Result<()> {
        let entry = Entry { details: self.details.clone(), ..Entry::general(action) };
        self.db.write(Urgency::Foreground, |conn| audit::record(conn, &self.actor, self.now, [entry]))
    }
}

fn format(name: Option<&str>) -> Result<Format> {
    let name = name.unwrap_or(Format::Csv.name());
    Format::ALL.into_iter().find(|format| format.name() == name).ok_or_else(|| {
        let known: Vec<_> = Format::ALL.iter().map(|format| format.name()).collect();
        malformed(format!(
            "There is no format \"{}\". There are: {}.",
            rollcall_domain::users::values::show(name),
            known.join(", ")
        ))
    })
}

/// Custom fields are columns of this name and their own, as in files that are uploaded.
const CUSTOM: &str = "profile_field_";

fn columns(fields: Option<&str>, custom: &[ProfileField]) -> Result<Vec<String>> {
    let custom: Vec<String> = custom.iter().map(|field| format!("{CUSTOM}{}", field.name)).collect();
    let wanted: Vec<&str> = fields.unwrap_or("").split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    if wanted.is_empty() {
        return Ok(COLUMNS.iter().map(|name| (*name).to_owned()).chain(custom).collect());
    }
    let mut columns: Vec<String> = Vec::new();
    for name in wanted {
        let name = &name.replacen("profile.", CUSTOM, 1);
        let (known, name) = (custom.contains(name), name.as_str());
        if !known
            && !COLUMNS.contains(&name)
            && !["full_name", "locked", "deleted_at", "last_ip", "version"].contains(&name)
        {
            return Err(malformed(format!(
                "An account has no member \"{}\" to be downloaded (parameter \"fields\"). There are: {}.",
                rollcall_domain::users::values::show(name),
                COLUMNS.iter().copied().chain(custom.iter().map(String::as_str)).collect::<Vec<_>>().join(", ")
            )));
        }
        if columns.iter().all(|known| known != name) {
            columns.push(name.to_owned());
        }
    }
    Ok(columns)
}

fn malformed(message: String) -> Error {
    Error::Malformed { code: "invalid_parameter", message, position: None }
}
