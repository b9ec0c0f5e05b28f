//! What can be set for the whole site: names, types, limits, defaults and what they are for.

use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::{NotificationChoice, NotificationDefault, Settings, WhoMayMessage};
use crate::time::{DAY, HOUR, MINUTE};

/// What values a setting takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingType {
    /// A whole number, of this unit if it has one.
    Integer {
        /// The least.
        minimum: i64,
        /// The most.
        maximum: i64,
        /// What is counted, such as `bytes`.
        unit: Option<&'static str>,
    },
    /// True or false.
    Boolean,
    /// The name of a time zone, such as `Europe/Vienna`.
    TimeZone,
    /// One of these words.
    Choice(&'static [&'static str]),
}

impl SettingType {
    /// The JSON type of its values.
    pub fn name(self) -> &'static str {
        match self {
            Self::Integer { .. } => "integer",
            Self::Boolean => "boolean",
            Self::TimeZone | Self::Choice(_) => "string",
        }
    }

    /// What is right, for a person.
    pub fn expected(self) -> String {
        match self {
            Self::Integer { minimum, maximum, unit } => {
                let unit = unit.map_or_else(String::new, |unit| format!(" {unit}"));
                format!("a whole number from {minimum} to {maximum}{unit}")
            }
            Self::Boolean => "true or false".to_owned(),
            Self::TimeZone => "the name of a time zone, such as Europe/Vienna".to_owned(),
            Self::Choice(words) => format!("one of {}", words.join(", ")),
        }
    }

    /// Whether a value is one of its values.
    pub fn takes(self, value: &Value) -> bool {
        match self {
            Self::Integer { minimum, maximum, .. } => {
                value.as_i64().is_some_and(|number| (minimum..=maximum).contains(&number))
            }
            Self::Boolean => value.is_boolean(),
            Self::TimeZone => value.as_str().is_some_and(|name| TimeZone::get(name).is_ok()),
            Self::Choice(words) => value.as_str().is_some_and(|word| words.contains(&word)),
        }
    }

    /// Reads a value as it is stored, or given by the environment; `None` if it is none of this type. How large a number may be is
    /// not looked at: that may have been decided by an earlier version.
    pub(super) fn read(self, text: &str) -> Option<Value> {
        match self {
            Self::Integer { .. } => text.parse::<i64>().ok().map(Value::from),
            Self::Boolean => text.parse::<bool>().ok().map(Value::from),
            Self::TimeZone => TimeZone::get(text).ok().map(|_| Value::from(text)),
            Self::Choice(words) => words.contains(&text).then(|| Value::from(text)),
        }
    }
}

/// A setting.
pub struct SettingDefinition {
    /// Its name in the API, the database and, in capitals and with underscores, the environment.
    pub name: &'static str,
    /// What values it takes.
    pub kind: SettingType,
    /// What it is for.
    pub description: &'static str,
    pub(super) get: fn(&Settings) -> Value,
    pub(super) set: fn(&mut Settings, &Value),
}

const MOST: i64 = 100_000_000;

fn whole(value: &Value) -> i64 {
    value.as_i64().unwrap_or_default()
}

fn truth(value: &Value) -> bool {
    value.as_bool().unwrap_or_default()
}

fn choose(default: &mut NotificationDefault, value: &Value) {
    if let Some(choice) = value.as_str().and_then(NotificationChoice::from_name) {
        default.choice = choice;
    }
}

const fn integer(minimum: i64, maximum: i64, unit: Option<&'static str>) -> SettingType {
    SettingType::Integer { minimum, maximum, unit }
}

/// One that is true or false: its name, its field of [`Settings`] and what it is for.
macro_rules! boolean {
    ($name:literal, $($field:ident).+, $description:literal) => {
        SettingDefinition {
            name: $name,
            kind: SettingType::Boolean,
            description: $description,
            get: |site| json!(site.$($field).+),
            set: |site, value| site.$($field).+ = truth(value),
        }
    };
}

/// One that is a whole number: its name, its field, its limits and what it is for.
macro_rules! whole {
    ($name:literal, $field:ident, $kind:expr, $description:literal) => {
        SettingDefinition {
            name: $name,
            kind: $kind,
            description: $description,
            get: |site| json!(site.$field),
            set: |site, value| site.$field = whole(value),
        }
    };
}

