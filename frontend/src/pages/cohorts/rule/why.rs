//! Why somebody is in a cohort by rule: what each part of the rule says of them.

use rollcall_wire::cohorts::{Cohort, RulePart};
use yew::prelude::*;

use crate::api;
use crate::t;
use crate::ui::{Badge, Button, Dialog, DialogSize, Hue, Look, ProblemAlert, TextSkeleton, use_load};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub cohort: Cohort,
    pub user_id: AttrValue,
    /// What the person is called.
    pub name: AttrValue,
    pub onclose: Callback<()>,
}

/// The dialog.
#[component]
pub fn WhyDialog(props: &Props) -> Html {
    let asked = (props.cohort.id.clone(), props.user_id.clone());
    let membership = use_load(asked, |(cohort, user), _| async move { api::cohorts::membership(&cohort, &user).await });
    let body = match (&membership.data, &membership.failure) {
        (_, Some(failure)) => {
            html! { <ProblemAlert failure={failure.clone()} retry={membership.reload.clone()} testid="why-error" /> }
        }
        (None, None) => html! { <TextSkeleton /> },
        (Some(found), None) => match &found.rule {
            Some(rule) => html! { <ul class="rc-why" data-testid="why-rule">{ part(rule) }</ul> },
            None => html! { <p data-testid="why-none">{ t!("why-none") }</p> },
        },
    };
    let footer = html! { <Button look={Look::Primary} onclick={props.onclose.clone()} testid="why-close">{ t!("close") }</Button> };
    html! {
        <Dialog
            title={t!("why-title", name = props.name.to_string(), cohort = props.cohort.name.clone())}
            size={DialogSize::Medium}
            onclose={props.onclose.clone()}
            {footer}
            testid="why-dialog"
        >
            { body }
        </Dialog>
    }
}

/// A part of the rule, with those inside.
fn part(part: &RulePart) -> Html {
    let (hue, said) = match part.holds {
        Some(true) => (Hue::Good, t!("why-holds")),
        Some(false) => (Hue::Neutral, t!("why-holds-not")),
        None => (Hue::Attention, t!("why-hidden")),
    };
    let text = match part.joined.as_str() {
        "all" => t!("why-all"),
        "any" => t!("why-any"),
        "not" => t!("why-not"),
        _ => part.text.clone(),
    };
    html! {
        <li>
            <Badge {hue} text={said} />{ " " }{ text }
            if !part.parts.is_empty() {
                <ul class="rc-why">{ for part.parts.iter().map(self::part) }</ul>
            }
        </li>
    }
}
