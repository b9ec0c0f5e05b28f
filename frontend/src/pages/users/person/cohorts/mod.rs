//! The cohorts that the person is in, with the ways into one and out of one.

mod add;

use std::rc::Rc;

use rollcall_wire::auth::Me;
use rollcall_wire::cohorts::Cohort;
use rollcall_wire::users::User;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use self::add::AddDialog;
use super::super::guard;
use crate::api;
use crate::pages::cohorts::rule::{self, WhyDialog, is_filled};
use crate::pages::cohorts::{self, people_address};
use crate::session::may;
use crate::t;
use crate::ui::{
    Button, Card, Link, ProblemAlert, Symbol, Task, TextSkeleton, Toast, after_act, use_load, use_rescue_after_acts,
    use_task, use_toaster, words,
};
use crate::url::Query;

/// As many as the API gives at once; nobody is in more.
const MOST: usize = 500;

#[derive(PartialEq, Properties)]
pub struct Props {
    pub user: Rc<User>,
    pub me: Rc<Me>,
    pub onchanged: Callback<()>,
}

/// The card.
#[component]
pub fn Cohorts(props: &Props) -> Html {
    let user = &props.user;
    let joined = use_load((user.id.clone(), user.version), |(id, _), signal| async move {
        let query = Query::default().with("user_id", id).with("limit", MOST);
        api::cohorts::list(&query, &signal).await
    });
    let acted = use_rescue_after_acts(&joined.data);
    let adding = use_state_eq(|| false);
    let task = use_task();
    let may_manage = may(&props.me, cohorts::MANAGE);
    let reason = guard::cohort_reason(&props.me, user).map(AttrValue::from);
    let onchanged = after_act(&acted, &props.onchanged);
    let onremove = removing(user, &task, use_toaster(), &onchanged);
    let open = |wanted: bool| {
        let adding = adding.setter();
        Callback::from(move |()| adding.set(wanted))
    };
    let asking = use_state_eq(|| None::<Cohort>);
    let onwhy = {
        let asking = asking.setter();
        Callback::from(move |cohort| asking.set(Some(cohort)))
    };
    let onanswered = {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(None))
    };
    let item = |cohort: &Cohort| {
        if is_filled(cohort) {
            return item_by_rule(cohort, &onwhy);
        }
        let leave = (may_manage && reason.is_none()).then(|| onremove.clone());
        item(cohort, leave, task.busy)
    };
    let body = match (&joined.data, &joined.failure) {
        (_, Some(failure)) => {
            html! { <ProblemAlert failure={failure.clone()} retry={joined.reload.clone()} testid="person-cohorts-error" /> }
        }
        (None, None) => html! { <TextSkeleton /> },
        (Some(found), None) if found.items.is_empty() => {
            html! { <p class="rc-quiet" data-testid="person-cohorts-none">{ t!("cohorts-none-joined") }</p> }
        }
        (Some(found), None) => html! { <ul class="rc-joined" role="list">{ for found.items.iter().map(item) }</ul> },
    };
    let actions = if may_manage {
        html! { <Button icon={Symbol::Add} reason={reason.clone()} onclick={open(true)} testid="person-cohort-add">{ t!("cohort-join") }</Button> }
    } else {
        Html::default()
    };
    html! {
        <Card title={t!("cohorts")} {actions} testid="person-cohorts">
            if let Some(failure) = &task.failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="person-cohort-problem" />
            }
            { body }
            if let Some(cohort) = &*asking {
                <WhyDialog cohort={cohort.clone()} user_id={user.id.clone()} name={user.full_name.clone()} onclose={onanswered} />
            }
            if *adding {
                <AddDialog user={user.clone()} onclose={open(false)} {onchanged} />
            }
        </Card>
    }
}

/// Takes the person out of a cohort.
fn removing(user: &Rc<User>, task: &Task, toaster: Callback<Toast>, onchanged: &Callback<()>) -> Callback<Cohort> {
    let (task, onchanged, user) = (task.clone(), onchanged.clone(), Rc::clone(user));
    Callback::from(move |cohort: Cohort| {
        let (gone, user_id) = (cohort.clone(), user.id.clone());
        let (toaster, onchanged, user) = (toaster.clone(), onchanged.clone(), user.clone());
        let onstale = onchanged.clone();
        let call = async move { api::cohorts::remove(&gone, &user_id).await };
        let done = move |()| {
            let text = t!("cohort-left", name = user.full_name.clone(), cohort = cohort.name.clone());
            let back = putting_back(cohort, &user, &toaster, &onchanged);
            toaster.emit(Toast::success(text).with_action(t!("undo"), back));
            onchanged.emit(());
        };
        task.run_or(call, done, move |failure| {
            // Another user has deleted the account or the cohort.
            if failure.status() == Some(404) {
                onstale.emit(());
            }
        });
    })
}

/// A cohort, and the way out of it, if there is one.
fn item(cohort: &Cohort, leave: Option<Callback<Cohort>>, busy: bool) -> Html {
    let leave = leave.map(|leave| {
        let cohort = cohort.clone();
        leave.reform(move |()| cohort.clone())
    });
    html! {
        <li key={cohort.id.clone()} data-testid="person-cohort" data-of={cohort.key.clone()}>
            <span>
                <Link to={people_address(&cohort.key)} testid="person-cohort-people">{ &cohort.name }</Link>
                <span class="rc-below"><code>{ &cohort.key }</code></span>
            </span>
            if let Some(onclick) = leave {
                <Button
                    small=true
                    {busy}
                    label={t!("cohort-leave-named", cohort = cohort.name.clone())}
                    {onclick}
                    testid="person-cohort-remove"
                >
                    { t!("cohort-leave") }
                </Button>
            }
        </li>
    }
}

/// A cohort that a rule fills, and the way to why the person is in it.
fn item_by_rule(cohort: &Cohort, onwhy: &Callback<Cohort>) -> Html {
    let onclick = {
        let cohort = cohort.clone();
        onwhy.reform(move |()| cohort.clone())
    };
    html! {
        <li key={cohort.id.clone()} data-testid="person-cohort" data-of={cohort.key.clone()}>
            <span>
                <Link to={people_address(&cohort.key)} testid="person-cohort-people">{ &cohort.name }</Link>
                <span class="rc-below"><code>{ &cohort.key }</code>{ " " }{ rule::badge(cohort) }</span>
            </span>
            <Button small=true label={t!("why-named", cohort = cohort.name.clone())} {onclick} testid="person-cohort-why">{ t!("why") }</Button>
        </li>
    }
}

/// Puts a user back into a cohort.
fn putting_back(cohort: Cohort, user: &User, toaster: &Callback<Toast>, onchanged: &Callback<()>) -> Callback<()> {
    let (id, name) = (user.id.clone(), user.full_name.clone());
    let (toaster, onchanged) = (toaster.clone(), onchanged.clone());
    Callback::from(move |()| {
        let (cohort, id, name) = (cohort.clone(), id.clone(), name.clone());
        let (toaster, onchanged) = (toaster.clone(), onchanged.clone());
        spawn_local(async move {
            toaster.emit(match api::cohorts::add(&cohort, &id).await {
                Ok(()) => Toast::success(t!("cohort-joined", name = name, cohort = cohort.name)),
                Err(failure) => Toast::danger(t!("undo-failed", reason = words(&failure).detail)),
            });
            onchanged.emit(());
        });
    })
}
