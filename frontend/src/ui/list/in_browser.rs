//! A list in a page: what its address asks for is what it shows, on the way forward and back, and in each of its states.

use gloo_timers::future::TimeoutFuture;
use rollcall_wire::Page;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::{ListBody, ListQuery, use_list};
use crate::api::Failure;
use crate::router::{self, Location, use_place_source};
use crate::url::Query;

#[derive(Debug, Clone, Default, PartialEq)]
struct Things {
    q: String,
}

impl ListQuery for Things {
    fn read(address: &Query) -> Self {
        Self { q: address.get("q").unwrap_or_default().to_owned() }
    }

    fn write(&self, address: Query) -> Query {
        address.with("q", &self.q)
    }

    fn ask(&self, parameters: Query) -> Query {
        parameters.with("q", &self.q)
    }
}

/// What a server would answer.
fn answer(parameters: &Query) -> Result<Page<String>, Failure> {
    let items = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    match (parameters.get("q"), parameters.get("cursor")) {
        (Some("nothing"), _) => Ok(Page { items: Vec::new(), next_cursor: None, total: Some(0) }),
        (Some("forbidden"), _) => Err(Failure::Unreadable { status: 403 }),
        (Some("broken"), _) => Err(Failure::Unreadable { status: 500 }),
        (_, None) => Ok(Page { items: items(&["a", "b"]), next_cursor: Some("c".to_owned()), total: Some(3) }),
        (_, Some(_)) => Ok(Page { items: items(&["c"]), next_cursor: None, total: Some(3) }),
    }
}

#[component]
fn ThingsList() -> Html {
    let list = use_list::<Things, _, _, _>("/things".into(), |parameters, _| async move { answer(&parameters) });
    let none_found = html! { <p data-testid="none-found" /> };
    html! {
        <ListBody state={list.state()} reload={list.reload.clone()} name="things" {none_found}>
            <p data-testid="things">{ list.items().join(" ") }</p>
            { list.pager("Pages".to_owned(), false) }
        </ListBody>
    }
}

#[component]
fn Root() -> Html {
    let place = use_place_source();
    html! { <ContextProvider<Location> context={place}><ThingsList /></ContextProvider<Location>> }
}

fn find(root: &Element, testid: &str) -> Option<HtmlElement> {
    use wasm_bindgen::JsCast;
    let found = root.query_selector(&format!("[data-testid={testid}]")).ok().flatten();
    found.and_then(|found| found.dyn_into().ok())
}

fn says(root: &Element) -> String {
    find(root, "things").and_then(|things| things.text_content()).unwrap_or_default()
}

/// Opens an address and waits until its answer is there.
async fn open(address: &str) {
    router::go(address);
    settle().await;
}

async fn settle() {
    for _ in 0..3 {
        TimeoutFuture::new(0).await;
    }
}

async fn press(root: &Element, testid: &str) {
    find(root, testid).unwrap_or_else(|| panic!("no {testid}")).click();
    settle().await;
}

#[wasm_bindgen_test]
async fn a_list_shows_what_its_address_asks_for() {
    let before = Location::now().address();
    let document = web_sys::window().and_then(|window| window.document()).unwrap_or_else(|| panic!("no page"));
    let root = document.create_element("div").unwrap_or_else(|error| panic!("{error:?}"));
    document.body().map(|body| body.append_child(&root));
    let app = yew::Renderer::<Root>::with_root(root.clone()).render();
    open("/things?q=x").await;
    assert_eq!(says(&root), "a b");
    press(&root, "page-next").await;
    assert_eq!((says(&root), Location::now().address()), ("c".to_owned(), "/things?q=x&cursor=c&page=2".to_owned()));
    press(&root, "page-previous").await;
    assert_eq!((says(&root), Location::now().address()), ("a b".to_owned(), "/things?q=x".to_owned()));

    for (q, state) in [("nothing", "none-found"), ("forbidden", "things-forbidden"), ("broken", "things-error")] {
        open(&format!("/things?q={q}")).await;
        assert!(find(&root, state).is_some(), "{state}");
        assert!(find(&root, "things").is_none(), "{state}");
    }
    app.destroy();
    router::replace(&before);
}
