//! Notices within a page.

use yew::prelude::*;

use super::{Icon, Symbol};
use crate::t;

/// What kind of news something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    Info,
    /// Done.
    Success,
    /// Look before you go on.
    Warning,
    /// It did not work.
    Danger,
}

impl Tone {
    /// PatternFly's modifier.
    pub fn class(self) -> &'static str {
        match self {
            Self::Info => "pf-m-info",
            Self::Success => "pf-m-success",
            Self::Warning => "pf-m-warning",
            Self::Danger => "pf-m-danger",
        }
    }

    /// The icon that goes with it.
    pub fn symbol(self) -> Symbol {
        match self {
            Self::Info => Symbol::Info,
            Self::Success => Symbol::Check,
            Self::Warning => Symbol::Warning,
            Self::Danger => Symbol::Error,
        }
    }

    /// Said before the title to those who don't see the colour.
    pub fn word(self) -> String {
        match self {
            Self::Info => t!("tone-info"),
            Self::Success => t!("tone-success"),
            Self::Warning => t!("tone-warning"),
            Self::Danger => t!("tone-danger"),
        }
    }
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub tone: Tone,
    pub title: AttrValue,
    /// Read out at once and given the focus: for what answers an act of the person.
    #[prop_or_default]
    pub urgent: bool,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
    #[prop_or_default]
    pub actions: Html,
    #[prop_or_default]
    pub children: Html,
}

/// A notice.
#[component]
pub fn Alert(props: &Props) -> Html {
    let node = use_node_ref();
    use_effect_with((props.urgent, props.title.clone()), {
        let node = node.clone();
        move |(urgent, _)| {
            if *urgent && let Some(element) = node.cast::<web_sys::HtmlElement>() {
                // Focus fails only on what can't take it; the text is announced all the same.
                let _ = element.focus();
            }
        }
    });
    html! {
        <div
            ref={node}
            class={classes!("pf-v6-c-alert", "pf-m-inline", props.tone.class())}
            role={props.urgent.then_some("alert")}
            tabindex={props.urgent.then_some("-1")}
            data-testid={props.testid.clone()}
        >
            <div class="pf-v6-c-alert__icon"><Icon symbol={props.tone.symbol()} /></div>
            <p class="pf-v6-c-alert__title">
                <span class="pf-v6-u-screen-reader">{ props.tone.word() }{ " " }</span>
                { &props.title }
            </p>
            if props.children != Html::default() {
                <div class="pf-v6-c-alert__description">{ props.children.clone() }</div>
            }
            if props.actions != Html::default() {
                <div class="pf-v6-c-alert__action-group">{ props.actions.clone() }</div>
            }
        </div>
    }
}
