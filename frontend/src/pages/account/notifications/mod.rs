//! How one is told of things, on the whole and in single courses.

mod choice;
mod courses;

use std::rc::Rc;

use rollcall_wire::mail::{NotificationKind, Notifications, UpdateNotifications};
use yew::prelude::*;

use self::choice::ChoiceField;
use self::courses::InCourses;
use crate::api;
use crate::t;
use crate::ui::{Alert, Card, ProblemAlert, TextSkeleton, Toast, Tone, use_load, use_task, use_toaster};

/// The card. A choice counts as soon as it is made.
#[component]
pub fn NotificationsCard() -> Html {
    let loaded = use_load((), |(), signal| async move { api::notifications::get(&signal).await });
    // What the server has answered to the last choice.
    let answered = use_state_eq(|| None::<Rc<Notifications>>);
    let (task, toaster) = (use_task(), use_toaster());
    let onchange = {
        let (task, answered) = (task.clone(), answered.setter());
        Callback::from(move |changes: UpdateNotifications| {
            let (answered, toaster) = (answered.clone(), toaster.clone());
            task.run(async move { api::notifications::update(&changes).await }, move |now| {
                answered.set(Some(Rc::new(now)));
                toaster.emit(Toast::success(t!("notifications-saved")));
            });
        })
    };
    let known = (*answered).clone().or(loaded.data.clone());
    let body = match (&known, &loaded.failure) {
        (Some(known), _) => html! { <Choices notifications={Rc::clone(known)} {onchange} /> },
        (None, Some(failure)) => {
            html! { <ProblemAlert failure={failure.clone()} retry={loaded.reload.clone()} testid="notifications-error" /> }
        }
        (None, None) => html! { <TextSkeleton /> },
    };
    html! {
        <Card title={t!("notifications")} testid="notifications">
            <p class="rc-quiet">{ t!("notifications-lead") }</p>
            if let Some(failure) = &task.failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="notifications-refused" />
            }
            { body }
        </Card>
    }
}

#[derive(PartialEq, Properties)]
struct Props {
    notifications: Rc<Notifications>,
    onchange: Callback<UpdateNotifications>,
}

/// What there is to choose.
#[component]
fn Choices(props: &Props) -> Html {
    let Notifications { kinds, courses, address } = &*props.notifications;
    let field = |kind: &NotificationKind| {
        let name = kind.kind.clone();
        let onchange = props.onchange.reform(move |choice: Option<String>| UpdateNotifications {
            kinds: [(name.clone(), choice)].into(),
            ..UpdateNotifications::default()
        });
        html! { <ChoiceField key={kind.kind.clone()} kind={kind.clone()} {onchange} /> }
    };
    html! {
        <>
            if address.suppressed {
                <Alert tone={Tone::Warning} title={t!("notify-suppressed")} testid="notify-suppressed"><p>{ t!("notify-suppressed-detail") }</p></Alert>
            } else if !address.confirmed {
                <Alert tone={Tone::Info} title={t!("notify-unconfirmed")} testid="notify-unconfirmed"><p>{ t!("notify-unconfirmed-detail") }</p></Alert>
            }
            <div class="rc-section">{ for kinds.iter().map(field) }</div>
            <InCourses kinds={kinds.clone()} chosen={courses.clone()} onchange={props.onchange.clone()} />
        </>
    }
}
