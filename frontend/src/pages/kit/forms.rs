//! Fields and the filter builder.

use std::rc::Rc;

use yew::prelude::*;

use super::Group;
use crate::filter::{Absence, Group as Filtered, ValueKind, read};
use crate::ui::{
    Check, CopyField, Dropzone, FilterBuilder, FilterField, Form, PickField, SearchField, Select, Suggestion, TextArea,
    TextField,
};

/// Fields: empty, filled, with help, wrong.
#[component]
pub fn Fields() -> Html {
    let options: Vec<(AttrValue, AttrValue)> =
        vec![("a".into(), "The first".into()), ("b".into(), "The second".into())];
    let suggestions = vec![Suggestion { value: "a".into(), title: "The first".into(), detail: "first".into() }];
    let error = || Some(AttrValue::from("This can't be used: say what would be right."));
    html! {
        <Group title="Fields">
            <Form onsubmit={Callback::noop()} narrow=true>
                <TextField label="Empty" value="" oninput={Callback::noop()} />
                <TextField label="Required, with help" required=true help="What it is for." value="Anna" oninput={Callback::noop()} />
                <TextField label="Wrong" error={error()} value="?" oninput={Callback::noop()} />
                <TextField label="A moment" kind="datetime-local" value="" oninput={Callback::noop()} />
                <TextArea label="Several lines" help="As many as you like." value={"One\nTwo"} oninput={Callback::noop()} />
                <TextArea label="Several lines, wrong" error={error()} value="" oninput={Callback::noop()} />
                <Select label="One of a few" value="b" options={options.clone()} onchange={Callback::noop()} />
                <Select label="In a toolbar" inline=true value="a" options={options.clone()} onchange={Callback::noop()} />
                <Check label="Off" checked=false onchange={Callback::noop()} />
                <Check label="On, with help" help="What follows from it." checked=true onchange={Callback::noop()} />
                <SearchField label="Search" value="" oninput={Callback::noop()} />
                <Select label="One of a few, wrong" required=true error={error()} value="a" options={options.clone()} onchange={Callback::noop()} />
                <PickField label="One of very many" help="Type a part of its name." required=true value="" oninput={Callback::noop()} suggestions={suggestions.clone()} onchoose={Callback::noop()} clear="Choose another" />
                <PickField label="One of very many, chosen" value="The first" oninput={Callback::noop()} suggestions={suggestions.clone()} onchoose={Callback::noop()} chosen="Chosen: The first" clear="Choose another" />
                <PickField label="One of very many, wrong" error={error()} value="?" oninput={Callback::noop()} {suggestions} onchoose={Callback::noop()} clear="Choose another" />
                <CopyField label="To be copied" value="rct_an_example_that_is_long_enough_not_to_fit" />
                <Dropzone label="Choose a file" accept=".csv" file={None} onfile={Callback::noop()} />
                <Dropzone label="Choose a file" accept=".csv" file={None} onfile={Callback::noop()} error={error()} />
            </Form>
        </Group>
    }
}

/// The filter builder: with every kind of field, and with something missing.
#[component]
pub fn Filter() -> Html {
    let fields = Rc::new(vec![
        FilterField {
            name: "last_name",
            title: "Last name".to_owned(),
            kind: ValueKind::Text,
            choices: Vec::new(),
            finder: None,
        },
        FilterField {
            name: "confirmed",
            title: "Confirmed".to_owned(),
            kind: ValueKind::Flag,
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
        FilterField {
            name: "status",
            title: "Status".to_owned(),
            kind: ValueKind::Choice,
            choices: vec![("active".into(), "Active".into())],
            finder: None,
        },
    ]);
    let known = Rc::clone(&fields);
    let kind_of = move |name: &str| known.iter().find(|field| field.name == name).map(|field| field.kind);
    let text = r#"last_name co "" and confirmed eq true and (last_access_at ge "-P3M" or status eq "active" or (last_access_at ge "2026-01-01" and last_access_at lt "2026-02-01"))"#;
    let group = use_state(|| read(text, kind_of).unwrap_or_default());
    let onchange = {
        let group = group.setter();
        Callback::from(move |changed: Filtered| group.set(changed))
    };
    html! {
        <Group title="Filter">
            <FilterBuilder {fields} group={(*group).clone()} {onchange} strict=true />
            <p><code data-testid="kit-filter-text">{ group.text() }</code></p>
        </Group>
    }
}
