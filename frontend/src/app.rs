//! Ties session, address and page together.

use std::rc::Rc;

use rollcall_wire::auth::Me;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::{self, token};
use crate::crash;
use crate::i18n::{self, Language};
use crate::pages::{
    self, AccountPage, BatchPage, BatchesPage, CohortsPage, Forbidden, ForcedPasswordPage, ForgottenPage, LinkPage,
    NewBatchPage, NotFound, OverviewPage, PersonPage, ProfileFieldsPage, QuickSearch, SignInPage, UsersPage,
    WorkDrawer, WorkProvider,
};
use crate::router::{self, Place, Route, use_place_source};
use crate::session::{Session, SessionContext, may};
use crate::t;
use crate::ui::{self, Shell, Symbol, Toaster, Waiting};

/// Puts the console into the page, once the texts of its language are there.
pub fn start() {
    ui::apply_stored_theme();
    spawn_local(async {
        if i18n::language::speak(i18n::language::stored()).await {
            crash::watch();
            draw();
        } else {
            say_that_it_does_not_start();
        }
    });
}

fn draw() {
    let document = web_sys::window().and_then(|window| window.document());
    match document.and_then(|document| document.get_element_by_id("app")) {
        Some(root) => yew::Renderer::<App>::with_root(root).render(),
        None => yew::Renderer::<App>::new().render(),
    };
}

/// The frame of the page holds the words for that, since there are no others.
fn say_that_it_does_not_start() {
    let document = web_sys::window().and_then(|window| window.document());
    let part = |id| document.as_ref().and_then(|document| document.get_element_by_id(id));
    if let (Some(starting), Some(failed)) = (part("starting"), part("not-started")) {
        // Elements take and lose this attribute at any time.
        let _ = starting.set_attribute("hidden", "");
        let _ = failed.remove_attribute("hidden");
    }
}

#[component]
fn App() -> Html {
    let place = use_place_source();
    let session = use_state(|| Session::Starting);
    let change = use_callback((), {
        let setter = session.setter();
        move |session, ()| setter.set(session)
    });
    let round = use_state_eq(|| 0_u32);
    use_effect_with(*round, {
        let change = change.clone();
        move |_| {
            token::on_end(change.reform(|()| Session::SignedOut { expired: true }));
            token::on_forced_change(Callback::from({
                let change = change.clone();
                move |()| {
                    let change = change.clone();
                    // A fresh session says who has to choose a new password; the address stays, and with it the page
                    // to come
                    // back to.
                    spawn_local(async move {
                        if let Ok(me) = token::renew().await {
                            change.emit(Session::SignedIn(me));
                        }
                    });
                }
            }));
            spawn_local(async move { change.emit(resumed().await) });
        }
    });
    let again = {
        let (round, change) = (round.clone(), change.clone());
        Callback::from(move |()| {
            change.emit(Session::Starting);
            round.set(*round + 1);
        })
    };
    let language = use_state_eq(i18n::spoken);
    let speak = use_callback((), {
        let language = language.setter();
        move |spoken: Language, ()| language.set(spoken)
    });
    #[cfg(debug_assertions)]
    if Route::of(&place.path) == Route::Kit {
        return html! { <ContextProvider<Place> context={place}><Toaster><pages::KitPage /></Toaster></ContextProvider<Place>> };
    }
    // What mails link to is for whoever has the link, signed in or not.
    let open_to_all = match place.route() {
        Route::Forgotten => Some(html! { <ForgottenPage /> }),
        Route::Link(kind) => {
            let (key, token) = (place.fragment.clone(), place.fragment.clone());
            // Another link is another page, with nothing typed yet.
            Some(html! { <LinkPage {key} {kind} {token} /> })
        }
        _ => None,
    };
    let page = open_to_all.unwrap_or_else(|| match &*session {
        Session::Starting => html! { <Waiting /> },
        Session::Unavailable(failure) => {
            html! { <pages::Unavailable failure={failure.clone()} retry={again} /> }
        }
        Session::SignedOut { expired } => html! { <SignInPage expired={*expired} /> },
        Session::SignedIn(me) => html! { <SignedIn me={me.clone()} onlanguage={speak} /> },
    });
    let context = SessionContext { session: (*session).clone(), change };
    html! {
        <ContextProvider<Place> context={place}>
            <ContextProvider<SessionContext> {context}>
                // Another language draws everything anew: texts are read when a part is drawn.
                <Toaster key={language.code()}>{ page }</Toaster>
            </ContextProvider<SessionContext>>
        </ContextProvider<Place>>
    }
}

