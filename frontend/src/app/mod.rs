//! Ties session, address and page together. What a person sees who is signed in is in [`signed_in`].

mod signed_in;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use self::signed_in::SignedIn;
use crate::api::{self, token};
use crate::crash;
use crate::i18n::{self, Language};
use crate::pages::{self, ForgottenPage, LinkPage, SignInPage};
use crate::router::{Destination, Location, use_place_source};
use crate::session::{Session, SessionContext};
use crate::ui::{self, PageSkeleton, Toaster};

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
    let (session, change, again) = use_session();
    let language = use_state_eq(i18n::spoken);
    let speak = use_callback((), {
        let language = language.setter();
        move |spoken: Language, ()| language.set(spoken)
    });
    #[cfg(debug_assertions)]
    if place.destination() == Destination::Kit {
        return html! { <ContextProvider<Location> context={place}><Toaster><pages::KitPage /></Toaster></ContextProvider<Location>> };
    }
    let page = open_to_all(&place).unwrap_or_else(|| match &session {
        Session::Starting => html! { <PageSkeleton /> },
        Session::Unavailable(failure) => {
            html! { <pages::Unavailable failure={failure.clone()} retry={again} /> }
        }
        Session::SignedOut { expired } => html! { <SignInPage expired={*expired} /> },
        Session::SignedIn(me) => html! { <SignedIn me={me.clone()} onlanguage={speak} /> },
    });
    html! {
        <ContextProvider<Location> context={place}>
            <ContextProvider<SessionContext> context={SessionContext { session, change }}>
                // Another language draws everything anew: texts are read when a part is drawn.
                <Toaster key={language.code()}>{ page }</Toaster>
            </ContextProvider<SessionContext>>
        </ContextProvider<Location>>
    }
}

/// What mails link to is for all users who have the link, signed in or not.
fn open_to_all(place: &Location) -> Option<Html> {
    match place.destination() {
        Destination::Forgotten => Some(html! { <ForgottenPage /> }),
        Destination::Link(kind) => {
            let (key, token) = (place.fragment.clone(), place.fragment.clone());
            // Another link is another page, with nothing typed yet.
            Some(html! { <LinkPage {key} {kind} {token} /> })
        }
        _ => None,
    }
}

/// The session, the way to change it, and the way to ask again whether an earlier one goes on.
#[hook]
fn use_session() -> (Session, Callback<Session>, Callback<()>) {
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
                move |()| renew(change.clone())
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
    ((*session).clone(), change, again)
}

/// A fresh session says who has to choose a new password; the address stays, and with it the page to come back to.
fn renew(change: Callback<Session>) {
    spawn_local(async move {
        if let Ok(me) = token::renew().await {
            change.emit(Session::SignedIn(me));
        }
    });
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
