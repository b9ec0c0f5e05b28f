//! Which details there are, who may change them, and how each is put in.

use rollcall_wire::auth::Me;
use rollcall_wire::profile::ProfileField;

use crate::i18n::words;
use crate::session::may;

/// How a detail is put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InputKind {
    /// One line of text.
    Line,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// Several lines of text.
    Prose,
    /// A number.
    Number,
    /// A day.
    Day,
    /// Yes or no.
    YesNo,
    /// One of these.
    Choice(Vec<String>),
    /// A country by its code.
    Country,
    /// A language by its tag.
    Language,
    /// A time zone by its name.
    Timezone,
}

/// One detail of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// Its name in the API; that of a custom one begins with [`CUSTOM`].
    pub name: String,
    /// What people call it.
    pub label: String,
    /// How it is put in.
    pub kind: InputKind,
    /// An account has to have it.
    pub required: bool,
}

/// What the names of custom details begin with, as in filters and in what the server says of them.
pub const CUSTOM: &str = "profile.";

/// The details that every account has, with how they are put in. Not all of them are for everybody.
const COMMON: [(&str, InputKind); 17] = [
    ("first_name", InputKind::Line),
    ("last_name", InputKind::Line),
    ("username", InputKind::Line),
    ("email", InputKind::Email),
    ("id_number", InputKind::Line),
    ("institution", InputKind::Line),
    ("department", InputKind::Line),
    ("phone", InputKind::Phone),
    ("mobile_phone", InputKind::Phone),
    ("address", InputKind::Line),
    ("city", InputKind::Line),
    ("country", InputKind::Country),
    ("language", InputKind::Language),
    ("timezone", InputKind::Timezone),
    ("description", InputKind::Prose),
    ("external_id", InputKind::Line),
    ("last_ip", InputKind::Line),
];
/// What people change of their own accounts.
const OWN: [&str; 10] = [
    "first_name",
    "last_name",
    "phone",
    "mobile_phone",
    "address",
    "city",
    "country",
    "language",
    "timezone",
    "description",
];
/// Details that cannot be changed by hand.
const FIXED: [&str; 1] = ["last_ip"];
/// What only some may see, and so change.
const PRIVATE: [&str; 4] = ["id_number", "phone", "mobile_phone", "address"];
const REQUIRED: [&str; 4] = ["first_name", "last_name", "username", "email"];

fn common(wanted: impl Fn(&str) -> bool) -> Vec<Detail> {
    let detail = |(name, kind): &(&str, InputKind)| Detail {
        name: (*name).to_owned(),
        label: words::field(name),
        kind: kind.clone(),
        required: REQUIRED.contains(name),
    };
    COMMON.iter().filter(|(name, _)| wanted(name)).map(detail).collect()
}

/// The detail of a custom field.
pub fn custom(field: &ProfileField) -> Detail {
    let kind = match field.kind.as_str() {
        "number" => InputKind::Number,
        "date" => InputKind::Day,
        "choice" => InputKind::Choice(field.choices.clone()),
        "yes_no" => InputKind::YesNo,
        _ => InputKind::Line,
    };
    Detail { name: format!("{CUSTOM}{}", field.name), label: field.label.clone(), kind, required: field.required }
}

/// All there is to see of an account.
pub fn seen(fields: &[ProfileField]) -> Vec<Detail> {
    common(|_| true).into_iter().chain(fields.iter().map(custom)).collect()
}

/// What people may change of their own accounts.
pub fn of_oneself(fields: &[ProfileField]) -> Vec<Detail> {
    let own = fields.iter().filter(|field| field.editable_by == "self").map(custom);
    common(|name| OWN.contains(&name)).into_iter().chain(own).collect()
}

/// What a person may change of an account by staff's permissions. Nobody renames themselves.
pub fn of_somebody(me: &Me, id: &str, fields: &[ProfileField]) -> Vec<Detail> {
    let sees_private = may(me, "users.view_private");
    let wanted = |name: &str| {
        !FIXED.contains(&name) && (sees_private || !PRIVATE.contains(&name)) && (name != "username" || me.user.id != id)
    };
    common(wanted).into_iter().chain(fields.iter().map(custom)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::tests::me;

    fn names(details: &[Detail]) -> Vec<&str> {
        details.iter().map(|detail| detail.name.as_str()).collect()
    }

    fn field(name: &str, kind: &str, editable_by: &str) -> ProfileField {
        let field = serde_json::json!({
            "id": "f", "name": name, "label": name, "kind": kind, "choices": [], "required": false, "unique": false,
            "visible_to": "everybody", "editable_by": editable_by, "created_at": "", "updated_at": "", "version": 1,
        });
        serde_json::from_value(field).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn people_change_of_themselves_what_is_theirs() {
        let fields = [field("motto", "text", "self"), field("grade", "number", "staff")];
        let own = of_oneself(&fields);
        assert!(names(&own).contains(&"profile.motto") && !names(&own).contains(&"profile.grade"));
        assert!(!names(&own).contains(&"username") && !names(&own).contains(&"email"));
    }

    #[test]
    fn staff_changes_what_staff_sees_and_nobody_renames_themselves() {
        let staff = me(&[], &["users.view", "users.update"]);
        let others = of_somebody(&staff, "other", &[]);
        assert!(names(&others).contains(&"username") && !names(&others).contains(&"phone"));
        let all = me(&[], &["*"]);
        assert!(names(&of_somebody(&all, "other", &[])).contains(&"phone"));
        assert!(!names(&of_somebody(&all, "me", &[])).contains(&"username"));
    }
}
