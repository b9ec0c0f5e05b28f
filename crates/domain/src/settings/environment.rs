//! Settings that the environment gives: they cannot be changed through the API, and every node has its own environment.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::Value;

use super::definition::{DEFINITIONS, SettingDefinition};
use crate::{Error, Result};

/// The values, by name; or what is wrong with them.
type EnvironmentSettings = std::result::Result<BTreeMap<&'static str, Value>, String>;

static GIVEN: LazyLock<EnvironmentSettings> = LazyLock::new(|| read(|name| std::env::var(name).ok()));

/// The values that the environment gives, by name.
///
/// # Errors
/// If one of them is not valid. Programs ask for it when they start ([`check`]), so that this is no answer to a request.
pub(super) fn given() -> Result<&'static BTreeMap<&'static str, Value>> {
    GIVEN.as_ref().map_err(Error::internal)
}

/// Refuses an environment that gives a setting a value it cannot have.
pub fn check() -> Result<()> {
    given().map(drop)
}

fn read(variable: impl Fn(&str) -> Option<String>) -> EnvironmentSettings {
    let value = |definition: &'static SettingDefinition| {
        let text = variable(&definition.variable())?;
        let value = definition.kind.read(text.trim()).filter(|value| definition.kind.takes(value));
        let expected = definition.kind.expected();
        Some(
            value
                .map(|value| (definition.name, value))
                .ok_or_else(|| format!("{} is \"{text}\", and it has to be {expected}.", definition.variable())),
        )
    };
    DEFINITIONS.iter().filter_map(value).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_read_by_name_and_wrong_ones_are_named() {
        let one = |name: &'static str, text: &'static str| read(move |asked| (asked == name).then(|| text.to_owned()));
        let given = one("ROLLCALL_SETTING_BATCHES_CONFIRM_SHARE", " 50 ");
        assert_eq!(given, Ok(BTreeMap::from([("batches.confirm_share", json!(50))])));
        for (text, part) in [("500", "from 0 to 100"), ("half", "whole number")] {
            let wrong = one("ROLLCALL_SETTING_BATCHES_CONFIRM_SHARE", text).err().unwrap_or_default();
            assert!(wrong.contains(part) && wrong.contains("ROLLCALL_SETTING_BATCHES_CONFIRM_SHARE"), "{wrong}");
        }
        assert_eq!(read(|_| None), Ok(BTreeMap::new()));
    }
}
