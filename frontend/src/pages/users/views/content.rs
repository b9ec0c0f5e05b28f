//! What a view holds of the list's address, and the address that shows it again. Pure.

use rollcall_wire::views::{CreateView, View};

use crate::pages::users::query::{STATUSES, UsersQuery, usual_columns};
use crate::router::{self, Location};
use crate::ui::{Density, ListQuery, Position};
use crate::url::Query;

impl UsersQuery {
    /// What a saved view shows; what of it makes no sense here is left out.
    pub fn of_view(view: &View) -> Self {
        let (status, filter) = without_status(view.filter.as_deref().unwrap_or_default());
        let query = Query::default()
            .with_some("q", view.q.as_ref())
            .with("status", status)
            .with("filter", filter)
            .with_some("sort", view.sort.as_ref())
            .with("columns", view.columns.join(","))
            .with_some("density", view.density.as_ref())
            .with("view", &view.id);
        let read = Self::read(&query);
        let columns = read.columns.clone().filter(|chosen| *chosen != usual_columns(&read.status));
        Self { columns, ..read }
    }

    /// Whether both show the same, whatever the page.
    pub fn shows_what(&self, other: &Self) -> bool {
        self.question() == other.question()
            && (&self.sort, self.site_columns(), self.density) == (&other.sort, other.site_columns(), other.density)
    }

    /// As a view is saved under a name.
    pub fn to_view(&self, name: String, shared: bool) -> CreateView {
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        let question = self.question();
        CreateView {
            name,
            q: some(question.q),
            filter: some(question.filter),
            sort: some(self.sort.clone()),
            columns: Some(self.site_columns()),
            density: Some(if self.density == Density::Comfortable { "comfortable" } else { "compact" }.to_owned()),
            shared: Some(shared),
        }
    }

    /// Puts the name of a saved view, or of none, into the address; what is shown and the page stay.
    pub fn come_under(self, view: String) {
        let position = Position::read(&Location::now().query);
        let query = Self { view, ..self };
        router::replace(&position.write(query.write(Query::default())).on(&Location::now().path));
    }
}

/// Takes a status that was chosen beside a filter out of both together, as [`UsersQuery::question`] puts them.
fn without_status(both: &str) -> (&str, &str) {
    let parts = || {
        let (status, rest) = both.strip_prefix("status eq \"")?.split_once('"')?;
        let rest = match rest {
            "" => "",
            rest => rest.strip_prefix(" and (")?.strip_suffix(')').filter(|rest| is_whole(rest))?,
        };
        STATUSES.contains(&status).then_some((status, rest))
    };
    parts().unwrap_or(("", both))
}

/// Whether every bracket that a text closes is one that it opens.
fn is_whole(text: &str) -> bool {
    let (mut depth, mut quoted, mut escaped) = (0_i32, false, false);
    for c in text.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted && depth == 0 => return false,
            ')' if !quoted => depth -= 1,
            _ => {}
        }
    }
    depth == 0 && !quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(address: &str) -> UsersQuery {
        UsersQuery::read(&Query::parse(address.split_once('?').unwrap_or_default().1))
    }

    fn saved(query: &UsersQuery) -> View {
        let CreateView { name, q, filter, sort, columns, density, .. } = query.to_view("Mine".to_owned(), false);
        let view = serde_json::json!({
            "id": "v1", "name": name, "q": q, "filter": filter, "sort": sort, "columns": columns, "density": density,
            "shared": false, "owner": { "id": "me", "username": "anna" }, "created_at": "", "updated_at": "", "version": 1,
        });
        serde_json::from_value(view).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn a_view_shows_what_was_saved() {
        let query =
            read("/users?q=an&status=suspended&sort=-email&columns=email,city,profile.grade&density=comfortable");
        for filter in [r#"city eq "a) or (b""#, "city pr", ""] {
            let query = query.clone().filtered_by(filter.to_owned());
            let opened = UsersQuery::of_view(&saved(&query));
            assert_eq!(opened, UsersQuery { view: "v1".to_owned(), ..query });
            assert!(opened.shows_what(&UsersQuery { view: String::new(), ..opened.clone() }));
            assert!(!opened.shows_what(&opened.clone().sorted_by("email".to_owned())));
        }
    }

    #[test]
    fn a_filter_that_only_looks_like_a_status_stays_as_it_is() {
        let tricky = r#"status eq "active" and (city pr) or (country pr)"#;
        assert_eq!(without_status(tricky), ("", tricky));
        assert_eq!(without_status(r#"status eq "active""#), ("active", ""));
        assert_eq!(without_status(r#"status eq "nonsense""#), ("", r#"status eq "nonsense""#));
    }
}
