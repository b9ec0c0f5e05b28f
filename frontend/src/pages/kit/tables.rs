//! Tables and what belongs to them.

use std::collections::BTreeSet;

use yew::prelude::*;

use super::Group;
use crate::ui::{
    ActionMenu, BulkBar, Button, Cell, Column, Density, Fact, Facts, MenuAct, Pager, Pick, PickAll, Row, Sorting,
    Table, Ticked,
};

const PEOPLE: [(&str, &str, &str); 4] = [
    ("1", "Anna Berg", "anna.berg@example.org"),
    ("2", "محمد حسن", "mohamed.hassan@example.org"),
    ("3", "Wolfeschlegelsteinhausenbergerdorff", "an.address.that.is.much.longer.than.people.expect@example.org"),
    ("4", "王伟", ""),
];

/// A table that sorts and is chosen from, in both densities, and one that waits for newer rows.
#[component]
pub fn Tables() -> Html {
    let by = use_state(|| "name,-email".to_owned());
    let picked = use_state(BTreeSet::<&'static str>::new);
    let onsort = {
        let by = by.setter();
        Callback::from(move |wanted| by.set(wanted))
    };
    let ticked = match picked.len() {
        0 => Ticked::None,
        count if count == PEOPLE.len() => Ticked::All,
        _ => Ticked::Some,
    };
    let all = {
        let picked = picked.setter();
        Callback::from(move |wanted| {
            picked.set(if wanted { PEOPLE.iter().map(|(id, ..)| *id).collect() } else { BTreeSet::new() });
        })
    };
    let columns =
        vec![Column::new("Name".to_owned()).sorted_by("name"), Column::new("Email".to_owned()).sorted_by("email")];
    let row = |(id, name, email): (&'static str, &'static str, &'static str)| {
        let onchange = {
            let picked = picked.clone();
            Callback::from(move |wanted: bool| {
                let mut now = (*picked).clone();
                if wanted {
                    now.insert(id)
                } else {
                    now.remove(id)
                };
                picked.set(now);
            })
        };
        html! {
            <Row picked={picked.contains(id)}>
                <Pick label={format!("Select {name}")} picked={picked.contains(id)} {onchange} />
                <Cell heads=true label="Name">{ name }</Cell>
                <Cell label="Email">{ email }</Cell>
            </Row>
        }
    };
    let table = |caption: &'static str, density: Density, busy: bool| {
        let sorting = Sorting { by: (*by).clone(), onsort: onsort.clone() };
        let pick_all = Some(PickAll { ticked, disabled: false, onchange: all.clone() });
        html! { <Table {caption} columns={columns.clone()} {sorting} {density} {pick_all} {busy}>{ for PEOPLE.map(row) }</Table> }
    };
    let clear = all.reform(|()| false);
    html! {
        <Group title="Tables">
            { table("Compact", Density::Compact, false) }
            { table("Comfortable", Density::Comfortable, false) }
            { table("Newer rows are on their way", Density::Compact, true) }
            <Pager label="Pages" page={2} limit={50} shown={50} total={Some(12_345)} onprevious={Some(Callback::noop())} onnext={Some(Callback::noop())} onlimit={Some(Callback::noop())} />
            <Pager label="The only page" page={1} limit={50} shown={3} />
            <BulkBar summary={format!("{} selected", picked.len())} onclear={clear}>
                <Button>{ "Do something with them" }</Button>
                <ActionMenu text="More" acts={acts()} testid="kit-menu" />
            </BulkBar>
        </Group>
    }
}

fn acts() -> Vec<MenuAct> {
    let act = |name: &str, reason: Option<&str>, danger| MenuAct {
        name: name.to_owned(),
        reason: reason.map(str::to_owned),
        danger,
        onselect: Callback::noop(),
        testid: "kit-act".into(),
        ..MenuAct::default()
    };
    let chosen = |name: &str, checked| MenuAct { checked: Some(checked), ..act(name, None, false) };
    let known =
        MenuAct { detail: Some("What one should know".to_owned()), apart: true, ..act("Possible", None, false) };
    vec![
        chosen("The one in force", true),
        chosen("Another one", false),
        known,
        act("Not possible", Some("This is why"), false),
        act("Dangerous", None, true),
    ]
}

/// Terms and what they are.
#[component]
pub fn Lists() -> Html {
    html! {
        <Group title="Facts">
            <Facts>
                <Fact term="Created by">{ "anna" }</Fact>
                <Fact term="Rows">{ "10,000" }</Fact>
            </Facts>
        </Group>
    }
}
