//! Who asks for something, and from where.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::schema::users;
use crate::id::{SessionId, TokenId, UserId};
use crate::roles::{self, Capability, RoleKey};
use crate::users::ability::can_sign_in;
use crate::{Error, Result};

/// The person (or the system itself) that a command is carried out for.
#[derive(Debug, Clone)]
pub struct Actor {
    /// The account; `None` is the system itself.
    pub user_id: Option<UserId>,
    /// Its name to sign in with.
    pub username: String,
    /// The roles held at site level.
    pub roles: Vec<RoleKey>,
    /// What the API token that the request came with is for; `None` is no limit.
    pub scopes: Option<Vec<Capability>>,
    /// The sign-in that the request came with.
    pub session_id: Option<SessionId>,
    /// Where the request came from.
    pub origin: Origin,
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
            roles: vec![RoleKey::Administrator],
            scopes: None,
            session_id: None,
            origin: Origin::default(),
        }
    }

    /// The person as things are now, for work that goes on without a request. `None` if the account can no longer sign in:
    /// then nothing is done in its name.
    pub fn load(conn: &mut Conn, id: UserId) -> Result<Option<Self>> {
        let username: Option<String> =
            users::table.find(id).filter(can_sign_in()).select(users::username).first(conn).optional()?;
        let Some(username) = username else { return Ok(None) };
        let roles = roles::store::of_user(conn, id)?;
        Ok(Some(Self { user_id: Some(id), username, roles, scopes: None, session_id: None, origin: Origin::default() }))
    }

    /// Whether a role held at site level has the capability, and the token, where there is one, is for it.
    pub fn may(&self, capability: Capability) -> bool {
        let in_scope = self.scopes.as_ref().is_none_or(|scopes| scopes.contains(&capability));
        in_scope && self.roles.iter().any(|role| role.holds(capability))
    }

    /// Whether the actor may give a role, and take it away: nobody grants what they lack.
    pub fn may_grant(&self, role: RoleKey) -> bool {
        let lacks = |capability: &Capability| role.holds(*capability) && !self.may(*capability);
        self.may(Capability::RolesAssign) && !Capability::ALL.iter().any(lacks)
    }

    /// Refuses what only a person does who has signed in; `what` completes "To ...".
    pub fn require_session(&self, what: &str) -> Result<()> {
        if self.scopes.is_none() {
            return Ok(());
        }
        Err(Error::forbidden("session_required", format!("To {what}, sign in: a token cannot do it.")))
    }

    /// Whether a token keeps the actor from giving a role that the person may give.
    pub fn grants_less_than_its_person(&self) -> bool {
        let person = Self { scopes: None, ..self.clone() };
        self.scopes.is_some() && RoleKey::ALL.iter().any(|role| person.may_grant(*role) && !self.may_grant(*role))
    }

    /// Whether the actor is an administrator.
    pub fn is_administrator(&self) -> bool {
        self.roles.contains(&RoleKey::Administrator)
    }
}
