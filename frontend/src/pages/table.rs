//! The one table of pages. A new page is a row here and its file.

use rollcall_wire::auth::Me;
use yew::prelude::*;

use super::account::AccountPage;
use super::batches::list::BatchesPage;
use super::batches::new::NewBatchPage;
use super::batches::show::BatchPage;
use super::cohorts::{CohortPage, CohortsPage};
use super::courses::{CoursePage, CoursesPage, MyCoursesPage};
use super::declare::{PageRow, pages};
use super::mail::MailPage;
use super::messages::{ConversationPage, MessagesPage};
use super::overview::OverviewPage;
use super::part::Part;
use super::profile_fields::ProfileFieldsPage;
use super::settings::SettingsPage;
use super::users::{PersonPage, UsersPage};
use crate::session::{CourseRights, may};

pages! {
    /// How things stand.
    Overview => OverviewPage { path: "/overview", title: "nav-overview", needs: "users.view", symbol: Chart }
    /// The list of accounts.
    Users => UsersPage { path: "/users", title: "nav-users", needs: "users.view", symbol: People, part: people }
    /// One account.
    Person(id) => PersonPage { path: "/users/{id}", title: "person", needs: "users.view", part: people }
    /// Groups of people.
    Cohorts => CohortsPage { path: "/cohorts", title: "cohorts", needs: "users.view", symbol: Groups, part: people }
    /// One cohort, with its people.
    Cohort(id) => CohortPage { path: "/cohorts/{id}", title: "cohort", needs: "users.view", part: people }
    /// The courses that a user sees beyond their own, or runs.
    Courses => CoursesPage {
        path: "/courses", title: "courses",
        needs: "enrolments.manage" or "participants.view" or "courses.create" or "courses.manage",
        in_a_course: "participants.view", symbol: Book, part: courses
    }
    /// One course, for everybody who takes part in it: the server says who may see what.
    Course(id) => CoursePage { path: "/courses/{id}", title: "course", part: courses }
    /// The courses that one takes part in.
    MyCourses => MyCoursesPage { path: "/my-courses", title: "my-courses", symbol: Learning, part: courses }
    /// One's conversations.
    Messages => MessagesPage { path: "/messages", title: "messages", needs: "me.read", symbol: Mail, part: messages }
    /// One conversation.
    Conversation(id) => ConversationPage {
        path: "/messages/{id}", title: "message-conversation", needs: "me.read", part: messages
    }
    /// The list of batches.
    Batches => BatchesPage {
        path: "/batches", title: "nav-batches", needs: "batches.view",
        in_a_course: "participants.manage" or "messages.bulk.course", symbol: Tasks, part: batches
    }
    /// Upload a file.
    NewBatch => NewBatchPage { path: "/batches/new", title: "batch-new", needs: "batches.view", part: batches }
    /// One batch, in whatever state it is.
    Batch(id) => BatchPage {
        path: "/batches/{id}", title: "batch", needs: "batches.view",
        in_a_course: "participants.manage" or "messages.bulk.course", part: batches
    }
    /// What is kept of people besides what every account has.
    ProfileFields => ProfileFieldsPage {
        path: "/profile-fields", title: "customs", needs: "profile_fields.manage", symbol: Columns, part: settings
    }
    /// The e-mail of the site: what waits, and addresses that get none.
    Mail => MailPage { path: "/mail", title: "mail", needs: "mail.manage", symbol: Post, part: mail }
    /// What counts for the whole site.
    Settings => SettingsPage { path: "/settings", title: "settings", needs: "settings.manage", symbol: Sliders, part: settings }
    /// One's own account, which the menu of the account leads to.
    Account => AccountPage { path: "/account", title: "account", part: account }
}

impl PageRow {
    /// Whether a person may see the page, by what they may do everywhere.
    pub fn is_open_to(&self, me: &Me) -> bool {
        self.needs.is_empty() || self.needs.iter().any(|capability| may(me, capability))
    }

    /// The same, by what they may do in courses too.
    pub fn is_open_in_courses(&self, me: &Me, courses: &CourseRights) -> bool {
        self.is_open_to(me) || self.in_a_course.iter().any(|capability| courses.may_somewhere(capability))
    }
}

