//! Where the people of a table come from.

use rollcall_wire::cohorts::Cohort;
use yew::AttrValue;

use crate::pages::cohorts;
use crate::pages::users::query::UsersQuery;
use crate::pages::users::selection::Question;
use crate::router::Route;
use crate::url::Query;

/// Where the people of a table come from.
#[derive(Debug, Clone, PartialEq)]
pub struct PeopleSource {
    /// The path of the page, whose address says what the table shows.
    pub path: AttrValue,
    /// A filter that all of them fit; empty for the whole site.
    within: String,
    /// The cohort that they are in, which actions on cohorts then propose.
    pub cohort: Option<Cohort>,
}

impl PeopleSource {
    /// Everybody.
    pub fn site() -> Self {
        Self { path: Route::Users.path().into(), within: String::new(), cohort: None }
    }

    /// Those who are in a cohort.
    pub fn cohort(cohort: &Cohort) -> Self {
        Self {
            path: Route::Cohort(cohort.id.clone()).path().into(),
            within: cohorts::filter(&cohort.key),
            cohort: Some(cohort.clone()),
        }
    }

    /// Whether it is everybody on the site.
    pub fn is_site(&self) -> bool {
        self.within.is_empty()
    }

    /// Those of them whom a query lists, whatever the page and the order.
    pub fn question(&self, query: &UsersQuery) -> Question {
        let Question { q, filter } = query.question();
        Question { q, filter: self.narrowed(&filter) }
    }

    /// The parameters of the API for these people alone.
    pub fn ask(&self, parameters: Query) -> Query {
        let filter = self.narrowed(parameters.get("filter").unwrap_or_default());
        parameters.replacing("filter", filter)
    }

    fn narrowed(&self, filter: &str) -> String {
        match (self.within.as_str(), filter) {
            ("", filter) => filter.to_owned(),
            (within, "") => within.to_owned(),
            (within, filter) => format!("{within} and ({filter})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_narrows_what_its_table_asks_for() {
        let cohort = PeopleSource::cohort(&cohorts::sample("Staff", None));
        let query = UsersQuery::default().filtered_by("city pr or country pr".to_owned());
        let filter = r#"cohorts eq "staff" and (city pr or country pr)"#;
        assert_eq!(cohort.question(&query).filter, filter);
        assert_eq!(cohort.question(&UsersQuery::default()).filter, r#"cohorts eq "staff""#);
        assert_eq!(PeopleSource::site().question(&UsersQuery::default()), Question::default());
        let asked = cohort.ask(Query::default().with("limit", 50).with("filter", "city pr or country pr"));
        assert_eq!((asked.get("filter"), asked.get("limit")), (Some(filter), Some("50")));
        assert!(PeopleSource::site().is_site() && !cohort.is_site());
    }
}
