//! What the file has to look like.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::download;
use crate::t;
use crate::ui::{Button, Cell, Column, Heading, Look, Row, Symbol, Table, Toast, use_toaster, words};

/// Two columns are enough; the others show what else is read.
const NAMES: [&str; 4] = ["username", "suspended", "reason", "until"];
/// Somebody who goes, somebody who is away for a while, somebody who is back.
const ROWS: [[&str; 4]; 3] = [
    ["a.okafor", "1", "Left the company", ""],
    ["m.lindqvist", "1", "Parental leave", "2027-03-01"],
    ["j.duarte", "0", "", ""],
];

/// The explanation with an example and the template.
#[component]
pub fn Example() -> Html {
    let toaster = use_toaster();
    let onclick = Callback::from(move |()| {
        let toaster = toaster.clone();
        spawn_local(async move {
            let saved = download::save("/batch-templates/suspension.csv", "suspension.csv").await;
            if let Err(failure) = saved {
                toaster.emit(Toast::danger(t!("download-failed", reason = words(&failure).detail)));
            }
        });
    });
    let columns = NAMES.map(|name| Column::new(name.to_owned())).to_vec();
    let cell = |(label, text): (&&'static str, &&'static str)| html! { <Cell label={*label}>{ *text }</Cell> };
    let row = |cells: &[&'static str; 4]| {
        html! { <Row>{ for NAMES.iter().zip(cells).map(cell) }</Row> }
    };
    html! {
        <div class="rc-example">
            <Heading>{ t!("example-title") }</Heading>
            <ul class="rc-points">
                <li>{ t!("example-username") }</li>
                <li>{ t!("example-suspended") }</li>
                <li>{ t!("example-optional") }</li>
            </ul>
            <Table caption={t!("example-caption")} {columns}>{ for ROWS.iter().map(row) }</Table>
            <Button look={Look::Link} icon={Symbol::Download} {onclick} testid="template">{ t!("example-template") }</Button>
        </div>
    }
}
