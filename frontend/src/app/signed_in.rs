//! The console of a user who is signed in: the frame, and in it the page that the address names.

use std::rc::Rc;

use rollcall_wire::auth::Me;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api;
use crate::i18n::{Language, find};
use crate::pages::inbox::{Inbox, InboxButton, use_followed_inbox};
use crate::pages::{Forbidden, ForcedPasswordPage, NotFound, QuickSearch, WorkDrawer, WorkProvider};
use crate::router::{self, Destination, Location, Route, use_place};
use crate::session::{CourseRights, Session, SessionContext, may};
use crate::t;
use crate::ui::{self, Above, Entry, PageSkeleton, Shell, Symbol, use_load};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub me: Rc<Me>,
    pub onlanguage: Callback<Language>,
}

#[component]
pub fn SignedIn(props: &Props) -> Html {
    let place = use_place();
    let onsignout = use_sign_out();
    let me = &props.me;
    let courses = use_rights_in_courses(me);
    let has_inbox = may(me, "me.read") && !me.user.must_change_password;
    let inbox = use_followed_inbox(has_inbox.then(|| me.user.id.clone()));
    let route = match Destination::of(&place.path) {
        Destination::Home | Destination::SignIn => Some(Route::home(me)),
        Destination::Page(route) => Some(route),
        _ => None,
    };
    use_effect_with((place.path.clone(), route.clone()), |(path, route)| {
        if let (Destination::Home | Destination::SignIn, Some(route)) = (Destination::of(path), route) {
            router::replace(&route.path());
        }
    });
    if me.user.must_change_password {
        return html! { <ForcedPasswordPage me={me.clone()} {onsignout} /> };
    }
    let sees_batches = may(me, "batches.view");
    let search = if may(me, "users.view") {
        html! { <QuickSearch /> }
    } else {
        Html::default()
    };
    let tools = html! {
        <>
            if has_inbox {
                <InboxButton />
            }
            if sees_batches {
                <WorkDrawer />
            }
        </>
    };
    let above = Above(route.as_ref().and_then(|route| route.way_to(me, &courses)).map(|above| link_to(&above)));
    let shell = html! {
        <ContextProvider<Above> context={above}>
            <Shell
                name={me.user.full_name.clone()}
                username={me.user.username.clone()}
                entries={entries(me, &courses, inbox, route.as_ref())}
                account={Route::Account.path()}
                {search}
                {tools}
                onlanguage={props.onlanguage.clone()}
                {onsignout}
            >
                { page(me, &courses, route.as_ref(), &place) }
            </Shell>
        </ContextProvider<Above>>
    };
    let shell = html! {
        <ContextProvider<CourseRights> context={courses}>
            <ContextProvider<Inbox> context={inbox}>{ shell }</ContextProvider<Inbox>>
        </ContextProvider<CourseRights>>
    };
    if sees_batches {
        html! { <WorkProvider>{ shell }</WorkProvider> }
    } else {
        shell
    }
}

/// What a person may do in courses. Who may do all of it everywhere is not asked about.
#[hook]
fn use_rights_in_courses(me: &Me) -> CourseRights {
    let everywhere = may(me, "participants.manage") && may(me, "courses.manage");
    let asked = (me.user.id.clone(), everywhere || !may(me, "me.read") || me.user.must_change_password);
    let own = use_load(asked, |(_, needless), signal| async move {
        if needless { Ok(Vec::new()) } else { api::courses::own_rights(&signal).await }
    });
    // Without them a user sees what they may see everywhere.
    let failed = own.failure.is_some().then(Default::default);
    CourseRights { courses: own.data.or(failed), reload: own.reload }
}

/// Ends the session, here even if the server does not answer.
#[hook]
fn use_sign_out() -> Callback<()> {
    let context = use_context::<SessionContext>();
    let toaster = ui::use_toaster();
    Callback::from(move |()| {
        let (context, toaster) = (context.clone(), toaster.clone());
        spawn_local(async move {
            let ended = api::session::sign_out().await;
            router::go(&Destination::SignIn.path());
            if let Some(context) = context {
                context.change.emit(Session::SignedOut { expired: false });
            }
            if ended.is_err() {
                toaster.emit(ui::Toast::danger(t!("sign-out-failed")));
            }
        });
    })
}

/// The address of a page, and what it is called.
fn link_to(route: &Route) -> (AttrValue, AttrValue) {
    let name = find(route.row().title, &[]).unwrap_or_default();
    (route.path().into(), name.into())
}

/// The navigation: the pages that the person may open.
fn entries(me: &Me, courses: &CourseRights, inbox: Inbox, current: Option<&Route>) -> Vec<Entry> {
    let way = current.and_then(|current| current.way_to(me, courses));
    let entry = |(route, row): (Route, &crate::pages::PageRow)| {
        let (address, name) = link_to(&route);
        let is_current = way.as_ref() == Some(&route) || current.is_some_and(|current| current.is_within(&route));
        Some(Entry { address, name, symbol: row.symbol?, is_current })
    };
    let open = Route::navigation(me, courses).filter(|(route, _)| inbox != Inbox::Off || *route != Route::Messages);
    let mut entries: Vec<Entry> = open.filter_map(entry).collect();
    // Who sees hardly anything else finds their own account there too.
    if entries.len() <= 2 {
        let (address, name) = link_to(&Route::Account);
        let is_current = current == Some(&Route::Account);
        entries.push(Entry { address, name, symbol: Symbol::People, is_current });
    }
    entries
}

fn page(me: &Me, courses: &CourseRights, route: Option<&Route>, place: &Location) -> Html {
    match route {
        Some(route) if route.row().is_open_in_courses(me, courses) => route.draw(),
        Some(route) if !route.row().in_a_course.is_empty() && courses.courses.is_none() => html! { <PageSkeleton /> },
        Some(_) => html! { <Forbidden /> },
        None => html! { <NotFound path={place.address()} /> },
    }
}
