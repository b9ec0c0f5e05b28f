//! The columns that the list can show.

use rollcall_wire::users::User;
use yew::prelude::*;

use super::row;
use crate::i18n::{format, words};
use crate::router::Route;
use crate::t;
use crate::ui::{Cell, Choosable, Column, Link};

/// Columns by their names in the address, in the order of the table; each with the name to sort by.
const COLUMNS: [(&str, Option<&str>); 15] = [
    ("full_name", Some("last_name")),
    ("username", Some("username")),
    ("email", Some("email")),
    ("id_number", Some("id_number")),
    ("department", Some("department")),
    ("institution", Some("institution")),
    ("city", Some("city")),
    ("country", None),
    ("status", None),
    ("auth_method", None),
    ("system_roles", None),
    ("created_at", Some("created_at")),
    ("last_access_at", Some("last_access_at")),
    ("deleted_at", None),
    ("purge_at", None),
];
/// Those that only deleted accounts have something in.
const DELETION: [&str; 2] = ["deleted_at", "purge_at"];

/// Those that are shown where the address says nothing.
pub const USUAL: [&str; 7] = ["full_name", "username", "email", "id_number", "status", "auth_method", "last_access_at"];

/// Those that are shown of deleted accounts where the address says nothing.
pub const USUAL_OF_DELETED: [&str; 5] = ["full_name", "username", "email", "deleted_at", "purge_at"];

/// The columns of this name, in the order of the table; the name of the person is always there.
pub fn known<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<&'static str> {
    let wanted: Vec<&str> = names.into_iter().collect();
    COLUMNS.iter().map(|(code, _)| *code).filter(|code| *code == "full_name" || wanted.contains(code)).collect()
}

/// What the list can be sorted by.
pub fn sorts() -> impl Iterator<Item = &'static str> {
    COLUMNS.iter().filter_map(|(_, sort)| *sort)
}

/// All columns that a list can have something in, for the chooser.
pub fn choosable(of_deleted: bool) -> Vec<Choosable> {
    let choosable =
        |(code, _): &(&'static str, _)| Choosable { code, title: words::field(code), fixed: *code == "full_name" };
    COLUMNS.iter().filter(|(code, _)| of_deleted || !DELETION.contains(code)).map(choosable).collect()
}

/// The headings of these columns, and one for what can be done with a row.
pub fn headings(shown: &[&'static str]) -> Vec<Column> {
    let heading = |code: &&'static str| {
        let column = Column::new(words::field(code));
        match COLUMNS.iter().find(|(known, _)| known == code).and_then(|(_, sort)| *sort) {
            Some(sort) => column.sorted_by(sort),
            None => column,
        }
    };
    shown.iter().map(heading).chain([Column::new(t!("actions")).quiet()]).collect()
}

/// What an account has in a column.
pub fn cell(code: &'static str, user: &User) -> Html {
    let label = words::field(code);
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
        "created_at" => ("rc-when", row::moment(Some(&user.created_at))),
        "deleted_at" => ("rc-when", row::moment_if(user.deleted_at.as_ref())),
        "purge_at" => ("rc-when", row::moment_if(user.purge_at.as_ref())),
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

    #[test]
    fn whose_row_it_is_can_always_be_seen() {
        assert_eq!(known(["email", "nonsense"]), ["full_name", "email"]);
        assert_eq!(known(USUAL), USUAL);
    }

    #[test]
    fn every_column_has_a_name() {
        for column in choosable(true) {
            assert!(find(&format!("field-{}", column.code.replace('_', "-")), &[]).is_some(), "{}", column.code);
        }
    }
}
