//! The role to give: those that the person may give at site level.

use yew::prelude::*;

use crate::api;
use crate::i18n::words;
use crate::t;
use crate::ui::{ProblemAlert, Select, use_load};

#[derive(PartialEq, Properties)]
pub struct Props {
    /// The key of the role that is chosen; empty for none yet.
    pub value: String,
    pub onchange: Callback<String>,
    pub error: Option<AttrValue>,
}

/// The field.
#[component]
pub fn RoleSelect(props: &Props) -> Html {
    let roles = use_load((), |(), signal| async move { api::roles::list(&signal).await });
    if let Some(failure) = &roles.failure {
        return html! { <ProblemAlert failure={failure.clone()} retry={roles.reload.clone()} /> };
    }
    let Some(known) = &roles.data else {
        return html! { <p class="rc-quiet" role="status">{ t!("loading") }</p> };
    };
    let offered = known.iter().filter(|role| role.grantable && role.key != LEARNER);
    let mut options: Vec<(AttrValue, AttrValue)> =
        offered.map(|role| (role.key.clone().into(), words::role(&role.key).into())).collect();
    if options.is_empty() {
        return html! { <p>{ t!("bulk-role-none") }</p> };
    }
    options.insert(0, (AttrValue::Static(""), t!("bulk-role-choose").into()));
    html! {
        <Select
            label={t!("bulk-role")}
            help={t!("bulk-role-help")}
            value={props.value.clone()}
            {options}
            onchange={props.onchange.clone()}
            error={props.error.clone()}
            testid="bulk-role"
        />
    }
}

/// Everybody is one.
const LEARNER: &str = "learner";
