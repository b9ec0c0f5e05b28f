use actix_web::{HttpResponse, post, web};
use rollcall_domain::batches::engine::batch::{Batch as StoredBatch, BatchKind};
use rollcall_domain::batches::engine::commands::{self, Again, BatchCommand};
use rollcall_domain::batches::engine::store;
use rollcall_domain::batches::file::header::Header;
use rollcall_domain::batches::file::settings::FileSettings;
use rollcall_domain::batches::file::{create, uploaded};
use rollcall_domain::filter::Scope;
use rollcall_domain::registry::REGISTRY;
use rollcall_domain::settings::Settings;
use rollcall_domain::{Context, Error, Result, profile};
use rollcall_wire::batches::{Batch, Replan, ReplanSelection};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::select::resolve;
use super::view;
use crate::extract::{Body, IdempotencyKey, IfMatch, OnBatch, Plan, Wait, read_json};
use crate::problem::Failure;
use crate::state::{AppState, blocking};

/// The body: it depends on what the batch was made from.
#[derive(utoipa::ToSchema)]
#[schema(example = json!({ "settings": { "preset": "suspension", "delimiter": ";" } }))]
#[serde(untagged)]
#[expect(dead_code, reason = "it is a description; which of the two it is, the stored batch says")]
enum ReplanBody {
    File(Replan),
    Selection(ReplanSelection),
}

/// Plan again
///
/// Needs `batches.create` and what the action needs. With other settings where they are given, for instance
/// another encoding or a mapping of headings, and else with those from before; accounts that changed in the meantime are looked at anew.
#[utoipa::path(
    tag = "Batches",
    params(("id" = String, Path, description = "The batch's id"), IfMatch, IdempotencyKey, Wait),
    request_body = ReplanBody,
    responses(
        (status = 202, description = "The batch", body = Batch),
        (status = 409, description = "The batch is not planned"),
        (status = 422, description = "The settings cannot be used")
    )
)]
#[post("/batches/{id}/plan")]
pub async fn plan(
    state: web::Data<AppState>,
    on: OnBatch<Plan>,
    if_match: IfMatch,
    key: IdempotencyKey,
    wait: Wait,
    body: Body<serde_json::Value>,
) -> Result<HttpResponse, Failure> {
    let id = on.batch.id;
    let actor = on.caller.actor.clone();
    let found = state.read(move |conn| Ok((store::find(conn, id)?, Settings::load(conn)?, Scope::of(conn, &actor)?)));
    let (batch, site, scope) = found.await?;
    let (settings, header) = match batch.kind {
        BatchKind::Selection => (of_selection(&state, &batch, &body, &scope, &site).await?, None),
        _ => of_file(&state, &batch, &body, &scope, site).await?,
    };
    let (actor, now) = (on.caller.actor.clone(), state.now());
    view::change(&state, &on.caller, key, &body.bytes, wait.0, move |conn| {
        let again = Again {
            apply: settings.as_ref().is_some_and(|settings| settings["apply"] == true),
            confirmed: settings.as_ref().and_then(|settings| settings["confirm_affected"].as_i64()),
            source: header.as_ref().map(|header| create::read_again(&batch, header)),
            settings,
        };
        let command = BatchCommand { registry: &REGISTRY, actor: &actor, now, id, if_version: if_match.0 };
        commands::replan(conn, command, again)
    })
    .await
}

async fn of_selection(
    state: &AppState,
    batch: &StoredBatch,
    body: &Body<Value>,
    scope: &Scope,
    site: &Settings,
) -> Result<Option<Value>, Failure> {
    if typed::<ReplanSelection>(body)?.settings.is_none() {
        return Ok(None);
    }
    let action = REGISTRY.action(&batch.action);
    let (operation, action) = action.ok_or_else(|| Error::internal("a selection has no action"))?;
    let mut settings = over(&batch.settings, &body.value["settings"]);
    // For some settings `null` has a meaning of its own: leave the method alone, no reason, no end.
    settings.retain(|name, value| {
        !value.is_null() || ["set_auth_method", "reason", "until", "starts_at", "ends_at"].contains(&name.as_str())
    });
    let mut settings = Value::Object(settings);
    let context = resolve(state, operation, &mut settings).await?;
    if context != Context::Site && context != batch.context {
        let message = "This batch belongs to another course. Plan a new one for this course.";
        return Err(Error::invalid("settings.course", "invalid_value", message).into());
    }
    Ok(Some(operation.settings(action, &settings, scope, site, state.now())?))
}

/// The body as what it has to be.
fn typed<T: DeserializeOwned>(body: &Body<Value>) -> Result<T, Failure> {
    read_json(if body.bytes.is_empty() { b"{}" } else { &body.bytes })
}

/// Settings, as they were sent, over those that the batch was planned with: an absent setting keeps its value, `null` clears it.
/// Whether to apply, and when, is asked for anew each time.
fn over(planned: &Value, given: &Value) -> Map<String, Value> {
    // Settings of another kind of file stand for themselves; that this batch is none of those is said later.
    let is_other_kind = given.get("preset").is_some_and(|preset| planned.get("preset") != Some(preset));
    let mut settings = planned.as_object().filter(|_| !is_other_kind).cloned().unwrap_or_default();
    settings.retain(|name, _| !["apply", "apply_at", "confirm_affected"].contains(&name.as_str()));
    settings.extend(given.as_object().cloned().unwrap_or_default());
    settings
}

async fn of_file(
    state: &AppState,
    batch: &StoredBatch,
    body: &Body<Value>,
    scope: &Scope,
    site: Settings,
) -> Result<(Option<Value>, Option<Header>), Failure> {
    if typed::<Replan>(body)?.settings.is_none() {
        return Ok((None, None));
    }
    let settings = FileSettings::resolve(&Value::Object(over(&batch.settings, &body.value["settings"])))?;
    settings.full_sync.as_ref().map(|sync| sync.parse(scope)).transpose()?;
    let in_force = serde_json::to_value(&settings)?;
    let custom = state.read(profile::store::names).await?;
    let (db, staged, is_workbook) = (state.db.clone(), batch.staged, batch.source.is_workbook);
    let header = blocking(move || {
        let staged =
            staged.ok_or_else(|| Error::conflict("not_planned", "The file is no longer there; upload it again."))?;
        let sheet = settings.sheet.as_deref();
        let look = uploaded::look_at_staged(&db, staged, is_workbook, sheet, site.max_cell_bytes)?;
        look.header(&settings, &custom, site.max_cell_bytes * 4)
    });
    Ok((Some(in_force), Some(header.await?)))
}
