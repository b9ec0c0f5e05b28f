//! Where the people of a table come from.

use std::rc::Rc;

use rollcall_wire::Page;
use rollcall_wire::cohorts::Cohort;
use rollcall_wire::courses::{Course, CourseRole, Enrolment, Group, Participant};
use rollcall_wire::users::User;
use web_sys::AbortSignal;
use yew::AttrValue;

use crate::api::{self, Failure};
use crate::pages::cohorts;
use crate::pages::users::columns;
use crate::pages::users::query::{UsersQuery, owned, usual_columns};
use crate::pages::users::selection::Question;
use crate::router::Route;
use crate::url::Query;

/// Somebody in a table of people.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    pub user: User,
    /// How they take part in the course whose participants are listed.
    pub enrolment: Option<Enrolment>,
}

/// A course whose participants are listed, and what the person may do with them.
#[derive(Debug, Clone, PartialEq)]
pub struct CourseSource {
    pub course: Course,
    /// The roles that can be held in it.
    pub roles: Rc<Vec<CourseRole>>,
    pub groups: Rc<Vec<Group>>,
    /// Whether the person may change who takes part.
    pub manages: bool,
    /// Whether the person may write to many of them.
    pub writes: bool,
    /// Whether the person sees the accounts of the site.
    pub sees_users: bool,
}

/// Where the people of a table come from.
#[derive(Debug, Clone, PartialEq)]
pub struct PeopleSource {
    /// The path of the page, whose address says what the table shows.
    pub path: AttrValue,
    within: Within,
}

#[derive(Debug, Clone, PartialEq)]
enum Within {
    Site,
    Cohort(Cohort),
    Course(Box<CourseSource>),
}

impl PeopleSource {
    /// Everybody.
    pub fn site() -> Self {
        Self { path: Route::Users.path().into(), within: Within::Site }
    }

    /// Those who are in a cohort.
    pub fn of_cohort(cohort: &Cohort) -> Self {
        Self { path: Route::Cohort(cohort.id.clone()).path().into(), within: Within::Cohort(cohort.clone()) }
    }

    /// Those who take part in a course.
    pub fn of_course(source: CourseSource) -> Self {
        Self { path: Route::Course(source.course.id.clone()).path().into(), within: Within::Course(Box::new(source)) }
    }

    /// Whether it is everybody on the site.
    pub fn is_site(&self) -> bool {
        self.within == Within::Site
    }

    /// The cohort that they are in, which actions on cohorts then propose.
    pub fn cohort(&self) -> Option<&Cohort> {
        if let Within::Cohort(cohort) = &self.within { Some(cohort) } else { None }
    }

    /// The course that they take part in.
    pub fn course(&self) -> Option<&CourseSource> {
        if let Within::Course(source) = &self.within { Some(source) } else { None }
    }

    /// The roles that can be held in the course.
    pub fn course_roles(&self) -> &[CourseRole] {
        self.course().map(|source| source.roles.as_slice()).unwrap_or_default()
    }

    /// Whether the person may change who takes part in the course.
    pub fn manages_course(&self) -> bool {
        self.course().is_some_and(|source| source.manages)
    }

    /// Whether the person may do something with many who take part in the course: change how they do, or write to them.
    pub fn acts_on_course(&self) -> bool {
        self.course().is_some_and(|source| source.manages || source.writes)
    }

    /// Whether the person sees the accounts of the site, and can go to a user's page.
    pub fn sees_users(&self) -> bool {
        self.course().is_none_or(|source| source.sees_users)
    }

    /// Whether something can be done with a row.
    pub fn has_acts(&self) -> bool {
        self.course().is_none() || self.manages_course()
    }

    /// The columns that are shown where the address says nothing.
    pub fn usual_columns(&self, query: &UsersQuery) -> &'static [&'static str] {
        if self.course().is_some() { &columns::USUAL_IN_COURSE } else { usual_columns(&query.status) }
    }

    /// The columns that are shown.
    pub fn columns(&self, query: &UsersQuery) -> Vec<String> {
        query.columns.clone().unwrap_or_else(|| owned(self.usual_columns(query)))
    }

    /// Those of them whom a query lists, whatever the page and the order, asked of the whole site.
    pub fn question(&self, query: &UsersQuery) -> Question {
        match &self.within {
            Within::Site => query.question(),
            Within::Cohort(cohort) => {
                let Question { q, filter } = query.question();
                Question { q, filter: within(&cohorts::filter(&cohort.key), &filter) }
            }
            Within::Course(source) => query.question_in(Some(&source.course.code)),
        }
    }

    /// One page of these people alone.
    pub async fn list(&self, parameters: Query, signal: &AbortSignal) -> Result<Page<Listed>, Failure> {
        if let Within::Course(source) = &self.within {
            let page = api::courses::participants(&source.course.id, &parameters, signal).await?;
            let listed = |Participant { user, enrolment }| Listed { user, enrolment: Some(enrolment) };
            return Ok(with(page, listed));
        }
        let page = api::users::list(&self.ask(parameters), signal).await?;
        Ok(with(page, |user| Listed { user, enrolment: None }))
    }

    /// The parameters of the API for these people alone.
    fn ask(&self, parameters: Query) -> Query {
        match &self.within {
            Within::Cohort(cohort) => {
                let filter = within(&cohorts::filter(&cohort.key), parameters.get("filter").unwrap_or_default());
                parameters.replacing("filter", filter)
            }
            Within::Site | Within::Course(_) => parameters,
        }
    }
}

fn with<T, U>(page: Page<T>, into: impl Fn(T) -> U) -> Page<U> {
    Page { items: page.items.into_iter().map(into).collect(), next_cursor: page.next_cursor, total: page.total }
}

fn within(all: &str, filter: &str) -> String {
    if filter.is_empty() { all.to_owned() } else { format!("{all} and ({filter})") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::courses;

    #[test]
    fn a_source_narrows_what_its_table_asks_for() {
        let cohort = PeopleSource::of_cohort(&cohorts::sample("Staff", None));
        let query = UsersQuery::default().filtered_by("city pr or country pr".to_owned());
        let filter = r#"cohorts eq "staff" and (city pr or country pr)"#;
        assert_eq!(cohort.question(&query).filter, filter);
        assert_eq!(cohort.question(&UsersQuery::default()).filter, r#"cohorts eq "staff""#);
        assert_eq!(PeopleSource::site().question(&UsersQuery::default()), Question::default());
        let asked = cohort.ask(Query::default().with("limit", 50).with("filter", "city pr or country pr"));
        assert_eq!((asked.get("filter"), asked.get("limit")), (Some(filter), Some("50")));
        assert!(PeopleSource::site().is_site() && !cohort.is_site());
    }

    #[test]
    fn participants_have_columns_and_a_question_of_their_own() {
        let source = CourseSource {
            course: courses::sample("Fire safety"),
            roles: Rc::default(),
            groups: Rc::default(),
            manages: false,
            writes: false,
            sees_users: false,
        };
        let source = PeopleSource::of_course(source);
        let query = UsersQuery::default();
        assert_eq!(source.columns(&query), columns::USUAL_IN_COURSE);
        assert_eq!(source.question(&query).filter, r#"enrolments[course eq "fire-safety"]"#);
        assert!(!source.has_acts() && !source.sees_users() && PeopleSource::site().has_acts());
    }
}
