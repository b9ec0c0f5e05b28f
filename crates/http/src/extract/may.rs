//! What a caller may, as a handler's parameter: a capability at site level.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use rollcall_domain::roles::Capability;
use rollcall_domain::{Actor, Context, Error};
use tokio::sync::oneshot;

use super::Caller;
use crate::denied_attempts::MissingCapability;
use crate::problem::Failure;

/// Resolves once a [`May`] has let the caller through. The parameters of a handler are extracted at the same
/// time; a body waits for this, so that callers without the permission learn nothing about what a call would need.
pub(super) struct Allowed(pub(super) oneshot::Receiver<()>);

impl Allowed {
    /// Has the request's body wait; what is returned lets it go on.
    pub(super) fn announce(request: &HttpRequest) -> oneshot::Sender<()> {
        let (allow, allowed) = oneshot::channel();
        request.extensions_mut().insert(Self(allowed));
        allow
    }
}

/// A capability as a type, to be named in a handler's parameters.
pub trait Permission {
    /// The capability.
    const CAPABILITY: Capability;

    /// Whether the user holds it in a context, or another one that includes it.
    fn is_held(actor: &Actor, context: Context) -> bool {
        actor.may_in(Self::CAPABILITY, context)
    }

    /// The same of any context at all.
    fn is_held_somewhere(actor: &Actor) -> bool {
        actor.may_somewhere(Self::CAPABILITY)
    }
}

/// A caller who holds a capability at site level; a request of anybody else never reaches the handler.
pub struct May<P> {
    /// Who it is.
    pub caller: Caller,
    permission: PhantomData<P>,
}

impl<P: Permission> FromRequest for May<P> {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let caller = Caller::from_request(request, payload);
        let request = request.clone();
        let allow = Allowed::announce(&request);
        Box::pin(async move {
            let caller = caller.await?;
            if !P::is_held(&caller.actor, Context::Site) {
                return Err(denied(&request, &caller, P::CAPABILITY));
            }
            // Nobody listens where the handler takes no body.
            let _ = allow.send(());
            Ok(Self { caller, permission: PhantomData })
        })
    }
}

/// The answer to a caller who lacks a capability.
pub fn denied(request: &HttpRequest, caller: &Caller, capability: Capability) -> Failure {
    request.extensions_mut().insert(MissingCapability(capability));
    let by_token = caller.actor.scopes.is_some();
    let who = if by_token { "this token is not for, or none of your roles has" } else { "none of your roles has" };
    let message = format!("This needs the capability {}, which {who}.", capability.name());
    Error::forbidden("forbidden", message).into()
}

/// The capabilities as types.
pub mod permissions {
    use rollcall_domain::{Actor, Context};

    use super::{Capability, Permission};

    macro_rules! permissions {
        ($($name:ident)*) => {$(
            #[doc = concat!("See [`Capability::", stringify!($name), "`].")]
            pub struct $name;

            impl Permission for $name {
                const CAPABILITY: Capability = Capability::$name;
            }
        )*};
    }

    permissions! {
        UsersView UsersCreate UsersUpdate UsersSuspend UsersDelete RolesManage ProfileFieldsManage CohortsManage BatchesView BatchesCreate
        ExportsCreate SettingsManage MeRead MeWrite CoursesCreate CoursesManage MessagesSend MessagesModerate
        MailManage
    }

    /// See [`Capability::UsersSupport`]. A caller who changes details of accounts may help their people, too.
    pub struct UsersSupport;

    impl UsersSupport {
        const EITHER: [Capability; 2] = [Self::CAPABILITY, Capability::UsersUpdate];
    }

    impl Permission for UsersSupport {
        const CAPABILITY: Capability = Capability::UsersSupport;

        fn is_held(actor: &Actor, context: Context) -> bool {
            Self::EITHER.into_iter().any(|capability| actor.may_in(capability, context))
        }

        fn is_held_somewhere(actor: &Actor) -> bool {
            Self::EITHER.into_iter().any(|capability| actor.may_somewhere(capability))
        }
    }

