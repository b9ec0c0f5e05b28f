//! The tree to a condition on accounts.
//!
//! Every condition is true or false, never null, so that `not` means what people expect: whoever has no
//! department is not in the department "Sales".

use diesel::dsl::{not, sql};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};

use super::attribute::Storage;
use super::{Attribute, Filter, Operand, Operator, profile};
use crate::Millis;
use crate::db::schema::users;
use crate::id::UserId;
use crate::text::{escape_like, fold};
use crate::users::Status;
use crate::users::list::Predicate;
use crate::users::model::{OWN_EMAIL, OWN_USERNAME};
use crate::users::values::{canonical_username, lower_case};

/// The condition that a filter stands for, at this time.
pub fn compile(filter: &Filter, now: Millis) -> Predicate {
    tree(filter, Meaning { now, of_deleted: filter.names_deleted(), of_role: false })
}

/// What a filter as a whole says about each of its parts.
#[derive(Clone, Copy)]
struct Meaning {
    /// The time that states are meant at.
    now: Millis,
    /// Whether deleted accounts are among those looked at: their names may have been freed.
    of_deleted: bool,
    /// Whether it is about one role that is held (`r`), rather than about an account.
    of_role: bool,
}

fn tree(filter: &Filter, meaning: Meaning) -> Predicate {
    let now = meaning.now;
    match filter {
        Filter::And(parts) => join(parts, meaning, |left, right| Box::new(left.and(right))),
        Filter::Or(parts) => join(parts, meaning, |left, right| Box::new(left.or(right))),
        Filter::Not(part) => Box::new(not(tree(part, meaning))),
        Filter::Present(attribute) => present(*attribute, meaning),
        Filter::HoldsRole(part) => holds_role(tree(part, Meaning { of_role: true, ..meaning })),
        Filter::ProfilePresent(field) => profile::present(*field),
        Filter::Profile(field, operator, operand) => profile::compare(*field, *operator, operand, now),
        Filter::Compare(attribute, operator, operand) => compare(*attribute, *operator, operand, meaning),
    }
}

fn join(parts: &[Filter], meaning: Meaning, with: fn(Predicate, Predicate) -> Predicate) -> Predicate {
    let mut compiled = parts.iter().map(|part| tree(part, meaning));
    let first = compiled.next().unwrap_or_else(|| constant(true));
    compiled.fold(first, with)
}

fn constant(value: bool) -> Predicate {
    plain(if value { "1 = 1" } else { "1 = 0" })
}

fn plain(condition: &str) -> Predicate {
    Box::new(sql::<Bool>(condition))
}

fn present(attribute: Attribute, meaning: Meaning) -> Predicate {
    match attribute.storage() {
        Storage::Key(column) => plain(&format!("users.{column} <> ''")),
        Storage::Plain(column) | Storage::Time(column) => plain(&format!("users.{column} IS NOT NULL")),
        Storage::TimeOrZero(column) => plain(&format!("users.{column} <> 0")),
        Storage::Role => plain("EXISTS (SELECT 1 FROM role_assignments r WHERE r.user_id = users.id)"),
        Storage::RoleKey | Storage::RoleTime => of_role(constant(true), meaning),
        Storage::Locked | Storage::Bool(_) | Storage::Derived(_) => {
            compare(attribute, Operator::Eq, &Operand::Bool(true), meaning)
        }
        Storage::Lower(_) | Storage::Id | Storage::FullName | Storage::Status => constant(true),
    }
}

