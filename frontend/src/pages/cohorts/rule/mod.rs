//! The rule of a cohort: what it is, how it stands, and what can be done about it.

mod dialog;
mod held;
mod preview;
mod take_away;
mod why;

use rollcall_wire::cohorts::{Cohort, UpdateCohort};
use yew::prelude::*;

pub use self::why::WhyDialog;

use self::dialog::RuleDialog;
use self::held::Held;
use self::take_away::TakeAwayDialog;
use crate::api;
use crate::t;
use crate::ui::{Badge, Button, Hue, ProblemAlert, Toast, use_task, use_toaster};

/// Whether a rule fills the cohort.
pub fn is_filled(cohort: &Cohort) -> bool {
    cohort.source != "manual"
}

/// How the rule of a cohort stands, in a word; `None` if people fill it.
pub fn state(cohort: &Cohort) -> Option<(Hue, String)> {
    if !is_filled(cohort) {
        return None;
    }
    Some(match (&cohort.held, cohort.paused, cohort.settling) {
        (Some(_), ..) => (Hue::Attention, t!("rule-held")),
        (None, true, _) => (Hue::Neutral, t!("rule-paused")),
        (None, false, true) => (Hue::Active, t!("rule-settling")),
        (None, false, false) => (Hue::Good, t!("rule-active")),
    })
}

/// The state as a label.
pub fn badge(cohort: &Cohort) -> Html {
    state(cohort).map_or_else(Html::default, |(hue, text)| html! { <Badge {hue} {text} /> })
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub cohort: Cohort,
    pub may_manage: bool,
    pub onchanged: Callback<()>,
}

#[derive(Clone, Copy, PartialEq)]
enum OpenDialog {
    Nothing,
    Rule,
    TakeAway,
}

/// The part of the page.
#[component]
pub fn RulePanel(props: &Props) -> Html {
    let cohort = &props.cohort;
    let open = use_state_eq(|| OpenDialog::Nothing);
    let opening = |opened: OpenDialog| {
        let open = open.setter();
        Callback::from(move |()| open.set(opened))
    };
    let (onclose, onchanged) = (opening(OpenDialog::Nothing), props.onchanged.clone());
    let over = match *open {
        OpenDialog::Nothing => Html::default(),
        OpenDialog::Rule => html! { <RuleDialog cohort={cohort.clone()} {onclose} {onchanged} /> },
        OpenDialog::TakeAway => html! { <TakeAwayDialog cohort={cohort.clone()} {onclose} {onchanged} /> },
    };
    if !is_filled(cohort) {
        let can_begin = props.may_manage && cohort.members == 0;
        return html! {
            if can_begin {
                <p data-testid="rule-none">
                    { t!("rule-none") }{ " " }
                    <Button small=true onclick={opening(OpenDialog::Rule)} testid="rule-begin">{ t!("rule-begin") }</Button>
                </p>
                { over }
            }
        };
    }
    html! {
        <section class="rc-rule" aria-label={t!("rule")} data-testid="rule">
            <p>
                { badge(cohort) }{ " " }{ t!("rule-says") }{ " " }
                <code data-testid="rule-text">{ cohort.rule.clone().unwrap_or_else(|| t!("rule-nobody")) }</code>
            </p>
            if cohort.held.is_some() {
                <Held cohort={cohort.clone()} may_manage={props.may_manage} onchanged={props.onchanged.clone()} />
            }
            if props.may_manage && cohort.rule.is_some() {
                <div class="rc-bar">
                    <Button small=true onclick={opening(OpenDialog::Rule)} testid="rule-change">{ t!("rule-change") }</Button>
                    <PauseButton cohort={cohort.clone()} onchanged={props.onchanged.clone()} />
                    <Button small=true onclick={opening(OpenDialog::TakeAway)} testid="rule-take-away">{ t!("rule-take-away") }</Button>
                </div>
            }
            { over }
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct PauseProps {
    cohort: Cohort,
    onchanged: Callback<()>,
}

/// Stops people from coming and going, or lets them again.
#[component]
fn PauseButton(props: &PauseProps) -> Html {
    let task = use_task();
    let toaster = use_toaster();
    let cohort = &props.cohort;
    let onclick = {
        let (task, cohort, onchanged) = (task.clone(), cohort.clone(), props.onchanged.clone());
        Callback::from(move |()| {
            let (paused, before) = (!cohort.paused, cohort.clone());
            let (toaster, onchanged, name) = (toaster.clone(), onchanged.clone(), cohort.name.clone());
            let onstale = onchanged.clone();
            let change = UpdateCohort { paused: Some(paused), ..UpdateCohort::default() };
            let call = async move { api::cohorts::update(&before.id, before.version, &change).await };
            let done = move |_| {
                let said =
                    if paused { t!("rule-pause-done", name = name) } else { t!("rule-resume-done", name = name) };
                toaster.emit(Toast::success(said));
                onchanged.emit(());
            };
            task.run_or(call, done, move |_| onstale.emit(()));
        })
    };
    let text = if cohort.paused { t!("rule-resume") } else { t!("rule-pause") };
    html! {
        <>
            <Button small=true busy={task.busy} {onclick} testid="rule-pause">{ text }</Button>
            if let Some(failure) = &task.failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="rule-problem" />
            }
        </>
    }
}

#[cfg(test)]
mod tests {
    use rollcall_wire::cohorts::HeldRule;

    use super::*;
    use crate::pages::cohorts::sample;

    #[test]
    fn what_holds_a_rule_up_is_said_first() {
        let manual = sample("Staff", None);
        assert_eq!(state(&manual), None);
        let rule = Cohort { source: "rule".to_owned(), paused: true, ..manual };
        assert_eq!(state(&rule), Some((Hue::Neutral, t!("rule-paused"))));
        let held = HeldRule { reason: "swing".to_owned(), since: String::new() };
        assert_eq!(state(&Cohort { held: Some(held), ..rule.clone() }), Some((Hue::Attention, t!("rule-held"))));
        assert_eq!(state(&Cohort { paused: false, ..rule }), Some((Hue::Good, t!("rule-active"))));
    }
}
