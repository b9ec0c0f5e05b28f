//! Buttons that keep the focus, say why they can't be pressed, and can be found by tests.

use yew::prelude::*;

use super::{Icon, Symbol};

/// How much a button wants to be pressed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Look {
    /// The one thing to do here.
    Primary,
    /// Another thing to do.
    #[default]
    Secondary,
    /// Something that can hurt.
    Danger,
    /// As quiet as a link.
    Link,
    /// Only an icon.
    Plain,
}

impl Look {
    /// PatternFly's modifier.
    pub fn class(self) -> &'static str {
        match self {
            Self::Primary => "pf-m-primary",
            Self::Secondary => "pf-m-secondary",
            Self::Danger => "pf-m-danger",
            Self::Link => "pf-m-link",
            Self::Plain => "pf-m-plain",
        }
    }
}

#[derive(PartialEq, Properties)]
pub struct Props {
    #[prop_or_default]
    pub look: Look,
    #[prop_or_default]
    pub icon: Option<Symbol>,
    /// Smaller, for rows of a table.
    #[prop_or_default]
    pub small: bool,
    /// Sends the form around it.
    #[prop_or_default]
    pub submit: bool,
    /// Sends the form with this id.
    #[prop_or_default]
    pub form: Option<AttrValue>,
    #[prop_or_default]
    pub disabled: bool,
    /// Why it can't be pressed; shown beside it. It then stays reachable by keyboard.
    #[prop_or_default]
    pub reason: Option<AttrValue>,
    /// Its work is under way.
    #[prop_or_default]
    pub busy: bool,
    /// A name where the text alone does not say enough.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    #[prop_or_default]
    pub expanded: Option<bool>,
    #[prop_or_default]
    pub controls: Option<AttrValue>,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
    #[prop_or_default]
    pub node: NodeRef,
    #[prop_or_default]
    pub onclick: Callback<()>,
    #[prop_or_default]
    pub children: Html,
}

/// A button.
#[component]
pub fn Button(props: &Props) -> Html {
    let reason_id = super::field::use_unique_id("reason");
    let blocked = props.busy || props.reason.is_some();
    let class = classes!(
        "pf-v6-c-button",
        props.look.class(),
        props.small.then_some("pf-m-small"),
        props.reason.is_some().then_some("pf-m-aria-disabled"),
        props.busy.then_some("pf-m-in-progress pf-m-progress"),
    );
    let onclick = {
        let onclick = props.onclick.clone();
        Callback::from(move |event: MouseEvent| {
            if blocked {
                event.prevent_default();
            } else {
                onclick.emit(());
            }
        })
    };
    let expanded = props.expanded.map(|open| open.to_string());
    let text = props.children != Html::default();
    let button = html! {
        <button
            ref={props.node.clone()}
            {class}
            {onclick}
            type={if props.submit { "submit" } else { "button" }}
            form={props.form.clone()}
            disabled={props.disabled}
            aria-disabled={blocked.then_some("true")}
            aria-label={props.label.clone()}
            aria-expanded={expanded}
            aria-controls={props.controls.clone()}
            aria-describedby={props.reason.is_some().then(|| reason_id.clone())}
            data-testid={props.testid.clone()}
        >
            if props.busy {
                <span class="pf-v6-c-button__progress"><span class="rc-spinner" aria-hidden="true" /></span>
            }
            if let Some(symbol) = props.icon {
                <span class={classes!("pf-v6-c-button__icon", text.then_some("pf-m-start"))}><Icon {symbol} /></span>
            }
            if text {
                <span class="pf-v6-c-button__text">{ props.children.clone() }</span>
            }
        </button>
    };
    match &props.reason {
        None => button,
        Some(reason) => html! {
            <span class="rc-reasoned">
                { button }
                <span class="rc-reason" id={reason_id}>{ reason }</span>
            </span>
        },
    }
}
