//! One cohort in the list.

use rollcall_wire::cohorts::Cohort;
use yew::prelude::*;

use super::{people, rule};
use crate::router::Route;
use crate::t;
use crate::ui::{Button, Cell, Column, Link, Row};

/// The headings of the list; one more where something can be done with a row.
pub fn headings(may_manage: bool) -> Vec<Column> {
    let common = [t!("cohort-name"), t!("cohort-description"), t!("users")].map(Column::new);
    common.into_iter().chain(may_manage.then(|| Column::new(t!("actions")).quiet())).collect()
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub cohort: Cohort,
    pub may_manage: bool,
    pub onedit: Callback<Cohort>,
    pub ondelete: Callback<Cohort>,
}

/// A row.
#[component]
pub fn CohortRow(props: &Props) -> Html {
    let cohort = &props.cohort;
    let act = |act: &Callback<Cohort>| {
        let cohort = cohort.clone();
        act.reform(move |()| cohort.clone())
    };
    let label = |act: String| t!("act-on", act = act, name = cohort.name.clone());
    let count = t!("users-total", count = cohort.members);
    html! {
        <Row testid="cohort-row" of={cohort.key.clone()}>
            <Cell heads=true label={t!("cohort-name")}>
                <Link to={Route::Cohort(cohort.id.clone()).path()} testid="cohort">{ &cohort.name }</Link>
                <span class="rc-below"><code>{ &cohort.key }</code>{ " " }{ rule::badge(cohort) }</span>
            </Cell>
            <Cell label={t!("cohort-description")} class="rc-prose">{ cohort.description.clone().unwrap_or_default() }</Cell>
            <Cell label={t!("users")}>
                if cohort.members > 0 {
                    <Link to={people::address(&cohort.key)} class="rc-nowrap" testid="cohort-people">{ count }</Link>
                } else {
                    <span class="rc-quiet rc-nowrap">{ count }</span>
                }
            </Cell>
            if props.may_manage {
                <Cell label={t!("actions")} class="rc-actions">
                    <span class="rc-pair">
                        <Button small=true label={label(t!("details-edit"))} onclick={act(&props.onedit)} testid="cohort-edit">{ t!("details-edit") }</Button>
                        <Button small=true label={label(t!("cohort-delete"))} onclick={act(&props.ondelete)} testid="cohort-delete">{ t!("cohort-delete") }</Button>
                    </span>
                </Cell>
            }
        </Row>
    }
}
