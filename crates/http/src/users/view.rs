//! Accounts as JSON.

use std::collections::BTreeMap;

use rollcall_domain::db::Conn;
use rollcall_domain::id::UserId;
use rollcall_domain::roles::{self, RoleKey};
use rollcall_domain::users::Account;
use rollcall_domain::{Error, Millis, Result, time};
use rollcall_wire::users::User;

/// An account with the roles it holds.
pub fn user(account: &Account, roles: &[RoleKey], now: Millis) -> User {
    let time = |at: Option<Millis>| at.map(time::format);
    User {
        id: account.id.to_string(),
        username: account.username.clone(),
        email: account.email.clone(),
        first_name: account.first_name.clone(),
        last_name: account.last_name.clone(),
        full_name: account.full_name(),
        id_number: account.id_number.clone(),
        institution: account.institution.clone(),
        department: account.department.clone(),
        phone: account.phone.clone(),
        mobile_phone: account.mobile_phone.clone(),
        address: account.address.clone(),
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
        cohorts: Vec::new(),
        profile: BTreeMap::new(),
        external_id: account.external_id.clone(),
        created_at: time::format(account.created_at),
        updated_at: time::format(account.updated_at),
        deleted_at: time(account.deleted_at),
        first_access_at: time(account.first_access_at),
        last_access_at: time(Some(account.last_access_at).filter(|at| *at > 0)),
        last_ip: account.last_ip.clone(),
        version: account.version,
    }
}

/// An account; its roles are read with it.
pub fn with_roles(conn: &mut Conn, account: &Account, now: Millis) -> Result<User> {
    Ok(user(account, &roles::store::of_user(conn, account.id)?, now))
}

/// The id in a path; what is none names nobody.
pub fn id(text: &str) -> Result<UserId> {
    text.parse().map_err(|_| Error::NotFound("account"))
}
