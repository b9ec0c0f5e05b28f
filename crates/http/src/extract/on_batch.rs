//! What a caller may do with the batch that the path names, as a handler's parameter.
//!
//! At site level that is a matter of `batches.view`, `batches.create` and `batches.apply`. A batch of a course is open to all users who
//! may carry out its action there, and a person's own batches always are to that person.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use rollcall_domain::batches::engine::batch::Batch;
use rollcall_domain::batches::engine::{rights, store};
use rollcall_domain::id::BatchId;
use rollcall_domain::registry::REGISTRY;
use rollcall_domain::roles::Capability;
use rollcall_domain::{Actor, Error, Noun, Result};

use super::Caller;
use super::may::{Allowed, denied};
use crate::problem::Failure;
use crate::state::AppState;

/// Something that is done with a batch, as a type.
pub trait BatchAct {
    /// What it takes at site level, besides what the batch's action takes.
    const CAPABILITY: Capability;
}

/// To look at it.
pub struct See;
/// To plan it again, or correct its rows.
pub struct Plan;
/// To have it applied, cancelled, approved or undone.
pub struct Apply;

impl BatchAct for See {
    const CAPABILITY: Capability = Capability::BatchesView;
}

impl BatchAct for Plan {
    const CAPABILITY: Capability = Capability::BatchesCreate;
}

impl BatchAct for Apply {
    const CAPABILITY: Capability = Capability::BatchesApply;
}

/// A caller who may do something with the batch that the path names as `{id}`. What its action takes is checked in the domain.
pub struct OnBatch<A> {
    /// Who it is.
    pub caller: Caller,
    /// The batch, as it was when the request came.
    pub batch: Batch,
    act: PhantomData<A>,
}

impl<A: BatchAct> FromRequest for OnBatch<A> {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = std::result::Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let caller = Caller::from_request(request, payload);
        let request = request.clone();
        let allow = Allowed::announce(&request);
        Box::pin(async move {
            let caller = caller.await?;
            let found = find(&request).await?;
            let verdict = found.as_ref().map(|batch| verdict::<A>(&caller.actor, batch)).transpose()?;
            match (verdict, found) {
                (Some(Verdict::Granted), Some(batch)) => {
                    // Nobody listens where the handler takes no body.
                    let _ = allow.send(());
                    Ok(Self { caller, batch, act: PhantomData })
                }
                (None | Some(Verdict::Hidden), _) if has_batches(&caller.actor) => {
                    Err(Error::NotFound(Noun::Batch).into())
                }
                _ => Err(denied(&request, &caller, A::CAPABILITY)),
            }
        })
    }
}

/// What a caller is told about a batch that is there.
enum Verdict {
    Granted,
    Denied,
    Hidden,
}

fn verdict<A: BatchAct>(actor: &Actor, batch: &Batch) -> Result<Verdict> {
    let sees = rights::may_see(&REGISTRY, actor, batch)?;
    let is_look = A::CAPABILITY == Capability::BatchesView;
    let may = actor.may(A::CAPABILITY) || rights::may_in_its_course(&REGISTRY, actor, batch)?;
    Ok(match (may || (is_look && sees), sees) {
        (true, _) => Verdict::Granted,
        (false, true) => Verdict::Denied,
        (false, false) => Verdict::Hidden,
    })
}

/// Whether the caller has anything to do with batches: only then is it worth telling one that is not there from one that is not theirs.
pub fn has_batches(actor: &Actor) -> bool {
    let of_site = [Capability::BatchesView, Capability::BatchesCreate, Capability::BatchesApply];
    let of_courses = Capability::ALL.into_iter().filter_map(Capability::in_course);
    of_site.into_iter().any(|capability| actor.may(capability))
        || of_courses.into_iter().any(|capability| actor.may_somewhere(capability))
}

async fn find(request: &HttpRequest) -> std::result::Result<Option<Batch>, Failure> {
    let state = request.app_data::<web::Data<AppState>>().cloned().ok_or_else(|| Error::internal("no state"))?;
    let Some(id) = request.match_info().get("id").and_then(|id| id.parse::<BatchId>().ok()) else { return Ok(None) };
    state.read(move |conn| Error::or_none(store::find(conn, id))).await
}
