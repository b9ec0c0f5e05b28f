//! What a person has chosen for a file.

use std::collections::BTreeMap;

use rollcall_wire::Patch;
use rollcall_wire::batches::{Batch, FileSettings};
use serde_json::Value;

use super::super::kind::FileKind;

/// How a file is read and applied.
#[derive(Debug, Clone, PartialEq)]
pub struct Choices {
    /// What the file does.
    pub kind: FileKind,
    /// A name for the batch; empty: the file's.
    pub name: String,
    /// `username`, `email` or `id_number`.
    pub match_by: String,
    /// Which rows are carried out.
    pub mode: String,
    /// What becomes of details that an account has.
    pub existing: String,
    /// How usernames are made; empty: not at all.
    pub username_template: String,
    /// `file` or `invite`.
    pub passwords: String,
    /// `none`, `weak` or `all`.
    pub force_password_change: String,
    /// Rows may rename.
    pub allow_renames: bool,
    /// Rows may delete.
    pub allow_deletes: bool,
    /// Rows may suspend and activate.
    pub allow_suspensions: bool,
    /// Characters that usernames may not have are removed.
    pub standardise: bool,
    /// Suspended accounts get "No login" besides.
    pub no_login: bool,
    /// Activated accounts get their earlier method back.
    pub restore: bool,
    /// `continue`, `stop` or `all_or_nothing`.
    pub on_error: String,
    /// `auto`, or a delimiter.
    pub delimiter: String,
    /// `auto`, or an encoding.
    pub encoding: String,
    /// Headings that are read as another column, or not at all.
    pub columns: BTreeMap<String, Option<String>>,
    /// Settings that the form does not show, kept as they are.
    pub defaults: BTreeMap<String, Value>,
}

impl Choices {
    /// The safe defaults of a kind of file.
    pub fn new(kind: FileKind) -> Self {
        let mode = if kind == FileKind::Upsert { "create_or_update" } else { "update" };
        Self {
            kind,
            name: String::new(),
            match_by: "username".to_owned(),
            mode: mode.to_owned(),
            existing: "overwrite".to_owned(),
            username_template: String::new(),
            passwords: "invite".to_owned(),
            force_password_change: "none".to_owned(),
            allow_renames: kind == FileKind::Rename,
            allow_deletes: kind == FileKind::Delete,
            allow_suspensions: true,
            standardise: true,
            no_login: true,
            restore: true,
            on_error: "continue".to_owned(),
            delimiter: "auto".to_owned(),
            encoding: "auto".to_owned(),
            columns: BTreeMap::new(),
            defaults: BTreeMap::new(),
        }
    }

    /// Another kind of file: its defaults, and what holds for every kind as it was chosen.
    pub fn turned_into(self, kind: FileKind) -> Self {
        let Self { name, match_by, on_error, delimiter, encoding, .. } = self;
        Self { name, match_by, on_error, delimiter, encoding, ..Self::new(kind) }
    }

    /// What a batch was planned with.
    pub fn of(batch: &Batch) -> Self {
        let usual = Self::new(FileKind::of(&batch.action).unwrap_or(FileKind::Suspension));
        let settings = &batch.settings;
        let text = |name: &str, usual: String| settings.get(name).and_then(Value::as_str).map_or(usual, str::to_owned);
        let truth = |name: &str, usual: bool| settings.get(name).and_then(Value::as_bool).unwrap_or(usual);
        let read = |name: &str| settings.get(name).cloned().unwrap_or_default();
        Self {
            name: batch.name.clone(),
            match_by: text("match_by", usual.match_by),
            mode: text("mode", usual.mode),
            existing: text("existing", usual.existing),
            username_template: text("username_template", usual.username_template),
            passwords: text("passwords", usual.passwords),
            force_password_change: text("force_password_change", usual.force_password_change),
            allow_renames: truth("allow_renames", usual.allow_renames),
            allow_deletes: truth("allow_deletes", usual.allow_deletes),
            allow_suspensions: truth("allow_suspensions", usual.allow_suspensions),
            standardise: truth("standardise_usernames", usual.standardise),
            no_login: settings.get("on_suspend_auth_method").is_none_or(|method| !method.is_null()),
            restore: truth("restore_auth_method", usual.restore),
            on_error: text("on_error", usual.on_error),
            delimiter: text("delimiter", usual.delimiter),
            encoding: text("encoding", usual.encoding),
            columns: serde_json::from_value(read("columns")).unwrap_or_default(),
            defaults: serde_json::from_value(read("defaults")).unwrap_or_default(),
            ..usual
        }
    }

    /// Whether new accounts can come of the file.
    pub fn creates(&self) -> bool {
        self.kind == FileKind::Upsert && self.mode != "update"
    }

    /// Whether accounts that are there can change by it.
    pub fn updates(&self) -> bool {
        self.kind == FileKind::Upsert && matches!(self.mode.as_str(), "update" | "create_or_update")
    }

    /// The same as the API's settings.
    pub fn settings(&self) -> FileSettings {
        let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let is_upsert = self.kind == FileKind::Upsert;
        FileSettings {
            name: some(&self.name),
            preset: Some(self.kind.code().to_owned()),
            mode: Some(self.mode.clone()),
            existing: is_upsert.then(|| self.existing.clone()),
            match_by: Some(self.match_by.clone()),
            allow_renames: Some(self.allow_renames),
            allow_deletes: Some(self.allow_deletes),
            allow_suspensions: Some(self.allow_suspensions),
            standardise_usernames: Some(self.standardise),
            username_template: some(&self.username_template).filter(|_| self.creates()),
            defaults: self.defaults.clone(),
            passwords: is_upsert.then(|| self.passwords.clone()),
            force_password_change: is_upsert.then(|| self.force_password_change.clone()),
            on_suspend_auth_method: if self.no_login { Patch::Value("nologin".to_owned()) } else { Patch::Null },
            restore_auth_method: Some(self.restore),
            columns: self.columns.clone(),
            on_error: Some(self.on_error.clone()),
            delimiter: Some(self.delimiter.clone()),
            encoding: Some(self.encoding.clone()),
            ..FileSettings::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_the_safe_ones_and_nothing_is_applied() {
        let settings = Choices::new(FileKind::Suspension).settings();
        assert_eq!(settings.preset.as_deref(), Some("suspension"));
        assert_eq!(settings.on_suspend_auth_method, Patch::Value("nologin".to_owned()));
        assert_eq!(settings.restore_auth_method, Some(true));
        assert_eq!((settings.allow_deletes, settings.allow_renames), (Some(false), Some(false)));
        assert_eq!(settings.on_error.as_deref(), Some("continue"));
        assert_eq!((settings.apply, settings.name), (None, None));
    }

    #[test]
    fn leaving_the_method_alone_is_said_and_not_left_out() {
        let choices = Choices { no_login: false, ..Choices::new(FileKind::Suspension) };
        let json = serde_json::to_value(choices.settings()).unwrap_or_default();
        assert_eq!(json.get("on_suspend_auth_method"), Some(&Value::Null));
    }

    #[test]
    fn another_kind_begins_with_its_own_defaults() {
        let upsert = Choices { allow_deletes: true, on_error: "stop".to_owned(), ..Choices::new(FileKind::Upsert) };
        let rename = upsert.turned_into(FileKind::Rename);
        assert_eq!((rename.allow_renames, rename.allow_deletes, rename.on_error.as_str()), (true, false, "stop"));
        assert_eq!(rename.settings().mode.as_deref(), Some("update"));
    }
}
