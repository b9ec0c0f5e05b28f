//! Addresses: what an address leads to, where we are, and how to get elsewhere. The pages themselves are in
//! [`Route`].

use std::cell::Cell;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, window};
use yew::prelude::*;

use crate::api::session::LinkKind;
pub use crate::pages::Route;
use crate::url::Query;

/// What an address leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// The first page that the person may see.
    Home,
    /// Sign in.
    SignIn,
    /// Ask for a link to choose a new password.
    Forgotten,
    /// What a link in a mail opens, by what it is for; what makes it one stands behind the `#`.
    Link(LinkKind),
    /// A page for those who are signed in.
    Page(Route),
    /// Every part of the pages in every state, for those who build them.
    #[cfg(debug_assertions)]
    Kit,
    /// Nothing lives there.
    NotFound,
}

impl Destination {
    /// What a path leads to.
    pub fn of(path: &str) -> Self {
        match path.trim_matches('/') {
            "" => Self::Home,
            "sign-in" => Self::SignIn,
            "password-reset" => Self::Forgotten,
            #[cfg(debug_assertions)]
            "kit" => Self::Kit,
            other => match Route::of(path) {
                Some(route) => Self::Page(route),
                None => LinkKind::of(other).map_or(Self::NotFound, Self::Link),
            },
        }
    }

    /// Its path.
    pub fn path(&self) -> String {
        match self {
            Self::Home | Self::NotFound => "/".to_owned(),
            Self::SignIn => "/sign-in".to_owned(),
            Self::Forgotten => "/password-reset".to_owned(),
            Self::Link(kind) => format!("/{}", kind.code()),
            Self::Page(route) => route.path(),
            #[cfg(debug_assertions)]
            Self::Kit => "/kit".to_owned(),
        }
    }
}

/// Where the browser is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The path, from its slash.
    pub path: String,
    /// What follows the question mark.
    pub query: Query,
    /// What follows the `#`: in links of mails what makes them one, which no server is ever sent.
    pub fragment: String,
}

impl Location {
    /// Where the browser is now.
    pub fn now() -> Self {
        let location = window().map(|window| window.location());
        let part = |read: fn(&web_sys::Location) -> Result<String, _>| {
            let text = location.as_ref().and_then(|location| read(location).ok());
            text.unwrap_or_default()
        };
        let query = part(|location| location.search());
        let fragment = part(|location| location.hash()).trim_start_matches('#').to_owned();
        Self { path: part(|location| location.pathname()), query: Query::parse(&query), fragment }
    }

    /// What the address leads to. Of a forgotten password there are two: one that asks for a link, and the one that the
    /// link opens.
    pub fn destination(&self) -> Destination {
        match Destination::of(&self.path) {
            Destination::Forgotten if !self.fragment.is_empty() => Destination::Link(LinkKind::PasswordReset),
            destination => destination,
        }
    }

    /// The whole address within this site.
    pub fn address(&self) -> String {
        self.query.on(&self.path)
    }
}

/// Sent to the window when this module has changed the address; the browser tells only of its own
/// moves.
const MOVED: &str = "rollcall-moved";

thread_local! {
    static MOVES: Cell<u32> = const { Cell::new(0) };
}

/// Whether the person has moved since the console was loaded: only then is focus ours to set.
pub fn has_moved() -> bool {
    MOVES.get() > 0
}

/// Says that the page which comes next comes by an act of the person, though the address stays.
pub fn count_as_move() {
    MOVES.set(MOVES.get() + 1);
}

/// Opens an address as a new step of the browser's history.
pub fn go(address: &str) {
    count_as_move();
    change(|history| history.push_state_with_url(&"".into(), "", Some(address)));
}

/// Puts an address in place of the present one.
pub fn replace(address: &str) {
    change(|history| history.replace_state_with_url(&"".into(), "", Some(address)));
}

fn change(step: impl FnOnce(&web_sys::History) -> Result<(), wasm_bindgen::JsValue>) {
    let Some(window) = window() else { return };
    let moved = window.history().and_then(|history| step(&history));
    if moved.is_ok()
        && let Ok(event) = Event::new(MOVED)
    {
        // Only a cancelled event gives `false`, and nobody cancels this one.
        let _ = window.dispatch_event(&event);
    }
}

/// Where the browser is; the component is drawn again when that changes.
#[hook]
pub fn use_place_source() -> Location {
    let place = use_state_eq(Location::now);
    let setter = place.setter();
    use_effect_with((), move |()| {
        let listener = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            if event.type_() == "popstate" {
                count_as_move();
            }
            setter.set(Location::now());
        });
        let callback = listener.as_ref().unchecked_ref::<js_sys::Function>().clone();
        for name in ["popstate", MOVED] {
            if let Some(window) = window() {
                let _ = window.add_event_listener_with_callback(name, &callback);
            }
        }
        move || {
            for name in ["popstate", MOVED] {
                if let Some(window) = window() {
                    let _ = window.remove_event_listener_with_callback(name, &callback);
                }
            }
            drop(listener);
        }
    });
    (*place).clone()
}

/// Where the browser is, inside the application.
#[hook]
pub fn use_place() -> Location {
    use_context::<Location>().unwrap_or_else(Location::now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_found_at_its_own_path() {
        for destination in [
            Destination::Home,
            Destination::SignIn,
            Destination::Forgotten,
            Destination::Link(LinkKind::Invitation),
            Destination::Link(LinkKind::Confirmation),
            Destination::Page(Route::Users),
            Destination::Page(Route::Person("0195f2".to_owned())),
        ] {
            assert_eq!(Destination::of(&destination.path()), destination);
        }
    }

    #[test]
    fn other_paths_lead_nowhere() {
        assert_eq!(Destination::of("/batches/1/rows"), Destination::NotFound);
        assert_eq!(Destination::of("/nothing"), Destination::NotFound);
        assert_eq!(Destination::of("/users/"), Destination::Page(Route::Users));
    }
}
