//! What leads through a task: steps, dialogs, the drawer, the search.

use yew::prelude::*;

use super::Group;
use crate::ui::{
    Button, Choosable, ColumnChooser, Density, Dialog, DialogSize, Drawer, Icon, Look, Suggestion, Symbol, TextField,
    TypeAhead, Wizard,
};

/// A way in three steps.
#[component]
pub fn Steps() -> Html {
    let step = use_state_eq(|| 1_usize);
    let to = |wanted: usize| {
        let step = step.setter();
        Callback::from(move |()| step.set(wanted))
    };
    let onstep = {
        let step = step.setter();
        Callback::from(move |wanted| step.set(wanted))
    };
    let footer = html! {
        <>
            <Button look={Look::Primary} disabled={*step == 2} onclick={to((*step + 1).min(2))}>{ "Next" }</Button>
            <Button disabled={*step == 0} onclick={to(step.saturating_sub(1))}>{ "Back" }</Button>
        </>
    };
    let steps = ["File", "Settings", "Review"].map(AttrValue::from).to_vec();
    html! {
        <Group title="Steps">
            <Wizard label="A way" {steps} current={*step} {onstep} {footer}><p>{ "What belongs to this step." }</p></Wizard>
        </Group>
    }
}

/// A dialog, a busy one, and the chooser of columns.
#[component]
pub fn Dialogs() -> Html {
    let open = use_state_eq(|| "");
    let set = |which: &'static str| {
        let open = open.setter();
        Callback::from(move |()| open.set(which))
    };
    let footer = |busy: bool| {
        html! {
            <>
                <Button look={Look::Primary} {busy}>{ "Do it" }</Button>
                <Button look={Look::Link} onclick={set("")}>{ "Cancel" }</Button>
            </>
        }
    };
    let column = |code: &str, title: &str| Choosable {
        code: code.to_owned(),
        title: title.to_owned(),
        fixed: false,
        limited: code == "city",
    };
    html! {
        <Group title="Dialogs">
            <div class="rc-bar">
                <Button onclick={set("plain")} testid="kit-dialog">{ "A dialog" }</Button>
                <Button onclick={set("busy")}>{ "A dialog at work" }</Button>
                <Button onclick={set("columns")} testid="kit-columns">{ "Columns" }</Button>
            </div>
            if *open == "plain" || *open == "busy" {
                <Dialog title="Change 37 accounts?" size={DialogSize::Medium} onclose={set("")} busy={*open == "busy"} footer={footer(*open == "busy")} testid="kit-dialog-open">
                    <TextField label="Type 37 to confirm" value="" oninput={Callback::noop()} />
                </Dialog>
            }
            if *open == "columns" {
                <ColumnChooser
                    columns={vec![column("email", "Email"), column("city", "City")]}
                    shown={vec!["email".to_owned()]}
                    usual={vec!["email".to_owned()]}
                    density={Density::Compact}
                    onclose={set("")}
                    onchange={Callback::noop()}
                />
            }
        </Group>
    }
}

/// The search of the masthead, with suggestions once something is typed.
#[component]
pub fn Search() -> Html {
    let typed = use_state_eq(String::new);
    let oninput = {
        let typed = typed.setter();
        Callback::from(move |text| typed.set(text))
    };
    let suggestion =
        |name: &'static str| Suggestion { value: name.into(), title: name.into(), detail: "A detail".into() };
    let (suggestions, note) = match typed.as_str() {
        "" => (Vec::new(), None),
        "none" => (Vec::new(), Some(AttrValue::from("No users match"))),
        _ => (["Anna Berg", "Anna Maria Berg"].map(suggestion).to_vec(), Some(AttrValue::from("2 people found"))),
    };
    let onchoose = {
        let typed = typed.setter();
        Callback::from(move |value: AttrValue| typed.set(value.to_string()))
    };
    html! {
        <TypeAhead label="Find a person" value={(*typed).clone()} {oninput} {suggestions} {note} {onchoose} onsubmit={Callback::noop()} testid="kit-search" />
    }
}

/// The drawer of the masthead.
#[component]
pub fn Tools() -> Html {
    let open = use_state_eq(|| false);
    let ontoggle = {
        let open = open.setter();
        Callback::from(move |wanted| open.set(wanted))
    };
    let button = html! { <><Icon symbol={Symbol::Bell} /><span class="rc-badge" aria-hidden="true">{ "2" }</span></> };
    html! {
        <Drawer title="Work under way" {button} label="Work under way: 2 batches" open={*open} {ontoggle} testid="kit-drawer">
            <p>{ "What is under way." }</p>
        </Drawer>
    }
}
