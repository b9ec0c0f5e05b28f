//! The tree to a condition on the rows of a table.
//!
//! Every condition is true or false, never null, so that `not` means what people expect: an account that has no
//! department is not in the department "Sales".

use diesel::dsl::{not, sql};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};

use super::attribute::{Holding, Storage};
use super::{Attribute, Filter, Operand, Operator, profile};
use crate::db::schema::{OWN_EMAIL, OWN_USERNAME};
use crate::db::types::{Id, RawId};
use crate::db::{Condition, everything};
use crate::text::{canonical_username, escape_like, fold, lower_case};
use crate::users::Status;
use crate::users::email::{self, DomainPart};
use crate::{Millis, visible};

/// The column of the domains of addresses.
const DOMAIN: &str = "users.email_domain_key";

/// The condition that a filter stands for, at this time. The table is that which the filter was read for: see
/// [`Scope`](super::Scope). `row_check` is what the rows of other tables have to meet as well: see
/// [`Engine::row_check`](crate::db::Engine::row_check).
pub fn compile<T: 'static>(filter: &Filter, now: Millis, row_check: &'static str) -> Condition<T> {
    tree(filter, Meaning { now, of_deleted: filter.names_deleted(), of_one: false, row_check })
}

/// What a filter as a whole says about each of its parts.
#[derive(Clone, Copy)]
struct Meaning {
    /// The time that states are meant at.
    now: Millis,
    /// Whether deleted accounts are among those looked at: their names may have been freed.
    of_deleted: bool,
    /// Whether it is about one thing that is held (`r`), rather than about an account.
    of_one: bool,
    /// SQL behind the conditions on rows of other tables, which may be many.
    row_check: &'static str,
}

fn tree<T: 'static>(filter: &Filter, meaning: Meaning) -> Condition<T> {
    let now = meaning.now;
    match filter {
        Filter::And(parts) => join(parts, meaning, |left, right| Box::new(left.and(right))),
        Filter::Or(parts) => join(parts, meaning, |left, right| Box::new(left.or(right))),
        Filter::Not(part) => Box::new(not(tree(part, meaning))),
        Filter::Present(attribute) => present(*attribute, meaning),
        Filter::Holds(what, part) => {
            let condition = tree(part, Meaning { of_one: true, ..meaning });
            if names_one(part) { holds_named(*what, condition, meaning) } else { holds(*what, condition) }
        }
        Filter::ProfilePresent(field) => profile::present(*field, meaning.row_check),
        Filter::Profile(field, operator, operand) => {
            profile::compare(*field, *operator, operand, now, meaning.row_check)
        }
        Filter::Compare(attribute, operator, operand) => compare(*attribute, *operator, operand, meaning),
    }
}

fn join<T: 'static>(
    parts: &[Filter],
    meaning: Meaning,
    with: fn(Condition<T>, Condition<T>) -> Condition<T>,
) -> Condition<T> {
    let mut compiled = parts.iter().map(|part| tree(part, meaning));
    let first = compiled.next().unwrap_or_else(everything);
    compiled.fold(first, with)
}

fn nothing<T: 'static>() -> Condition<T> {
    plain("1 = 0")
}

fn plain<T: 'static>(condition: &str) -> Condition<T> {
    Box::new(sql::<Bool>(condition))
}

fn present<T: 'static>(attribute: Attribute, meaning: Meaning) -> Condition<T> {
    match attribute.storage {
        Storage::Key(column) => plain(&format!("{column} <> ''")),
        Storage::Plain(column) | Storage::Exact(column) | Storage::Time(column) | Storage::Id(column) => {
            plain(&format!("{column} IS NOT NULL"))
        }
        Storage::TimeOrZero(column) => plain(&format!("{column} <> 0")),
        Storage::People => plain("batches.changed > 0"),
        Storage::Profile => plain("EXISTS (SELECT 1 FROM profile_values v WHERE v.user_id = users.id)"),
        Storage::Held(what) => holds(what, everything()),
        Storage::HeldKey(what) | Storage::HeldWord(what, _) | Storage::HeldWords(what, _) => {
            of_one(what, everything(), meaning)
        }
        Storage::HeldTime(what, column) => of_one(what, plain(&format!("r.{column} IS NOT NULL")), meaning),
        Storage::Group => of_one(Holding::Enrolments, in_group("", plain("1 = 1")), meaning),
        Storage::Locked | Storage::Bool(_) | Storage::Derived(_) => {
            compare(attribute, Operator::Eq, &Operand::Bool(true), meaning)
        }
        Storage::Word(_)
        | Storage::Username
        | Storage::Email
        | Storage::Number(_)
        | Storage::FullName
        | Storage::Status => everything(),
    }
}

