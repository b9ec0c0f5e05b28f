use actix_web::{HttpResponse, post, web};
use rollcall_domain::batches::engine::operation::{Action, Operation};
use rollcall_domain::batches::engine::{names, stage};
use rollcall_domain::batches::selection::create::{Selection, create};
use rollcall_domain::batches::selection::target::{Target, TargetInput};
use rollcall_domain::filter::Scope;
use rollcall_domain::registry::REGISTRY;
use rollcall_domain::settings::Settings;
use rollcall_domain::{Context, Error};
use rollcall_wire::batches;
use serde_json::Value;

use super::view;
use crate::extract::{Body, Caller, IdempotencyKey, May, Wait, permissions};
use crate::idempotent::{Begun, RepeatableRequest};
use crate::problem::Failure;
use crate::state::{AppState, blocking};

/// Act on a selection
///
/// Needs `batches.create` and what the action needs (`users.suspend`, `users.update`, `users.delete`, `roles.assign`, `cohorts.manage` or
/// `exports.create`); with `apply` also `batches.apply`. The people are those who match when the batch is planned; they stay the same from then on.
/// Nothing is written to any account until it is applied. With `Prefer: wait=60` the answer comes when the batch rests.
#[utoipa::path(
    tag = "Batches",
    params(IdempotencyKey, Wait),
    request_body = batches::Selection,
    responses(
        (status = 202, description = "The batch", body = batches::Batch),
        (status = 400, description = "The filter is wrong; `position` is where"),
        (status = 422, description = "The action, target or settings cannot be used")
    )
)]
#[post("/batches/selection")]
pub async fn select(
    state: web::Data<AppState>,
    may: May<permissions::PlanBatches>,
    key: IdempotencyKey,
    wait: Wait,
    body: Body<batches::Selection>,
) -> Result<HttpResponse, Failure> {
    let Body { value: asked, bytes } = body;
    let (operation, action) = action(&asked.action)?;
    let (site, now) = (state.read(Settings::load).await?, state.now());
    let name = names::of_person(asked.settings.name.as_deref())?;
    let actor = may.caller.actor.clone();
    let scope = state.read(move |conn| Scope::of(conn, &actor)).await?;
    let expected_count = expected_count(asked.target.expected_count)?;
    let target = Target::resolve(given(asked.target), &scope)?;
    let mut settings = serde_json::to_value(&asked.settings)?;
    let (context, resolved) = match resolve(&state, operation, &mut settings).await {
        Ok(context) => (context, Ok(())),
        Err(failure) => (Context::Site, Err(failure)),
    };
    if resolved.is_ok() {
        settings = operation.settings(action, &settings, &scope, &site, now)?;
    }
    let asked = Asked { operation, action, name, settings, target, context, audience: None, expected_count, resolved };
    make(&state, &may.caller, key, wait, &bytes, asked).await
}

/// A selection as a call asks for it, checked.
pub struct Asked {
    pub operation: &'static dyn Operation,
    pub action: &'static Action,
    pub name: Option<String>,
    /// The settings in force.
    pub settings: Value,
    pub target: Target,
    /// Where the batch belongs.
    pub context: Context,
    /// Who of those is meant, as the operation says it.
    pub audience: Option<Value>,
    pub expected_count: Option<i64>,
    /// What settings name is there, or the failure that says what is not.
    pub resolved: Result<(), Failure>,
}

/// Makes the batch of a selection, and waits for it if the caller prefers that.
pub async fn make(
    state: &web::Data<AppState>,
    caller: &Caller,
    key: IdempotencyKey,
    wait: Wait,
    bytes: &[u8],
    asked: Asked,
) -> Result<HttpResponse, Failure> {
    let Asked { operation, action, name, settings, target, context, audience, expected_count, resolved } = asked;
    let once = match RepeatableRequest::begin(state, caller, key, bytes).await? {
        Begun::Replay(response) => return Ok(response),
        Begun::Fresh(once) => once,
    };
    // Said behind the claim: the cohort or the course may have gone since the same was asked for the first time.
    if let Err(failure) = resolved {
        once.abandon().await?;
        return Err(failure);
    }
    let (db, kept) = (state.db.clone(), serde_json::to_vec(&target)?);
    let staged = match blocking(move || stage::store(&db, kept.as_slice())).await {
        Ok(staged) => staged,
        Err(failure) => {
            once.abandon().await?;
            return Err(failure);
        }
    };
    let (actor, now) = (caller.actor.clone(), state.now());
    let started = view::start(state, caller, &once, wait.0, move |conn| {
        let (name, settings, target) = (name.as_deref(), &settings, &target);
        let selection =
            Selection { operation, action, name, settings, target, staged, context, audience, expected_count };
        create(conn, &actor, now, &selection)
    });
    match started.await {
        Ok(response) => Ok(response),
        Err(failure) => {
            // What was staged for a batch that did not come to be is of no use.
            state.write(move |conn| stage::remove_unused(conn, staged)).await?;
            Err(failure)
        }
    }
}

/// Looks up what settings name, and where a batch with them belongs.
pub async fn resolve(
    state: &AppState,
    operation: &'static dyn Operation,
    settings: &mut Value,
) -> Result<Context, Failure> {
    let mut given = settings.clone();
    let (context, resolved) = state
        .read(move |conn| {
            let context = operation.resolve(conn, &mut given)?;
            Ok((context, given))
        })
        .await?;
    *settings = resolved;
    Ok(context)
}

/// The action with this name, and its operation.
pub fn action(name: &str) -> Result<(&'static dyn Operation, &'static Action), Error> {
    REGISTRY.action(name).ok_or_else(|| {
        let known: Vec<_> = REGISTRY.actions().map(|action| action.name).collect();
        let name = rollcall_domain::text::show(name);
        let message = format!("There is no action \"{name}\". There are: {}.", known.join(", "));
        Error::invalid("action", "invalid_value", message)
    })
}

fn expected_count(count: Option<i64>) -> Result<Option<i64>, Error> {
    match count {
        Some(..0) => Err(Error::invalid("target.expected_count", "invalid_value", "\"expected_count\" is 0 or more.")),
        count => Ok(count),
    }
}

/// A target as the domain takes it.
pub fn given(target: batches::Target) -> TargetInput {
    let batches::Target { ids, filter, q, exclude, list, expected_count: _ } = target;
    TargetInput { ids, filter, q, exclude, list }
}
