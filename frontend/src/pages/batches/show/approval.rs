//! A second person's approval: that it is needed and why, who can give it, the button, and who has.

use std::rc::Rc;

use gloo_timers::callback::Interval;
use rollcall_wire::auth::Me;
use rollcall_wire::batches::Batch;
use yew::prelude::*;

use super::super::state;
use crate::api;
use crate::i18n::{format, words};
use crate::session::{CourseRights, use_course_rights, use_me};
use crate::t;
use crate::ui::{Alert, Button, Confirm, Look, Tone, rescue_focus, use_task};

/// Milliseconds between looks while the batch waits for another user.
const LOOK_AGAIN: u32 = 5_000;

/// The part that a person has in a pending approval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ApproverStatus {
    /// They can give it.
    Second,
    /// The plan is their own, or they were the last to change it.
    Author,
    /// They lack a permission that the batch takes.
    Onlooker,
}

impl ApproverStatus {
    fn of(me: Option<&Me>, courses: &CourseRights, batch: &Batch) -> Self {
        let authors = [&batch.created_by, &batch.planned_by];
        let is_author = |me: &Me| authors.into_iter().flatten().any(|author| author.id == me.user.id);
        match me {
            Some(me) if is_author(me) => Self::Author,
            _ if state::may_apply(me, courses, batch) => Self::Second,
            _ => Self::Onlooker,
        }
    }
}

/// Whom to ask, by what they have to be allowed to do.
fn permissions(batch: &Batch) -> String {
    let all = std::iter::once("batches.apply").chain(batch.needs.iter().map(String::as_str));
    format::list(&all.map(words::capability).collect::<Vec<_>>())
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub batch: Rc<Batch>,
    pub onchanged: Callback<()>,
}

/// Looks again while the batch waits for another user, and keeps the focus when that ends.
#[hook]
fn use_waiting(waits: bool, onchanged: &Callback<()>) {
    use_effect_with((waits, onchanged.clone()), |(waits, onchanged)| {
        let onchanged = onchanged.clone();
        let timer = waits.then(|| Interval::new(LOOK_AGAIN, move || onchanged.emit(())));
        move || drop(timer)
    });
    // The button goes with the question, and with it what had the focus.
    let before = use_mut_ref(|| waits);
    use_effect_with(waits, move |waits| {
        if before.replace(*waits) != *waits {
            rescue_focus();
        }
    });
}

/// That it is needed, and why.
fn notice(batch: &Batch, standing: ApproverStatus, actions: Html) -> Html {
    let why = batch.approval_above.map(|above| t!("approval-why", count = batch.affected, above = above));
    let lapsed = batch.approved_by.as_ref().map(|who| t!("approval-lapsed", name = who.username.clone()));
    let (tone, title, detail) = match standing {
        ApproverStatus::Second => (Tone::Warning, t!("approval-asked"), t!("approval-asked-detail")),
        ApproverStatus::Author => {
            (Tone::Info, t!("approval-waits"), t!("approval-waits-detail", permissions = permissions(batch)))
        }
        ApproverStatus::Onlooker => {
            (Tone::Info, t!("approval-waits"), t!("approval-other-detail", permissions = permissions(batch)))
        }
    };
    html! {
        <Alert {tone} {title} {actions} testid="approval">
            <p>{ why }</p>
            if let Some(lapsed) = lapsed {
                <p class="rc-below" data-testid="approval-lapsed">{ lapsed }</p>
            }
            <p class="rc-below">{ detail }</p>
        </Alert>
    }
}

/// The notice. Nothing for plans that need no approval.
#[component]
pub fn Approval(props: &Props) -> Html {
    let (me, courses) = (use_me(), use_course_rights());
    // The version of the plan that the question is about: another one would be another question.
    let asking = use_state_eq(|| None::<i64>);
    let task = use_task();
    let batch = &props.batch;
    let waits = batch.waits_for_approval;
    use_waiting(waits, &props.onchanged);
    if !batch.approval_required {
        return Html::default();
    }
    if let Some(approver) = batch.approved_by.as_ref().filter(|_| !waits) {
        let at = batch.approved_at.as_deref().map(format::moment).unwrap_or_default();
        let title = t!("approval-given", name = approver.username.clone(), at = at);
        return html! { <Alert tone={Tone::Success} {title} testid="approved">{ t!("approval-given-detail") }</Alert> };
    }
    let standing = ApproverStatus::of(me.as_deref(), &courses, batch);
    let set = |value: Option<i64>| {
        let (asking, task) = (asking.setter(), task.clone());
        Callback::from(move |()| {
            task.clear();
            asking.set(value);
        })
    };
    let approve = {
        let (task, id, version) = (task.clone(), batch.id.clone(), asking.unwrap_or(batch.version));
        let (asking, onchanged) = (asking.setter(), props.onchanged.clone());
        Callback::from(move |()| {
            let (id, asking, onchanged) = (id.clone(), asking.clone(), onchanged.clone());
            let look_again = onchanged.clone();
            let done = move |_| {
                asking.set(None);
                onchanged.emit(());
            };
            // Where it is refused, the plan or what is asked for has changed: the page shows at once how.
            let failed = move |_: &_| look_again.emit(());
            task.run_or(async move { api::batches::approve(&id, version).await }, done, failed);
        })
    };
    let actions = match standing {
        ApproverStatus::Second => html! {
            <Button look={Look::Secondary} onclick={set(Some(batch.version))} testid="approve">{ t!("approve") }</Button>
        },
        ApproverStatus::Author | ApproverStatus::Onlooker => Html::default(),
    };
    html! {
        <>
            { notice(batch, standing, actions) }
            if asking.is_some() {
                <Confirm
                    title={t!("approve-title", count = batch.affected)}
                    action={t!("approve")}
                    busy={task.busy}
                    failure={task.failure.clone()}
                    onconfirm={approve}
                    onclose={set(None)}
                    testid="approve-dialog"
                >
                    <p class="rc-paragraph">{ t!("approve-what") }</p>
                </Confirm>
            }
        </>
    }
}

#[cfg(test)]
mod tests {
    use rollcall_wire::users::Actor;

    use super::*;
    use crate::pages::batches::state::tests::batch;
    use crate::session::tests::me;

    #[test]
    fn whoever_made_or_changed_the_plan_is_no_second_person() {
        let actor = |id: &str| Some(Actor { id: id.to_owned(), username: id.to_owned() });
        let needs = vec!["users.suspend".to_owned()];
        let other = Batch { created_by: actor("other"), planned_by: actor("other"), needs, ..batch() };
        let boss = me(&[], &["*"]);
        assert_eq!(ApproverStatus::of(Some(&boss), &CourseRights::default(), &other), ApproverStatus::Second);
        for (created_by, planned_by) in [(actor("me"), actor("other")), (actor("other"), actor("me"))] {
            let own = Batch { created_by, planned_by, ..other.clone() };
            assert_eq!(ApproverStatus::of(Some(&boss), &CourseRights::default(), &own), ApproverStatus::Author);
        }
        assert_eq!(
            ApproverStatus::of(Some(&me(&[], &["batches.*"])), &CourseRights::default(), &other),
            ApproverStatus::Onlooker
        );
        assert_eq!(
            ApproverStatus::of(Some(&me(&[], &["users.*"])), &CourseRights::default(), &other),
            ApproverStatus::Onlooker
        );
    }
}
