//! The columns that the list can show: those of every account, and custom fields by `profile.` and their name.

use rollcall_wire::courses::{CourseRole, Enrolment};
use rollcall_wire::profile::ProfileField;
use rollcall_wire::users::User;
use yew::prelude::*;

use super::people_table::{Listed, PeopleSource};
use super::row;
use crate::i18n::{format, words};
use crate::pages::courses::{roles, state};
use crate::pages::details::{self, CUSTOM};
use crate::router::Route;
use crate::t;
use crate::ui::{Cell, Choosable, Column, Link};

/// Columns by their names in the address, in the order of the table; each with the name to sort by.
const COLUMNS: [(&str, Option<&str>); 22] = [
    ("full_name", Some("last_name")),
    ("username", Some("username")),
    ("email", Some("email")),
    ("id_number", Some("id_number")),
    ("department", Some("department")),
    ("institution", Some("institution")),
    ("city", Some("city")),
    ("country", Some("country")),
    ("status", None),
    ("auth_method", None),
    ("system_roles", None),
    ("cohorts", None),
    ("course_roles", None),
    ("course_status", None),
    ("course_groups", None),
    ("course_dates", None),
    ("course_source", None),
    ("course_access", None),
    ("created_at", Some("created_at")),
    ("last_access_at", Some("last_access_at")),
    ("deleted_at", Some("deleted_at")),
    ("purge_at", None),
];
/// Those that only deleted accounts have something in.
const DELETION: [&str; 2] = ["deleted_at", "purge_at"];

/// Those that are about taking part in a course.
const ENROLMENT: [&str; 6] =
    ["course_roles", "course_status", "course_groups", "course_dates", "course_source", "course_access"];
/// Those that only people see who see the accounts of the site.
const ADMINISTRATION: [&str; 3] = ["id_number", "system_roles", "cohorts"];

/// Those that are shown of the participants of a course where the address says nothing.
pub const USUAL_IN_COURSE: [&str; 7] =
    ["full_name", "email", "course_roles", "course_status", "course_groups", "course_dates", "course_access"];

/// Those that are shown where the address says nothing.
pub const USUAL: [&str; 7] = ["full_name", "username", "email", "id_number", "status", "auth_method", "last_access_at"];

/// Those that are shown of deleted accounts where the address says nothing.
pub const USUAL_OF_DELETED: [&str; 5] = ["full_name", "username", "email", "deleted_at", "purge_at"];

/// The most columns of custom fields in a table: a view holds 50 columns.
pub const MOST_CUSTOM: usize = 30;

/// The columns of this name, in the order of the table; the name of the person is always there. Whether there is a custom
/// field of a name is not known here: the address says more than the site has by now.
pub fn known<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let wanted: Vec<&str> = names.into_iter().collect();
    let common = COLUMNS.iter().map(|(code, _)| *code).filter(|code| *code == "full_name" || wanted.contains(code));
    let mut all: Vec<String> = common.map(str::to_owned).collect();
    let most = all.len() + MOST_CUSTOM;
    for code in wanted.into_iter().filter(|code| is_custom(code)) {
        if all.len() < most && !all.iter().any(|known| known == code) {
            all.push(code.to_owned());
        }
    }
    all
}

/// Whether a column could be that of a custom field.
fn is_custom(code: &str) -> bool {
    let sound = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    code.strip_prefix(CUSTOM).is_some_and(|name| !name.is_empty() && name.len() <= 50 && name.chars().all(sound))
}

/// The custom field of a column.
fn custom<'f>(code: &str, fields: &'f [ProfileField]) -> Option<&'f ProfileField> {
    let name = code.strip_prefix(CUSTOM)?;
    fields.iter().find(|field| field.name == name)
}

/// What a column is called.
fn title(code: &str, fields: &[ProfileField]) -> String {
    custom(code, fields).map_or_else(|| words::field(code), |field| field.label.clone())
}

/// What the list can be sorted by.
pub fn sorts() -> impl Iterator<Item = &'static str> {
    COLUMNS.iter().filter_map(|(_, sort)| *sort)
}

/// All columns that a list can have something in, for the chooser.
pub fn choosable(of_deleted: bool, source: &PeopleSource, fields: &[ProfileField]) -> Vec<Choosable> {
    let fits = |code: &&str| {
        (of_deleted || !DELETION.contains(code))
            && (source.course().is_some() || !ENROLMENT.contains(code))
            && (source.sees_users() || !ADMINISTRATION.contains(code))
    };
    let common = COLUMNS.iter().map(|(code, _)| *code).filter(fits);
    let common = common.map(|code| Choosable {
        code: code.to_owned(),
        title: words::field(code),
        fixed: code == "full_name",
        limited: false,
    });
    let own = fields.iter().map(|field| Choosable {
        code: format!("{CUSTOM}{}", field.name),
        title: field.label.clone(),
        fixed: false,
        limited: true,
    });
    common.chain(own).collect()
}

/// The headings of these columns, and one for what can be done with a row, if there is anything.
pub fn headings(shown: &[String], fields: &[ProfileField], has_acts: bool) -> Vec<Column> {
    let heading = |code: &String| {
        let column = Column::new(title(code, fields));
        match COLUMNS.iter().find(|(known, _)| known == code).and_then(|(_, sort)| *sort) {
            Some(sort) => column.sorted_by(sort),
            None => column,
        }
    };
    shown.iter().map(heading).chain(has_acts.then(|| Column::new(t!("actions")).quiet())).collect()
}

