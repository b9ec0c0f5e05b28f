//! Settings of a batch from a file: read strictly, defaults by preset filled in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use crate::batches::engine::stop::OnError;
pub use crate::batches::file::preset::{Existing, ForceChange, InvalidValues, MatchBy, Mode, Passwords, Preset};
use crate::batches::file::{cells, columns, template};
use crate::filter::{self, Filter, Scope};
use crate::tabular::Delimiter;
use crate::text::show;
use crate::users::notices::TELL_NEW_USERNAMES;
use crate::users::values::AuthMethod;
use crate::{Error, Fault, Faults, Result};

/// The settings in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FileSettings {
    /// What kind of file it is.
    pub preset: Preset,
    /// Which rows are carried out.
    pub mode: Mode,
    /// How details are handled that an account has already.
    pub existing: Existing,
    /// What rows name accounts by.
    pub match_by: MatchBy,
    /// Whether rows may rename.
    pub allow_renames: bool,
    /// Whether people are told by mail which username they have got.
    pub tell_new_usernames: bool,
    /// Whether rows may delete.
    pub allow_deletes: bool,
    /// Whether rows may suspend and activate.
    pub allow_suspensions: bool,
    /// Whether characters that usernames may not have are removed instead of refused.
    pub standardise_usernames: bool,
    /// How an invalid value is handled.
    pub invalid_values: InvalidValues,
    /// How usernames are made where the row has none, such as `{firstname}.{lastname}`.
    pub username_template: Option<String>,
    /// Values for cells that are blank or not there, by column.
    pub defaults: BTreeMap<String, String>,
    /// Where passwords of new accounts come from.
    pub passwords: Passwords,
    /// Which new accounts have to change the password that the file gave them.
    pub force_password_change: ForceChange,
    /// The method that suspended rows get besides.
    pub on_suspend_auth_method: Option<String>,
    /// Whether activating brings back the method from before the suspension.
    pub restore_auth_method: bool,
    /// Who is suspended that the file does not name.
    pub full_sync: Option<FullSync>,
    /// Headings to read as another column, or to ignore.
    pub columns: BTreeMap<String, Option<String>>,
    /// `auto` or a name.
    pub delimiter: String,
    /// `auto` or a name.
    pub encoding: String,
    /// The sheet to read of a workbook; `None` for the first visible one with cells.
    pub sheet: Option<String>,
    /// Whether to apply as soon as the plan is done.
    pub apply: bool,
    /// When to apply it then.
    pub apply_at: Option<String>,
    /// The number of accounts that the caller expects to change.
    pub confirm_affected: Option<i64>,
    /// What an error in one row does to the others.
    pub on_error: OnError,
}

/// Who is meant to be in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FullSync {
    /// The filter of a list of accounts.
    pub filter: String,
}

impl FullSync {
    /// Reads the filter, for a user who may filter by all of it.
    pub fn parse(&self, scope: &Scope) -> Result<Filter> {
        let filter = filter::parse(&self.filter, scope)?;
        if filter.names_deleted() {
            let message = "A full sync is about accounts that are there. Leave deleted ones out of its filter.";
            return Err(Error::invalid("settings.full_sync.filter", "invalid_value", message));
        }
        Ok(filter)
    }
}

impl Default for FileSettings {
    fn default() -> Self {
        Self {
            preset: Preset::Upsert,
            mode: Mode::CreateOrUpdate,
            existing: Existing::Overwrite,
            match_by: MatchBy::Username,
            allow_renames: false,
            tell_new_usernames: false,
            allow_deletes: false,
            allow_suspensions: true,
            standardise_usernames: true,
            invalid_values: InvalidValues::Error,
            username_template: None,
            defaults: BTreeMap::new(),
            passwords: Passwords::Invite,
            force_password_change: ForceChange::None,
            on_suspend_auth_method: Some(AuthMethod::NoLogin.name().to_owned()),
            restore_auth_method: true,
            full_sync: None,
            columns: BTreeMap::new(),
            delimiter: "auto".to_owned(),
            encoding: "auto".to_owned(),
            sheet: None,
            apply: false,
            apply_at: None,
            confirm_affected: None,
            on_error: OnError::Continue,
        }
    }
}

