//! The form of a profile field, and the request that it becomes. Pure.

use std::collections::BTreeMap;

use rollcall_wire::profile::{CreateProfileField, ProfileField, UpdateProfileField};

use crate::pages::short_name::short_name;
use crate::t;

/// Kinds by their names in the API.
pub const KINDS: [&str; 5] = ["text", "number", "date", "choice", "yes_no"];
/// Who may see a field.
pub const AUDIENCES: [&str; 3] = ["everybody", "self", "staff"];
/// Who may change it.
pub const EDITORS: [&str; 2] = ["staff", "self"];

/// The values of the form.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldForm {
    /// What people read.
    pub label: String,
    /// The short name.
    pub name: String,
    /// The name is one's own; otherwise it follows the label.
    pub named: bool,
    /// One of [`KINDS`].
    pub kind: String,
    /// A line each.
    pub choices: String,
    /// New accounts need a value.
    pub required: bool,
    /// No two accounts have the same.
    pub unique: bool,
    /// One of [`AUDIENCES`].
    pub visible_to: String,
    /// One of [`EDITORS`].
    pub editable_by: String,
}

impl FieldForm {
    /// A field as it is, or a new one.
    pub fn of(field: Option<&ProfileField>) -> Self {
        match field {
            None => Self {
                label: String::new(),
                name: String::new(),
                named: false,
                kind: KINDS[0].to_owned(),
                choices: String::new(),
                required: false,
                unique: false,
                visible_to: AUDIENCES[0].to_owned(),
                editable_by: EDITORS[0].to_owned(),
            },
            Some(field) => Self {
                label: field.label.clone(),
                name: field.name.clone(),
                named: true,
                kind: field.kind.clone(),
                choices: field.choices.join("\n"),
                required: field.required,
                unique: field.unique,
                visible_to: field.visible_to.clone(),
                editable_by: field.editable_by.clone(),
            },
        }
    }

    /// What has to be filled in and is not.
    pub fn missing(&self) -> BTreeMap<String, String> {
        let empty = [
            ("label", self.label.trim().is_empty()),
            ("name", self.name.trim().is_empty()),
            ("choices", self.choices().is_some_and(|choices| choices.is_empty())),
        ];
        let empty = empty.into_iter().filter(|(_, is_empty)| *is_empty);
        empty.map(|(name, _)| (name.to_owned(), t!("value-missing"))).collect()
    }

    /// What there is to choose from, where it is a choice.
    pub fn choices(&self) -> Option<Vec<String>> {
        let lines = self.choices.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned);
        (self.kind == "choice").then(|| lines.collect())
    }

    /// Nobody changes what they do not see, and only two accounts could differ in yes and no.
    pub fn sound(mut self) -> Self {
        if self.visible_to == "staff" {
            self.editable_by = "staff".to_owned();
        }
        self.unique &= self.kind != "yes_no";
        if !self.named {
            self.name = name_of(&self.label);
        }
        self
    }

    /// A new field.
    pub fn created(&self) -> CreateProfileField {
        CreateProfileField {
            name: self.name.trim().to_owned(),
            kind: self.kind.clone(),
            label: Some(self.label.clone()),
            choices: self.choices(),
            required: Some(self.required),
            unique: Some(self.unique),
            visible_to: Some(self.visible_to.clone()),
            editable_by: Some(self.editable_by.clone()),
        }
    }

    /// What a field becomes.
    pub fn changed(&self) -> UpdateProfileField {
        let CreateProfileField { label, choices, required, unique, visible_to, editable_by, .. } = self.created();
        UpdateProfileField { label, choices, required, unique, visible_to, editable_by }
    }
}

/// The short name of a field, which begins with a letter.
fn name_of(label: &str) -> String {
    let name = short_name(label, '_', 50);
    name.trim_start_matches(|c: char| !c.is_ascii_lowercase()).to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::word;
    use super::*;

    #[test]
    fn a_short_name_follows_the_label() {
        assert_eq!(name_of("Cost centre"), "cost_centre");
        assert_eq!(name_of("1. Größe (cm)"), "groesse_cm");
        let own = FieldForm { label: "New".to_owned(), named: true, name: "mine".to_owned(), ..FieldForm::of(None) };
        assert_eq!(own.sound().name, "mine");
    }

    #[test]
    fn a_choice_needs_something_to_choose_from() {
        let names = |wanted: &FieldForm| wanted.missing().into_keys().collect::<Vec<_>>();
        let choice = FieldForm { kind: "choice".to_owned(), ..FieldForm::of(None) };
        assert_eq!(names(&choice), ["choices", "label", "name"]);
        let done = FieldForm { label: "L".to_owned(), choices: "A".to_owned(), ..choice };
        assert!(names(&done.sound()).is_empty());
    }

    #[test]
    fn nobody_changes_what_they_do_not_see() {
        let wanted =
            FieldForm { visible_to: "staff".to_owned(), editable_by: "self".to_owned(), ..FieldForm::of(None) };
        assert_eq!(wanted.sound().editable_by, "staff");
        let flag = FieldForm { kind: "yes_no".to_owned(), unique: true, ..FieldForm::of(None) };
        assert!(!flag.sound().unique);
    }

    #[test]
    fn choices_are_lines_and_only_a_choice_has_them() {
        let wanted = FieldForm { kind: "choice".to_owned(), choices: " A \n\nB\n".to_owned(), ..FieldForm::of(None) };
        assert_eq!(wanted.created().choices, Some(vec!["A".to_owned(), "B".to_owned()]));
        assert_eq!(FieldForm { kind: "text".to_owned(), ..wanted }.changed().choices, None);
    }

    #[test]
    fn all_words_of_the_api_have_names() {
        let families =
            [("custom-kind", &KINDS[..]), ("custom-visible", &AUDIENCES[..]), ("custom-editable", &EDITORS[..])];
        for (family, codes) in families {
            for code in codes {
                assert_ne!(word(family, code), *code, "{family}");
            }
        }
    }
}