/// One that is a length of time, counted in `$unit`s and held in milliseconds.
macro_rules! lasting {
    ($name:literal, $field:ident, $kind:expr, $unit:ident, $description:literal) => {
        SettingDefinition {
            name: $name,
            kind: $kind,
            description: $description,
            get: |site| json!(site.$field / $unit),
            set: |site, value| site.$field = whole(value).saturating_mul($unit),
        }
    };
}

/// Every setting, in the order in which they are shown.
pub const DEFINITIONS: &[SettingDefinition] = &[
    SettingDefinition {
        name: "site.timezone",
        kind: SettingType::TimeZone,
        description: "The time zone of times that are given without one, such as those in files.",
        get: |site| json!(site.timezone.iana_name().unwrap_or("UTC")),
        set: |site, value| {
            if let Some(zone) = value.as_str().and_then(|name| TimeZone::get(name).ok()) {
                site.timezone = zone;
            }
        },
    },
    boolean!(
        "messaging.enabled",
        messaging,
        "Whether people write messages to each other, and staff to many. Switched off, every way to a message goes."
    ),
    SettingDefinition {
        name: "messaging.who_may",
        kind: SettingType::Choice(&["everybody", "course_mates", "contacts"]),
        description: "Who may write to a person at most: everybody, people of the same course, or contacts. People may allow less.",
        get: |site| json!(site.who_may_message.name()),
        set: |site, value| {
            if let Some(who_may) = value.as_str().and_then(WhoMayMessage::from_name) {
                site.who_may_message = who_may;
            }
        },
    },
    SettingDefinition {
        name: "notifications.direct_message",
        kind: SettingType::Choice(&["in_app", "email", "daily", "weekly"]),
        description: "How people are told of what another person has written to them, unless they choose otherwise: in the inbox only, by mail at once, or by mail once a day or a week.",
        get: |site| json!(site.direct_messages.choice.name()),
        set: |site, value| choose(&mut site.direct_messages, value),
    },
    boolean!(
        "notifications.direct_message_locked",
        direct_messages.locked,
        "Whether people can choose nothing else for that."
    ),
    SettingDefinition {
        name: "notifications.bulk_message",
        kind: SettingType::Choice(&["in_app", "email", "daily", "weekly", "off"]),
        description: "The same for messages that staff send to many with a copy by mail.",
        get: |site| json!(site.bulk_messages.choice.name()),
        set: |site, value| choose(&mut site.bulk_messages, value),
    },
    boolean!(
        "notifications.bulk_message_locked",
        bulk_messages.locked,
        "Whether people can choose nothing else for that."
    ),
    SettingDefinition {
        name: "notifications.batch_ended",
        kind: SettingType::Choice(&["email", "off"]),
        description: "Whether people are told by mail that a bulk operation of theirs has ended, unless they choose otherwise.",
        get: |site| json!(site.batch_ends.choice.name()),
        set: |site, value| choose(&mut site.batch_ends, value),
    },
    boolean!("notifications.batch_ended_locked", batch_ends.locked, "Whether people can choose nothing else for that."),
    whole!(
        "mail.per_minute",
        mails_per_minute,
        integer(0, MOST, Some("mails")),
        "How many mails are sent within a minute at most. 0: as many as there are."
    ),
    whole!(
        "mail.per_domain_per_minute",
        mails_per_domain,
        integer(0, MOST, Some("mails")),
        "How many mails are sent to addresses of one domain within a minute at most. 0: as many as there are."
    ),
    boolean!(
        "mail.answers_to_sender",
        answers_to_sender,
        "Whether an answer to the mail copy of a message goes to the address of the person who wrote it. Otherwise the mail says where to answer."
    ),
    whole!(
        "batches.confirm_above",
        confirm_above,
        integer(0, MOST, Some("accounts")),
        "A bulk operation that touches more accounts than this asks for their number before it is applied."
    ),
    whole!(
        "batches.confirm_share",
        confirm_share,
        integer(0, 100, Some("percent")),
        "From 50 accounts up, a bulk operation that touches more than this share of all accounts asks for their number."
    ),
    whole!(
        "batches.approve_above",
        approve_above,
        integer(0, MOST, Some("accounts")),
        "A bulk operation that touches more accounts than this, together with what the same person has applied within a day, is approved by a second person before it is applied. 0: none is."
    ),
    SettingDefinition {
        name: "batches.max_file_bytes",
        kind: integer(1_024, 2_147_483_648, Some("bytes")),
        description: "The largest file that can be uploaded.",
        get: |site| json!(site.max_file_bytes),
        set: |site, value| site.max_file_bytes = whole(value).unsigned_abs(),
    },
    whole!("batches.max_rows", max_rows, integer(1, 10_000_000, Some("rows")), "The most rows that a file may have."),
    SettingDefinition {
        name: "batches.max_cell_bytes",
        kind: integer(256, 16_777_216, Some("bytes")),
        description: "The longest cell of a file.",
        get: |site| json!(site.max_cell_bytes),
        set: |site, value| site.max_cell_bytes = usize::try_from(whole(value)).unwrap_or(usize::MAX),
    },
    whole!(
        "exports.max_pdf_people",
        max_laid_out,
        integer(1, 100_000, Some("people")),
        "The most people in a document that is laid out as a whole, such as a PDF."
    ),
    lasting!(
        "exports.keep_hours",
        exports_kept,
        integer(1, 8_760, Some("hours")),
        HOUR,
        "How long the file of an export is kept."
    ),
    lasting!(
        "exports.link_minutes",
        link_lifetime,
        integer(1, 10_080, Some("minutes")),
        MINUTE,
        "How long a link to such a file is good."
    ),
    boolean!(
        "users.extended_usernames",
        extended_usernames,
        "Whether usernames may have letters and digits of any script. Switching it off leaves the names that are there."
    ),
    boolean!(
        "users.free_names",
        free_names,
        "Whether others can take the username and e-mail address of a deleted account at once. A deleted account whose name another account has taken gets it back only once it is free again."
    ),
    boolean!(
        "users.tell_suspended",
        tell_suspended,
        "Whether people are told by mail that their account was suspended."
    ),
    SettingDefinition {
        name: "users.retention_days",
        kind: integer(0, 3_650, Some("days")),
        description: "How long deleted accounts can be restored before they are purged for good.",
        get: |site| json!(site.retention / DAY),
        set: |site, value| site.retention = whole(value).saturating_mul(DAY),
    },
];