    /// To change who takes part in a course: of every course with `enrolments.manage`, of one with `participants.manage` there.
    pub struct ManageParticipants;

    impl Permission for ManageParticipants {
        const CAPABILITY: Capability = Capability::ParticipantsManage;

        fn is_held(actor: &Actor, context: Context) -> bool {
            actor.may_act_in(Capability::EnrolmentsManage, context)
        }

        fn is_held_somewhere(actor: &Actor) -> bool {
            [Capability::EnrolmentsManage, Self::CAPABILITY]
                .into_iter()
                .any(|capability| actor.may_somewhere(capability))
        }
    }

    /// To see who takes part in a course. A caller who changes it sees it, too.
    pub struct SeeParticipants;

    impl Permission for SeeParticipants {
        const CAPABILITY: Capability = Capability::ParticipantsView;

        fn is_held(actor: &Actor, context: Context) -> bool {
            actor.may_in(Self::CAPABILITY, context) || ManageParticipants::is_held(actor, context)
        }

        fn is_held_somewhere(actor: &Actor) -> bool {
            actor.may_somewhere(Self::CAPABILITY) || ManageParticipants::is_held_somewhere(actor)
        }
    }

    /// To write to many people of a course: of every course with `messages.bulk.site`.
    pub struct MessageCourse;

    impl Permission for MessageCourse {
        const CAPABILITY: Capability = Capability::MessagesBulkCourse;

        fn is_held(actor: &Actor, context: Context) -> bool {
            actor.may_act_in(Capability::MessagesBulkSite, context)
        }

        fn is_held_somewhere(actor: &Actor) -> bool {
            [Capability::MessagesBulkSite, Self::CAPABILITY]
                .into_iter()
                .any(|capability| actor.may_somewhere(capability))
        }
    }

    /// To write to many people somewhere. Where stands in the body, and is checked there.
    pub struct BulkMessages;

    impl Permission for BulkMessages {
        const CAPABILITY: Capability = Capability::MessagesBulkSite;

        fn is_held(actor: &Actor, _: Context) -> bool {
            MessageCourse::is_held_somewhere(actor)
        }

        fn is_held_somewhere(actor: &Actor) -> bool {
            MessageCourse::is_held_somewhere(actor)
        }
    }

    /// To plan batches: at site level, or in some course. Where, and what more it takes, stands in the body: the domain checks it.
    pub struct PlanBatches;

    impl Permission for PlanBatches {
        const CAPABILITY: Capability = Capability::BatchesCreate;

        fn is_held(actor: &Actor, _: Context) -> bool {
            Self::is_held_somewhere(actor)
        }

        fn is_held_somewhere(actor: &Actor) -> bool {
            let mut of_courses = Capability::ALL.into_iter().filter_map(Capability::in_course);
            actor.may(Self::CAPABILITY) || of_courses.any(|capability| actor.may_somewhere(capability))
        }
    }

    /// To read what batches can do: for those who see them, and those who plan them.
    pub struct DescribeBatches;

    impl Permission for DescribeBatches {
        const CAPABILITY: Capability = Capability::BatchesView;

        fn is_held(actor: &Actor, context: Context) -> bool {
            actor.may(Self::CAPABILITY) || PlanBatches::is_held(actor, context)
        }

        fn is_held_somewhere(actor: &Actor) -> bool {
            actor.may_somewhere(Self::CAPABILITY) || PlanBatches::is_held_somewhere(actor)
        }
    }

    /// To give a role to a user in some context. Both are in the body: the domain checks them.
    pub struct AssignRoles;

    impl Permission for AssignRoles {
        const CAPABILITY: Capability = Capability::RolesAssign;

        fn is_held(actor: &Actor, _: Context) -> bool {
            actor.may_grant_something()
        }

        fn is_held_somewhere(actor: &Actor) -> bool {
            actor.may_grant_something()
        }
    }
}
