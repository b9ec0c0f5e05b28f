//! Who may write to one, and whether others see what one has read.

use std::rc::Rc;

use rollcall_wire::messages::{MessagePreferences, UpdateMessagePreferences};
use yew::prelude::*;

use crate::api;
use crate::i18n::find;
use crate::t;
use crate::ui::{Card, Check, ProblemAlert, Select, TextSkeleton, Toast, use_load, use_task, use_toaster};

/// From the most to the least.
const WHO: [&str; 3] = ["everybody", "course_mates", "contacts"];

fn label(who: &str) -> String {
    find(&format!("who-{}", who.replace('_', "-")), &[]).unwrap_or_else(|| who.replace('_', " "))
}

/// The card. A choice counts as soon as it is made.
#[component]
pub fn PreferencesCard() -> Html {
    let loaded = use_load((), |(), signal| async move { api::notifications::preferences(&signal).await });
    // What the server has answered to the last choice.
    let answered = use_state_eq(|| None::<Rc<MessagePreferences>>);
    let (task, toaster) = (use_task(), use_toaster());
    let onchange = {
        let (task, answered) = (task.clone(), answered.setter());
        Callback::from(move |changes: UpdateMessagePreferences| {
            let (answered, toaster) = (answered.clone(), toaster.clone());
            task.run(async move { api::notifications::prefer(&changes).await }, move |now| {
                answered.set(Some(Rc::new(now)));
                toaster.emit(Toast::success(t!("notifications-saved")));
            });
        })
    };
    let known = (*answered).clone().or(loaded.data.clone());
    let body = match (&known, &loaded.failure) {
        (Some(known), _) => fields(known, &onchange),
        (None, Some(failure)) => {
            html! { <ProblemAlert failure={failure.clone()} retry={loaded.reload.clone()} testid="preferences-error" /> }
        }
        (None, None) => html! { <TextSkeleton /> },
    };
    html! {
        <Card title={t!("contact-preferences")} testid="preferences">
            if let Some(failure) = &task.failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="preferences-refused" />
            }
            { body }
        </Card>
    }
}

fn fields(known: &MessagePreferences, onchange: &Callback<UpdateMessagePreferences>) -> Html {
    let options: Vec<(AttrValue, AttrValue)> =
        WHO.iter().map(|who| (AttrValue::Static(who), AttrValue::from(label(who)))).collect();
    let onwho = onchange.reform(|who: String| UpdateMessagePreferences {
        who_may_message: Some(who),
        ..UpdateMessagePreferences::default()
    });
    let onread = onchange
        .reform(|on: bool| UpdateMessagePreferences { read_receipts: Some(on), ..UpdateMessagePreferences::default() });
    let limited = known.site_allows != WHO[0];
    html! {
        <>
            <Select label={t!("who-may-message")} help={t!("who-may-message-help")} value={known.who_may_message.clone()} {options} onchange={onwho} testid="who-may-message" />
            if limited {
                <p class="rc-quiet" data-testid="who-limited">{ t!("who-may-message-limited", choice = label(&known.site_allows)) }</p>
            }
            <Check label={t!("read-receipts")} help={t!("read-receipts-help")} checked={known.read_receipts} onchange={onread} testid="read-receipts" />
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answer_has_its_words() {
        for who in WHO {
            assert_ne!(label(who), who.replace('_', " "));
        }
    }
}