/// What somebody has in a column of a table.
pub fn cell(code: &str, listed: &Listed, fields: &[ProfileField], source: &PeopleSource) -> Html {
    let user = &listed.user;
    match (code, &listed.enrolment) {
        ("full_name", _) if !source.sees_users() => {
            html! { <Cell heads=true label={title(code, fields)}>{ &user.full_name }</Cell> }
        }
        (code, Some(enrolment)) if ENROLMENT.contains(&code) => {
            let (class, content) = of_enrolment(code, enrolment, source.course_roles());
            html! { <Cell label={title(code, fields)} {class}>{ content }</Cell> }
        }
        (code, _) => of_account(code, user, fields),
    }
}

fn of_enrolment(code: &str, enrolment: &Enrolment, known: &[CourseRole]) -> (&'static str, Html) {
    match code {
        "course_roles" => ("", html! { { format::list(&roles::names(&enrolment.roles, known)) } }),
        "course_status" => ("", state::enrolment(enrolment)),
        "course_groups" => ("rc-word", html! { { format::list(&enrolment.groups) } }),
        "course_dates" => {
            ("rc-when", html! { { state::dates(enrolment.starts_at.as_deref(), enrolment.ends_at.as_deref()) } })
        }
        "course_source" => ("", html! { { state::source(enrolment) } }),
        _ => ("rc-when", row::moment(enrolment.last_access_at.as_ref())),
    }
}

/// What an account has in a column.
fn of_account(code: &str, user: &User, fields: &[ProfileField]) -> Html {
    let label = title(code, fields);
    if let Some(name) = code.strip_prefix(CUSTOM) {
        let value = user.profile.get(name).map(|value| details::told(custom(code, fields), value)).unwrap_or_default();
        return html! { <Cell {label} class="rc-word">{ value }</Cell> };
    }
    let text = |value: &Option<String>| html! { { value.clone().unwrap_or_default() } };
    let (class, content) = match code {
        "full_name" => {
            let to = Route::Person(user.id.clone()).path();
            return html! { <Cell heads=true {label}><Link {to} testid="person">{ &user.full_name }</Link></Cell> };
        }
        "username" => ("rc-word", html! { { &user.username } }),
        "email" => ("rc-word", row::breakable(&user.email)),
        "id_number" => ("", text(&user.id_number)),
        "department" => ("", text(&user.department)),
        "institution" => ("", text(&user.institution)),
        "city" => ("", text(&user.city)),
        "country" => ("", text(&user.country)),
        "status" => ("", row::status(user)),
        "auth_method" => ("", html! { { words::auth_method(&user.auth_method) } }),
        "system_roles" => ("", html! { { roles(&user.system_roles) } }),
        "cohorts" => ("rc-word", html! { { format::list(&user.cohorts) } }),
        "created_at" => ("rc-when", row::moment(Some(&user.created_at))),
        "deleted_at" => ("rc-when", row::moment_if(user.deleted_at.as_ref())),
        "purge_at" => ("rc-when", row::moment_if(user.purge_at.as_ref())),
        code if ENROLMENT.contains(&code) => ("", Html::default()),
        _ => ("rc-when", row::moment(user.last_access_at.as_ref())),
    };
    html! { <Cell {label} {class}>{ content }</Cell> }
}

fn roles(roles: &[String]) -> String {
    format::list(&roles.iter().map(|role| words::role(role)).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::find;
    use crate::pages::courses;
    use crate::pages::users::people_table::CourseSource;

    #[test]
    fn whose_row_it_is_can_always_be_seen() {
        assert_eq!(known(["email", "nonsense"]), ["full_name", "email"]);
        assert_eq!(known(USUAL), USUAL);
    }

    #[test]
    fn custom_fields_come_last_whether_they_are_known_or_not() {
        let wanted = ["profile.grade", "email", "profile.grade", "profile.", "profile.Grade!", "profile.room"];
        assert_eq!(known(wanted), ["full_name", "email", "profile.grade", "profile.room"]);
        let field = serde_json::json!({
            "id": "f", "name": "grade", "label": "Pay grade", "kind": "number", "choices": [], "required": false, "unique": false,
            "visible_to": "everybody", "editable_by": "staff", "created_at": "", "updated_at": "", "version": 1,
        });
        let fields: Vec<ProfileField> = vec![serde_json::from_value(field).unwrap_or_else(|error| panic!("{error}"))];
        assert_eq!(
            (title("profile.grade", &fields), title("profile.room", &fields)),
            ("Pay grade".into(), "room".into())
        );
        assert!(choosable(false, &PeopleSource::site(), &fields).iter().any(|column| column.code == "profile.grade"));
    }

    #[test]
    fn every_column_has_a_name() {
        for (code, _) in COLUMNS {
            assert!(find(&format!("field-{}", code.replace('_', "-")), &[]).is_some(), "{code}");
        }
    }

    #[test]
    fn columns_of_a_course_are_offered_where_its_participants_are_listed() {
        let has = |source: &PeopleSource, code: &str| choosable(false, source, &[]).iter().any(|of| of.code == code);
        let source = CourseSource {
            course: courses::sample("Fire safety"),
            roles: Default::default(),
            groups: Default::default(),
            manages: true,
            writes: false,
            sees_users: false,
        };
        let course = PeopleSource::of_course(source);
        assert!(has(&course, "course_roles") && !has(&PeopleSource::site(), "course_roles"));
        assert!(!has(&course, "id_number") && has(&PeopleSource::site(), "id_number"));
    }
}
