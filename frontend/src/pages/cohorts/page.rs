//! One cohort: what it is, and the people who are in it.

use rollcall_wire::cohorts::Cohort;
use yew::prelude::*;

use super::MANAGE;
use super::delete::DeleteDialog;
use super::dialog::CohortDialog;
use super::rule::{RulePanel, is_filled};
use crate::api;
use crate::pages::users::Offers;
use crate::pages::users::people_table::{PeopleHead, PeopleSource, PeopleTable};
use crate::router::{self, Route};
use crate::session::{may, use_me};
use crate::t;
use crate::ui::{Button, Load, PageHeader, ProblemAlert, Section, TextSkeleton, use_load};

#[derive(PartialEq, Properties)]
pub struct Props {
    /// The cohort's id.
    pub id: AttrValue,
}

#[derive(Clone, Copy, PartialEq)]
enum OpenDialog {
    Nothing,
    Edit,
    Delete,
}

/// The page.
#[component]
pub fn CohortPage(props: &Props) -> Html {
    let cohort = use_load(props.id.clone(), |id, _| async move { api::cohorts::get(&id).await });
    let open = use_state_eq(|| OpenDialog::Nothing);
    let may_manage = use_me().is_some_and(|me| may(&me, MANAGE));
    let Some(found) = cohort.data.as_deref() else { return absent(&cohort) };
    let opening = |opened: OpenDialog| {
        let open = open.setter();
        Callback::from(move |()| open.set(opened))
    };
    let actions = if may_manage {
        html! {
            <>
                <Button onclick={opening(OpenDialog::Edit)} testid="cohort-edit">{ t!("details-edit") }</Button>
                <Button onclick={opening(OpenDialog::Delete)} testid="cohort-delete">{ t!("cohort-delete") }</Button>
            </>
        }
    } else {
        Html::default()
    };
    let (onclose, onchanged) = (opening(OpenDialog::Nothing), cohort.reload.clone());
    let over = match *open {
        OpenDialog::Nothing => Html::default(),
        OpenDialog::Edit => html! { <CohortDialog cohort={Some(found.clone())} {onclose} {onchanged} /> },
        OpenDialog::Delete => {
            html! { <DeleteDialog cohort={found.clone()} {onclose} {onchanged} ondeleted={Callback::from(leave)} /> }
        }
    };
    let title = found.name.clone().into();
    let lead = found.description.clone().map(AttrValue::from);
    let below = html! { <RulePanel cohort={found.clone()} {may_manage} onchanged={cohort.reload.clone()} /> };
    let offers = if is_filled(found) { Offers::COHORT_BY_RULE } else { Offers::COHORT };
    let head = PeopleHead { title, lead, below, actions, over, ..PeopleHead::default() };
    html! {
        <PeopleTable source={PeopleSource::of_cohort(found)} {offers} {head} round={round(found)} onchanged={cohort.reload.clone()} />
    }
}

/// Grows with the cohort: by another rule, others are in it.
fn round(cohort: &Cohort) -> u32 {
    u32::try_from(cohort.version).unwrap_or_default()
}

/// There is no such cohort any more.
fn leave(_: ()) {
    router::go(&Route::Cohorts.path());
}

/// Until the cohort is there, or if it can't be had.
fn absent(cohort: &Load<Cohort>) -> Html {
    let body = match &cohort.failure {
        Some(failure) => {
            html! { <ProblemAlert failure={failure.clone()} retry={cohort.reload.clone()} testid="cohort-error" /> }
        }
        None => html! { <TextSkeleton /> },
    };
    html! {
        <>
            <PageHeader title={t!("cohort")} />
            <Section>{ body }</Section>
        </>
    }
}
