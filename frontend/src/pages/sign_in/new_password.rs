//! A new password, typed twice.

use yew::prelude::*;

use crate::t;
use crate::ui::TextField;

/// What was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewPassword {
    /// The password.
    pub password: String,
    /// The same once more.
    pub again: String,
}

impl NewPassword {
    /// Whether the two are not the same.
    pub fn differs(&self) -> bool {
        self.password != self.again
    }
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub value: NewPassword,
    pub onchange: Callback<NewPassword>,
    /// Says that the two are not the same.
    pub differs: bool,
    /// What is wrong with the password itself.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    #[prop_or_default]
    pub node: Option<NodeRef>,
}

/// The two fields.
#[component]
pub fn NewPasswordFields(props: &Props) -> Html {
    let set = |change: fn(NewPassword, String) -> NewPassword| {
        let value = props.value.clone();
        props.onchange.reform(move |typed| change(value.clone(), typed))
    };
    let unlike = props.differs.then(|| AttrValue::from(t!("new-password-differs")));
    html! {
        <>
            <TextField
                label={t!("new-password")}
                kind="password"
                name="new-password"
                autocomplete="new-password"
                help={t!("new-password-help")}
                error={props.error.clone()}
                required=true
                value={props.value.password.clone()}
                oninput={set(|value, password| NewPassword { password, ..value })}
                node={props.node.clone()}
                testid="new-password"
            />
            <TextField
                label={t!("new-password-again")}
                kind="password"
                name="new-password-again"
                autocomplete="new-password"
                error={unlike}
                required=true
                value={props.value.again.clone()}
                oninput={set(|value, again| NewPassword { again, ..value })}
                testid="new-password-again"
            />
        </>
    }
}
