//! What a custom field is, and which values it takes. Pure.

use jiff::civil::Date;
use serde_json::{Number, Value, json};

use crate::id::ProfileFieldId;
use crate::refusal::{Code, Refusal};
use crate::text::{fold, show};
use crate::words::words;
use crate::{Millis, visible};

/// The longest text, in characters.
const LONGEST: usize = 255;
/// So much of a folded text is compared, in characters: an index has room for it.
const COMPARED: usize = 500;

words! {
    /// What kind of value a custom field has.
    ValueKind {
        /// One line of text.
        Text "text",
        /// A number.
        Number "number",
        /// A day.
        Date "date",
        /// One of the field's choices.
        Choice "choice",
        /// Yes or no.
        YesNo "yes_no",
    }
}

words! {
    /// Who sees a custom field.
    Audience {
        /// All users who see the person at all.
        Everybody "everybody",
        /// The person, and staff who may see accounts.
        OneSelf "self",
        /// Staff who may see accounts, not the person.
        Staff "staff",
    }
}

words! {
    /// Who changes a custom field.
    Editor {
        /// The person, and staff who may change accounts.
        OneSelf "self",
        /// Staff who may change accounts.
        Staff "staff",
    }
}

/// A custom field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileField {
    /// Its id.
    pub id: ProfileFieldId,
    /// Its name in filters, files and the API; it stays.
    pub name: String,
    /// What people read.
    pub label: String,
    /// What kind of value it has; it stays.
    pub kind: ValueKind,
    /// The values to choose from.
    pub choices: Vec<String>,
    /// Whether an account may not be made, or changed, to have none.
    pub required: bool,
    /// Whether no two accounts may have the same value.
    pub unique: bool,
    /// Who sees it.
    pub visible_to: Audience,
    /// Who changes it.
    pub editable_by: Editor,
    /// When it was made.
    pub created_at: Millis,
    /// When it was last changed.
    pub updated_at: Millis,
    /// Counts changes.
    pub version: i64,
}

impl ProfileField {
    /// Its place in an account, for messages: `profile.cost_centre`.
    pub fn path(&self) -> String {
        format!("profile.{}", self.name)
    }

    /// A value as it is kept; null if it is empty.
    pub fn parse(&self, value: &Value) -> Result<Value, Refusal> {
        let value = match value {
            Value::String(text) if visible::is_blank(text) => &Value::Null,
            other => other,
        };
        if value.is_null() {
            return if self.required {
                let message = format!("{} may not be empty.", self.label);
                Err(Refusal::of(Code::MissingValue, &self.path(), "", "a value", message))
            } else {
                Ok(Value::Null)
            };
        }
        let expected = self.expected();
        let parsed = match (self.kind, value) {
            (ValueKind::Text, Value::String(text)) if !has_controls(text) => {
                let text = &*visible::one_line(text);
                if text.chars().count() > LONGEST {
                    let message = format!("{} has more than {LONGEST} characters.", self.label);
                    return Err(Refusal::of(Code::TooLong, &self.path(), text, &expected, message));
                }
                Some(json!(text))
            }
            (ValueKind::Number, Value::Number(number)) => plain_number(number),
            (ValueKind::Date, Value::String(text)) => {
                let text = visible::trim(text);
                text.parse::<Date>().ok().filter(|_| text.len() == 10).map(|date| json!(date.to_string()))
            }
            (ValueKind::Choice, Value::String(text)) => {
                self.choices.iter().find(|choice| fold(choice) == fold(text.trim())).map(|choice| json!(choice))
            }
            (ValueKind::YesNo, Value::Bool(value)) => Some(json!(value)),
            _ => None,
        };
        parsed.ok_or_else(|| {
            let found = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let message = format!("\"{}\" is no value of {}. Expected {expected}.", show(&found), self.label);
            Refusal::of(Code::InvalidValue, &self.path(), &found, &expected, message)
        })
    }

