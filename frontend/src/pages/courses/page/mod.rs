//! One course: what it is, and its participants, groups and cohorts, each on a tab. Who may not see the others sees how they take part
//! themselves.

mod add;
mod cohorts;
mod groups;
mod head;
mod own_part;

use rollcall_wire::courses::Course;
use yew::prelude::*;

use self::add::{AddDialog, ByListDialog};
use self::cohorts::CohortsTab;
use self::groups::GroupsTab;
use self::head::{facts, tabs};
use self::own_part::OwnPart;
use super::acts::{self, OpenDialog};
use super::archive::use_archiving;
use super::groups::use_groups;
use super::rights::{Rights, use_rights};
use super::roles::use_course_roles;
use super::state;
use crate::api;
use crate::pages::users::Offers;
use crate::pages::users::people_table::{CourseSource, PeopleHead, PeopleSource, PeopleTable};
use crate::router::{self, Route, use_place};
use crate::t;
use crate::ui::{
    ActionMenu, Button, ListPage, Load, Look, PageHeader, ProblemAlert, Section, Symbol, TextSkeleton, use_load,
};

#[derive(PartialEq, Properties)]
pub struct Props {
    /// The course's id.
    pub id: AttrValue,
}

/// How people are added.
#[derive(Clone, Copy, PartialEq)]
enum Adding {
    Nobody,
    One,
    ByList,
}

/// What the parts of the page share.
pub(super) struct CourseView {
    pub course: Course,
    pub rights: Rights,
    /// Asks for the course again, and for what is drawn of it.
    pub reload: Callback<()>,
    /// The dialog about the course as a whole.
    open: UseStateHandle<OpenDialog>,
    onarchive: Callback<Course>,
}

/// The page.
#[component]
pub fn CoursePage(props: &Props) -> Html {
    let course = use_load(props.id.clone(), |id, _| async move { api::courses::get(&id).await });
    let rights = use_rights();
    let open = use_state_eq(|| OpenDialog::Nothing);
    let onarchive = use_archiving(course.reload.clone());
    let tab = use_place().query.get("tab").unwrap_or_default().to_owned();
    let (Some(found), true) = (course.data.as_deref().cloned(), rights.are_known()) else { return absent(&course) };
    let sees = rights.see_participants(&found.id);
    let view = CourseView { course: found, rights, reload: course.reload.clone(), open, onarchive };
    if !sees {
        return html! {
            <ListPage title={view.course.name.clone()} aside={state::course(&view.course)} below={facts(&view.course)} actions={view.menu()} over={view.dialog()} testid="course-page">
                <OwnPart id={props.id.clone()} />
            </ListPage>
        };
    }
    let below = html! { <>{ facts(&view.course) }{ tabs(&view.course.id, &tab) }</> };
    let (id, manages) = (view.course.id.clone(), view.rights.manage_participants(&view.course.id));
    let body = match tab.as_str() {
        "groups" => html! { <GroupsTab {id} {manages} archived={view.course.archived} /> },
        "cohorts" => {
            let changes = manages && view.rights.see_users();
            html! { <CohortsTab {id} {changes} sees_users={view.rights.see_users()} archived={view.course.archived} /> }
        }
        _ => {
            let (menu, over) = (view.menu(), view.dialog());
            return html! { <Participants course={view.course.clone()} rights={view.rights.clone()} {below} {menu} {over} onchanged={view.reload.clone()} /> };
        }
    };
    html! {
        <ListPage title={view.course.name.clone()} aside={state::course(&view.course)} {below} actions={view.menu()} over={view.dialog()} testid="course-page">
            { body }
        </ListPage>
    }
}

impl CourseView {
    /// What can be done with the course as a whole.
    fn menu(&self) -> Html {
        let open = self.open.setter();
        let onopen = Callback::from(move |opened| open.set(opened));
        let acts = acts::acts(&self.course, &self.rights, &onopen, &self.onarchive);
        html! {
            if !acts.is_empty() {
                <ActionMenu text={t!("course-more")} {acts} downwards=true testid="course-more" />
            }
        }
    }

    fn dialog(&self) -> Html {
        let ondeleted = Callback::from(|()| router::go(&Route::Courses.path()));
        acts::dialog(&self.open, &self.rights, &self.reload, &ondeleted, &self.onarchive)
    }
}

#[derive(PartialEq, Properties)]
struct ParticipantsProps {
    course: Course,
    rights: Rights,
    below: Html,
    menu: Html,
    over: Html,
    onchanged: Callback<()>,
}

/// The participants, with the ways in which more are added.
#[component]
fn Participants(props: &ParticipantsProps) -> Html {
    let (course, rights) = (&props.course, &props.rights);
    let roles = use_course_roles(Some(course.id.clone()));
    let groups = use_groups(Some(course.id.clone()));
    let adding = use_state_eq(|| Adding::Nobody);
    // How often people were added here: the table asks for its rows anew.
    let round = use_state_eq(|| 0_u32);
    let is_waiting = |busy: bool, has_data: bool| busy && !has_data;
    if is_waiting(roles.busy, roles.data.is_some()) || is_waiting(groups.busy, groups.data.is_some()) {
        return waiting(&course.name);
    }
    let source = CourseSource {
        course: course.clone(),
        roles: roles.data.clone().unwrap_or_default(),
        groups: groups.data.clone().unwrap_or_default(),
        manages: rights.manage_participants(&course.id),
        writes: rights.write_to_many(&course.id),
        sees_users: rights.see_users(),
    };
    let adds = |how: Adding| {
        let adding = adding.setter();
        Callback::from(move |()| adding.set(how))
    };
    let onadded = {
        let (round, onchanged, rights) = (round.clone(), props.onchanged.clone(), rights.clone());
        Callback::from(move |()| {
            round.set(*round + 1);
            onchanged.emit(());
            rights.reload();
        })
    };
    let onclose = adds(Adding::Nobody);
    let over = html! {
        <>
            { props.over.clone() }
            if *adding == Adding::One {
                <AddDialog source={source.clone()} onclose={onclose.clone()} {onadded} onlist={adds(Adding::ByList)} />
            } else if *adding == Adding::ByList {
                <ByListDialog course={course.clone()} {onclose} />
            }
        </>
    };
    let (add, reason) = (adds(Adding::One), closed(course));
    let actions = html! {
        <>
            if source.manages {
                <Button look={Look::Primary} icon={Symbol::Add} {reason} onclick={add} testid="participants-add">{ t!("participants-add") }</Button>
            }
            { props.menu.clone() }
        </>
    };
    let head = PeopleHead {
        title: course.name.clone().into(),
        aside: state::course(course),
        below: props.below.clone(),
        actions,
        over,
        ..PeopleHead::default()
    };
    html! {
        <PeopleTable round={*round} source={PeopleSource::of_course(source)} offers={Offers::COURSE} {head} onchanged={props.onchanged.clone()} />
    }
}

/// Why nothing is done in a course any more; `None` if something is.
pub(super) fn closed(course: &Course) -> Option<AttrValue> {
    course.archived.then(|| t!("course-is-archived").into())
}

fn waiting(title: &str) -> Html {
    html! {
        <>
            <PageHeader title={title.to_owned()} />
            <Section><TextSkeleton /></Section>
        </>
    }
}

/// Until the course is there, or if it can't be had.
fn absent(course: &Load<Course>) -> Html {
    let Some(failure) = &course.failure else { return waiting(&t!("course")) };
    html! {
        <>
            <PageHeader title={t!("course")} />
            <Section><ProblemAlert failure={failure.clone()} retry={course.reload.clone()} testid="course-error" /></Section>
        </>
    }
}
