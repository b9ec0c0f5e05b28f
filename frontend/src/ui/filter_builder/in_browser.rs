//! The builder in a page: what a person does to its fields is what the filter becomes.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, Event, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::{FilterBuilder, FilterField};
use crate::filter::{Absence, Group, ValueKind, read};

#[derive(PartialEq, Properties)]
struct Props {
    text: String,
    seen: Rc<RefCell<String>>,
}

/// Keeps the filter as a page does.
#[component]
fn Page(props: &Props) -> Html {
    let fields = Rc::new(vec![
        FilterField {
            name: "last_name",
            title: "Last name".to_owned(),
            kind: ValueKind::Text,
            choices: Vec::new(),
            finder: None,
        },
        FilterField {
            name: "last_access_at",
            title: "Last access".to_owned(),
            kind: ValueKind::Time(Absence::Never),
            choices: Vec::new(),
            finder: None,
        },
    ]);
    let group = use_state(|| read(&props.text, kind_of).unwrap_or_default());
    props.seen.replace(group.text());
    let onchange = {
        let group = group.setter();
        Callback::from(move |changed: Group| group.set(changed))
    };
    html! { <FilterBuilder {fields} group={(*group).clone()} {onchange} /> }
}

fn kind_of(name: &str) -> Option<ValueKind> {
    match name {
        "last_name" => Some(ValueKind::Text),
        "last_access_at" => Some(ValueKind::Time(Absence::Never)),
        _ => None,
    }
}

struct ShownBuilder {
    root: Element,
    seen: Rc<RefCell<String>>,
}

impl ShownBuilder {
    async fn new(text: &str) -> Self {
        let document = web_sys::window().and_then(|window| window.document()).unwrap_or_else(|| panic!("no page"));
        let root = document.create_element("div").unwrap_or_else(|error| panic!("{error:?}"));
        document.body().map(|body| body.append_child(&root));
        let seen = Rc::new(RefCell::new(String::new()));
        let props = Props { text: text.to_owned(), seen: seen.clone() };
        yew::Renderer::<Page>::with_root_and_props(root.clone(), props).render();
        TimeoutFuture::new(0).await;
        Self { root, seen }
    }

    fn find<T: JsCast>(&self, testid: &str, which: u32) -> T {
        let found = self.root.query_selector_all(&format!("[data-testid={testid}]"));
        let element = found.ok().and_then(|found| found.item(which)).unwrap_or_else(|| panic!("no {testid}"));
        element.dyn_into().unwrap_or_else(|_| panic!("{testid} is something else"))
    }

    async fn tell(&self, element: &web_sys::EventTarget, kind: &str) {
        let init = web_sys::EventInit::new();
        init.set_bubbles(true);
        let event = Event::new_with_event_init_dict(kind, &init).unwrap_or_else(|error| panic!("{error:?}"));
        let _ = element.dispatch_event(&event);
        TimeoutFuture::new(0).await;
    }

    async fn choose(&self, testid: &str, which: u32, value: &str) {
        let select: HtmlSelectElement = self.find(testid, which);
        select.set_value(value);
        self.tell(&select, "change").await;
    }

    async fn press(&self, testid: &str, which: u32) {
        self.find::<web_sys::HtmlElement>(testid, which).click();
        TimeoutFuture::new(0).await;
    }

    fn filter(&self) -> String {
        self.seen.borrow().clone()
    }
}

#[wasm_bindgen_test]
async fn typing_a_value_and_choosing_an_operator_change_the_filter() {
    let shown = ShownBuilder::new(r#"last_name co "a""#).await;
    let input: HtmlInputElement = shown.find("filter-value", 0);
    input.set_value("Gr\u{fc}n");
    shown.tell(&input, "input").await;
    assert_eq!(shown.filter(), "last_name co \"Gr\u{fc}n\"");
    shown.choose("filter-operator", 0, "does-not-contain").await;
    assert_eq!(shown.filter(), "not (last_name co \"Gr\u{fc}n\")");
}

#[wasm_bindgen_test]
async fn another_kind_of_field_begins_with_an_operator_of_its_own() {
    let shown = ShownBuilder::new(r#"last_name co "a""#).await;
    shown.choose("filter-field", 0, "last_access_at").await;
    assert_eq!(shown.filter(), r#"last_access_at ge "-P30D""#);
    shown.choose("filter-unit", 0, "months").await;
    assert_eq!(shown.filter(), r#"last_access_at ge "-P30M""#);
    shown.choose("filter-operator", 0, "not-in-the-last").await;
    assert_eq!(shown.filter(), r#"(last_access_at lt "-P30M" or not (last_access_at pr))"#);
    shown.press("filter-or-absent", 0).await;
    assert_eq!(shown.filter(), r#"last_access_at lt "-P30M""#);
}

#[wasm_bindgen_test]
async fn conditions_and_groups_come_and_go() {
    let shown = ShownBuilder::new("last_name pr").await;
    shown.press("filter-add", 0).await;
    assert_eq!(shown.filter(), "last_name pr", "what waits for its value asks nothing");
    shown.choose("filter-operator", 1, "is-empty").await;
    shown.choose("filter-join", 0, "any").await;
    assert_eq!(shown.filter(), "last_name pr or not (last_name pr)");
    shown.press("filter-remove", 0).await;
    assert_eq!(shown.filter(), "not (last_name pr)");
}
