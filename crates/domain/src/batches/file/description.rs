//! What settings and columns files have, described for clients that make a form of them: worked out from the code that applies
//! them. What a person reads of each is not here.

use serde_json::{Map, Value, json};

use super::cells::{self, CUSTOM};
use super::columns;
use super::enrolment_columns::EnrolmentColumn;
use super::preset::{Existing, ForceChange, MatchBy, Mode, Passwords, Preset};
use super::settings::{FileSettings, OnError};
use crate::profile::ProfileField;
use crate::roles::Capability;
use crate::tabular::Delimiter;
use crate::users::notices::TELL_NEW_USERNAMES;
use crate::words::words;
use crate::{Error, Result};

words! {
    /// What kind of value a setting has.
    SettingKind {
        /// One of its values.
        Choice "choice",
        /// True or false.
        Truth "truth",
        /// A template for usernames.
        Template "template",
        /// `{"filter": "..."}`: a filter of accounts.
        Filter "filter",
        /// An object with a text for columns that may have a default.
        Defaults "defaults",
        /// The name of one of the sheets of a workbook, which `source.sheets` of its batch lists; null for the first.
        Sheet "sheet",
        /// An object that maps headings to columns.
        Mapping "mapping",
    }
}

/// A kind of file.
#[derive(Debug)]
pub struct PresetDescription {
    /// Which.
    pub preset: Preset,
    /// The header of an example.
    pub example: &'static str,
    /// A caller with one of these may make such batches, in one of their modes.
    pub needs_one_of: Vec<&'static str>,
}

/// A setting.
#[derive(Debug)]
pub struct SettingDescription {
    /// Its name in the API.
    pub name: &'static str,
    /// Of which kind its values are.
    pub kind: SettingKind,
    /// Whether it can be null: none, or leave alone.
    pub nullable: bool,
    /// Whether it says how the file is read, rather than what its rows do.
    pub of_reading: bool,
    /// Other settings that have to have one of these values for this one to matter.
    pub when: Vec<(&'static str, Vec<Value>)>,
    /// The presets that have it.
    pub presets: Vec<SettingOfPreset>,
}

/// A setting in files of one kind.
#[derive(Debug)]
pub struct SettingOfPreset {
    /// The kind of file.
    pub preset: Preset,
    /// Its value where none is given.
    pub default: Value,
    /// The values of a choice, those of others that are proposed.
    pub values: Vec<&'static str>,
}

/// A column.
#[derive(Debug)]
pub struct ColumnDescription {
    /// Its own name.
    pub name: String,
    /// Other headings that are read as it.
    pub aliases: Vec<&'static str>,
    /// The presets that read it.
    pub presets: Vec<Preset>,
    /// Whether it can have a default.
    pub may_have_default: bool,
    /// What people call a custom field.
    pub label: Option<String>,
}

/// All of it.
#[derive(Debug)]
pub struct Description {
    /// The kinds of files.
    pub presets: Vec<PresetDescription>,
    /// The settings, in the order in which they are best asked for.
    pub settings: Vec<SettingDescription>,
    /// The columns.
    pub columns: Vec<ColumnDescription>,
}

/// The definition of a setting.
struct SettingSpec {
    name: &'static str,
    kind: SettingKind,
    values: fn(Preset) -> Vec<&'static str>,
    nullable: bool,
    of_reading: bool,
    when: &'static [Relevance],
    presets: &'static [Preset],
}

/// The condition under which a setting has an effect.
#[derive(Clone, Copy)]
enum Relevance {
    Creates,
    Updates,
    PasswordsInTheFile,
    Suspends,
}

const ALL: &[Preset] = &[Preset::Suspension, Preset::Upsert, Preset::Rename, Preset::Delete];
const UPSERT: &[Preset] = &[Preset::Upsert];
const NAMES: &[Preset] = &[Preset::Upsert, Preset::Rename];
const SUSPENDING: &[Preset] = &[Preset::Suspension, Preset::Upsert];

/// Encodings that are worth proposing; every label of the WHATWG's standard is taken.
const ENCODINGS: [&str; 8] =
    ["auto", "utf-8", "utf-16le", "windows-1252", "iso-8859-2", "iso-8859-15", "shift_jis", "gb18030"];

fn none(_: Preset) -> Vec<&'static str> {
    Vec::new()
}

