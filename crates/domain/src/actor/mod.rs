//! Who asks for something, from where, and what they may.
//!
//! Plain data and pure rules: no database. [`crate::roles::store`] reads the roles that a person holds.

mod capability;
mod role_key;
mod shipped;

use std::collections::BTreeMap;

pub use capability::{Capabilities, Capability};
pub use role_key::{LONGEST_KEY, OwnRoleKey, RoleKey};
pub use shipped::{MayAssign, SHIPPED, ShippedRole, shipped};

use crate::context::Context;
use crate::id::{CourseId, SessionId, TokenId, UserId};
use crate::{Error, Result};

/// The person (or the system itself) that a command is carried out for.
#[derive(Debug, Clone)]
pub struct Actor {
    /// The account; `None` is the system itself.
    pub user_id: Option<UserId>,
    /// Its name to sign in with.
    pub username: String,
    /// The roles held, each with its context.
    pub roles: Vec<HeldRole>,
    /// What the site's own roles hold. `None` if it was not read: then only who holds everything gives them.
    pub own_roles: Option<BTreeMap<RoleKey, Capabilities>>,
    /// What the API token that the request came with is for; `None` is no limit.
    pub scopes: Option<Vec<Capability>>,
    /// The sign-in that the request came with.
    pub session_id: Option<SessionId>,
    /// Where the request came from.
    pub origin: Origin,
}

/// A role that a user holds in a context, and what it allows there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldRole {
    /// Which one.
    pub role: RoleKey,
    /// Where.
    pub context: Context,
    /// What it allows.
    pub capabilities: Capabilities,
    /// The roles that an own role lets its holder assign; of a shipped one, the constant counts.
    pub may_assign: Vec<RoleKey>,
}

impl HeldRole {
    /// A shipped role in a context. An own one, of which nothing else is known, allows nothing.
    pub fn shipped_in(role: RoleKey, context: Context) -> Self {
        let capabilities = shipped(role).map(|role| role.capabilities).unwrap_or_default();
        Self { role, context, capabilities, may_assign: Vec::new() }
    }

    fn may_assign(&self, role: RoleKey) -> bool {
        shipped(self.role).map_or_else(|| self.may_assign.contains(&role), |shipped| shipped.may_assign.contains(role))
    }
}

/// A shipped role at site level.
impl From<RoleKey> for HeldRole {
    fn from(role: RoleKey) -> Self {
        Self::shipped_in(role, Context::Site)
    }
}

/// Where a request came from, for the audit.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// The request's id.
    pub request_id: Option<String>,
    /// The network address; personal data.
    pub address: Option<String>,
    /// The program the person uses; personal data.
    pub user_agent: Option<String>,
    /// The sign-in that it came with.
    pub session: Option<SessionId>,
    /// The API token that it came with.
    pub token: Option<TokenId>,
}

impl Actor {
    /// The system itself: start-up, timers and the command line. It may do everything.
    pub fn system() -> Self {
        Self {
            user_id: None,
            username: "system".to_owned(),
            roles: vec![RoleKey::Administrator.into()],
            own_roles: None,
            scopes: None,
            session_id: None,
            origin: Origin::default(),
        }
    }

    /// A person without any role yet.
    pub fn person(id: UserId, username: String, origin: Origin) -> Self {
        Self { user_id: Some(id), username, roles: Vec::new(), origin, ..Self::system() }
    }

    /// Whether a role held at site level has the capability, and the token, if there is one, is for it.
    pub fn may(&self, capability: Capability) -> bool {
        self.may_in(capability, Context::Site)
    }

    /// The same of a role held in a context, or at site level, which is around all contexts.
    pub fn may_in(&self, capability: Capability, context: Context) -> bool {
        self.is_in_scope(capability) && self.held_in(context).any(|held| held.capabilities.contains(capability))
    }

    /// The same of acts on many people: in a course, that capability is enough whose reach is the course
    /// ([`Capability::in_course`]).
    pub fn may_act_in(&self, capability: Capability, context: Context) -> bool {
        let counterpart = capability.in_course().filter(|_| matches!(context, Context::Course(_)));
        self.may_in(capability, context) || counterpart.is_some_and(|of_course| self.may_in(of_course, context))
    }