impl Route {
    /// Its row.
    pub fn row(&self) -> &'static PageRow {
        let row = Self::ROWS.iter().find(|row| row.path == self.pattern());
        // Both are made of the same rows, so that there always is one.
        row.unwrap_or(&Self::ROWS[0])
    }

    /// The page that it is nested below.
    pub fn above(&self) -> Option<Self> {
        let path = self.path();
        path.match_indices('/').rev().find_map(|(at, _)| Self::of(&path[..at]))
    }

    /// The page that leads a person to it: who does not see the list of courses comes from their own.
    pub fn way_to(&self, me: &Me, courses: &CourseRights) -> Option<Self> {
        match self.above() {
            Some(Self::Courses) if !Self::Courses.row().is_open_in_courses(me, courses) => Some(Self::MyCourses),
            above => above,
        }
    }

    /// Whether it is a page, or nested below it.
    pub fn is_within(&self, page: &Self) -> bool {
        std::iter::successors(Some(self.clone()), Self::above).any(|above| above == *page)
    }

    /// The entries of the navigation for a person, with the pages that they lead to.
    pub fn navigation(me: &Me, courses: &CourseRights) -> impl Iterator<Item = (Self, &'static PageRow)> {
        let open = Self::ROWS.iter().filter(|row| row.symbol.is_some() && row.is_open_in_courses(me, courses));
        open.filter_map(|row| Some((Self::of(row.path)?, row)))
    }

    /// The first page that a person may see, whatever they may do in courses: that is known a little later.
    pub fn home(me: &Me) -> Self {
        Self::navigation(me, &CourseRights::default()).next().map_or(Self::Account, |(page, _)| page)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::rc::Rc;

    use super::*;
    use crate::api::courses::RightsInCourse;
    use crate::i18n::{self, Language, find};
    use crate::session::tests::me;

    /// A page of each row, with an id where its path has one.
    fn all() -> impl Iterator<Item = (Route, &'static PageRow)> {
        let page = |row: &'static PageRow| {
            let path = row.path.replace('{', "").replace('}', "-1");
            let page = Route::of(&path).unwrap_or_else(|| panic!("{path} leads nowhere"));
            assert_eq!(page.path(), path);
            (page, row)
        };
        Route::ROWS.iter().map(page)
    }

    #[test]
    fn every_page_has_its_row_and_is_found_at_its_own_path() {
        for (page, row) in all() {
            assert_eq!(page.row(), row);
        }
        assert_eq!(all().map(|(page, _)| page.path()).collect::<BTreeSet<_>>().len(), Route::ROWS.len());
    }

    #[test]
    fn every_page_is_called_something_in_every_language() {
        for language in Language::OFFERED {
            i18n::take(language);
            for row in Route::ROWS {
                assert!(find(row.title, &[]).is_some(), "{} in {}", row.path, language.name());
            }
        }
    }

    /// The browser tests look at every page in every state.
    #[cfg(not(target_arch = "wasm32"))]
    #[test]
    fn every_page_is_in_the_tour_of_states() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/browser/states");
        let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let tour: String = files.filter_map(|file| std::fs::read_to_string(file.path()).ok()).collect();
        let visited: Vec<&str> = tour.split('"').filter(|text| text.starts_with('/')).collect();
        for row in Route::ROWS {
            let is_there = |address: &&str| {
                let path = address.split('?').next().unwrap_or_default();
                super::super::declare::ids_in(row.path, path).is_some_and(|ids| ids.iter().all(|id| id != "new"))
            };
            assert!(visited.iter().any(is_there), "{} is not in the tour of states", row.path);
        }
    }

    #[test]
    fn a_page_is_nested_below_what_its_path_begins_with() {
        let batch = Route::Batch("1".to_owned());
        assert_eq!((batch.above(), Route::NewBatch.above()), (Some(Route::Batches), Some(Route::Batches)));
        assert_eq!((Route::Users.above(), Route::of("/batches/1/rows")), (None, None));
        assert!(batch.is_within(&Route::Batches) && Route::Users.is_within(&Route::Users));
        assert!(!Route::Users.is_within(&Route::Batches));
    }

    #[test]
    fn everybody_begins_at_the_first_page_that_they_may_see() {
        assert_eq!(Route::home(&me(&[], &["*"])), Route::Overview);
        assert_eq!(Route::home(&me(&[], &["courses.create"])), Route::Courses);
        assert_eq!(Route::home(&me(&[], &["batches.view"])), Route::MyCourses);
        assert_eq!(Route::home(&me(&[], &["me.read"])), Route::MyCourses);
        assert_eq!(open(&["batches.*"], &[]), [Route::MyCourses, Route::Batches]);
    }

    /// The pages in the navigation of a user with these capabilities everywhere, and others in a course.
    fn open(capabilities: &[&str], in_course: &[&str]) -> Vec<Route> {
        Route::navigation(&me(&[], capabilities), &rights(in_course)).map(|(page, _)| page).collect()
    }

    fn rights(in_course: &[&str]) -> CourseRights {
        let capabilities = in_course.iter().map(|name| (*name).to_owned()).collect();
        let course = RightsInCourse { id: "c1".to_owned(), capabilities };
        CourseRights { courses: Some(Rc::new(vec![course])), ..CourseRights::default() }
    }

    #[test]
    fn who_runs_a_course_sees_more_than_who_learns_in_it() {
        let instructor = ["participants.view", "participants.manage"];
        assert_eq!(
            open(&["me.read"], &instructor),
            [Route::Courses, Route::MyCourses, Route::Messages, Route::Batches]
        );
        assert_eq!(open(&["me.read"], &["me.read"]), [Route::MyCourses, Route::Messages]);
        let (course, learner) = (Route::Course("c1".to_owned()), me(&[], &["me.read"]));
        assert_eq!(course.way_to(&learner, &rights(&[])), Some(Route::MyCourses));
        assert_eq!(course.way_to(&learner, &rights(&instructor)), Some(Route::Courses));
        assert!(rights(&instructor).may_in("c1", "participants.view"));
        assert!(!rights(&instructor).may_in("c2", "participants.view"));
    }
}
