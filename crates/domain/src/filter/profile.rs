//! Comparisons with custom fields: read by the field's kind, compiled to a question of the table of their values.

use diesel::dsl::{not, sql};
use diesel::sql_types::Bool;

use super::compile::text_condition;
use super::lexer::Token;
use super::parse::Fault;
use super::{Operator, ProfileOperand};
use crate::Millis;
use crate::db::types::Id;
use crate::db::{Condition, everything};
use crate::id::ProfileFieldId;
use crate::profile::ProfileField;
use crate::profile::field::{ValueKind, number_key, text_key};
use crate::time::{self, Ago};

/// Reads a value; one that the field cannot have is a fault, but a choice that is no longer there finds who has it.
pub(super) fn operand(field: &ProfileField, token: &Token, position: usize) -> Result<ProfileOperand, Fault> {
    let key = match (field.kind, token) {
        (ValueKind::Text | ValueKind::Choice, Token::Text(text)) => Some(text_key(text)),
        (ValueKind::Number, Token::Number(text)) => {
            text.parse::<f64>().ok().filter(|number| number.is_finite()).map(number_key)
        }
        (ValueKind::YesNo, Token::Word(word)) if word == "true" || word == "false" => Some(word.clone()),
        (ValueKind::Date, Token::Text(text)) => match Ago::parse(text) {
            Some(ago) => return Ok(ProfileOperand::Ago(ago)),
            None => text.parse::<jiff::civil::Date>().ok().map(|date| date.to_string()),
        },
        _ => None,
    };
    let expected = match field.kind {
        ValueKind::Text | ValueKind::Choice => "a text in double quotes",
        ValueKind::Number => "a number without quotes, such as 4 or -1.5",
        ValueKind::Date => "a day such as \"2026-03-01\", or one before now such as \"-P30D\"",
        ValueKind::YesNo => "true or false, without quotes",
    };
    key.map(ProfileOperand::Key).ok_or_else(|| Fault::new(position, format!("{} is {expected}.", field.path())))
}

/// Refuses what a field of this kind cannot be asked.
pub(super) fn check_operator(
    field: &ProfileField,
    operator: Operator,
    operand: &ProfileOperand,
    position: usize,
) -> Result<(), Fault> {
    let equality = matches!(operator, Operator::Eq | Operator::Ne);
    let part = matches!(operator, Operator::Co | Operator::Sw | Operator::Ew);
    let (fits, known) = match (field.kind, operand) {
        (_, ProfileOperand::Ago(_)) => (!equality && !part, "gt, ge, lt or le"),
        (ValueKind::Text, _) => (true, ""),
        (ValueKind::Choice, _) => (equality || part, "eq, ne, co, sw, ew or pr"),
        (ValueKind::Number | ValueKind::Date, _) => (!part, "eq, ne, gt, ge, lt, le or pr"),
        (ValueKind::YesNo, _) => (equality, "eq, ne or pr"),
    };
    if fits {
        return Ok(());
    }
    Err(Fault::new(position, format!("{} can be compared so with {known} only.", field.path())))
}

/// Who has a value of the field.
pub(super) fn present<T: 'static>(field: ProfileFieldId, row_check: &str) -> Condition<T> {
    holders(field, everything(), row_check)
}

/// Who has a value that compares so. As with other fields, "is not" holds of who has none.
pub(super) fn compare<T: 'static>(
    field: ProfileFieldId,
    operator: Operator,
    operand: &ProfileOperand,
    now: Millis,
    row_check: &str,
) -> Condition<T> {
    let key = match operand {
        ProfileOperand::Key(key) => key.clone(),
        ProfileOperand::Ago(ago) => time::format(ago.before(now)).chars().take(10).collect(),
    };
    if operator == Operator::Ne {
        return Box::new(not(holders(field, text_condition("v.key", Operator::Eq, &key, true), row_check)));
    }
    holders(field, text_condition("v.key", operator, &key, true), row_check)
}

fn holders<T: 'static>(field: ProfileFieldId, condition: Condition<T>, row_check: &str) -> Condition<T> {
    Box::new(
        sql::<Bool>("users.id IN (SELECT v.user_id FROM profile_values v WHERE v.field_id = ")
            .bind::<Id, _>(field)
            .sql(" AND ")
            .bind::<Bool, _>(condition)
            .sql(row_check)
            .sql(")"),
    )
}
