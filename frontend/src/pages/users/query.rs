//! What the list shows, as it stands in the address.

use yew::AttrValue;

use super::columns;
use super::selection::Question;
use crate::i18n::words;
use crate::router::Route;
use crate::t;
use crate::ui::{Density, ListQuery};
use crate::url::Query;

/// The statuses one can ask for.
pub const STATUSES: [&str; 5] = ["active", "suspended", "locked", "unconfirmed", "deleted"];
/// The status of those who are in no list but their own.
const DELETED: &str = "deleted";
/// How accounts are sorted where the address says nothing.
const SORT: &str = "last_name";

/// What the list shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsersQuery {
    /// Quick search.
    pub q: String,
    /// A status, or empty for all.
    pub status: String,
    /// The API's filter; empty for none.
    pub filter: String,
    /// The API's sort parameter.
    pub sort: String,
    /// The columns, in the order of the table.
    pub columns: Vec<String>,
    /// How much room rows take.
    pub density: Density,
    /// The saved view that this began as; it may have been changed since.
    pub view: String,
}

impl Default for UsersQuery {
    fn default() -> Self {
        Self::read(&Query::default())
    }
}

impl ListQuery for UsersQuery {
    fn read(address: &Query) -> Self {
        let text = |name| address.get(name).unwrap_or_default().to_owned();
        let sort = text("sort");
        let known = |key: &str| columns::sorts().any(|known| known == key.trim_start_matches('-'));
        let sorts = !sort.is_empty() && sort.split(',').all(known);
        Self {
            q: text("q"),
            status: Some(text("status")).filter(|status| STATUSES.contains(&status.as_str())).unwrap_or_default(),
            sort: if sorts { sort } else { SORT.to_owned() },
            filter: text("filter"),
            view: text("view"),
            columns: match address.get("columns") {
                Some(names) => columns::known(names.split(',')),
                None => owned(usual_columns(&text("status"))),
            },
            density: if address.get("density") == Some("comfortable") {
                Density::Comfortable
            } else {
                Density::Compact
            },
        }
    }

    fn write(&self, address: Query) -> Query {
        let other = |value: &str, usual: &str| {
            if value == usual { String::new() } else { value.to_owned() }
        };
        address
            .with("q", &self.q)
            .with("status", &self.status)
            .with("filter", &self.filter)
            .with("sort", other(&self.sort, SORT))
            .with("columns", other(&self.columns.join(","), &usual_columns(&self.status).join(",")))
            .with("view", &self.view)
            .with_some("density", (self.density == Density::Comfortable).then_some("comfortable"))
    }

    fn ask(&self, parameters: Query) -> Query {
        let question = self.question();
        parameters.with("sort", &self.sort).with("q", question.q).with("filter", question.filter)
    }

    fn is_narrowed(&self) -> bool {
        self.question() != self.clone().widened().question()
    }
}

impl UsersQuery {
    /// The address of the list of all accounts that shows this, from its first page.
    pub fn address(&self) -> String {
        self.write(Query::default()).on(&Route::Users.path())
    }

    /// Who is listed, whatever the page and the order.
    pub fn question(&self) -> Question {
        let status = if self.status.is_empty() { String::new() } else { format!("status eq \"{}\"", self.status) };
        let filter = match (status.is_empty(), self.filter.is_empty()) {
            (false, false) => format!("{status} and ({})", self.filter),
            _ => format!("{status}{}", self.filter),
        };
        Question { q: self.q.clone(), filter }
    }

    /// Whether it is the list of deleted accounts, which are in no other.
    pub fn is_of_deleted(&self) -> bool {
        self.status == DELETED
    }

    /// The same view of everybody, or of all users who are deleted.
    pub fn widened(self) -> Self {
        let none = String::new;
        let status = if self.is_of_deleted() { self.status.clone() } else { none() };
        Self { q: none(), status, filter: none(), view: none(), ..self }
    }

    /// With another filter.
    pub fn filtered_by(self, filter: String) -> Self {
        Self { filter, ..self }
    }

    /// With other columns.
    pub fn showing(self, columns: &[String], density: Density) -> Self {
        Self { columns: columns::known(columns.iter().map(String::as_str)), density, ..self }
    }

    /// With another quick search.
    pub fn searching(self, q: String) -> Self {
        Self { q, ..self }
    }

    /// With another status.
    pub fn having_status(self, status: String) -> Self {
        // Deleted accounts have columns of their own; those that a user has chosen stay.
        let columns = if self.columns == usual_columns(&self.status) {
            owned(usual_columns(&status))
        } else {
            self.columns.clone()
        };
        Self { status, columns, ..self }
    }

    /// In another order.
    pub fn sorted_by(self, sort: String) -> Self {
        Self { sort, ..self }
    }
}

/// The columns that are shown of accounts in a status where the address says nothing.
pub fn usual_columns(status: &str) -> &'static [&'static str] {
    if status == DELETED { &columns::USUAL_OF_DELETED } else { &columns::USUAL }
}

fn owned(columns: &[&str]) -> Vec<String> {
    columns.iter().map(|code| (*code).to_owned()).collect()
}

/// The choices of the status filter.
pub fn statuses() -> Vec<(AttrValue, AttrValue)> {
    let all = (AttrValue::Static(""), t!("users-status-all").into());
    let named = STATUSES.iter().map(|code| (AttrValue::Static(code), words::account_status(code).into()));
    std::iter::once(all).chain(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(address: &str) -> UsersQuery {
        UsersQuery::read(&Query::parse(address.split_once('?').unwrap_or_default().1))
    }

    #[test]
    fn the_address_keeps_all_of_it() {
        let query = UsersQuery::default()
            .searching("müller & sons".to_owned())
            .having_status("suspended".to_owned())
            .filtered_by(r#"department eq "Sales & more""#.to_owned())
            .showing(&["email".to_owned(), "city".to_owned(), "profile.grade".to_owned()], Density::Comfortable)
            .sorted_by("-last_access_at,username".to_owned());
        assert_eq!(read(&query.address()), query);
    }

    #[test]
    fn the_usual_view_has_a_short_address() {
        assert_eq!(UsersQuery::default().address(), "/users");
        assert_eq!(read("/users"), UsersQuery::default());
    }

    #[test]
    fn the_deleted_have_a_list_of_their_own() {
        let deleted = read("/users?status=deleted");
        assert!(deleted.is_of_deleted() && !deleted.is_narrowed());
        assert!(deleted.columns.iter().any(|code| code == "purge_at"));
        assert_eq!(deleted.address(), "/users?status=deleted");
        assert!(deleted.clone().searching("a".to_owned()).is_narrowed());
        assert_eq!(deleted.clone().searching("a".to_owned()).widened(), deleted);
        assert_eq!(deleted.having_status(String::new()), UsersQuery::default());
    }

    #[test]
    fn nonsense_in_an_address_is_left_out() {
        let query = read("/users?status=x\"y&sort=password,email&density=airy");
        assert_eq!(query, UsersQuery::default());
    }

    #[test]
    fn a_status_becomes_a_filter() {
        let query = UsersQuery::default().having_status("suspended".to_owned());
        assert_eq!(query.ask(Query::default()).get("filter"), Some("status eq \"suspended\""));
        assert_eq!(UsersQuery::default().ask(Query::default()).get("filter"), None);
        let both = query.filtered_by(r#"city pr or country pr"#.to_owned());
        assert_eq!(
            both.ask(Query::default()).get("filter"),
            Some(r#"status eq "suspended" and (city pr or country pr)"#)
        );
        assert!(both.is_narrowed() && !both.widened().is_narrowed());
    }
}