fn names<T>(all: &[(&'static str, T)]) -> Vec<&'static str> {
    all.iter().map(|(name, _)| *name).collect()
}

impl SettingSpec {
    const fn new(name: &'static str, kind: SettingKind, presets: &'static [Preset]) -> Self {
        Self { name, kind, values: none, nullable: false, of_reading: false, when: &[], presets }
    }

    const fn values(self, values: fn(Preset) -> Vec<&'static str>) -> Self {
        Self { values, ..self }
    }

    const fn nullable(self) -> Self {
        Self { nullable: true, ..self }
    }

    const fn of_reading(self) -> Self {
        Self { of_reading: true, ..self }
    }

    const fn when(self, when: &'static [Relevance]) -> Self {
        Self { when, ..self }
    }
}

/// The settings that a form asks for. Those of the call itself (`preset`, `name`, `apply`, `apply_at`, `confirm_affected`) are
/// none of them. One that this server does not have yet is left out.
const SETTINGS: &[SettingSpec] = &[
    SettingSpec::new("mode", SettingKind::Choice, UPSERT)
        .values(|preset| preset.modes().iter().map(|mode| mode.name()).collect()),
    SettingSpec::new("match_by", SettingKind::Choice, ALL).values(|_| names(MatchBy::WORDS)),
    SettingSpec::new("existing", SettingKind::Choice, UPSERT)
        .values(|_| names(Existing::WORDS))
        .when(&[Relevance::Updates]),
    SettingSpec::new("defaults", SettingKind::Defaults, UPSERT),
    SettingSpec::new("passwords", SettingKind::Choice, UPSERT)
        .values(|_| names(Passwords::WORDS))
        .when(&[Relevance::Creates]),
    SettingSpec::new("force_password_change", SettingKind::Choice, UPSERT)
        .values(|_| names(ForceChange::WORDS))
        .when(&[Relevance::Creates, Relevance::PasswordsInTheFile]),
    SettingSpec::new("username_template", SettingKind::Template, UPSERT).nullable().when(&[Relevance::Creates]),
    SettingSpec::new("allow_suspensions", SettingKind::Truth, UPSERT),
    SettingSpec::new("on_suspend_auth_method", SettingKind::Choice, SUSPENDING)
        .values(|_| vec!["nologin"])
        .nullable()
        .when(&[Relevance::Suspends]),
    SettingSpec::new("restore_auth_method", SettingKind::Truth, SUSPENDING).when(&[Relevance::Suspends]),
    SettingSpec::new("full_sync", SettingKind::Filter, UPSERT).nullable().when(&[Relevance::Suspends]),
    SettingSpec::new("allow_renames", SettingKind::Truth, UPSERT),
    SettingSpec::new(TELL_NEW_USERNAMES, SettingKind::Truth, NAMES),
    SettingSpec::new("allow_deletes", SettingKind::Truth, UPSERT),
    SettingSpec::new("standardise_usernames", SettingKind::Truth, NAMES),
    SettingSpec::new("invalid_values", SettingKind::Choice, UPSERT).values(|_| vec!["error", "leave_out"]),
    SettingSpec::new("on_error", SettingKind::Choice, ALL).values(|_| names(OnError::WORDS)),
    SettingSpec::new("columns", SettingKind::Mapping, ALL).of_reading(),
    SettingSpec::new("delimiter", SettingKind::Choice, ALL).values(|_| delimiters()).of_reading(),
    SettingSpec::new("encoding", SettingKind::Choice, ALL).values(|_| ENCODINGS.to_vec()).of_reading(),
    SettingSpec::new("sheet", SettingKind::Sheet, ALL).nullable().of_reading(),
];

fn delimiters() -> Vec<&'static str> {
    std::iter::once("auto").chain(Delimiter::ALL.into_iter().map(Delimiter::name)).collect()
}

impl Relevance {
    fn condition(self) -> (&'static str, Vec<Value>) {
        let modes = |wanted: fn(&FileSettings) -> bool| {
            let of = |mode: &Mode| FileSettings { mode: *mode, ..FileSettings::default() };
            Preset::Upsert.modes().iter().filter(|mode| wanted(&of(mode))).map(|mode| json!(mode.name())).collect()
        };
        match self {
            Self::Creates => ("mode", modes(FileSettings::creates)),
            Self::Updates => ("mode", modes(FileSettings::updates)),
            Self::PasswordsInTheFile => ("passwords", vec![json!(Passwords::File.name())]),
            Self::Suspends => ("allow_suspensions", vec![json!(true)]),
        }
    }
}

/// Describes all of it, with the custom fields that there are.
pub fn describe(custom: &[ProfileField]) -> Result<Description> {
    let defaults: Vec<(Preset, Map<String, Value>)> =
        ALL.iter().map(|preset| Ok((*preset, defaults_of(*preset)?))).collect::<Result<_>>()?;
    Ok(Description {
        presets: ALL.iter().map(|preset| of_preset(*preset)).collect(),
        settings: SETTINGS.iter().filter_map(|known| of_setting(known, &defaults)).collect(),
        columns: of_columns(custom),
    })
}

fn defaults_of(preset: Preset) -> Result<Map<String, Value>> {
    let settings = FileSettings::resolve(&json!({ "preset": preset.name() }))?;
    match serde_json::to_value(settings)? {
        Value::Object(members) => Ok(members),
        other => Err(Error::internal(format!("settings are {other}"))),
    }
}

fn of_preset(preset: Preset) -> PresetDescription {
    let of = |mode: &Mode| FileSettings { preset, mode: *mode, ..FileSettings::default() }.capabilities(&[]);
    let mut needs: Vec<&'static str> = Vec::new();
    for name in preset.modes().iter().flat_map(of).map(Capability::name) {
        if !needs.contains(&name) {
            needs.push(name);
        }
    }
    PresetDescription { preset, example: preset.example(), needs_one_of: needs }
}

fn of_setting(known: &SettingSpec, defaults: &[(Preset, Map<String, Value>)]) -> Option<SettingDescription> {
    let of = |(preset, defaults): &(Preset, Map<String, Value>)| {
        let default = defaults.get(known.name).filter(|_| known.presets.contains(preset))?.clone();
        Some(SettingOfPreset { preset: *preset, default, values: (known.values)(*preset) })
    };
    let presets: Vec<_> = defaults.iter().filter_map(of).collect();
    (!presets.is_empty()).then(|| SettingDescription {
        name: known.name,
        kind: known.kind,
        nullable: known.nullable,
        of_reading: known.of_reading,
        when: known.when.iter().map(|when| when.condition()).collect(),
        presets,
    })
}

fn of_columns(custom: &[ProfileField]) -> Vec<ColumnDescription> {
    let read: Vec<(Preset, Vec<&'static str>)> = ALL.iter().map(|preset| (*preset, columns_of(*preset))).collect();
    let own = columns::known_names().map(|(name, aliases)| ColumnDescription {
        name: name.to_owned(),
        aliases: aliases.to_vec(),
        presets: read.iter().filter(|(_, names)| names.contains(&name)).map(|(preset, _)| *preset).collect(),
        may_have_default: cells::may_have_default(name),
        label: None,
    });
    let custom = custom.iter().map(|field| ColumnDescription {
        name: format!("{CUSTOM}{}", field.name),
        aliases: Vec::new(),
        presets: UPSERT.to_vec(),
        may_have_default: true,
        label: Some(field.label.clone()),
    });
    // There may be as many of these as roles are given, cohorts joined and courses named: the first stands for all.
    let enrolments = EnrolmentColumn::ALL.map(|column| column.of(1));
    let numbered = ["sysrole1", "cohort1"].map(str::to_owned).into_iter().chain(enrolments);
    let numbered = numbered.map(|name| ColumnDescription {
        aliases: if name == EnrolmentColumn::Start.of(1) { vec!["enrolstart1"] } else { Vec::new() },
        name,
        presets: UPSERT.to_vec(),
        may_have_default: false,
        label: None,
    });
    own.chain(numbered).chain(custom).collect()
}

/// The columns that files of a kind can have, by whichever column they name accounts.
fn columns_of(preset: Preset) -> Vec<&'static str> {
    let by = |(_, match_by): &(&'static str, MatchBy)| {
        let settings =
            FileSettings { preset, match_by: *match_by, passwords: Passwords::File, ..FileSettings::default() };
        settings.used_columns().into_iter().chain([settings.key_column()]).collect::<Vec<_>>()
    };
    MatchBy::WORDS.iter().flat_map(by).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a form does not ask for, or not as a setting.
    const OF_THE_CALL: [&str; 4] = ["preset", "apply", "apply_at", "confirm_affected"];

    fn described() -> Description {
        describe(&[]).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn every_setting_is_described() {
        let settings = described().settings;
        for name in defaults_of(Preset::Upsert).unwrap_or_default().keys() {
            let known = settings.iter().any(|setting| setting.name == name) || OF_THE_CALL.contains(&name.as_str());
            assert!(known, "{name} is not described");
        }
    }

    #[test]
    fn every_value_that_is_described_is_taken() {
        for setting in described().settings {
            for of in &setting.presets {
                for value in &of.values {
                    let given = json!({ "preset": of.preset.name(), setting.name: value });
                    let resolved = FileSettings::resolve(&given).unwrap_or_else(|error| panic!("{given}: {error:?}"));
                    let resolved = serde_json::to_value(resolved).unwrap_or_default();
                    assert_eq!(resolved[setting.name], json!(value), "{given}");
                }
                let is_one = of.values.is_empty() || of.values.iter().any(|value| json!(value) == of.default);
                assert!(
                    is_one || setting.kind != SettingKind::Choice,
                    "{} has the default {}",
                    setting.name,
                    of.default
                );
            }
        }
    }

    #[test]
    fn every_column_is_read_by_some_kind_of_file() {
        let columns = described().columns;
        for column in &columns {
            assert!(!column.presets.is_empty(), "{}", column.name);
        }
        let of = |name: &str| columns.iter().find(|column| column.name == name).map(|column| column.presets.clone());
        assert_eq!(of("suspended"), Some(vec![Preset::Suspension, Preset::Upsert]));
        assert_eq!(of("oldusername"), Some(vec![Preset::Upsert, Preset::Rename]));
        assert_eq!(of("password"), Some(UPSERT.to_vec()));
    }

    #[test]
    fn what_matters_only_sometimes_says_when() {
        let settings = described().settings;
        let passwords = settings.iter().find(|setting| setting.name == "passwords");
        let creating = json!(["create_or_update", "create", "create_numbered"]);
        assert_eq!(passwords.map(|setting| json!(setting.when)), Some(json!([["mode", creating]])));
    }
}