fn compare<T: 'static>(attribute: Attribute, operator: Operator, operand: &Operand, meaning: Meaning) -> Condition<T> {
    let now = meaning.now;
    let negate = operator == Operator::Ne;
    let positive = if negate { Operator::Eq } else { operator };
    let operand = &match operand {
        Operand::Ago(ago) => Operand::Time(ago.before(now)),
        other => other.clone(),
    };
    let condition: Condition<T> = match (attribute.storage, operand) {
        (Storage::Key(column), Operand::Text(text)) => text_condition(column, positive, &fold(text), true),
        (Storage::Word(column), Operand::Text(text)) => {
            text_condition(column, positive, &as_a_name(text, positive), true)
        }
        (Storage::Username, Operand::Text(text)) => {
            let column = if meaning.of_deleted { OWN_USERNAME } else { "users.username" };
            text_condition(column, positive, &as_a_name(text, positive), !meaning.of_deleted)
        }
        (Storage::Email, Operand::Text(text)) => {
            let (column, text) =
                (if meaning.of_deleted { OWN_EMAIL } else { "users.email" }, as_an_address(text, positive));
            match email::domain_part(&text).filter(|_| positive == Operator::Ew) {
                // The deleted have the key of their own address too.
                Some(DomainPart::Whole(key)) => text_condition(DOMAIN, Operator::Eq, &key, true),
                Some(DomainPart::Beginning(key)) => text_condition(DOMAIN, Operator::Sw, &key, true),
                None => text_condition(column, positive, &text, !meaning.of_deleted),
            }
        }
        (Storage::Plain(column), Operand::Text(text)) => {
            text_condition(&format!("rollcall_fold(COALESCE({column}, ''))"), positive, &fold(text), false)
        }
        (Storage::Exact(column), Operand::Text(text)) => exact_condition(column, positive, text),
        (Storage::FullName, Operand::Text(text)) => {
            text_condition("(users.first_name_key || ' ' || users.last_name_key)", positive, &fold(text), false)
        }
        (Storage::Id(column), Operand::Text(text)) => match text.parse() {
            Ok(id) => Box::new(
                sql::<Bool>(&format!("({column} IS NOT NULL AND {column} = ")).bind::<Id, _>(RawId(id)).sql(")"),
            ),
            Err(_) => nothing(),
        },
        (Storage::People, Operand::Text(text)) => changed(text),
        (Storage::Number(column), Operand::Number(number)) => {
            Box::new(sql::<Bool>(&format!("{column} {} ", sign(positive))).bind::<BigInt, _>(*number))
        }
        // As the condition of a partial index says it, or the engines would not see that it is the same.
        (Storage::Bool(column), Operand::Bool(true)) => plain(column),
        (Storage::Bool(column), Operand::Bool(false)) => plain(&format!("(NOT {column})")),
        (Storage::Derived(condition), Operand::Bool(value)) => {
            if *value {
                plain(condition)
            } else {
                Box::new(not(plain(condition)))
            }
        }
        (Storage::Locked, Operand::Bool(value)) => {
            if *value {
                locked(now)
            } else {
                Box::new(not(locked(now)))
            }
        }
        (Storage::HeldKey(what), Operand::Text(text)) => of_one(what, has_key(what, text), meaning),
        (Storage::HeldTime(what, column), Operand::Time(at)) => {
            let compared = sql::<Bool>(&format!("(r.{column} IS NOT NULL AND r.{column} {} ", sign(positive)));
            of_one(what, Box::new(compared.bind::<BigInt, _>(*at).sql(")")), meaning)
        }
        (Storage::HeldWord(what, column), Operand::Text(text)) => {
            let word = sql::<Bool>(&format!("r.{column} = ")).bind::<Text, _>(canonical_username(text));
            of_one(what, Box::new(word), meaning)
        }
        (Storage::HeldWords(what, column), Operand::Text(text)) => {
            let pattern = format!("% {} %", escape_like(&canonical_username(text)));
            let among = sql::<Bool>(&format!("(' ' || r.{column} || ' ') LIKE ")).bind::<Text, _>(pattern);
            of_one(what, Box::new(among.sql(" ESCAPE '\\'")), meaning)
        }
        (Storage::Group, Operand::Text(text)) => {
            let name = visible::one_line(text).into_owned();
            let named: Condition<T> = Box::new(sql::<Bool>("g.name = ").bind::<Text, _>(name));
            of_one(Holding::Enrolments, in_group(" JOIN course_groups g ON g.id = m.group_id", named), meaning)
        }
        (Storage::Time(column), Operand::Time(at)) => Box::new(
            sql::<Bool>(&format!("({column} IS NOT NULL AND {column} {} ", sign(positive)))
                .bind::<BigInt, _>(*at)
                .sql(")"),
        ),
        (Storage::TimeOrZero(column), Operand::Time(at)) => Box::new(
            sql::<Bool>(&format!("({column} <> 0 AND {column} {} ", sign(positive))).bind::<BigInt, _>(*at).sql(")"),
        ),
        (Storage::Status, Operand::Status(status)) => status_condition(*status, now),
        (Storage::Held(what), Operand::Text(text)) => holds_named(what, has_key(what, text), meaning),
        // The parser lets no other pair through.
        _ => nothing(),
    };
    let condition = match (attribute.storage, positive) {
        // What an account does not have comes before nothing, though the engines would put it first.
        (Storage::Key(_) | Storage::Plain(_) | Storage::Exact(_), Operator::Lt | Operator::Le) => {
            Box::new(present(attribute, meaning).and(condition))
        }
        _ => condition,
    };
    if negate { Box::new(not(condition)) } else { condition }
}

