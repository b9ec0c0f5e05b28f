//! What it takes to do anything with a batch.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::batch::Batch;
use super::operation::Action;
use super::registry::Registry;
use super::store::VisibleTo;
use crate::actor::Capability;
use crate::context::Context;
use crate::id::{CourseId, UserId};
use crate::{Actor, Error, Result};

/// Refuses a user who lacks the capability at site level.
pub fn require(actor: &Actor, capability: Capability) -> Result<()> {
    require_in(actor, capability, Context::Site)
}

/// Refuses a user who may not have batches applied there. In a course it is enough to hold what the action needs.
pub fn require_to_apply(actor: &Actor, context: Context) -> Result<()> {
    if matches!(context, Context::Course(_)) { Ok(()) } else { require(actor, Capability::BatchesApply) }
}

/// Refuses a user who lacks the capability where a batch belongs. In a course it has a counterpart that is enough there
/// ([`Actor::may_act_in`]).
pub fn require_in(actor: &Actor, capability: Capability, context: Context) -> Result<()> {
    // A batch is carried out with the rights of its person. So the scopes of the token that asks for it are checked here.
    if capability == Capability::RolesAssign && actor.may(capability) && actor.grants_less_than_its_person() {
        let message = "This token is not for all that the roles hold which you may hand out. Sign in, or use a token for all of it.";
        return Err(Error::forbidden("role_not_grantable", message));
    }
    if actor.may_act_in(capability, context) {
        return Ok(());
    }
    Err(Error::forbidden(
        "forbidden",
        format!("This needs the capability {}, which none of your roles has.", capability.name()),
    ))
}

/// Whether a user may see a batch: all of them with `batches.view`, one's own always, and in a course those whose action one may
/// carry out there.
pub fn may_see(registry: &Registry, actor: &Actor, batch: &Batch) -> Result<bool> {
    let is_own = actor.user_id == Some(batch.created_by) && actor.scopes.is_none();
    Ok(actor.may(Capability::BatchesView) || is_own || may_in_its_course(registry, actor, batch)?)
}

/// Whether a batch belongs to a course and a user may carry out its action there, which is enough for all that is done with it.
pub fn may_in_its_course(registry: &Registry, actor: &Actor, batch: &Batch) -> Result<bool> {
    if !matches!(batch.context, Context::Course(_)) {
        return Ok(false);
    }
    let needs = registry.of(batch)?.needs(batch)?;
    Ok(needs.into_iter().all(|capability| actor.may_act_in(capability, batch.context)))
}

/// Which batches a user sees; `None`: all.
pub fn visible_to(registry: &Registry, actor: &Actor) -> Option<VisibleTo> {
    if actor.may(Capability::BatchesView) {
        return None;
    }
    let courses: BTreeSet<CourseId> = actor.courses().collect();
    let in_courses = courses.into_iter().filter_map(|course| {
        let may = |action: &&Action| actor.may_act_in(action.needs, Context::Course(course));
        let of_courses = registry.actions().filter(|action| action.needs.in_course().is_some());
        let actions: Vec<_> = of_courses.filter(may).map(|action| action.name).collect();
        (!actions.is_empty()).then_some((course, actions))
    });
    // A token shows what it is for, and not what its owner has made.
    let person = actor.user_id.filter(|_| actor.scopes.is_none()).unwrap_or(UserId(Uuid::nil()));
    Some(VisibleTo { person, in_courses: in_courses.collect() })
}