    /// What a value has to be, in words.
    pub fn expected(&self) -> String {
        match self.kind {
            ValueKind::Text => "one line of text".to_owned(),
            ValueKind::Number => "a number".to_owned(),
            ValueKind::Date => "a day such as \"2026-03-01\"".to_owned(),
            ValueKind::Choice => {
                format!("one of {}", self.choices.iter().map(|c| format!("\"{c}\"")).collect::<Vec<_>>().join(", "))
            }
            ValueKind::YesNo => "true or false".to_owned(),
        }
    }

    /// The text by which a value is compared and sorted; `None` if it does not fit the field.
    pub fn key(&self, value: &Value) -> Option<String> {
        match (self.kind, value) {
            (ValueKind::Text | ValueKind::Choice, Value::String(text)) => Some(text_key(text)),
            (ValueKind::Date, Value::String(text)) => Some(text.clone()),
            (ValueKind::Number, Value::Number(number)) => number.as_f64().map(number_key),
            (ValueKind::YesNo, Value::Bool(value)) => Some(value.to_string()),
            _ => None,
        }
    }
}

/// Whether a text has controls in it, or marks that turn its direction.
fn has_controls(text: &str) -> bool {
    visible::trim(text).chars().any(|letter| visible::is_control(letter) || visible::turns_direction(letter))
}

/// Folded text, as much of it as is compared.
pub fn text_key(text: &str) -> String {
    fold(text).chars().take(COMPARED).collect()
}

/// A number as text that sorts as numbers do: the bits of its binary form, those of negative ones turned around.
pub fn number_key(number: f64) -> String {
    // Negative zero is zero.
    let bits = (number + 0.0).to_bits();
    let sortable = if bits >> 63 == 1 { !bits } else { bits | (1 << 63) };
    format!("{sortable:016x}")
}

/// Whole numbers without a fraction; nothing that has no place on the line of numbers.
fn plain_number(number: &Number) -> Option<Value> {
    let value = number.as_f64()?;
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
    let whole = (value.fract() == 0.0 && value.abs() < 9e15).then_some(value as i64);
    whole.map(Value::from).or_else(|| Number::from_f64(value).map(Value::Number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn field(kind: ValueKind, required: bool) -> ProfileField {
        ProfileField {
            id: ProfileFieldId::new(),
            name: "field".to_owned(),
            label: "Field".to_owned(),
            kind,
            choices: vec!["Łódź".to_owned(), "Wien".to_owned()],
            required,
            unique: false,
            visible_to: Audience::Everybody,
            editable_by: Editor::Staff,
            created_at: 0,
            updated_at: 0,
            version: 1,
        }
    }

    #[test]
    fn values_are_kept_in_one_form_or_refused() {
        for (kind, given, kept) in [
            (ValueKind::Text, json!("  B 12 "), Some(json!("B 12"))),
            (ValueKind::Text, json!(" "), Some(Value::Null)),
            (ValueKind::Text, json!("a\nb"), None),
            (ValueKind::Text, json!(4), None),
            (ValueKind::Number, json!(4.0), Some(json!(4))),
            (ValueKind::Number, json!(-1.5), Some(json!(-1.5))),
            (ValueKind::Number, json!("4"), None),
            (ValueKind::Date, json!("2026-02-28"), Some(json!("2026-02-28"))),
            (ValueKind::Date, json!("2026-02-30"), None),
            (ValueKind::Date, json!("2026-02-28T10:00"), None),
            (ValueKind::Choice, json!("LODZ"), Some(json!("Łódź"))),
            (ValueKind::Choice, json!("Graz"), None),
            (ValueKind::YesNo, json!(true), Some(json!(true))),
            (ValueKind::YesNo, json!("yes"), None),
        ] {
            assert_eq!(field(kind, false).parse(&given).ok(), kept, "{kind:?} {given}");
        }
        let empty = field(ValueKind::Text, true).parse(&Value::Null).err().map(|refusal| refusal.code);
        assert_eq!(empty, Some(Code::MissingValue));
    }

    proptest! {
        #[test]
        fn numbers_sort_by_their_keys(left in -1e12_f64..1e12, right in -1e12_f64..1e12) {
            prop_assert_eq!(number_key(left) < number_key(right), left < right);
            prop_assert_eq!(number_key(-0.0), number_key(0.0));
        }
    }
}
