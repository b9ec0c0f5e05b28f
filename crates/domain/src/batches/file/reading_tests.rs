use std::collections::HashMap;

use serde_json::{Value, json};

use super::*;

fn understand(settings: Value, headings: &[&str], cells: &[&str]) -> ParsedRow {
    let headings: Vec<_> = headings.iter().map(|heading| (*heading).to_owned()).collect();
    let cells: Vec<_> = cells.iter().map(|cell| (*cell).to_owned()).collect();
    let settings = FileSettings::resolve(&settings).unwrap_or_default();
    let columns = columns::map(&headings, &settings.columns);
    let template = settings.username_template.as_deref().and_then(|text| template::parse(text).ok());
    let reading = Reading {
        columns: &columns,
        settings: &settings,
        custom: &[],
        template: template.as_deref(),
        cohorts: &HashMap::new(),
        filled_cohorts: &Default::default(),
        roles: &BTreeSet::new(),
        courses: &NamedCourses::default(),
        letters: Letters::Basic,
        secret: &secret_columns(&columns),
        delimiter: Delimiter::from_name(","),
        timezone: &TimeZone::UTC,
        now: 1_000,
    };
    reading.understand(&cells, None)
}

fn suspension(headings: &[&str], cells: &[&str]) -> ParsedRow {
    understand(json!({ "preset": "suspension" }), headings, cells)
}

fn code(understood: &ParsedRow) -> Option<Code> {
    understood.request.as_ref().err().map(|refusal| refusal.code)
}

#[test]
fn a_blank_cell_asks_for_nothing() {
    for (word, meaning) in [("1", Some(true)), ("false", Some(false)), (" ", None)] {
        let understood = suspension(&["username", "suspended"], &["anna", word]);
        assert_eq!(understood.request.map(|request| request.suspension.suspended), Ok(meaning), "{word}");
    }
}

#[test]
fn a_row_that_cannot_be_understood_says_why() {
    let headings = ["username", "suspended", "auth", "until"];
    let code = |cells: &[&str]| code(&suspension(&headings, cells));
    assert_eq!(code(&["anna", "1", "magic", ""]), Some(Code::UnknownAuthMethod));
    assert_eq!(code(&["", "1", "", ""]), Some(Code::MissingValue));
    assert_eq!(code(&["anna", "1"]), Some(Code::WrongCellCount));
    assert_eq!(code(&["anna", "1", "", "1969-01-01"]), Some(Code::InvalidValue));
    assert_eq!(code(&["anna", "1", "", "2030-01-01"]), None);
}

#[test]
fn reason_and_end_are_for_suspending_only() {
    let headings = ["username", "suspended", "reason"];
    let reason =
        |cells: &[&str]| suspension(&headings, cells).request.ok().and_then(|request| request.suspension.reason);
    assert_eq!(reason(&["anna", "1", "left"]).as_deref(), Some("left"));
    assert_eq!(reason(&["anna", "0", "left"]), None);
}

#[test]
fn a_new_name_is_standardised_and_says_so_or_refused() {
    let rename = |name: &str, settings: Value| {
        let mut all = json!({ "preset": "rename" });
        settings.as_object().into_iter().flatten().for_each(|(key, value)| all[key] = value.clone());
        understand(all, &["oldusername", "username"], &["anna", name])
    };
    let plain = rename(" Anna.Gruber ", json!({}));
    assert_eq!(plain.request.ok().and_then(|request| request.username), Some(Ok("anna.gruber".to_owned())));
    assert!(plain.remarks.is_empty());
    let repaired = rename("anna grüber!", json!({}));
    assert_eq!(repaired.remarks.iter().map(|remark| remark.code.as_str()).collect::<Vec<_>>(), ["standardised"]);
    assert_eq!(repaired.request.ok().and_then(|request| request.username), Some(Ok("annagrber".to_owned())));
    assert_eq!(code(&rename("anna grüber", json!({ "standardise_usernames": false }))), Some(Code::UsernameInvalid));
    assert_eq!(code(&rename("!!", json!({}))), Some(Code::UsernameInvalid));
    assert_eq!(code(&rename("Guest", json!({}))), Some(Code::UsernameReserved));
}

#[test]
fn a_key_that_does_not_stand_in_the_row_is_derived() {
    let derivation = |name: &str| {
        let settings = json!({ "preset": "upsert", "username_template": "{firstname}" });
        understand(settings, &["username", "firstname"], &[name, "Anna"]).derivation
    };
    assert_eq!(derivation(" Anna "), None);
    assert_eq!(derivation("an!na"), Some(Derivation::Standardised));
    assert_eq!(derivation(""), Some(Derivation::Template));
    let renames = understand(json!({}), &["oldusername", "username"], &["anna", "be!a"]);
    assert_eq!((renames.key.as_str(), renames.derivation), ("anna", None));
}

#[test]
fn a_row_is_known_by_the_old_name_the_new_one_or_the_one_that_is_made() {
    let key = |settings: Value, headings: &[&str], cells: &[&str]| understand(settings, headings, cells).key;
    assert_eq!(key(json!({}), &["username", "city"], &["Anna Bauer", "Graz"]), "annabauer");
    assert_eq!(key(json!({}), &["oldusername", "username"], &["anna", "bea"]), "anna");
    assert_eq!(key(json!({}), &["oldusername", "username"], &["", "bea"]), "bea");
    assert_eq!(key(json!({ "match_by": "email" }), &["email", "username"], &["a@example.org", "bea"]), "a@example.org");
    let made = json!({ "username_template": "{firstname}.{lastname}" });
    assert_eq!(key(made.clone(), &["firstname", "lastname"], &["Jörg", "Groß"]), "jorg.gross");
    assert_eq!(code(&understand(made, &["firstname", "lastname"], &["Jörg", ""])), Some(Code::MissingValue));
}

#[test]
fn a_password_is_neither_kept_in_the_cells_nor_shown() {
    let settings = FileSettings::resolve(&json!({ "passwords": "file" })).unwrap_or_default();
    let headings = ["username", "password"].map(str::to_owned);
    let columns = columns::map(&headings, &settings.columns);
    let reading = Reading {
        columns: &columns,
        settings: &settings,
        custom: &[],
        template: None,
        cohorts: &HashMap::new(),
        filled_cohorts: &Default::default(),
        roles: &BTreeSet::new(),
        courses: &NamedCourses::default(),
        letters: Letters::Basic,
        secret: &secret_columns(&columns),
        delimiter: Delimiter::from_name(","),
        timezone: &TimeZone::UTC,
        now: 1_000,
    };
    let cells = vec!["anna".to_owned(), " a secret ".to_owned()];
    let understood = reading.understand(&cells, None);
    assert!(!format!("{understood:?}").contains("secret"));
    let hidden = reading.without_password(cells, false);
    assert_eq!(hidden, ["anna", HIDDEN]);
    let again = reading.understand(&hidden, Some(("the hash", true))).password;
    assert_eq!(again, Some(Password { text: PasswordText::Hashed("the hash".to_owned()), is_weak: true }));
    assert_eq!(reading.understand(&hidden, None).password, None);
}
