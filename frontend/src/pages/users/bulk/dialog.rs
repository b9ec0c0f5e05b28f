//! Plan an action on a selection. Nothing happens yet: the plan is looked at on the batch's own page.

use std::rc::Rc;

use rollcall_wire::auth::Me;
use rollcall_wire::batches::{Selection as Order, SelectionSettings};
use rollcall_wire::cohorts::Cohort;
use yew::prelude::*;

use super::action::BulkAction;
use super::role::{self, RoleSelect};
use crate::api;
use crate::i18n::words;
use crate::pages::cohorts::{self, CohortPicker};
use crate::pages::users::filters::METHODS;
use crate::pages::users::oneself::OneselfInSelection;
use crate::pages::users::selection::Selection;
use crate::pages::users::suspension::{Suspension, SuspensionFields};
use crate::router::{self, Route};
use crate::t;
use crate::ui::{Button, Check, Dialog, Form, Look, ProblemAlert, Select, use_task, use_unique_id};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub action: BulkAction,
    pub selection: Selection,
    /// The cohort that is proposed where one has to be chosen.
    #[prop_or_default]
    pub cohort: Option<Cohort>,
    pub me: Option<Rc<Me>>,
    /// Somebody is left out.
    pub onchange: Callback<Selection>,
    pub onclose: Callback<()>,
}

/// What the dialog's fields hold.
#[derive(Debug, Clone, PartialEq)]
struct Choices {
    suspension: Suspension,
    restore_method: bool,
    method: String,
    role: String,
    cohort: Option<Cohort>,
}

/// What a field lacks.
#[derive(Debug, Clone, PartialEq)]
enum Missing {
    /// The end of a suspension is none.
    End(String),
    /// No role is chosen.
    Role,
    /// No cohort is chosen.
    Cohort,
}

impl Choices {
    /// The API's settings for an action, or what is missing.
    fn settings(&self, action: BulkAction) -> Result<SelectionSettings, Missing> {
        let mut settings = SelectionSettings::default();
        match action {
            BulkAction::Suspend => {
                settings.set_auth_method = self.suspension.method();
                settings.reason = self.suspension.reason();
                settings.until = self.suspension.end().map_err(Missing::End)?;
            }
            BulkAction::Activate => settings.restore_auth_method = Some(self.restore_method),
            BulkAction::SetAuthMethod => settings.auth_method = Some(self.method.clone()),
            BulkAction::AssignRole if self.role.is_empty() => return Err(Missing::Role),
            BulkAction::AssignRole => settings.role = Some(self.role.clone()),
            BulkAction::AddToCohort | BulkAction::RemoveFromCohort => {
                let cohort = self.cohort.as_ref().ok_or(Missing::Cohort)?;
                settings.cohort = Some(cohort.key.clone());
            }
            _ => {}
        }
        Ok(settings)
    }
}

