//! Accounts as JSON.

use rollcall_domain::db::Conn;
use rollcall_domain::id::UserId;
use rollcall_domain::roles::{self, RoleKey};
use rollcall_domain::settings::Settings;
use rollcall_domain::users::Account;
use rollcall_domain::{Actor, Error, Millis, Noun, Result, cohorts, field_rights, time};
use rollcall_wire::users::{PersonRef, User};

/// A person by name, where something names its author or the one it is about.
pub fn person(account: &Account) -> PersonRef {
    PersonRef { id: account.id.to_string(), username: account.username.clone(), full_name: account.full_name() }
}

/// An account with the roles it holds and the cohorts it is in; without `private`, what only some may see is null.
pub fn user(account: &Account, roles: &[RoleKey], cohorts: Vec<String>, private: bool, now: Millis) -> User {
    let personal = |value: &Option<String>| value.clone().filter(|_| private);
    let time = |at: Option<Millis>| at.map(time::format);
    User {
        id: account.id.to_string(),
        username: account.username.clone(),
        email: account.email.clone(),
        first_name: account.first_name.clone(),
        last_name: account.last_name.clone(),
        full_name: account.full_name(),
        id_number: personal(&account.id_number),
        institution: account.institution.clone(),
        department: account.department.clone(),
        phone: personal(&account.phone),
        mobile_phone: personal(&account.mobile_phone),
        address: personal(&account.address),
        city: account.city.clone(),
        country: account.country.clone(),
        language: account.language.clone(),
        timezone: account.timezone.clone(),
        description: account.description.clone(),
        auth_method: account.auth_method.clone(),
        suspended: account.suspended,
        suspended_until: time(account.suspended_until),
        suspension_reason: account.suspension_reason.clone(),
        confirmed: account.confirmed,
        locked: account.is_locked(now),
        must_change_password: account.must_change_password,
        status: account.status(now).name().to_owned(),
        system_roles: roles.iter().map(|role| role.key().to_owned()).collect(),
        cohorts,
        profile: account.members(),
        external_id: account.external_id.clone(),
        created_at: time::format(account.created_at),
        updated_at: time::format(account.updated_at),
        deleted_at: time(account.deleted_at),
        purge_at: None,
        first_access_at: time(account.first_access_at),
        last_access_at: time(Some(account.last_access_at).filter(|at| *at > 0)),
        last_ip: account.last_ip.clone(),
        version: account.version,
    }
}

/// An account as people of the same course may see it: who it is, and not how it is administrated.
pub fn among_participants(user: User) -> User {
    User {
        id_number: None,
        suspended_until: None,
        suspension_reason: None,
        system_roles: Vec::new(),
        cohorts: Vec::new(),
        profile: Default::default(),
        external_id: None,
        first_access_at: None,
        last_ip: None,
        ..user
    }
}

/// An account as the actor may see it; its roles and cohorts are read with it.
pub fn with_roles(conn: &mut Conn, account: &Account, actor: &Actor, now: Millis) -> Result<User> {
    let private = field_rights::may_see(actor) || actor.user_id == Some(account.id);
    let roles = roles::store::of_user(conn, account.id)?;
    let cohorts = cohorts::store::of_people(conn, &[account.id])?.remove(&account.id).unwrap_or_default();
    let mut shown = user(account, &roles, cohorts, private, now);
    tell_purges(conn, std::slice::from_mut(&mut shown))?;
    Ok(shown)
}

/// Adds the time of the purge to deleted accounts. The setting is read only if there is one.
pub fn tell_purges(conn: &mut Conn, users: &mut [User]) -> Result<()> {
    if users.iter().all(|user| user.deleted_at.is_none()) {
        return Ok(());
    }
    let retention = Settings::load(conn)?.retention;
    for user in users {
        let deleted_at = user.deleted_at.as_deref().and_then(time::parse_utc);
        user.purge_at = deleted_at.map(|at| time::format(at + retention));
    }
    Ok(())
}

/// The id in a path; a text that is no id matches no account.
pub fn id(text: &str) -> Result<UserId> {
    text.parse().map_err(|_| Error::NotFound(Noun::Account))
}
