//! The field in which one chooses whom to write to: found by a part of the name, and by nothing else.

use rollcall_wire::Page;
use rollcall_wire::messages::Recipient;
use web_sys::AbortSignal;
use yew::prelude::*;

use crate::api::{self, Failure};
use crate::t;
use crate::ui::{PickField, SUGGESTED, Suggested, use_picking};

impl Suggested for Recipient {
    fn id(&self) -> &str {
        &self.id
    }

    fn name(&self) -> &str {
        &self.full_name
    }

    /// One is told nothing but their names.
    fn detail(&self) -> String {
        String::new()
    }

    fn count(found: usize) -> String {
        if found == 0 { t!("recipients-none") } else { t!("recipients-found", count = found) }
    }
}

async fn search(text: String, signal: AbortSignal) -> Result<Page<Recipient>, Failure> {
    api::messages::recipients(&text, SUGGESTED, &signal).await
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub label: AttrValue,
    /// The one who is chosen.
    pub value: Option<Recipient>,
    pub onchange: Callback<Option<Recipient>>,
    #[prop_or_default]
    pub error: Option<AttrValue>,
}

/// The field.
#[component]
pub fn RecipientPicker(props: &Props) -> Html {
    let pick = use_picking(&props.value, &props.onchange, search);
    let chosen =
        props.value.as_ref().map(|person| AttrValue::from(t!("recipient-picked", name = person.full_name.clone())));
    html! {
        <PickField
            label={props.label.clone()}
            help={t!("recipient-help")}
            value={pick.typed}
            oninput={pick.oninput}
            suggestions={pick.suggestions}
            note={pick.note}
            onchoose={pick.onchoose}
            {chosen}
            clear={t!("person-pick-clear")}
            required=true
            error={props.error.clone()}
            testid="recipient"
        />
    }
}