impl FileSettings {
    /// Fills in the defaults of the preset. `given` is the API's settings object, its member names checked.
    pub fn resolve(given: &Value) -> Result<Self> {
        let mut faults = Faults::default();
        let mut given = SettingsObject { settings: given, faults: &mut faults };
        let preset = given.choice("preset", Preset::WORDS, Preset::Upsert);
        let modes: Vec<_> = preset.modes().iter().map(|mode| (mode.name(), *mode)).collect();
        let settings = Self {
            preset,
            mode: given.choice("mode", &modes, preset.modes().first().copied().unwrap_or(Mode::Update)),
            existing: given.choice("existing", Existing::WORDS, Existing::Overwrite),
            match_by: given.choice("match_by", MatchBy::WORDS, MatchBy::Username),
            allow_renames: given.truth("allow_renames", preset == Preset::Rename),
            tell_new_usernames: given.truth(TELL_NEW_USERNAMES, false),
            allow_deletes: given.truth("allow_deletes", preset == Preset::Delete),
            allow_suspensions: given.truth("allow_suspensions", true),
            standardise_usernames: given.truth("standardise_usernames", true),
            invalid_values: given.choice("invalid_values", InvalidValues::WORDS, InvalidValues::Error),
            username_template: given.text("username_template"),
            defaults: given.defaults(),
            passwords: given.choice("passwords", Passwords::WORDS, Passwords::Invite),
            force_password_change: given.choice("force_password_change", ForceChange::WORDS, ForceChange::None),
            on_suspend_auth_method: match given.settings.get("on_suspend_auth_method") {
                None => Some("nologin".to_owned()),
                Some(value) => value.as_str().map(str::to_owned),
            },
            restore_auth_method: given.truth("restore_auth_method", true),
            full_sync: given.full_sync(),
            columns: given
                .settings
                .get("columns")
                .filter(|columns| !columns.is_null())
                .map_or_else(|| Ok(BTreeMap::new()), |columns| serde_json::from_value(columns.clone()))?,
            delimiter: given.text("delimiter").unwrap_or_else(|| "auto".to_owned()),
            encoding: given.text("encoding").unwrap_or_else(|| "auto".to_owned()),
            sheet: given.text("sheet"),
            apply: given.truth("apply", false),
            apply_at: given.text("apply_at"),
            confirm_affected: given.settings.get("confirm_affected").and_then(Value::as_i64),
            on_error: given.choice("on_error", OnError::WORDS, OnError::Continue),
        };
        settings.check(&mut faults);
        Error::require_none("invalid_settings", "Some settings are not valid; see \"errors\".", faults)?;
        Ok(settings)
    }

    fn check(&self, faults: &mut Faults) {
        let mut fault = |field: &str, message: String| {
            faults.push(Fault::new(format!("settings.{field}"), "invalid_value", message));
        };
        if self.delimiter != "auto" && Delimiter::from_name(&self.delimiter).is_none() {
            fault("delimiter", "The delimiter is auto, \",\", \";\", \":\", \"|\" or tab.".to_owned());
        }
        if self.encoding != "auto" && encoding_rs::Encoding::for_label(self.encoding.as_bytes()).is_none() {
            fault("encoding", "The encoding is auto or a name such as utf-8, utf-16le or windows-1252.".to_owned());
        }
        for (heading, to) in &self.columns {
            if let Some(to) = to.as_ref().filter(|to| columns::canonical(to).is_none()) {
                fault(&format!("columns.{}", show(heading)), format!("There is no column \"{}\".", show(to)));
            }
        }
        if let Some(Err(message)) = self.username_template.as_deref().map(template::parse) {
            fault("username_template", message);
        }
        if self.username_template.is_some() && self.preset != Preset::Upsert {
            fault("username_template", "Usernames are made by a template only with the preset upsert.".to_owned());
        }
        if let Some(Err(refusal)) =
            self.on_suspend_auth_method.as_deref().map(|name| AuthMethod::parse("on_suspend_auth_method", name))
        {
            faults.push(Fault::new("settings.on_suspend_auth_method", refusal.code.name(), refusal.message));
        }
        self.check_full_sync(faults);
        for (column, value) in &self.defaults {
            if let Err(refusal) = cells::default_value(column, value) {
                let field = format!("settings.defaults.{}", show(column));
                faults.push(Fault::new(field, refusal.code.name(), refusal.message));
            }
        }
    }