/// A whole name is meant without the blanks around it; in a part of one they count.
fn as_a_name(text: &str, operator: Operator) -> String {
    let is_part = matches!(operator, Operator::Co | Operator::Sw | Operator::Ew);
    if is_part { lower_case(text) } else { canonical_username(text) }
}

/// The same of an e-mail address, whose domain can be written in two ways.
fn as_an_address(text: &str, operator: Operator) -> String {
    let is_part = matches!(operator, Operator::Co | Operator::Sw | Operator::Ew);
    if is_part { email::canonical_part(text) } else { email::canonical(text) }
}

/// A condition on what is held: on the one at hand inside of brackets, otherwise on any that the account holds.
fn of_one<T: 'static>(what: Holding, condition: Condition<T>, meaning: Meaning) -> Condition<T> {
    if meaning.of_one { condition } else { holds(what, condition) }
}

/// Whether what is held is called so: a role by its key, a cohort by its key, its name or its id. What does not exist is held
/// by nobody.
fn has_key<T: 'static>(what: Holding, text: &str) -> Condition<T> {
    let (_, key) = what.table();
    if what == Holding::Enrolments {
        // Looked up beforehand, a course is named by its id: see `Filter::with_keys`.
        return match text.parse() {
            Ok(id) => Box::new(sql::<Bool>("r.course_id = ").bind::<Id, _>(RawId(id))),
            Err(_) => nothing(),
        };
    }
    Box::new(sql::<Bool>(&format!("r.{key} = ")).bind::<Text, _>(canonical_username(text)))
}

/// Whether a user is in a group of the course at hand.
fn in_group<T: 'static>(joined: &str, condition: Condition<T>) -> Condition<T> {
    let found = format!(
        "EXISTS (SELECT 1 FROM course_group_members m{joined} WHERE m.user_id = r.user_id AND m.course_id = r.course_id AND "
    );
    Box::new(sql::<Bool>(&found).bind::<Bool, _>(condition).sql(")"))
}

