//! Buttons, notices, figures.

use rollcall_wire::{FieldError, Problem};
use yew::prelude::*;

use super::Group;
use crate::api::Failure;
use crate::ui::{
    Alert, Badge, Button, Change, DayBars, Diff, Empty, Hue, Look, OutcomeBars, ProblemAlert, Progress, Symbol,
    TableSkeleton, TextSkeleton, Tile, Tiles, Toast, Tone, use_toaster,
};

/// Buttons: every look, with an icon, busy, disabled, with a reason.
#[component]
pub fn Buttons() -> Html {
    let looks =
        [("Primary", Look::Primary), ("Secondary", Look::Secondary), ("Danger", Look::Danger), ("Link", Look::Link)];
    let look = |(name, look): (&'static str, Look)| {
        html! {
            <div class="rc-bar">
                <Button {look}>{ name }</Button>
                <Button {look} icon={Symbol::Upload}>{ "With an icon" }</Button>
                <Button {look} small=true>{ "Small" }</Button>
                <Button {look} busy=true>{ "Busy" }</Button>
                <Button {look} disabled=true>{ "Disabled" }</Button>
                <Button {look} reason={Some(AttrValue::from("This is why"))}>{ "With a reason" }</Button>
            </div>
        }
    };
    html! {
        <Group title="Buttons">
            { for looks.map(look) }
            <div class="rc-bar"><Button look={Look::Plain} icon={Symbol::Close} label="Only an icon" /></div>
        </Group>
    }
}

/// Notices, problems, labels, toasts, what stands in for content.
#[component]
pub fn Notices() -> Html {
    let toaster = use_toaster();
    let tones = [Tone::Info, Tone::Success, Tone::Warning, Tone::Danger];
    let hues = [
        ("Neutral", Hue::Neutral),
        ("Active", Hue::Active),
        ("Good", Hue::Good),
        ("Attention", Hue::Attention),
        ("Bad", Hue::Bad),
    ];
    let toast = |tone: Tone| {
        let toaster = toaster.clone();
        Callback::from(move |()| {
            let text = "Anna Berg is suspended.".to_owned();
            toaster.emit(Toast { tone, text, action: Some(("Undo".to_owned(), Callback::noop())) });
        })
    };
    html! {
        <Group title="Notices">
            { for tones.map(|tone| html! { <Alert {tone} title="What happened">{ "What it means and what to do." }</Alert> }) }
            <ProblemAlert failure={problem()} retry={Some(Callback::noop())} />
            <ProblemAlert failure={Failure::Unreachable} />
            <div class="rc-badges">{ for hues.map(|(text, hue)| html! { <Badge {hue} {text} /> }) }</div>
            <div class="rc-bar">
                <Button onclick={toast(Tone::Success)} testid="kit-toast">{ "Show a toast with undo" }</Button>
                <Button onclick={toast(Tone::Danger)}>{ "Show one about a failure" }</Button>
            </div>
            <Empty title="Nothing here yet" actions={html! { <Button look={Look::Link}>{ "Begin" }</Button> }}>{ "What would be here, and how it gets here." }</Empty>
            <TableSkeleton rows={3} />
            <TextSkeleton />
        </Group>
    }
}

/// A refusal with all that one can have.
fn problem() -> Failure {
    Failure::Problem(Box::new(Problem {
        kind: "/problems/invalid".to_owned(),
        title: "Invalid".to_owned(),
        status: 422,
        detail: "Two things have to be put right.".to_owned(),
        code: "invalid".to_owned(),
        request_id: "0195f2c1-7a31".to_owned(),
        errors: ["email", "username"]
            .map(|field| FieldError {
                field: field.to_owned(),
                code: "invalid_value".to_owned(),
                message: "This is not one.".to_owned(),
            })
            .to_vec(),
        position: None,
        affected: None,
        values: rollcall_wire::Values::new(),
        columns: Vec::new(),
    }))
}

/// Figures: tiles, bars, days, progress, differences.
#[component]
pub fn Figures() -> Html {
    let counts = vec![("suspend", 9_950), ("unchanged", 48), ("error", 2)];
    let days = (1..=30).map(|day| (format!("2026-03-{day:02}"), i64::from(day) * 7 % 23)).collect::<Vec<_>>();
    let tile = |(name, kind, count, chosen): (&'static str, &'static str, i64, bool)| {
        html! { <Tile {name} {kind} {count} {chosen} onclick={Callback::noop()} /> }
    };
    let change =
        |name: &str, before: &str, after: &str| Change::new(name.to_owned(), before.to_owned(), after.to_owned());
    let comes = Change { name: "Added to".to_owned(), before: None, after: Some("Staff".to_owned()) };
    let goes = Change { name: "Removed from".to_owned(), before: Some("Apprentices".to_owned()), after: None };
    html! {
        <Group title="Figures">
            <Tiles label="Outcomes">
                { for [("Suspend", "suspend", 9_950, true), ("Unchanged", "unchanged", 48, false), ("Error", "error", 2, false)].map(tile) }
            </Tiles>
            <OutcomeBars title="Outcomes as bars" {counts} />
            <DayBars title="Sign-ins" {days} />
            <DayBars title="Nothing at all" days={vec![("2026-03-01".to_owned(), 0)]} />
            <Progress title="Waiting" done={0} total={0} measure="Waiting" />
            <Progress title="Applying" done={40} total={100} measure="40 of 100" note="200 rows a second, 1 minute left" />
            <Progress title="Done" done={100} total={100} measure="100 of 100" />
            <Diff changes={vec![change("Status", "Active", "Suspended"), change("Authentication", "Manual", "No login"), comes, goes]} />
        </Group>
    }
}
