//! What settings and their values are called. Pure.

use rollcall_wire::settings::Setting;
use serde_json::Value;

use crate::i18n::{find, format};
use crate::t;

fn key(name: &str, what: &str) -> String {
    format!("setting-{}{what}", name.replace(['.', '_'], "-"))
}

/// What a setting is called; one that the console does not know is shown by its name.
pub fn label(setting: &Setting) -> String {
    find(&key(&setting.name, ""), &[]).unwrap_or_else(|| setting.name.clone())
}

/// What it is for: in the person's language where the console knows it, and else as the server says it.
pub fn description(setting: &Setting) -> String {
    find(&key(&setting.name, "-about"), &[]).unwrap_or_else(|| setting.description.clone())
}

/// A value as people read it.
pub fn value(setting: &Setting, value: &Value) -> String {
    match value {
        Value::Bool(true) => t!("value-yes"),
        Value::Bool(false) => t!("value-no"),
        Value::Number(number) => match (number.as_i64(), setting.unit.as_deref()) {
            (Some(bytes), Some("bytes")) => format::bytes(bytes),
            (Some(count), Some(unit)) => find(&format!("amount-{unit}"), &[("count", count.into())])
                .unwrap_or_else(|| format!("{} {unit}", format::count(count))),
            (Some(count), None) => format::count(count),
            (None, _) => number.to_string(),
        },
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The value that a user has typed for a number, if it is one that the setting takes. Dots and commas are not guessed at: half an
/// hour must not become five.
pub fn typed(setting: &Setting, text: &str) -> Option<i64> {
    let number: i64 = text.trim().parse().ok()?;
    let fits = setting.minimum.is_none_or(|least| number >= least) && setting.maximum.is_none_or(|most| number <= most);
    fits.then_some(number)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::i18n::{self, Language};

    fn setting(name: &str, kind: &str, unit: Option<&str>) -> Setting {
        let shown = json!({
            "name": name, "value": 1, "default": 1, "type": kind, "minimum": 0, "maximum": 100,
            "unit": unit, "description": "What it is for.", "source": "default",
        });
        serde_json::from_value(shown).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn settings_are_called_something_and_new_ones_by_their_name() {
        for language in Language::OFFERED {
            i18n::take(language);
            assert_ne!(label(&setting("users.free_names", "boolean", None)), "users.free_names");
        }
        i18n::take(Language::English);
        let new = setting("mail.new", "boolean", None);
        assert_eq!((label(&new), description(&new)), ("mail.new".to_owned(), "What it is for.".to_owned()));
    }

    #[test]
    fn values_have_their_units() {
        i18n::take(Language::English);
        let days = setting("users.retention_days", "integer", Some("days"));
        assert_eq!((value(&days, &json!(1)), value(&days, &json!(30))), ("1 day".to_owned(), "30 days".to_owned()));
        assert_eq!(value(&days, &json!(true)), "Yes");
    }

    #[test]
    fn only_numbers_within_the_limits_are_taken() {
        let share = setting("batches.confirm_share", "integer", Some("percent"));
        assert_eq!((typed(&share, " 50 "), typed(&share, "101"), typed(&share, "half")), (Some(50), None, None));
        assert_eq!((typed(&share, "0.5"), typed(&share, "1,0"), typed(&share, "-1")), (None, None, None));
    }
}
