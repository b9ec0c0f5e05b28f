//! A way in steps: where one is, what is behind and what is to come.

use yew::prelude::*;

use super::{Icon, Spoken, Symbol};
use crate::t;

#[derive(PartialEq, Properties)]
pub struct StepsProps {
    /// What the steps lead to.
    pub label: AttrValue,
    pub steps: Vec<AttrValue>,
    /// The step one is at, from 0.
    pub current: usize,
    /// Goes back to a step that is done; without it, the way is one-way.
    #[prop_or_default]
    pub onstep: Option<Callback<usize>>,
}

/// The steps in a row.
#[component]
pub fn Steps(props: &StepsProps) -> Html {
    let step = |(index, name): (usize, &AttrValue)| {
        let done = index < props.current;
        let current = index == props.current;
        let number = if done {
            html! { <Icon symbol={Symbol::Check} /> }
        } else {
            html! { { index + 1 } }
        };
        let text = html! {
            <>
                <span class="rc-steps__number" aria-hidden="true">{ number }</span>
                <span>{ name }</span>
                if done {
                    <Spoken>{ " " }{ t!("step-done") }</Spoken>
                }
            </>
        };
        let class = classes!("rc-steps__step", done.then_some("rc-steps__step--done"));
        html! {
            <li {class} aria-current={current.then_some("step")}>
                if let Some(onstep) = props.onstep.as_ref().filter(|_| done) {
                    <button type="button" onclick={onstep.reform(move |_: MouseEvent| index)} data-testid={format!("step-{index}")}>{ text }</button>
                } else {
                    <span>{ text }</span>
                }
            </li>
        }
    };
    html! {
        <nav aria-label={props.label.clone()}>
            <ol class="rc-steps" role="list" data-testid="steps">{ for props.steps.iter().enumerate().map(step) }</ol>
        </nav>
    }
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub label: AttrValue,
    pub steps: Vec<AttrValue>,
    pub current: usize,
    pub onstep: Callback<usize>,
    /// Back, on and out.
    pub footer: Html,
    /// The step's content.
    pub children: Html,
}

/// Steps, the content of the present one, and the buttons that lead on. A new step takes the focus,
/// so that keyboard and screen reader begin at its top.
#[component]
pub fn Wizard(props: &Props) -> Html {
    let body = use_node_ref();
    let moved = use_mut_ref(|| false);
    use_effect_with(props.current, {
        let body = body.clone();
        move |_| {
            if moved.replace(true)
                && let Some(body) = body.cast::<web_sys::HtmlElement>()
            {
                let _ = body.focus();
            }
        }
    });
    let name = props.steps.get(props.current).cloned().unwrap_or_default();
    html! {
        <div class="rc-wizard">
            <Steps label={props.label.clone()} steps={props.steps.clone()} current={props.current} onstep={props.onstep.clone()} />
            <section ref={body} class="rc-wizard__body" tabindex="-1" aria-label={name} data-testid="wizard-step" data-step={props.current.to_string()}>
                { props.children.clone() }
            </section>
            <footer class="rc-wizard__footer">{ props.footer.clone() }</footer>
        </div>
    }
}
