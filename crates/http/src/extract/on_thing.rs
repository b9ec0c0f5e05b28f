//! What a caller may do with the thing that the path names, as a handler's parameter.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use rollcall_domain::db::Conn;
use rollcall_domain::roles::Capability;
use rollcall_domain::{Actor, Context, Error, Result};

use super::Caller;
use super::may::{Allowed, Permission, denied};
use crate::problem::Failure;
use crate::state::AppState;

/// Something that paths name by `{id}`, and that rights can be held on.
pub trait Thing: Sized + Send + 'static {
    /// What it takes to know that it is there.
    const SEEN_WITH: Capability;

    /// Finds it by what stands in the path.
    fn find(conn: &mut Conn, id: &str) -> Result<Self>;

    /// The error for one that is not there, or not for the caller to know of.
    fn absent() -> Error;

    /// The context that rights on it are held in.
    fn context(&self) -> Context;

    /// Whether a caller may know that it is there.
    fn is_seen_by(&self, actor: &Actor) -> bool {
        actor.may_in(Self::SEEN_WITH, self.context())
    }
}

/// A caller who may see the thing that the path names; for others it is not there.
pub struct VisibleThing<T> {
    /// Who it is.
    pub caller: Caller,
    /// The thing, as it was when the request came.
    pub thing: T,
}

impl<T: Thing> FromRequest for VisibleThing<T> {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = std::result::Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let caller = Caller::from_request(request, payload);
        let request = request.clone();
        Box::pin(async move {
            let caller = caller.await?;
            let thing: T = found(&request).await?;
            if thing.is_seen_by(&caller.actor) { Ok(Self { caller, thing }) } else { Err(T::absent().into()) }
        })
    }
}

/// A caller who holds a capability in the context of the thing that the path names. Who holds it nowhere is refused
/// before anything is looked up; a caller who may not see the thing cannot tell it from one that does not exist.
pub struct MayOn<P, T> {
    /// Who it is.
    pub caller: Caller,
    /// The thing, as it was when the request came.
    pub thing: T,
    permission: PhantomData<P>,
}

impl<P: Permission, T: Thing> FromRequest for MayOn<P, T> {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = std::result::Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let caller = Caller::from_request(request, payload);
        let request = request.clone();
        let allow = Allowed::announce(&request);
        Box::pin(async move {
            let caller = caller.await?;
            if !P::is_held_somewhere(&caller.actor) {
                return Err(denied(&request, &caller, P::CAPABILITY));
            }
            let thing: T = found(&request).await?;
            match verdict::<P>(&caller.actor, thing.context(), thing.is_seen_by(&caller.actor)) {
                Verdict::Granted => {
                    // Nobody listens where the handler takes no body.
                    let _ = allow.send(());
                    Ok(Self { caller, thing, permission: PhantomData })
                }
                Verdict::Denied => Err(denied(&request, &caller, P::CAPABILITY)),
                Verdict::Hidden => Err(T::absent().into()),
            }
        })
    }
}

/// What a caller is told about a thing that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// The caller may do it.
    Granted,
    /// The caller may see the thing, and not do this.
    Denied,
    /// For the caller it does not exist.
    Hidden,
}

fn verdict<P: Permission>(actor: &Actor, context: Context, is_seen: bool) -> Verdict {
    if P::is_held(actor, context) {
        return Verdict::Granted;
    }
    if is_seen { Verdict::Denied } else { Verdict::Hidden }
}

async fn found<T: Thing>(request: &HttpRequest) -> std::result::Result<T, Failure> {
    let state = request.app_data::<web::Data<AppState>>().cloned().ok_or_else(|| Error::internal("no state"))?;
    let id = request.match_info().get("id").map(str::to_owned).ok_or_else(T::absent)?;
    state.read(move |conn| T::find(conn, &id)).await
}

#[cfg(test)]
mod tests {
    use rollcall_domain::actor::HeldRole;
    use rollcall_domain::id::CohortId;
    use rollcall_domain::roles::RoleKey;

    use super::super::permissions::{CohortsManage, UsersView};
    use super::*;

    fn told<P: Permission>(held: HeldRole, context: Context) -> Verdict {
        let actor = Actor { roles: vec![held, RoleKey::Learner.into()], ..Actor::system() };
        verdict::<P>(&actor, context, actor.may_in(Capability::UsersView, context))
    }

    #[test]
    fn a_role_held_in_one_cohort_counts_for_that_one_and_hides_the_others() {
        let (here, there) = (Context::Cohort(CohortId::new()), Context::Cohort(CohortId::new()));
        let helpdesk = || HeldRole::shipped_in(RoleKey::Helpdesk, here);
        assert_eq!(told::<UsersView>(helpdesk(), here), Verdict::Granted);
        assert_eq!(told::<CohortsManage>(helpdesk(), here), Verdict::Denied);
        assert_eq!(told::<UsersView>(helpdesk(), there), Verdict::Hidden);
        assert_eq!(told::<CohortsManage>(helpdesk(), there), Verdict::Hidden);
        let manager = || HeldRole::shipped_in(RoleKey::AccountManager, here);
        assert_eq!(
            (told::<CohortsManage>(manager(), here), told::<CohortsManage>(manager(), there)),
            (Verdict::Granted, Verdict::Hidden)
        );
    }

    #[test]
    fn a_role_at_site_level_counts_for_every_cohort() {
        let cohort = Context::Cohort(CohortId::new());
        assert_eq!(told::<CohortsManage>(RoleKey::AccountManager.into(), cohort), Verdict::Granted);
        assert_eq!(told::<CohortsManage>(RoleKey::Auditor.into(), cohort), Verdict::Denied);
        assert_eq!(told::<UsersView>(RoleKey::CourseCreator.into(), cohort), Verdict::Hidden);
    }
}
