//! Accounts: find people, see how their accounts stand, act on one or on many. The page with all of them, and the parts
//! that show and change people wherever they are listed.

mod actions;
mod activate;
mod bulk;
mod cohort_finder;
mod columns;
mod download;
mod filters;
mod further;
mod guard;
mod method;
pub mod people_table;
mod person;
mod person_picker;
mod query;
mod row;
pub mod selection;
mod self_notice;
mod suspend;
mod suspension;
mod table_dialog;
mod views;

use yew::prelude::*;

pub use self::bulk::{BulkDialog, ENROL, Offers, PasteDialog};
pub use self::filters::FilterEditor;
pub use self::person::PersonPage;
pub use self::person_picker::PersonPicker;

use self::people_table::{PeopleHead, PeopleSource, PeopleTable};
use self::query::UsersQuery;
use crate::router::{Route, use_place};
use crate::t;
use crate::ui::{Link, ListQuery};

/// The page.
#[component]
pub fn UsersPage() -> Html {
    let query = UsersQuery::read(&use_place().query);
    let head = if query.is_of_deleted() {
        PeopleHead {
            title: t!("deleted-users").into(),
            name: "deleted",
            above: Some((Route::Users.path().into(), t!("users").into())),
            lead: Some(t!("deleted-lead").into()),
            ..PeopleHead::default()
        }
    } else {
        let deleted = UsersQuery::default().having_status("deleted".to_owned()).address();
        PeopleHead {
            title: t!("users").into(),
            name: "users",
            actions: html! {
                <Link to={deleted} class="rc-header__link" testid="deleted-users">{ t!("deleted-users") }</Link>
            },
            ..PeopleHead::default()
        }
    };
    html! { <PeopleTable source={PeopleSource::site()} offers={Offers::SITE} {head} /> }
}