    /// A full sync suspends, and has to know for certain whom the file names.
    fn check_full_sync(&self, faults: &mut Faults) {
        let Some(sync) = &self.full_sync else { return };
        let mut fault = |message: &str| faults.push(Fault::new("settings.full_sync", "invalid_value", message));
        if self.preset != Preset::Upsert {
            fault("Only files of the preset upsert can be a full sync.");
        }
        if !self.allow_suspensions {
            fault(
                "A full sync suspends who is not in the file. Switch \"allow_suspensions\" on, or leave \"full_sync\" out.",
            );
        }
        if self.mode == Mode::CreateNumbered {
            fault(
                "With the mode create_numbered each row is a new account, so no existing account would be in the file. Choose another mode.",
            );
        }
        if sync.filter.trim().is_empty() {
            let message = "Give a filter of the people who should be in the file, such as department eq \"Sales\". For all accounts write username pr.";
            faults.push(Fault::new("settings.full_sync.filter", "missing_value", message));
        }
    }

    /// The method that suspended rows get besides.
    pub fn on_suspend(&self) -> Option<AuthMethod> {
        self.on_suspend_auth_method.as_deref().and_then(|name| AuthMethod::parse("", name).ok())
    }
}

/// The settings object of the request, and its faults.
struct SettingsObject<'a> {
    settings: &'a Value,
    faults: &'a mut Faults,
}

impl FileSettings {
    /// A workbook has neither delimiter nor encoding: what is read in its place has these.
    pub fn of_workbook(self) -> Self {
        Self { delimiter: ",".to_owned(), encoding: "utf-8".to_owned(), ..self }
    }
}

impl SettingsObject<'_> {
    fn choice<T: Copy>(&mut self, field: &str, known: &[(&'static str, T)], default: T) -> T {
        let Some(text) = self.settings.get(field).and_then(Value::as_str) else { return default };
        if let Some((_, value)) = known.iter().find(|(name, _)| *name == text) {
            return *value;
        }
        let names: Vec<_> = known.iter().map(|(name, _)| *name).collect();
        let message = format!("\"{}\" is not possible here. There are: {}.", show(text), names.join(", "));
        self.faults.push(Fault::new(format!("settings.{field}"), "invalid_value", message));
        default
    }

    fn text(&self, field: &str) -> Option<String> {
        let is_said = |text: &&str| *text == "\t" || !text.trim().is_empty();
        self.settings.get(field).and_then(Value::as_str).filter(is_said).map(str::to_owned)
    }

    fn full_sync(&self) -> Option<FullSync> {
        let sync = self.settings.get("full_sync").filter(|sync| sync.is_object())?;
        let filter = sync.get("filter").and_then(Value::as_str).unwrap_or_default();
        Some(FullSync { filter: filter.to_owned() })
    }

    fn truth(&self, field: &str, default: bool) -> bool {
        self.settings.get(field).and_then(Value::as_bool).unwrap_or(default)
    }

    /// Defaults by the columns' own names; numbers and truth values are taken as they would stand in a cell.
    fn defaults(&mut self) -> BTreeMap<String, String> {
        let mut defaults = BTreeMap::new();
        for (name, value) in self.settings.get("defaults").and_then(Value::as_object).into_iter().flatten() {
            let column = columns::canonical(name).filter(|column| cells::may_have_default(column));
            let Some(column) = column else {
                let message = format!("There is no column \"{}\" that could have a default.", show(name));
                let field = format!("settings.defaults.{}", show(name));
                self.faults.push(Fault::new(field, "invalid_value", message));
                continue;
            };
            let text = match value {
                Value::Null => continue,
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            defaults.insert(column.into_owned(), text);
        }
        defaults
    }
}