/// The dialog.
#[component]
pub fn BulkDialog(props: &Props) -> Html {
    let form = use_unique_id("form");
    let choices = use_state_eq(|| Choices {
        suspension: Suspension::default(),
        restore_method: true,
        method: "manual".to_owned(),
        role: String::new(),
        cohort: props.cohort.clone().filter(|_| props.action == BulkAction::RemoveFromCohort),
    });
    let missing = use_state_eq(|| None::<Missing>);
    let task = use_task();
    let action = props.action;
    let count = props.selection.count();
    let roles = role::use_roles(action == BulkAction::AssignRole);
    let known = roles.data.as_ref().map(|roles| roles.as_slice());
    let any = cohorts::use_any(action.is_of_cohort());
    let has_any = any.data.as_ref().map(|any| **any);
    let reason = match action {
        BulkAction::AssignRole => role::reason(known, roles.failure.is_some()),
        BulkAction::AddToCohort | BulkAction::RemoveFromCohort => cohorts::reason(has_any, any.failure.is_some()),
        _ => None,
    };
    let onsubmit = {
        let (task, selection, choices) = (task.clone(), props.selection.clone(), choices.clone());
        let missing = missing.setter();
        Callback::from(move |()| {
            let settings = match choices.settings(action) {
                Ok(settings) => settings,
                Err(what) => return missing.set(Some(what)),
            };
            missing.set(None);
            let order = Order { action: action.code().to_owned(), target: selection.target(), settings };
            let call = async move { api::batches::select(&order).await };
            task.run(call, |batch| router::go(&Route::Batch(batch.id).path()));
        })
    };
    let footer = html! {
        <>
            <Button look={Look::Primary} submit=true form={form.clone()} busy={task.busy} reason={reason.map(AttrValue::from)} testid="bulk-plan">{ t!("bulk-plan") }</Button>
            <Button look={Look::Link} onclick={props.onclose.clone()} disabled={task.busy}>{ t!("cancel") }</Button>
        </>
    };
    let set = |change: fn(Choices, bool) -> Choices| {
        let choices = choices.clone();
        Callback::from(move |value| choices.set(change((*choices).clone(), value)))
    };
    let until_error = match &*missing {
        Some(Missing::End(words)) => Some(AttrValue::from(words.clone())),
        _ => None,
    };
    let fields = match action {
        BulkAction::Suspend => {
            let onchange = {
                let choices = choices.clone();
                Callback::from(move |suspension| choices.set(Choices { suspension, ..(*choices).clone() }))
            };
            html! {
                <SuspensionFields
                    value={choices.suspension.clone()}
                    {onchange}
                    no_login_help={t!("setting-no-login-help")}
                    {until_error}
                />
            }
        }
        BulkAction::Activate => html! {
            <Check
                label={t!("setting-restore")}
                help={t!("setting-restore-help")}
                checked={choices.restore_method}
                onchange={set(|choices, restore_method| Choices { restore_method, ..choices })}
                testid="activate-restore"
            />
        },
        BulkAction::SetAuthMethod => {
            let methods = METHODS.map(|code| (AttrValue::Static(code), words::auth_method(code).into()));
            let onchange = {
                let choices = choices.clone();
                Callback::from(move |method| choices.set(Choices { method, ..(*choices).clone() }))
            };
            html! { <Select label={t!("field-auth-method")} help={t!("bulk-method-help")} value={choices.method.clone()} options={methods.to_vec()} {onchange} testid="bulk-method" /> }
        }
        BulkAction::AssignRole => {
            let onchange = {
                let choices = choices.clone();
                Callback::from(move |role| choices.set(Choices { role, ..(*choices).clone() }))
            };
            let error = (*missing == Some(Missing::Role)).then(|| AttrValue::from(t!("bulk-role-missing")));
            let (failure, reload) = (roles.failure.clone(), roles.reload.clone());
            html! { <RoleSelect roles={roles.data.clone()} {failure} {reload} value={choices.role.clone()} {onchange} {error} /> }
        }
        BulkAction::AddToCohort | BulkAction::RemoveFromCohort => {
            let onchange = {
                let choices = choices.clone();
                Callback::from(move |cohort| choices.set(Choices { cohort, ..(*choices).clone() }))
            };
            let error = (*missing == Some(Missing::Cohort) && choices.cohort.is_none())
                .then(|| AttrValue::from(t!("cohort-pick-missing")));
            let (failure, reload) = (any.failure.clone(), any.reload.clone());
            html! { <CohortPicker any={has_any} {failure} {reload} value={choices.cohort.clone()} {onchange} {error} /> }
        }
        _ => Html::default(),
    };
    html! {
        <Dialog title={t!("bulk-title", action = action.title(count))} onclose={props.onclose.clone()} busy={task.busy} {footer} testid="bulk-dialog">
            if let Some(failure) = &task.failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
            }
            <p class="rc-paragraph">{ action.what() }</p>
            if let Some(me) = &props.me {
                <OneselfInSelection act={action.code()} selection={props.selection.clone()} me={me.clone()} onchange={props.onchange.clone()} />
            }
            <Form id={form} {onsubmit}>{ fields }</Form>
            <p class="rc-quiet rc-after">{ t!("bulk-safe") }</p>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use rollcall_wire::Patch;

    use super::*;

    fn settings(action: BulkAction) -> SelectionSettings {
        let choices = Choices {
            suspension: Suspension::default(),
            restore_method: false,
            method: "oidc".to_owned(),
            role: "account_manager".to_owned(),
            cohort: Some(cohorts::sample("Staff", None)),
        };
        choices.settings(action).unwrap_or_default()
    }

    #[test]
    fn each_action_gets_its_own_settings_and_nothing_is_applied() {
        let suspend = settings(BulkAction::Suspend);
        assert_eq!((suspend.set_auth_method, suspend.apply), (Patch::Value("nologin".to_owned()), None));
        assert_eq!(settings(BulkAction::Activate).restore_auth_method, Some(false));
        assert_eq!(settings(BulkAction::SetAuthMethod).auth_method.as_deref(), Some("oidc"));
        assert_eq!(settings(BulkAction::AssignRole).role.as_deref(), Some("account_manager"));
        assert_eq!(settings(BulkAction::AddToCohort).cohort.as_deref(), Some("staff"));
        assert_eq!(settings(BulkAction::RemoveFromCohort).role, None);
        assert_eq!(settings(BulkAction::SignOut), SelectionSettings::default());
    }
}