    /// Whether the capability is held anywhere at all.
    pub fn may_somewhere(&self, capability: Capability) -> bool {
        self.is_in_scope(capability) && self.roles.iter().any(|held| held.capabilities.contains(capability))
    }

    /// The courses in which a role is held.
    pub fn courses(&self) -> impl Iterator<Item = CourseId> {
        self.roles.iter().filter_map(|held| if let Context::Course(id) = held.context { Some(id) } else { None })
    }

    /// All that the actor may do in a context.
    pub fn capabilities_in(&self, context: Context) -> Capabilities {
        let held = self.of_person_in(context);
        self.scopes.as_ref().map_or(held, |scopes| held.and(Capabilities::of(scopes)))
    }

    /// Whether the actor may give a role at site level, and take it away: one that their own roles name for it, and
    /// that holds nothing which they lack.
    pub fn may_grant(&self, role: RoleKey) -> bool {
        self.may_grant_in(role, Context::Site)
    }

    /// The same in a context. In a course the roles that may be assigned are named one by one, and that is enough: who
    /// looks after all enrolments appoints instructors without being one. A token still gives nothing that it is not
    /// for.
    pub fn may_grant_in(&self, role: RoleKey, context: Context) -> bool {
        if !self.held_in(context).any(|held| held.may_assign(role)) {
            return false;
        }
        let Some(needed) = self.needed_to_grant(role) else { return false };
        let held = self.capabilities_in(context);
        match context {
            Context::Course(_) => {
                let enough = [Capability::RolesAssign, Capability::ParticipantsManage, Capability::EnrolmentsManage];
                let withheld = self.of_person_in(context).without(held);
                held != held.without(Capabilities::of(&enough)) && needed == needed.without(withheld)
            }
            Context::Site | Context::Cohort(_) => held.contains(Capability::RolesAssign) && needed.is_subset(held),
        }
    }

    /// Whether there could be a role that the actor may give somewhere.
    pub fn may_grant_something(&self) -> bool {
        [Capability::RolesAssign, Capability::ParticipantsManage, Capability::EnrolmentsManage]
            .into_iter()
            .any(|capability| self.may_somewhere(capability))
    }

    /// Refuses what only a person does who has signed in; `what` completes "To ...".
    pub fn require_session(&self, what: &str) -> Result<()> {
        if self.scopes.is_none() {
            return Ok(());
        }
        Err(Error::forbidden("session_required", format!("To {what}, sign in: a token cannot do it.")))
    }

    /// Whether a token keeps the actor from giving a role at site level that the person may give.
    pub fn grants_less_than_its_person(&self) -> bool {
        let person = Self { scopes: None, ..self.clone() };
        let own = self.own_roles.iter().flat_map(BTreeMap::keys);
        let mut roles = RoleKey::SHIPPED.iter().chain(own);
        self.scopes.is_some() && roles.any(|role| person.may_grant(*role) && !self.may_grant(*role))
    }

    /// Whether the actor is an administrator.
    pub fn is_administrator(&self) -> bool {
        self.held_in(Context::Site).any(|held| held.role == RoleKey::Administrator)
    }

    fn is_in_scope(&self, capability: Capability) -> bool {
        self.scopes.as_ref().is_none_or(|scopes| scopes.contains(&capability))
    }

    fn held_in(&self, context: Context) -> impl Iterator<Item = &HeldRole> {
        self.roles.iter().filter(move |held| held.context == context || held.context == Context::Site)
    }

    /// What the person may do in a context, whatever the token is for.
    fn of_person_in(&self, context: Context) -> Capabilities {
        self.held_in(context).fold(Capabilities::default(), |all, held| all.or(held.capabilities))
    }

    /// What a user has to hold to give a role. `None` for an own role that is not there.
    fn needed_to_grant(&self, role: RoleKey) -> Option<Capabilities> {
        let held = match (shipped(role), &self.own_roles) {
            (Some(shipped), _) => Some(shipped.capabilities),
            (None, Some(own)) => own.get(&role).copied(),
            (None, None) => Some(Capabilities::ALL),
        };
        held.map(|held| held.without(Capabilities::OWN_ACCOUNT))
    }
}

#[cfg(test)]
#[path = "grants_tests.rs"]
mod tests;