fn compare(attribute: Attribute, operator: Operator, operand: &Operand, meaning: Meaning) -> Predicate {
    let now = meaning.now;
    let negate = operator == Operator::Ne;
    let positive = if negate { Operator::Eq } else { operator };
    let operand = &match operand {
        Operand::Ago(ago) => Operand::Time(ago.before(now)),
        other => other.clone(),
    };
    let condition: Predicate = match (attribute.storage(), operand) {
        (Storage::Key(column), Operand::Text(text)) => {
            text_condition(&format!("users.{column}"), positive, &fold(text), true)
        }
        (Storage::Lower(column), Operand::Text(text)) => {
            // A whole name is meant without the blanks around it; in a part of one they count.
            let is_part = matches!(positive, Operator::Co | Operator::Sw | Operator::Ew);
            let text = if is_part { lower_case(text) } else { canonical_username(text) };
            match (meaning.of_deleted, attribute) {
                (true, Attribute::Username) => text_condition(OWN_USERNAME, positive, &text, false),
                (true, Attribute::Email) => text_condition(OWN_EMAIL, positive, &text, false),
                _ => text_condition(&format!("users.{column}"), positive, &text, true),
            }
        }
        (Storage::Plain(column), Operand::Text(text)) => {
            text_condition(&format!("rollcall_fold(COALESCE(users.{column}, ''))"), positive, &fold(text), false)
        }
        (Storage::FullName, Operand::Text(text)) => {
            text_condition("(users.first_name_key || ' ' || users.last_name_key)", positive, &fold(text), false)
        }
        (Storage::Id, Operand::Text(text)) => match text.parse::<UserId>() {
            Ok(id) => Box::new(users::id.eq(id)),
            Err(_) => constant(false),
        },
        // As the condition of a partial index says it, or the engines would not see that it is the same.
        (Storage::Bool(column), Operand::Bool(true)) => Box::new(sql::<Bool>(&format!("users.{column}"))),
        (Storage::Bool(column), Operand::Bool(false)) => Box::new(sql::<Bool>(&format!("(NOT users.{column})"))),
        (Storage::Derived(condition), Operand::Bool(value)) => {
            if *value {
                plain(condition)
            } else {
                Box::new(not(plain(condition)))
            }
        }
        (Storage::Locked, Operand::Bool(value)) => {
            let locked: Predicate = Box::new(sql::<Bool>("COALESCE(users.locked_until, 0) > ").bind::<BigInt, _>(now));
            if *value { locked } else { Box::new(not(locked)) }
        }
        (Storage::RoleKey, Operand::Role(Some(role))) => {
            of_role(Box::new(sql::<Bool>("r.role = ").bind::<Text, _>(role.key())), meaning)
        }
        (Storage::RoleTime, Operand::Time(at)) => {
            let compared = sql::<Bool>(&format!("r.assigned_at {} ", sign(positive))).bind::<BigInt, _>(*at);
            of_role(Box::new(compared), meaning)
        }
        (Storage::Time(column), Operand::Time(at)) => Box::new(
            sql::<Bool>(&format!("(users.{column} IS NOT NULL AND users.{column} {} ", sign(positive)))
                .bind::<BigInt, _>(*at)
                .sql(")"),
        ),
        (Storage::TimeOrZero(column), Operand::Time(at)) => Box::new(
            sql::<Bool>(&format!("(users.{column} <> 0 AND users.{column} {} ", sign(positive)))
                .bind::<BigInt, _>(*at)
                .sql(")"),
        ),
        (Storage::Status, Operand::Status(status)) => status_condition(*status, now),
        (Storage::Role, Operand::Role(Some(role))) => Box::new(
            sql::<Bool>("users.id IN (SELECT r.user_id FROM role_assignments r WHERE r.role = ")
                .bind::<Text, _>(role.key())
                .sql(")"),
        ),
        // A role that does not exist is held by nobody. The parser lets no other pair through.
        _ => constant(false),
    };
    let condition = match (attribute.storage(), positive) {
        // What an account does not have comes before nothing, though the engines would put it first.
        (Storage::Key(_) | Storage::Plain(_), Operator::Lt | Operator::Le) => {
            Box::new(present(attribute, meaning).and(condition))
        }
        _ => condition,
    };
    if negate { Box::new(not(condition)) } else { condition }
}

/// A condition on a role: on the one at hand inside of brackets, otherwise on any that the account holds.
fn of_role(condition: Predicate, meaning: Meaning) -> Predicate {
    if meaning.of_role { condition } else { holds_role(condition) }
}

fn holds_role(condition: Predicate) -> Predicate {
    Box::new(
        sql::<Bool>("EXISTS (SELECT 1 FROM role_assignments r WHERE r.user_id = users.id AND ")
            .bind::<Bool, _>(condition)
            .sql(")"),
    )
}

/// Compares (folded) text. Where the column has an index, beginnings are asked for as a range: neither
/// engine uses an index for a `LIKE` with a parameter.
pub(super) fn text_condition(column: &str, operator: Operator, text: &str, indexed: bool) -> Predicate {
    let pattern = match operator {
        Operator::Co => format!("%{}%", escape_like(text)),
        Operator::Sw => format!("{}%", escape_like(text)),
        Operator::Ew => format!("%{}", escape_like(text)),
        _ => return Box::new(sql::<Bool>(&format!("{column} {} ", sign(operator))).bind::<Text, _>(text.to_owned())),
    };
    let like: Predicate =
        Box::new(sql::<Bool>(&format!("{column} LIKE ")).bind::<Text, _>(pattern).sql(" ESCAPE '\\'"));
    match (operator, successor(text)) {
        (Operator::Sw, Some(end)) if indexed => Box::new(
            sql::<Bool>(&format!("({column} >= "))
                .bind::<Text, _>(text.to_owned())
                .sql(&format!(" AND {column} < "))
                .bind::<Text, _>(end)
                .sql(")"),
        ),
        _ => like,
    }
}

/// The first text behind all texts that begin with this one, in the order of code points.
fn successor(text: &str) -> Option<String> {
    let mut letters: Vec<char> = text.chars().collect();
    while let Some(last) = letters.pop() {
        let next = if last == '\u{D7FF}' { Some('\u{E000}') } else { char::from_u32(u32::from(last) + 1) };
        if let Some(next) = next {
            letters.push(next);
            return Some(letters.into_iter().collect());
        }
    }
    None
}

fn sign(operator: Operator) -> &'static str {
    match operator {
        Operator::Gt => ">",
        Operator::Ge => ">=",
        Operator::Lt => "<",
        Operator::Le => "<=",
        Operator::Ne => "<>",
        Operator::Eq | Operator::Co | Operator::Sw | Operator::Ew => "=",
    }
}

/// The states in SQL; each holds only where those before it do not, as in `Account::status`.
fn status_condition(status: Status, now: Millis) -> Predicate {
    let deleted = || plain("users.deleted_at IS NOT NULL");
    let suspended = || plain("users.suspended");
    let locked = || -> Predicate { Box::new(sql::<Bool>("COALESCE(users.locked_until, 0) > ").bind::<BigInt, _>(now)) };
    let confirmed = || plain("users.confirmed");
    match status {
        Status::Deleted => deleted(),
        Status::Suspended => Box::new(not(deleted()).and(suspended())),
        Status::Locked => Box::new(not(deleted()).and(not(suspended())).and(locked())),
        Status::Unconfirmed => Box::new(not(deleted()).and(not(suspended())).and(not(locked())).and(not(confirmed()))),
        Status::Active => Box::new(not(deleted()).and(not(suspended())).and(not(locked())).and(confirmed())),
    }
}
