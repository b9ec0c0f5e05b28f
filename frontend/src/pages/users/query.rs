//! What the list shows, as it stands in the address.

use yew::AttrValue;

use super::columns;
use super::selection::Question;
use crate::filter::quoted;
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

/// Who of the participants of a course: by what their enrolment says. Empty texts leave nobody out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CourseNarrowing {
    /// The key of a role.
    pub role: String,
    /// `active` or `suspended`.
    pub status: String,
    /// The name of a group.
    pub group: String,
}

impl CourseNarrowing {
    /// As a condition of the API's filter, of a course or of the one that the list is about; `None` if nobody is left out.
    fn condition(&self, course: Option<&str>) -> Option<String> {
        let parts = [
            ("course", course.unwrap_or_default()),
            ("role", &self.role),
            ("status", &self.status),
            ("group", &self.group),
        ];
        let parts: Vec<String> = parts
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name} eq {}", quoted(value)))
            .collect();
        (!parts.is_empty()).then(|| format!("enrolments[{}]", parts.join(" and ")))
    }
}

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
    /// The columns that were chosen, in the order of the table; `None` for the usual ones.
    pub columns: Option<Vec<String>>,
    /// Who of those in a course.
    pub course: CourseNarrowing,
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
            columns: address.get("columns").map(|names| columns::known(names.split(','))),
            course: CourseNarrowing { role: text("role"), status: text("enrolment"), group: text("group") },
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
            .with("role", &self.course.role)
            .with("enrolment", &self.course.status)
            .with("group", &self.course.group)
            .with("columns", self.columns.as_ref().map(|columns| columns.join(",")).unwrap_or_default())
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
        self.question_in(None)
    }

    /// The same of those in a course, by its code, so that it can be asked of the whole site.
    pub fn question_in(&self, course: Option<&str>) -> Question {
        let status = (!self.status.is_empty()).then(|| format!("status eq \"{}\"", self.status));
        let mut parts: Vec<String> = status.into_iter().chain(self.course.condition(course)).collect();
        match (parts.is_empty(), self.filter.is_empty()) {
            (_, true) => {}
            (true, false) => parts.push(self.filter.clone()),
            (false, false) => parts.push(format!("({})", self.filter)),
        }
        Question { q: self.q.clone(), filter: parts.join(" and ") }
    }

    /// Whether it is the list of deleted accounts, which are in no other.
    pub fn is_of_deleted(&self) -> bool {
        self.status == DELETED
    }

    /// The same view of everybody, or of all users who are deleted.
    pub fn widened(self) -> Self {
        let none = String::new;
        let status = if self.is_of_deleted() { self.status.clone() } else { none() };
        Self { q: none(), status, filter: none(), view: none(), course: CourseNarrowing::default(), ..self }
    }

    /// With another filter.
    pub fn filtered_by(self, filter: String) -> Self {
        Self { filter, ..self }
    }

    /// With other columns, or the usual ones of the table that it is about.
    pub fn showing(self, chosen: &[String], usual: &[&str], density: Density) -> Self {
        let known = columns::known(chosen.iter().map(String::as_str));
        Self { columns: (known != usual).then_some(known), density, ..self }
    }

    /// The columns of the site's list.
    pub fn site_columns(&self) -> Vec<String> {
        self.columns.clone().unwrap_or_else(|| owned(usual_columns(&self.status)))
    }

    /// With the participants of a course narrowed by another role, status or group.
    pub fn in_course(self, change: impl FnOnce(CourseNarrowing) -> CourseNarrowing) -> Self {
        Self { course: change(self.course.clone()), ..self }
    }

    /// With another quick search.
    pub fn searching(self, q: String) -> Self {
        Self { q, ..self }
    }

    /// With another status.
    pub fn having_status(self, status: String) -> Self {
        Self { status, ..self }
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

/// Names as texts of their own.
pub fn owned(columns: &[&str]) -> Vec<String> {
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
            .showing(&["email".to_owned(), "city".to_owned(), "profile.grade".to_owned()], &[], Density::Comfortable)
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
        assert!(deleted.site_columns().iter().any(|code| code == "purge_at"));
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

    #[test]
    fn participants_are_narrowed_by_their_enrolment_in_the_course() {
        let query = UsersQuery::default().in_course(|course| CourseNarrowing { role: "learner".to_owned(), ..course });
        assert_eq!(read(&query.address()), query);
        assert_eq!(query.question().filter, r#"enrolments[role eq "learner"]"#);
        let query = query.having_status("active".to_owned()).filtered_by("city pr or country pr".to_owned());
        let filter = r#"status eq "active" and enrolments[course eq "c \"1\"" and role eq "learner"] and (city pr or country pr)"#;
        assert_eq!(query.question_in(Some("c \"1\"")).filter, filter);
        assert!(query.is_narrowed() && !query.widened().is_narrowed());
    }

    #[test]
    fn the_usual_columns_of_a_table_are_not_in_its_address() {
        let usual = owned(&columns::USUAL_IN_COURSE);
        let query = UsersQuery::default().showing(&usual, &columns::USUAL_IN_COURSE, Density::Compact);
        assert_eq!(query, UsersQuery::default());
        assert_eq!(query.site_columns(), columns::USUAL);
    }
}
