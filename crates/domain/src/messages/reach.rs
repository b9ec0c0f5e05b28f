//! Who may write to whom in person (PRODUCT 10). Bulk messages of staff follow other rules: see [`super::from_selection`].

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};

use super::{cannot_be_messaged, contacts, preferences, store};
use crate::actor::Capability;
use crate::db::Conn;
use crate::db::schema::{enrolments as e, users};
use crate::db::types::Id;
use crate::id::{CourseId, EnrolmentId, UserId};
use crate::listing::list;
use crate::settings::{Settings, WhoMayMessage};
use crate::users::Account;
use crate::users::ability::can_sign_in;
use crate::users::store as user_store;
use crate::{Actor, Error, Result, visible};

/// Refuses where messages are switched off for the whole site.
pub fn require_on(site: &Settings) -> Result<()> {
    if site.messaging {
        return Ok(());
    }
    Err(Error::forbidden("messaging_off", "Messages are switched off on this site."))
}

/// The person whom somebody wants to write to, if that is allowed.
///
/// # Errors
/// `messaging_off`; a token that is not for it; oneself (422); `cannot_be_messaged`, whatever the reason: a person who is blocked learns
/// nothing by it.
pub fn require(conn: &mut Conn, actor: &Actor, site: &Settings, to: UserId) -> Result<Account> {
    require_on(site)?;
    if !actor.may(Capability::MessagesSend) {
        let message = "This needs the capability messages.send.";
        return Err(Error::forbidden("forbidden", message));
    }
    let from = actor.user_id.ok_or_else(crate::auth::session::signed_out)?;
    if from == to {
        return Err(Error::invalid("to", "invalid_value", "You cannot write to yourself."));
    }
    let account = user_store::find(conn, to)?;
    require_reachable(conn, from, &account)?;
    let own = preferences::of_person(conn, to)?.who_may;
    let is_open = match own.max(site.who_may_message) {
        WhoMayMessage::Everybody => true,
        WhoMayMessage::CourseMates => are_course_mates(conn, from, to)? || is_known(conn, from, to)?,
        WhoMayMessage::Contacts => is_known(conn, from, to)?,
    };
    if is_open { Ok(account) } else { Err(cannot_be_messaged()) }
}

/// Refuses somebody who cannot sign in, and two people of whom one has blocked the other.
pub(super) fn require_reachable(conn: &mut Conn, from: UserId, to: &Account) -> Result<()> {
    let can_read: Option<UserId> =
        users::table.find(to.id).filter(can_sign_in()).select(users::id).first(conn).optional()?;
    if can_read.is_none() || contacts::has_blocked(conn, to.id, from)? || contacts::has_blocked(conn, from, to.id)? {
        return Err(cannot_be_messaged());
    }
    Ok(())
}

/// Whether they are contacts, or the other one has written before: an answer is always possible.
fn is_known(conn: &mut Conn, from: UserId, to: UserId) -> Result<bool> {
    Ok(contacts::are_contacts(conn, from, to)? || store::has_written(conn, to, from)?)
}

fn are_course_mates(conn: &mut Conn, one: UserId, other: UserId) -> Result<bool> {
    let of_one: Vec<CourseId> =
        e::table.filter(e::user_id.eq(one)).filter(e::status.eq("active")).select(e::course_id).load(conn)?;
    let shared = e::table.filter(e::user_id.eq(other)).filter(e::status.eq("active"));
    let found = shared.filter(e::course_id.eq_any(of_one)).select(e::id).limit(1);
    Ok(found.first::<EnrolmentId>(conn).optional()?.is_some())
}

/// People whom somebody may write to, found by parts of their names; without a search the person's contacts.
pub fn recipients(conn: &mut Conn, from: UserId, site: &Settings, search: &str, limit: i64) -> Result<Vec<Account>> {
    let contact = "EXISTS (SELECT 1 FROM contacts k WHERE k.accepted AND k.contact_id = users.id AND k.user_id = ";
    let mate = "EXISTS (SELECT 1 FROM enrolments a JOIN enrolments b ON b.course_id = a.course_id AND b.status = 'active' \
                WHERE a.user_id = users.id AND a.status = 'active' AND b.user_id = ";
    let chosen = "COALESCE((SELECT p.who_may FROM message_preferences p WHERE p.user_id = users.id), 'everybody')";
    // What the site allows at most, together with what each has chosen.
    let everybody = if site.who_may_message == WhoMayMessage::Everybody { "'everybody'" } else { "''" };
    let mates = if site.who_may_message == WhoMayMessage::Contacts { "''" } else { "'everybody', 'course_mates'" };
    let is_open = sql::<Bool>(&format!("({chosen} = {everybody} OR {contact}"))
        .bind::<Id, _>(from)
        .sql(&format!(") OR ({chosen} IN ({mates}) AND {mate}"))
        .bind::<Id, _>(from)
        .sql(")))");
    let unblocked = sql::<Bool>("NOT EXISTS (SELECT 1 FROM blocks b WHERE (b.user_id = users.id AND b.blocked_id = ")
        .bind::<Id, _>(from)
        .sql(") OR (b.blocked_id = users.id AND b.user_id = ")
        .bind::<Id, _>(from)
        .sql("))");
    let found = users::table
        .filter(can_sign_in())
        .filter(users::id.ne(from))
        .filter(unblocked)
        .filter(is_open)
        .select(Account::as_select())
        .limit(limit)
        .into_boxed();
    if visible::is_blank(search) {
        let is_contact = sql::<Bool>(contact).bind::<Id, _>(from).sql(")");
        return Ok(found.filter(is_contact).order(sql::<Text>("last_name_key, first_name_key, id")).load(conn)?);
    }
    let named = list::named(conn, search);
    Ok(found.filter(named).load(conn)?)
}
