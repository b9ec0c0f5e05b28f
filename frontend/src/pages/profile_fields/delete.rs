//! Delete a field with its values. Where accounts have some, their number has to be typed.

use rollcall_wire::profile::ProfileField;
use yew::prelude::*;

use crate::api::{self, Failure};
use crate::i18n::format;
use crate::t;
use crate::ui::{Alert, Confirm, Form, TextField, Toast, Tone, use_task, use_toaster};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub field: ProfileField,
    pub onclose: Callback<()>,
    pub onchanged: Callback<()>,
}

/// How many accounts would lose a value, where the server asks for that number.
fn asked(failure: Option<&Failure>) -> Option<i64> {
    match failure {
        Some(Failure::Problem(problem)) if problem.code == "confirmation_required" => problem.affected,
        _ => None,
    }
}

/// The dialog.
#[component]
pub fn DeleteDialog(props: &Props) -> Html {
    let typed = use_state_eq(String::new);
    let wrong = use_state_eq(|| false);
    // Kept from the first refusal on: another one would take the question away.
    let affected = use_state_eq(|| None::<i64>);
    let task = use_task();
    let toaster = use_toaster();
    let field = &props.field;
    let onconfirm = {
        let (task, field, affected, typed) = (task.clone(), field.clone(), affected.clone(), typed.clone());
        let (wrong, toaster) = (wrong.setter(), toaster.clone());
        let (onclose, onchanged) = (props.onclose.clone(), props.onchanged.clone());
        Callback::from(move |()| {
            let confirmed = *affected;
            let right = confirmed.is_none_or(|count| format::typed_number(&typed) == Some(count));
            wrong.set(!right);
            if !right {
                return;
            }
            let (gone, name) = (field.clone(), field.label.clone());
            let (toaster, onclose, onchanged) = (toaster.clone(), onclose.clone(), onchanged.clone());
            let done = move |()| {
                toaster.emit(Toast::success(t!("custom-deleted", name = name)));
                onclose.emit(());
                onchanged.emit(());
            };
            let affected = affected.setter();
            task.run_or(async move { api::profile_fields::delete(&gone, confirmed).await }, done, move |failure| {
                if let Some(count) = asked(Some(failure)) {
                    affected.set(Some(count));
                }
            });
        })
    };
    let failure = task.failure.clone().filter(|failure| asked(Some(failure)).is_none());
    let oninput = {
        let typed = typed.setter();
        Callback::from(move |text| typed.set(text))
    };
    html! {
        <Confirm
            title={t!("custom-delete-title", name = field.label.clone())}
            action={t!("custom-delete")}
            danger=true
            busy={task.busy}
            {failure}
            onconfirm={onconfirm.clone()}
            onclose={props.onclose.clone()}
            testid="field-delete-dialog"
        >
            <p>{ t!("custom-delete-what") }</p>
            if let Some(count) = *affected {
                <div class="rc-after">
                    <Alert tone={Tone::Danger} title={t!("custom-delete-affected", count = count)} urgent=true testid="field-delete-affected" />
                    <Form onsubmit={onconfirm}>
                        <TextField
                            label={t!("apply-confirm", count = format::count(count))}
                            error={wrong.then(|| AttrValue::from(t!("apply-confirm-wrong", count = format::count(count))))}
                            inputmode="numeric"
                            autocomplete="off"
                            value={(*typed).clone()}
                            {oninput}
                            testid="confirm-count"
                        />
                    </Form>
                </div>
            }
        </Confirm>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_question_of_the_server_is_a_question() {
        let problem = |code: &str| {
            Failure::from_answer(
                428,
                &format!(r#"{{"type":"","title":"","status":428,"detail":"","code":"{code}","affected":7}}"#),
            )
        };
        assert_eq!(asked(Some(&problem("confirmation_required"))), Some(7));
        assert_eq!((asked(Some(&problem("something_else"))), asked(None)), (None, None));
    }
}
