//! What the server says of files: their kinds, settings and columns, as the wizard asks for them.

use rollcall_wire::auth::Me;
use rollcall_wire::batch_settings::{BatchSettings, ColumnDescription, SettingDescription, SettingOfPreset};
use serde_json::Value;

use crate::i18n::{find, words};
use crate::session::may;

/// The kinds of files that a person may make, in the server's order.
pub fn presets_open_to(described: &BatchSettings, me: Option<&Me>) -> Vec<String> {
    let open = |needs: &[String]| {
        me.is_some_and(|me| may(me, "batches.create") && needs.iter().any(|capability| may(me, capability)))
    };
    described.presets.iter().filter(|preset| open(&preset.needs_one_of)).map(|preset| preset.name.clone()).collect()
}

/// A setting in files of a kind, if these have it.
pub fn of_preset<'d>(setting: &'d SettingDescription, preset: &str) -> Option<&'d SettingOfPreset> {
    setting.presets.iter().find(|of| of.preset == preset)
}

/// A setting by its name.
pub fn setting<'d>(described: &'d BatchSettings, name: &str) -> Option<&'d SettingDescription> {
    described.settings.iter().find(|setting| setting.name == name)
}

/// The columns that files of a kind can have.
pub fn columns<'d>(described: &'d BatchSettings, preset: &str) -> impl Iterator<Item = &'d ColumnDescription> {
    let preset = preset.to_owned();
    described.columns.iter().filter(move |column| column.presets.contains(&preset))
}

fn key(name: &str) -> String {
    name.replace('_', "-")
}

/// What a setting is called; one that the console has no words for bears its own name.
pub fn label(name: &str) -> String {
    find(&format!("setting-{}", key(name)), &[]).unwrap_or_else(|| name.replace('_', " "))
}

/// What a person should know of a setting, in files of a kind.
pub fn help(name: &str, preset: &str) -> Option<String> {
    let of_preset = find(&format!("setting-{}-{preset}-help", key(name)), &[]);
    of_preset.or_else(|| find(&format!("setting-{}-help", key(name)), &[]))
}

/// What a value of a choice is called.
pub fn value_label(name: &str, value: &str) -> String {
    match (name, value) {
        (_, "auto") => find("setting-auto", &[]).unwrap_or_default(),
        ("match_by", _) => words::field(value),
        ("delimiter", _) => words::delimiter(value),
        ("encoding", _) => words::encoding(value),
        _ => find(&format!("{}-{}", key(name), key(value)), &[]).unwrap_or_else(|| value.replace('_', " ")),
    }
}

/// What a column is called, with its name in files.
pub fn column_label(column: &ColumnDescription) -> String {
    let title = column.label.clone().unwrap_or_else(|| words::field(&column.name));
    format!("{title} ({})", column.name)
}

/// Whether a value is one that says nothing: then the setting need not be sent.
pub fn is_empty(value: &Value) -> bool {
    value.as_object().is_some_and(serde_json::Map::is_empty)
}

#[cfg(test)]
pub mod tests {
    use rollcall_wire::batch_settings::PresetDescription;
    use serde_json::json;

    use super::*;
    use crate::session::tests::me;

    fn of(presets: &[(&str, Value)], values: &[&str]) -> Vec<SettingOfPreset> {
        let values: Vec<String> = values.iter().map(|value| (*value).to_owned()).collect();
        let of = |(preset, default): &(&str, Value)| SettingOfPreset {
            preset: (*preset).to_owned(),
            default: default.clone(),
            values: values.clone(),
        };
        presets.iter().map(of).collect()
    }

    /// As a server might describe two kinds of files.
    pub fn described() -> BatchSettings {
        let setting = |name: &str, kind: &str, presets: Vec<SettingOfPreset>| SettingDescription {
            name: name.to_owned(),
            kind: kind.to_owned(),
            nullable: false,
            of_reading: false,
            when: Default::default(),
            presets,
        };
        let modes = &["create_or_update", "create", "update"];
        let both = |default: Value| [("suspension", default.clone()), ("upsert", default)];
        let mut passwords = setting("passwords", "choice", of(&[("upsert", json!("invite"))], &["file", "invite"]));
        passwords.when.insert("mode".to_owned(), vec![json!("create"), json!("create_or_update")]);
        let mut method = setting("on_suspend_auth_method", "choice", of(&both(json!("nologin")), &["nologin"]));
        method.nullable = true;
        let preset = |name: &str, needs: &[&str]| PresetDescription {
            name: name.to_owned(),
            example: "username".to_owned(),
            needs_one_of: needs.iter().map(|name| (*name).to_owned()).collect(),
        };
        BatchSettings {
            presets: vec![
                preset("suspension", &["users.suspend"]),
                preset("upsert", &["users.create", "users.update"]),
            ],
            settings: vec![
                setting("mode", "choice", of(&[("upsert", json!("create_or_update"))], modes)),
                passwords,
                method,
                setting("allow_deletes", "truth", of(&[("upsert", json!(false))], &[])),
                setting("defaults", "defaults", of(&[("upsert", json!({}))], &[])),
                setting("on_error", "choice", of(&both(json!("continue")), &["continue", "stop"])),
            ],
            columns: Vec::new(),
            actions: Vec::new(),
        }
    }

    #[test]
    fn a_kind_is_open_to_whoever_may_do_some_of_it() {
        assert_eq!(presets_open_to(&described(), Some(&me(&[], &["batches.create", "users.update"]))), ["upsert"]);
        assert!(presets_open_to(&described(), Some(&me(&[], &["users.update"]))).is_empty());
        assert_eq!(presets_open_to(&described(), Some(&me(&[], &["*"]))), ["suspension", "upsert"]);
    }

    #[test]
    fn every_setting_of_this_server_has_its_words_and_another_has_its_name() {
        for name in
            ["mode", "match_by", "existing", "defaults", "passwords", "force_password_change", "username_template"]
        {
            assert!(find(&format!("setting-{}", key(name)), &[]).is_some(), "{name}");
        }
        let truths =
            ["allow_suspensions", "allow_renames", "tell_new_usernames", "allow_deletes", "standardise_usernames"];
        let others = ["on_suspend_auth_method", "restore_auth_method", "full_sync", "invalid_values", "on_error"];
        for name in truths.into_iter().chain(others).chain(["columns", "delimiter", "encoding", "sheet"]) {
            assert!(find(&format!("setting-{}", key(name)), &[]).is_some(), "{name}");
        }
        for (name, values) in [
            ("mode", &["create", "create_or_update", "update", "create_numbered"][..]),
            ("existing", &["keep", "overwrite", "overwrite_with_defaults", "fill_missing"]),
            ("passwords", &["file", "invite"]),
            ("force_password_change", &["none", "weak", "all"]),
            ("invalid_values", &["error", "leave_out"]),
            ("on_error", &["continue", "stop", "all_or_nothing"]),
        ] {
            for value in values {
                assert!(find(&format!("{}-{}", key(name), key(value)), &[]).is_some(), "{name} {value}");
            }
        }
        assert_eq!((label("brand_new"), value_label("brand_new", "so_so")), ("brand new".into(), "so so".into()));
    }
}