/// The batches that have changed the account with this username or id, or which had the username when it was deleted and freed.
fn changed<T: 'static>(person: &str) -> Condition<T> {
    let name = canonical_username(person);
    // An id that no account has, if the text is no id.
    let id = person.trim().parse().unwrap_or_default();
    Box::new(
        sql::<Bool>(
            "batches.id IN (SELECT e.batch_id FROM audit_events e WHERE e.batch_id IS NOT NULL AND e.target_id IN \
             (SELECT u.id FROM users u WHERE u.username = ",
        )
        .bind::<Text, _>(name.clone())
        .sql(" UNION ALL SELECT u.id FROM users u WHERE u.freed_username = ")
        .bind::<Text, _>(name)
        .sql(" UNION ALL SELECT u.id FROM users u WHERE u.id = ")
        .bind::<Id, _>(RawId(id))
        .sql("))"),
    )
}

/// Whether a condition on what is held says which one is meant.
fn names_one(filter: &Filter) -> bool {
    match filter {
        Filter::And(parts) => parts.iter().any(names_one),
        Filter::Compare(attribute, Operator::Eq, _) => matches!(attribute.storage, Storage::HeldKey(_)),
        _ => false,
    }
}

/// A condition on any that the account holds, looked up from the account.
fn holds<T: 'static>(what: Holding, condition: Condition<T>) -> Condition<T> {
    let (table, _) = what.table();
    let found = format!("EXISTS (SELECT 1 FROM {table} r WHERE r.user_id = users.id AND ");
    Box::new(sql::<Bool>(&found).bind::<Bool, _>(condition).sql(")"))
}

/// The same where the condition says which one: the engine can then begin with those who hold it.
fn holds_named<T: 'static>(what: Holding, condition: Condition<T>, meaning: Meaning) -> Condition<T> {
    let (table, _) = what.table();
    let found = format!("users.id IN (SELECT r.user_id FROM {table} r WHERE ");
    Box::new(sql::<Bool>(&found).bind::<Bool, _>(condition).sql(meaning.row_check).sql(")"))
}

/// Compares (folded) text. Where the column has an index, beginnings are asked for as a range: neither
/// engine uses an index for a `LIKE` with a parameter.
pub(super) fn text_condition<T: 'static>(column: &str, operator: Operator, text: &str, indexed: bool) -> Condition<T> {
    let pattern = match operator {
        Operator::Co => format!("%{}%", escape_like(text)),
        Operator::Sw => format!("{}%", escape_like(text)),
        Operator::Ew => format!("%{}", escape_like(text)),
        _ => return Box::new(sql::<Bool>(&format!("{column} {} ", sign(operator))).bind::<Text, _>(text.to_owned())),
    };
    let like: Condition<T> =
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

/// Compares text letter by letter. `LIKE` would not do: one engine takes capital and small letters for the same.
fn exact_condition<T: 'static>(column: &str, operator: Operator, text: &str) -> Condition<T> {
    let column = format!("COALESCE({column}, '')");
    let length = text.chars().count();
    let part = match operator {
        Operator::Sw => format!("substr({column}, 1, {length})"),
        Operator::Ew => format!("substr({column}, length({column}) - {length} + 1)"),
        Operator::Co if text.is_empty() => return everything(),
        Operator::Co => {
            let without = sql::<Bool>(&format!("replace({column}, ")).bind::<Text, _>(text.to_owned());
            return Box::new(without.sql(&format!(", '') <> {column}")));
        }
        _ => column,
    };
    Box::new(sql::<Bool>(&format!("{part} {} ", sign(operator))).bind::<Text, _>(text.to_owned()))
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

/// Whether failed sign-ins have locked an account, at this time.
fn locked<T: 'static>(now: Millis) -> Condition<T> {
    Box::new(sql::<Bool>("COALESCE(users.locked_until, 0) > ").bind::<BigInt, _>(now))
}

/// The states in SQL; each holds only where those before it do not, as in `Account::status`.
fn status_condition<T: 'static>(status: Status, now: Millis) -> Condition<T> {
    let deleted = || plain("users.deleted_at IS NOT NULL");
    let suspended = || plain("users.suspended");
    let locked = || locked(now);
    let confirmed = || plain("users.confirmed");
    match status {
        Status::Deleted => deleted(),
        Status::Suspended => Box::new(not(deleted()).and(suspended())),
        Status::Locked => Box::new(not(deleted()).and(not(suspended())).and(locked())),
        Status::Unconfirmed => Box::new(not(deleted()).and(not(suspended())).and(not(locked())).and(not(confirmed()))),
        Status::Active => Box::new(not(deleted()).and(not(suspended())).and(not(locked())).and(confirmed())),
    }
}