impl SettingDefinition {
    /// The setting with this name.
    pub fn find(name: &str) -> Option<&'static Self> {
        DEFINITIONS.iter().find(|definition| definition.name == name)
    }

    /// Its default value.
    pub fn default(&self) -> Value {
        (self.get)(&Settings::default())
    }

    /// The variable of the environment that sets it: `ROLLCALL_SETTING_BATCHES_CONFIRM_ABOVE`.
    pub fn variable(&self) -> String {
        format!("ROLLCALL_SETTING_{}", self.name.replace('.', "_").to_uppercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_setting_comes_back_as_it_was_set_and_its_default_is_valid() {
        for definition in DEFINITIONS {
            let default = definition.default();
            assert!(definition.kind.takes(&default), "{}: {default}", definition.name);
            let other = match definition.kind {
                SettingType::Integer { minimum, .. } => json!(minimum),
                SettingType::Boolean => json!(default != json!(true)),
                SettingType::TimeZone => json!("Asia/Tokyo"),
                SettingType::Choice(words) => json!(words.last()),
            };
            let mut site = Settings::default();
            (definition.set)(&mut site, &other);
            assert_eq!((definition.get)(&site), other, "{}", definition.name);
            let text = other.as_str().map_or_else(|| other.to_string(), str::to_owned);
            assert_eq!(definition.kind.read(&text), Some(other), "{}", definition.name);
        }
    }

    #[test]
    fn values_of_another_type_and_beyond_the_limits_are_not_taken() {
        let share = integer(0, 100, None);
        for wrong in [json!(-1), json!(101), json!(1.5), json!("50"), json!(true), Value::Null] {
            assert!(!share.takes(&wrong), "{wrong}");
        }
        assert!(!SettingType::Boolean.takes(&json!(1)) && !SettingType::TimeZone.takes(&json!("Mars/Olympus")));
    }

    #[test]
    fn the_documentation_names_every_setting() {
        let text = include_str!("../../../../docs/operations.md");
        let missing: Vec<_> =
            DEFINITIONS.iter().map(|one| one.name).filter(|name| !text.contains(&format!("`{name}`"))).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
