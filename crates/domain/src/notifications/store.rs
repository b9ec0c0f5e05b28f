//! What people have chosen, and how each is therefore told of something.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use jiff::tz::TimeZone;

use super::{NotificationKind, next_digest};
use crate::bounces;
use crate::db::Conn;
use crate::db::schema::{notification_choices as n, users as u};
use crate::deliveries::Ending;
use crate::id::{CourseId, UserId};
use crate::settings::{NotificationChoice, Settings};
use crate::users::{Account, email};
use crate::{Error, Millis, Result};

/// What one person has chosen: for a kind, or for a kind in a course.
pub type Choices = HashMap<(NotificationKind, Option<CourseId>), NotificationChoice>;

fn course_key(course: Option<CourseId>) -> String {
    course.map_or_else(String::new, |course| course.to_string())
}

/// What some people have chosen; who has chosen nothing is not among them.
pub fn of_people(conn: &mut Conn, users: &[UserId]) -> Result<HashMap<UserId, Choices>> {
    let rows: Vec<(UserId, String, String, String)> = n::table.filter(n::user_id.eq_any(users)).load(conn)?;
    let mut found: HashMap<UserId, Choices> = HashMap::new();
    for (user, kind, course, choice) in rows {
        let unknown = || Error::internal("a stored choice of notifications cannot be read");
        let kind = NotificationKind::from_name(&kind).ok_or_else(unknown)?;
        let choice = NotificationChoice::from_name(&choice).ok_or_else(unknown)?;
        let course = if course.is_empty() { None } else { Some(course.parse().map_err(|_| unknown())?) };
        found.entry(user).or_default().insert((kind, course), choice);
    }
    Ok(found)
}

/// Notes what somebody has chosen; `None` goes back to the default.
///
/// # Errors
/// `locked` if the site leaves no choice, `invalid_value` if the kind knows no such choice, or none by course.
pub fn choose(
    conn: &mut Conn,
    site: &Settings,
    user: UserId,
    (kind, course): (NotificationKind, Option<CourseId>),
    choice: Option<NotificationChoice>,
) -> Result<()> {
    if kind.default(site).locked {
        let message = "The site decides how people are told of this; it cannot be chosen.";
        return Err(Error::invalid(kind.name(), "locked", message));
    }
    if course.is_some() && !kind.has_courses() {
        let message = "This can only be chosen for all courses at once.";
        return Err(Error::invalid(kind.name(), "invalid_value", message));
    }
    if let Some(choice) = choice.filter(|choice| !kind.choices().contains(choice)) {
        let names: Vec<&str> = kind.choices().iter().map(|choice| choice.name()).collect();
        let message = format!("\"{}\" is none of the choices: {}.", choice.name(), names.join(", "));
        return Err(Error::invalid(kind.name(), "invalid_value", message));
    }
    put(conn, user, (kind, course), choice)
}

fn put(
    conn: &mut Conn,
    user: UserId,
    (kind, course): (NotificationKind, Option<CourseId>),
    choice: Option<NotificationChoice>,
) -> Result<()> {
    let key = (user, kind.name().to_owned(), course_key(course));
    diesel::delete(n::table.find(key)).execute(conn)?;
    if let Some(choice) = choice {
        diesel::insert_into(n::table)
            .values((
                n::user_id.eq(user),
                n::kind.eq(kind.name()),
                n::course_id.eq(course_key(course)),
                n::choice.eq(choice.name()),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Ends mails of a kind for somebody, in all courses. Where the site leaves no choice nothing is changed.
pub fn end_mails(conn: &mut Conn, site: &Settings, user: UserId, kind: NotificationKind) -> Result<()> {
    if kind.default(site).locked {
        return Ok(());
    }
    diesel::delete(n::table.filter(n::user_id.eq(user)).filter(n::kind.eq(kind.name()))).execute(conn)?;
    put(conn, user, (kind, None), Some(kind.without_mail()))
}

/// What counts for somebody: what the site has locked, what was chosen for the course, what was chosen, what the site has set.
pub fn effective(
    site: &Settings,
    chosen: Option<&Choices>,
    kind: NotificationKind,
    course: Option<CourseId>,
) -> NotificationChoice {
    let default = kind.default(site);
    if default.locked {
        return default.choice;
    }
    let in_course = course.and_then(|course| chosen?.get(&(kind, Some(course))));
    in_course.or_else(|| chosen?.get(&(kind, None))).copied().unwrap_or(default.choice)
}

/// How somebody is told of something by mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ByMail {
    /// At once.
    Now,
    /// Together with other things, at this time.
    At(Millis),
    /// Not, and why.
    No(Ending, &'static str),
}

/// Something that somebody is to be told by mail.
#[derive(Debug, Clone, Copy)]
pub struct Notice<'a> {
    /// Who is told.
    pub account: &'a Account,
    /// Of what; `None` for what cannot be chosen.
    pub kind: Option<NotificationKind>,
    /// The course that it belongs to.
    pub course: Option<CourseId>,
    /// Where it goes.
    pub address: &'a str,
}

/// How each of these is told, in their order.
pub fn by_mail(conn: &mut Conn, site: &Settings, notices: &[Notice<'_>], now: Millis) -> Result<Vec<ByMail>> {
    let users: Vec<UserId> = notices.iter().map(|notice| notice.account.id).collect();
    let chosen = of_people(conn, &users)?;
    let canonical: Vec<String> = notices.iter().map(|notice| email::canonical(notice.address)).collect();
    let addresses: Vec<&str> = canonical.iter().map(String::as_str).collect();
    let suppressed = bounces::store::suppressed(conn, &addresses)?;
    let optional = notices.iter().zip(&canonical).filter(|(notice, _)| notice.kind.is_some());
    let shared = shared(conn, &optional.map(|(_, address)| address.as_str()).collect::<Vec<_>>())?;
    let decide = |(notice, address): (&Notice<'_>, &String)| {
        if address.is_empty() {
            return ByMail::No(Ending::NoAddress, "the account has no e-mail address");
        }
        if suppressed.contains(address) {
            return ByMail::No(Ending::Suppressed, "mails to the address have bounced");
        }
        let Some(kind) = notice.kind else { return ByMail::Now };
        let choice = effective(site, chosen.get(&notice.account.id), kind, notice.course);
        if matches!(choice, NotificationChoice::InApp | NotificationChoice::Off) {
            return ByMail::No(Ending::OptedOut, "the person does not want to be told by mail");
        }
        if !notice.account.confirmed {
            return ByMail::No(Ending::NoAddress, "the e-mail address is not confirmed");
        }
        if shared.contains(address) {
            return ByMail::No(Ending::NoAddress, "several accounts share the e-mail address");
        }
        let zone = notice.account.timezone.as_deref().and_then(|name| TimeZone::get(name).ok());
        next_digest(choice, &zone.unwrap_or_else(|| site.timezone.clone()), now).map_or(ByMail::Now, ByMail::At)
    };
    Ok(notices.iter().zip(&canonical).map(decide).collect())
}

/// Which of these addresses several accounts have.
fn shared(conn: &mut Conn, addresses: &[&str]) -> Result<HashSet<String>> {
    use diesel::dsl::count_star;
    if addresses.is_empty() {
        return Ok(HashSet::new());
    }
    let held: Vec<String> = u::table
        .filter(u::email.eq_any(addresses))
        .filter(u::deleted_at.is_null())
        .group_by(u::email)
        .having(count_star().gt(1))
        .select(u::email)
        .load(conn)?;
    Ok(held.into_iter().collect())
}
