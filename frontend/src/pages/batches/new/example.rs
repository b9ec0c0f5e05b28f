//! What the file has to look like.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::download;
use crate::t;
use crate::ui::{Button, Cell, Column, Heading, Look, Row, Symbol, Table, Toast, use_toaster, words};

/// An example: headings and a few rows.
struct Sample(&'static [&'static str], &'static [&'static [&'static str]]);

fn table(preset: &str) -> Sample {
    match preset {
        // One person who leaves, one who is away for a while, one who is back.
        "suspension" => Sample(
            &["username", "suspended", "reason", "until"],
            &[
                &["a.okafor", "1", "Left the company", ""],
                &["m.lindqvist", "1", "Parental leave", "2027-03-01"],
                &["j.duarte", "0", "", ""],
            ],
        ),
        // One new person, and one who has moved.
        "upsert" => Sample(
            &["username", "firstname", "lastname", "email", "city"],
            &[&["a.okafor", "Ada", "Okafor", "ada@example.org", "Graz"], &["m.lindqvist", "", "", "", "Lund"]],
        ),
        "rename" => Sample(&["oldusername", "username"], &[&["a.okafor", "a.berger"], &["b1234567", "m.lindqvist"]]),
        "delete" => Sample(&["username"], &[&["a.okafor"], &["m.lindqvist"]]),
        // Of other kinds the template says more.
        _ => Sample(&[], &[]),
    }
}

fn points(preset: &str) -> Vec<String> {
    match preset {
        "suspension" => vec![t!("example-username"), t!("example-suspended"), t!("example-optional")],
        "upsert" => vec![t!("example-username"), t!("example-new"), t!("example-blank"), t!("example-more")],
        "rename" => vec![t!("example-rename"), t!("example-swap")],
        "delete" => vec![t!("example-username"), t!("example-delete"), t!("example-restore")],
        _ => Vec::new(),
    }
}

#[derive(PartialEq, Properties)]
pub struct Props {
    /// The kind of file.
    pub preset: AttrValue,
}

/// The explanation with an example and the template.
#[component]
pub fn Example(props: &Props) -> Html {
    let toaster = use_toaster();
    let file = format!("{}.csv", props.preset);
    let onclick = Callback::from(move |()| {
        let (toaster, file) = (toaster.clone(), file.clone());
        spawn_local(async move {
            let saved = download::save(&format!("/batch-templates/{file}"), &file).await;
            if let Err(failure) = saved {
                toaster.emit(Toast::danger(t!("download-failed", reason = words(&failure).detail)));
            }
        });
    });
    let Sample(names, rows) = table(&props.preset);
    let columns: Vec<Column> = names.iter().map(|name| Column::new((*name).to_owned())).collect();
    let cell = |(label, text): (&&'static str, &&'static str)| html! { <Cell label={*label}>{ *text }</Cell> };
    let row = |cells: &&'static [&'static str]| {
        html! { <Row>{ for names.iter().zip(*cells).map(cell) }</Row> }
    };
    html! {
        <div class="rc-example">
            <Heading>{ t!("example-title") }</Heading>
            <ul class="rc-points">{ for points(&props.preset).into_iter().map(|point| html! { <li>{ point }</li> }) }</ul>
            if !rows.is_empty() {
                <Table caption={t!("example-caption")} {columns}>{ for rows.iter().map(row) }</Table>
            }
            <Button look={Look::Link} icon={Symbol::Download} {onclick} testid="template">{ t!("example-template") }</Button>
        </div>
    }
}
