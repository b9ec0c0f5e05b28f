//! What the file has to look like.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::super::kind::FileKind;
use crate::api::download;
use crate::t;
use crate::ui::{Button, Cell, Column, Heading, Look, Row, Symbol, Table, Toast, use_toaster, words};

/// An example: headings and a few rows.
struct Sample(&'static [&'static str], &'static [&'static [&'static str]]);

fn table(kind: FileKind) -> Sample {
    match kind {
        // Somebody who goes, somebody who is away for a while, somebody who is back.
        FileKind::Suspension => Sample(
            &["username", "suspended", "reason", "until"],
            &[
                &["a.okafor", "1", "Left the company", ""],
                &["m.lindqvist", "1", "Parental leave", "2027-03-01"],
                &["j.duarte", "0", "", ""],
            ],
        ),
        // Somebody new, and somebody who has moved.
        FileKind::Upsert => Sample(
            &["username", "firstname", "lastname", "email", "city"],
            &[&["a.okafor", "Ada", "Okafor", "ada@example.org", "Graz"], &["m.lindqvist", "", "", "", "Lund"]],
        ),
        FileKind::Rename => {
            Sample(&["oldusername", "username"], &[&["a.okafor", "a.berger"], &["b1234567", "m.lindqvist"]])
        }
        FileKind::Delete => Sample(&["username"], &[&["a.okafor"], &["m.lindqvist"]]),
    }
}

fn points(kind: FileKind) -> Vec<String> {
    match kind {
        FileKind::Suspension => vec![t!("example-username"), t!("example-suspended"), t!("example-optional")],
        FileKind::Upsert => vec![t!("example-username"), t!("example-new"), t!("example-blank"), t!("example-more")],
        FileKind::Rename => vec![t!("example-rename"), t!("example-swap")],
        FileKind::Delete => vec![t!("example-username"), t!("example-delete"), t!("example-restore")],
    }
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub kind: FileKind,
}

/// The explanation with an example and the template.
#[component]
pub fn Example(props: &Props) -> Html {
    let toaster = use_toaster();
    let file = format!("{}.csv", props.kind.code());
    let onclick = Callback::from(move |()| {
        let (toaster, file) = (toaster.clone(), file.clone());
        spawn_local(async move {
            let saved = download::save(&format!("/batch-templates/{file}"), &file).await;
            if let Err(failure) = saved {
                toaster.emit(Toast::danger(t!("download-failed", reason = words(&failure).detail)));
            }
        });
    });
    let Sample(names, rows) = table(props.kind);
    let columns: Vec<Column> = names.iter().map(|name| Column::new((*name).to_owned())).collect();
    let cell = |(label, text): (&&'static str, &&'static str)| html! { <Cell label={*label}>{ *text }</Cell> };
    let row = |cells: &&'static [&'static str]| {
        html! { <Row>{ for names.iter().zip(*cells).map(cell) }</Row> }
    };
    html! {
        <div class="rc-example">
            <Heading>{ t!("example-title") }</Heading>
            <ul class="rc-points">{ for points(props.kind).into_iter().map(|point| html! { <li>{ point }</li> }) }</ul>
            <Table caption={t!("example-caption")} {columns}>{ for rows.iter().map(row) }</Table>
            <Button look={Look::Link} icon={Symbol::Download} {onclick} testid="template">{ t!("example-template") }</Button>
        </div>
    }
}
