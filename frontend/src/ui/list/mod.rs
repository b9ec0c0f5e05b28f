//! Lists: asked for by their address, paged by cursors, drawn in each of their states.
//!
//! [`use_list`] holds what a list shows; [`ListPage`], [`ListToolbar`] and [`ListBody`] are the frame around its table.

mod frame;
#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod in_browser;
mod query;

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;

use rollcall_wire::Page;
use web_sys::AbortSignal;
use yew::prelude::*;

pub use self::frame::{ListBody, ListPage, ListState, ListToolbar};
pub use self::query::{ListQuery, Position, SearchQuery};
use super::{CursorTrail, Pager, after_act, use_load, use_rescue_after_acts};
use crate::api::Failure;
use crate::router::{self, Location, use_place};
use crate::url::Query;

/// The cursors of one question; those of another say nothing about it.
type Trail = Rc<RefCell<(Query, CursorTrail)>>;

/// A list, as far as it is loaded.
pub struct List<Q, T: 'static> {
    /// What it shows.
    pub query: Q,
    /// Where in it one is.
    pub position: Position,
    /// The newest page; that of an older question stays until the new one is there.
    pub page: Option<Rc<Page<T>>>,
    /// Why there is no newer one.
    pub failure: Option<Failure>,
    /// Whether a newer one is on its way.
    pub busy: bool,
    /// Asks again.
    pub reload: Callback<()>,
    /// Told of an act on the list, so that the focus is kept if its row goes.
    pub acted: Callback<()>,
    path: AttrValue,
    trail: Trail,
}

/// The list that the present address asks for, on the page with this path. `ask` is given the parameters of the API.
#[hook]
pub fn use_list<Q, T, Ask, Answer>(path: AttrValue, ask: Ask) -> List<Q, T>
where
    Q: ListQuery,
    T: PartialEq + 'static,
    Ask: FnOnce(Query, AbortSignal) -> Answer + 'static,
    Answer: Future<Output = Result<Page<T>, Failure>> + 'static,
{
    let place = use_place();
    let (query, position) = (Q::read(&place.query), Position::read(&place.query));
    let question = query.ask(Query::default());
    let load = use_load(position.ask(question.clone()), ask);
    let trail = use_mut_ref(|| (question.clone(), CursorTrail::default()));
    if trail.borrow().0 != question {
        *trail.borrow_mut() = (question, CursorTrail::default());
    }
    let acted = use_rescue_after_acts(&load.data);
    if let (Some(page), None) = (&load.data, &load.failure) {
        let next = page.next_cursor.as_deref().filter(|_| !load.busy);
        trail.borrow_mut().1.note(position.page, &position.cursor, next);
    }
    let (page, failure, busy, reload) = (load.data, load.failure, load.busy, load.reload);
    List { query, position, page, failure, busy, reload, acted, path, trail }
}

impl<Q: ListQuery, T: 'static> List<Q, T> {
    /// How the list stands.
    pub fn state(&self) -> ListState {
        let is_empty = |page: &Rc<Page<T>>| page.items.is_empty() && self.position.page == 1;
        match (&self.page, &self.failure) {
            // What is there may answer another question.
            (_, Some(failure)) if failure.status() == Some(403) => ListState::Forbidden,
            (_, Some(failure)) => ListState::Failed(failure.clone()),
            (None, None) => ListState::Loading,
            (Some(page), None) if is_empty(page) && self.query.is_narrowed() => ListState::NoneFound,
            (Some(page), None) if is_empty(page) => ListState::Empty,
            (Some(_), None) => ListState::Rows,
        }
    }

    /// The items of the page.
    pub fn items(&self) -> &[T] {
        self.page.as_ref().map(|page| page.items.as_slice()).unwrap_or_default()
    }

    /// How many there are on all pages, once that is known.
    pub fn total(&self) -> Option<i64> {
        self.page.as_ref().filter(|_| self.failure.is_none()).and_then(|page| page.total)
    }

    /// Asks again after an act.
    pub fn refresh(&self) -> Callback<()> {
        after_act(&self.acted, &self.reload)
    }

    /// The address of this list with another query, from its first page.
    fn address(path: &str, query: &Q, position: &Position) -> String {
        position.write(query.write(Query::default())).on(path)
    }

    /// Shows something else, from its first page, as a new step of the browser's history.
    pub fn showing<V: 'static>(&self, change: impl Fn(Q, V) -> Q + 'static) -> Callback<V> {
        let (path, query, position) = (self.path.clone(), self.query.clone(), self.position.first());
        Callback::from(move |value| router::go(&Self::address(&path, &change(query.clone(), value), &position)))
    }

    /// Shows the same otherwise: in place of the present step of the history, and on the same page.
    pub fn restyled<V: 'static>(&self, change: impl Fn(Q, V) -> Q + 'static) -> Callback<V> {
        let (path, query, position) = (self.path.clone(), self.query.clone(), self.position.clone());
        Callback::from(move |value| router::replace(&Self::address(&path, &change(query.clone(), value), &position)))
    }

    /// Shows what is typed. A new step of the history for every letter would make the way back long. What else is chosen
    /// meanwhile stays.
    pub fn searching(&self, change: fn(Q, String) -> Q) -> Callback<String> {
        let path = self.path.clone();
        Callback::from(move |text| {
            let now = Location::now().query;
            let position = Position::read(&now).first();
            router::replace(&Self::address(&path, &change(Q::read(&now), text), &position));
        })
    }

    /// The bar with the pages; with the choice of how many items they have, if that is offered.
    pub fn pager(&self, label: String, offers_sizes: bool) -> Html {
        let place = &self.position;
        let Some(page) = &self.page else { return Html::default() };
        let goes = |position: Position| {
            let address = Self::address(&self.path, &self.query, &position);
            Callback::from(move |()| router::go(&address))
        };
        let onprevious = (place.page > 1).then(|| {
            let (page, cursor) = self.trail.borrow().1.before(place.page);
            goes(place.at(page, cursor))
        });
        let onnext = page.next_cursor.clone().map(|next| goes(place.at(place.page + 1, next)));
        let onlimit = offers_sizes.then(|| {
            let (path, query, place) = (self.path.clone(), self.query.clone(), place.clone());
            Callback::from(move |limit: String| {
                router::go(&Self::address(&path, &query, &place.limited_to(&limit)));
            })
        });
        html! {
            <Pager
                {label}
                page={place.page}
                limit={place.limit}
                shown={page.items.len()}
                total={page.total}
                {onprevious}
                {onnext}
                {onlimit}
            />
        }
    }
}