/// Whether an earlier session goes on.
async fn resumed() -> Session {
    match api::session::resume().await {
        Ok(me) => Session::SignedIn(me),
        Err(failure) => match failure.status() {
            Some(status) if status < 500 && status != 429 => Session::SignedOut { expired: false },
            _ => Session::Unavailable(failure),
        },
    }
}

#[derive(PartialEq, Properties)]
struct SignedInProps {
    me: Rc<Me>,
    onlanguage: Callback<Language>,
}

#[component]
fn SignedIn(props: &SignedInProps) -> Html {
    let place = router::use_place();
    let context = use_context::<SessionContext>();
    let toaster = ui::use_toaster();
    let me = &props.me;
    let route = match Route::of(&place.path) {
        Route::Home | Route::SignIn => home(me),
        route => route,
    };
    use_effect_with((place.path.clone(), route.path()), |(path, wanted)| {
        if matches!(Route::of(path), Route::Home | Route::SignIn) {
            router::replace(wanted);
        }
    });
    let onsignout = Callback::from(move |()| {
        let (context, toaster) = (context.clone(), toaster.clone());
        spawn_local(async move {
            let ended = api::session::sign_out().await;
            router::go(&Route::SignIn.path());
            if let Some(context) = context {
                context.change.emit(Session::SignedOut { expired: false });
            }
            if ended.is_err() {
                toaster.emit(ui::Toast::danger(t!("sign-out-failed")));
            }
        });
    });
    if me.user.must_change_password {
        return html! { <ForcedPasswordPage me={me.clone()} {onsignout} /> };
    }
    let pages = [
        ("users.view", Route::Overview, t!("nav-overview"), Symbol::Chart),
        ("users.view", Route::Users, t!("nav-users"), Symbol::People),
        ("users.view", Route::Cohorts, t!("cohorts"), Symbol::Groups),
        ("batches.view", Route::Batches, t!("nav-batches"), Symbol::Tasks),
        ("profile_fields.manage", Route::ProfileFields, t!("customs"), Symbol::Columns),
    ];
    let pages = pages.into_iter().filter(|(capability, ..)| may(me, capability));
    let pages: Vec<_> = pages.map(|(_, route, name, symbol)| (route, name.into(), symbol)).collect();
    let search = if may(me, "users.view") {
        html! { <QuickSearch /> }
    } else {
        Html::default()
    };
    let sees_batches = may(me, "batches.view");
    let tools = if sees_batches {
        html! { <WorkDrawer /> }
    } else {
        Html::default()
    };
    let shell = html! {
        <Shell
            name={me.user.full_name.clone()}
            username={me.user.username.clone()}
            route={route.clone()}
            {pages}
            {search}
            {tools}
            onlanguage={props.onlanguage.clone()}
            {onsignout}
        >
            { page(me, &route, &place) }
        </Shell>
    };
    if sees_batches {
        html! { <WorkProvider>{ shell }</WorkProvider> }
    } else {
        shell
    }
}

/// The first page that a person may see.
fn home(me: &Me) -> Route {
    if may(me, "users.view") {
        Route::Overview
    } else if may(me, "batches.view") {
        Route::Batches
    } else {
        Route::Account
    }
}

fn page(me: &Me, route: &Route, place: &Place) -> Html {
    let needs = match route {
        Route::Overview | Route::Users | Route::Person(_) | Route::Cohorts => Some("users.view"),
        Route::ProfileFields => Some("profile_fields.manage"),
        Route::Batches | Route::NewBatch | Route::Batch(_) => Some("batches.view"),
        // One's own account is everybody's.
        Route::Account | Route::Home | Route::SignIn | Route::Forgotten | Route::Link(..) | Route::NotFound => None,
        #[cfg(debug_assertions)]
        Route::Kit => None,
    };
    if needs.is_some_and(|capability| !may(me, capability)) {
        return html! { <Forbidden /> };
    }
    match route {
        Route::Account => html! { <AccountPage /> },
        Route::Overview => html! { <OverviewPage /> },
        Route::Users => html! { <UsersPage /> },
        Route::Person(id) => html! { <PersonPage key={id.clone()} id={id.clone()} /> },
        Route::Cohorts => html! { <CohortsPage /> },
        Route::ProfileFields => html! { <ProfileFieldsPage /> },
        Route::Batches => html! { <BatchesPage /> },
        Route::NewBatch => html! { <NewBatchPage /> },
        // A key, so that one batch never shows the remains of another.
        Route::Batch(id) => html! { <BatchPage key={id.clone()} id={id.clone()} /> },
        Route::Home | Route::SignIn | Route::Forgotten | Route::Link(..) | Route::NotFound => {
            html! { <NotFound path={place.address()} /> }
        }
        #[cfg(debug_assertions)]
        Route::Kit => Html::default(),
    }
}
