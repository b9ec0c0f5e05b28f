//! Cells as values of accounts, by the column they stand in. Pure.

use serde_json::{Number, Value};

use crate::profile::{ProfileField, ValueKind};
use crate::refusal::{Code, Refusal};
use crate::tabular::failed_cell::is_shortened_number;
use crate::text::show;
use crate::users::values::{self, AuthMethod};
use crate::users::{Field, FieldValue};
use crate::visible;

/// The columns of details, and the fields that they are about.
const DETAILS: [(&str, Field); 15] = [
    ("email", Field::Email),
    ("firstname", Field::FirstName),
    ("lastname", Field::LastName),
    ("idnumber", Field::IdNumber),
    ("institution", Field::Institution),
    ("department", Field::Department),
    ("phone1", Field::Phone),
    ("phone2", Field::MobilePhone),
    ("address", Field::Address),
    ("city", Field::City),
    ("country", Field::Country),
    ("lang", Field::Language),
    ("timezone", Field::Timezone),
    ("description", Field::Description),
    ("external_id", Field::ExternalId),
];

/// What custom fields' columns begin with.
pub const CUSTOM: &str = "profile_field_";

/// The field that a column of details is about.
pub fn field_of(column: &str) -> Option<Field> {
    DETAILS.iter().find(|(name, _)| *name == column).map(|(_, field)| *field)
}

/// Fields whose values are often digits only, which a spreadsheet takes for a number and shortens.
const OF_DIGITS: [Field; 5] = [Field::Username, Field::IdNumber, Field::Phone, Field::MobilePhone, Field::ExternalId];

/// Refuses a number of which a spreadsheet has kept only the first digits.
pub fn require_all_digits(column: &str, field: Field, text: &str) -> Result<(), Refusal> {
    if !OF_DIGITS.contains(&field) || !is_shortened_number(text) {
        return Ok(());
    }
    let message = format!(
        "A spreadsheet has shortened this number to \"{}\"; the other digits are lost. Format the column as text, enter the \
         value again, and export once more.",
        show(text)
    );
    Err(Refusal::of(Code::InvalidValue, column, text, "all digits", message))
}

/// A detail as it would be stored; the refusal names the column.
pub fn detail(column: &str, field: Field, text: &str) -> Result<FieldValue, Refusal> {
    require_all_digits(column, field, text)?;
    values::parse(field, text).map_err(|refusal| Refusal { field: Some(column.to_owned()), ..refusal })
}

/// A truth value, for which there are many words.
pub fn yes_or_no(column: &str, text: &str, meaning: &str) -> Result<bool, Refusal> {
    match text.to_lowercase().as_str() {
        "1" | "true" | "yes" | "y" | "on" => Ok(true),
        "0" | "false" | "no" | "n" | "off" => Ok(false),
        _ => Err(Refusal::of(
            Code::InvalidValue,
            column,
            text,
            "1 or 0 (also true/false, yes/no)",
            format!("\"{}\" is neither yes nor no. {meaning}", show(text)),
        )),
    }
}

/// The value of a custom field; the refusal names the column.
pub fn custom(field: &ProfileField, text: &str) -> Result<Value, Refusal> {
    let column = format!("{CUSTOM}{}", field.name);
    let given = match field.kind {
        ValueKind::Text | ValueKind::Date | ValueKind::Choice => Value::from(text),
        ValueKind::Number => text.parse::<Number>().map_or_else(|_| Value::from(text), Value::Number),
        ValueKind::YesNo => Value::Bool(yes_or_no(&column, text, "Write 1 or 0, or leave the cell blank.")?),
    };
    field.parse(&given).map_err(|refusal| Refusal { field: Some(column), ..refusal })
}

/// Whether a column can have a default: what makes a person one of a kind cannot, nor can what is done to them.
pub fn may_have_default(column: &str) -> bool {
    let is_detail = field_of(column).is_some_and(|field| !matches!(field, Field::Email | Field::ExternalId));
    is_detail || matches!(column, "auth" | "confirmed") || column.starts_with(CUSTOM)
}

/// A default as it would be stored; nothing for custom fields, whose definitions are looked at when the file is planned.
pub fn default_value(column: &str, text: &str) -> Result<Option<(Field, FieldValue)>, Refusal> {
    let text = visible::trim(text);
    if text.is_empty() || column.starts_with(CUSTOM) {
        return Ok(None);
    }
    Ok(match (field_of(column), column) {
        (Some(field), _) => Some((field, detail(column, field, text)?)),
        (None, "auth") => {
            Some((Field::AuthMethod, FieldValue::Text(AuthMethod::parse("auth", text)?.name().to_owned())))
        }
        (None, "confirmed") => Some((Field::Confirmed, FieldValue::Bool(confirmed(text)?))),
        (None, _) => None,
    })
}

/// Whether the address counts as proved.
pub fn confirmed(text: &str) -> Result<bool, Refusal> {
    yes_or_no(
        "confirmed",
        text,
        "Write 1 if the address is known to be the person's, 0 if not, or leave the cell blank.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_and_no_have_many_words() {
        for (word, meaning) in [("1", true), ("YES", true), ("on", true), ("false", false), ("N", false)] {
            assert_eq!(yes_or_no("confirmed", word, ""), Ok(meaning), "{word}");
        }
        let refused = yes_or_no("confirmed", "maybe", "").err();
        assert_eq!(
            refused.map(|refusal| (refusal.code, refusal.field)),
            Some((Code::InvalidValue, Some("confirmed".to_owned())))
        );
    }

    #[test]
    fn refusals_name_the_column_of_the_file() {
        let refused = detail("lang", Field::Language, "?").err().and_then(|refusal| refusal.field);
        assert_eq!(refused.as_deref(), Some("lang"));
    }

    #[test]
    fn nobody_gets_the_same_address_by_default() {
        assert!(may_have_default("city") && may_have_default("auth") && may_have_default("profile_field_grade"));
        assert!(!may_have_default("email") && !may_have_default("username") && !may_have_default("suspended"));
    }
}
