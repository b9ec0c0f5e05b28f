//! The field in which one chooses a user: found by typing a part of the name, username or email address.

use rollcall_wire::Page;
use rollcall_wire::users::User;
use web_sys::AbortSignal;
use yew::prelude::*;

use crate::api::{self, Failure};
use crate::t;
use crate::ui::{PickField, SUGGESTED, Suggested, use_picking};
use crate::url::Query;

impl Suggested for User {
    fn id(&self) -> &str {
        &self.id
    }

    fn name(&self) -> &str {
        &self.full_name
    }

    fn detail(&self) -> String {
        format!("{} · {}", self.username, self.email)
    }

    fn count(found: usize) -> String {
        if found == 0 { t!("users-none") } else { t!("users-total", count = found) }
    }
}

async fn search(text: String, signal: AbortSignal) -> Result<Page<User>, Failure> {
    let query = Query::default().with("q", text).with("limit", SUGGESTED).with("sort", "last_name");
    api::users::list(&query, &signal).await
}

#[derive(PartialEq, Properties)]
pub struct Props {
    /// The one who is chosen.
    pub value: Option<User>,
    pub onchange: Callback<Option<User>>,
    #[prop_or_default]
    pub error: Option<AttrValue>,
}

/// The field.
#[component]
pub fn PersonPicker(props: &Props) -> Html {
    let pick = use_picking(&props.value, &props.onchange, search);
    let chosen = props.value.as_ref().map(|user| {
        AttrValue::from(t!("person-picked", name = user.full_name.clone(), username = user.username.clone()))
    });
    html! {
        <PickField
            label={t!("person")}
            help={t!("person-pick-help")}
            value={pick.typed}
            oninput={pick.oninput}
            suggestions={pick.suggestions}
            note={pick.note}
            onchoose={pick.onchoose}
            {chosen}
            clear={t!("person-pick-clear")}
            required=true
            error={props.error.clone()}
            testid="person-pick"
        />
    }
}
