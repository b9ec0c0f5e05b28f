//! Addresses: which page an address means, where we are, and how to get elsewhere.

use std::cell::Cell;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, window};
use yew::prelude::*;

use crate::api::session::LinkKind;
use crate::url::{Query, encode};

/// A page of the console.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// Leads to the first page that the person may see.
    Home,
    /// Sign in.
    SignIn,
    /// Ask for a link to choose a new password.
    Forgotten,
    /// What a link in a mail opens, by what it is for; what makes it one stands behind the `#`.
    Link(LinkKind),
    /// One's own account.
    Account,
    /// How things stand.
    Overview,
    /// The list of accounts.
    Users,
    /// One account.
    Person(String),
    /// Groups of people.
    Cohorts,
    /// What is kept of people besides what every account has.
    ProfileFields,
    /// The list of batches.
    Batches,
    /// Upload a file.
    NewBatch,
    /// One batch, in whatever state it is.
    Batch(String),
    /// Every part of the pages in every state, for those who build them.
    #[cfg(debug_assertions)]
    Kit,
    /// Nothing lives there.
    NotFound,
}

impl Route {
    /// The page that a path means.
    pub fn of(path: &str) -> Self {
        let segments: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        match segments.as_slice() {
            [] => Self::Home,
            ["sign-in"] => Self::SignIn,
            ["password-reset"] => Self::Forgotten,
            ["account"] => Self::Account,
            ["overview"] => Self::Overview,
            ["users"] => Self::Users,
            ["users", id] => Self::Person((*id).to_owned()),
            ["cohorts"] => Self::Cohorts,
            ["profile-fields"] => Self::ProfileFields,
            ["batches"] => Self::Batches,
            ["batches", "new"] => Self::NewBatch,
            ["batches", id] => Self::Batch((*id).to_owned()),
            #[cfg(debug_assertions)]
            ["kit"] => Self::Kit,
            [kind] => LinkKind::of(kind).map_or(Self::NotFound, Self::Link),
            _ => Self::NotFound,
        }
    }

    /// The path of the page.
    pub fn path(&self) -> String {
        match self {
            Self::Home | Self::NotFound => "/".to_owned(),
            Self::SignIn => "/sign-in".to_owned(),
            Self::Forgotten => "/password-reset".to_owned(),
            Self::Link(kind) => format!("/{}", kind.code()),
            Self::Account => "/account".to_owned(),
            Self::Overview => "/overview".to_owned(),
            Self::Users => "/users".to_owned(),
            Self::Person(id) => format!("/users/{}", encode(id)),
            Self::Cohorts => "/cohorts".to_owned(),
            Self::ProfileFields => "/profile-fields".to_owned(),
            Self::Batches => "/batches".to_owned(),
            Self::NewBatch => "/batches/new".to_owned(),
            Self::Batch(id) => format!("/batches/{}", encode(id)),
            #[cfg(debug_assertions)]
            Self::Kit => "/kit".to_owned(),
        }
    }
}

/// Where the browser is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The path, from its slash.
    pub path: String,
    /// What follows the question mark.
    pub query: Query,
    /// What follows the `#`: in links of mails what makes them one, which no server is ever sent.
    pub fragment: String,
}

impl Place {
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

    /// The page that the browser is on. Of a forgotten password there are two: one that asks for a link, and the one that the
    /// link opens.
    pub fn route(&self) -> Route {
        match Route::of(&self.path) {
            Route::Forgotten if !self.fragment.is_empty() => Route::Link(LinkKind::PasswordReset),
            route => route,
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
pub fn use_place_source() -> Place {
    let place = use_state_eq(Place::now);
    let setter = place.setter();
    use_effect_with((), move |()| {
        let listener = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            if event.type_() == "popstate" {
                count_as_move();
            }
            setter.set(Place::now());
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
pub fn use_place() -> Place {
    use_context::<Place>().unwrap_or_else(Place::now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_found_at_its_own_path() {
        for route in [
            Route::Home,
            Route::SignIn,
            Route::Forgotten,
            Route::Link(LinkKind::Invitation),
            Route::Link(LinkKind::Confirmation),
            Route::Account,
            Route::Overview,
            Route::Users,
            Route::Person("0195f2".to_owned()),
            Route::Cohorts,
            Route::ProfileFields,
            Route::Batches,
            Route::NewBatch,
            Route::Batch("0195f2".to_owned()),
        ] {
            assert_eq!(Route::of(&route.path()), route);
        }
    }

    #[test]
    fn other_paths_lead_nowhere() {
        assert_eq!(Route::of("/batches/1/rows"), Route::NotFound);
        assert_eq!(Route::of("/nothing"), Route::NotFound);
        assert_eq!(Route::of("/users/"), Route::Users);
    }
}
