//! Plan an action on a selection. Nothing happens yet: the plan is looked at on the batch's own page.

use std::rc::Rc;

use rollcall_wire::auth::Me;
use rollcall_wire::batches::{Selection as Order, SelectionSettings};
use rollcall_wire::cohorts::Cohort;
use rollcall_wire::roles::Role;
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
use crate::ui::{Button, Check, Dialog, Form, Load, Look, ProblemAlert, Select, use_task, use_unique_id};

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

/// What a dialog about this action has to load before it can be filled in.
struct Needed {
    roles: Load<Vec<Role>>,
    /// Whether there is any cohort.
    cohorts: Load<bool>,
}

#[hook]
fn use_needed(action: BulkAction) -> Needed {
    Needed {
        roles: role::use_roles(action == BulkAction::AssignRole),
        cohorts: cohorts::use_any(action.is_of_cohort()),
    }
}

impl Needed {
    fn any_cohort(&self) -> Option<bool> {
        self.cohorts.data.as_ref().map(|any| **any)
    }

    /// Why nothing can be planned yet.
    fn reason(&self, action: BulkAction) -> Option<AttrValue> {
        let reason = match action {
            BulkAction::AssignRole => {
                let roles = self.roles.data.as_ref().map(|roles| roles.as_slice());
                role::reason(roles, self.roles.failure.is_some())
            }
            action if action.is_of_cohort() => cohorts::reason(self.any_cohort(), self.cohorts.failure.is_some()),
            _ => None,
        };
        reason.map(AttrValue::from)
    }
}

/// The dialog.
#[component]
pub fn BulkDialog(props: &Props) -> Html {
    let form = use_unique_id("form");
    let action = props.action;
    let choices = use_state_eq(|| Choices {
        suspension: Suspension::default(),
        restore_method: true,
        method: "manual".to_owned(),
        role: String::new(),
        cohort: props.cohort.clone().filter(|_| action == BulkAction::RemoveFromCohort),
    });
    let missing = use_state_eq(|| None::<Missing>);
    let task = use_task();
    let needed = use_needed(action);
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
            <Button look={Look::Primary} submit=true form={form.clone()} busy={task.busy} reason={needed.reason(action)} testid="bulk-plan">{ t!("bulk-plan") }</Button>
            <Button look={Look::Link} onclick={props.onclose.clone()} disabled={task.busy}>{ t!("cancel") }</Button>
        </>
    };
    let title = t!("bulk-title", action = action.title(props.selection.count()));
    html! {
        <Dialog {title} onclose={props.onclose.clone()} busy={task.busy} {footer} testid="bulk-dialog">
            if let Some(failure) = &task.failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
            }
            <p class="rc-paragraph">{ action.what() }</p>
            if let Some(me) = &props.me {
                <OneselfInSelection act={action.code()} selection={props.selection.clone()} me={me.clone()} onchange={props.onchange.clone()} />
            }
            <Form id={form} {onsubmit}>{ fields(action, &choices, missing.as_ref(), &needed) }</Form>
            <p class="rc-quiet rc-after">{ t!("bulk-safe") }</p>
        </Dialog>
    }
}

/// The fields of an action.
fn fields(action: BulkAction, choices: &UseStateHandle<Choices>, missing: Option<&Missing>, needed: &Needed) -> Html {
    match action {
        BulkAction::Suspend => {
            let until_error = match missing {
                Some(Missing::End(words)) => Some(AttrValue::from(words.clone())),
                _ => None,
            };
            let onchange = set(choices, |choices, suspension| Choices { suspension, ..choices });
            let (value, no_login_help) = (choices.suspension.clone(), t!("setting-no-login-help"));
            html! { <SuspensionFields {value} {onchange} {no_login_help} {until_error} /> }
        }
        BulkAction::Activate => html! {
            <Check
                label={t!("setting-restore")}
                help={t!("setting-restore-help")}
                checked={choices.restore_method}
                onchange={set(choices, |choices, restore_method| Choices { restore_method, ..choices })}
                testid="activate-restore"
            />
        },
        BulkAction::SetAuthMethod => {
            let methods = METHODS.map(|code| (AttrValue::Static(code), words::auth_method(code).into()));
            let onchange = set(choices, |choices, method| Choices { method, ..choices });
            html! { <Select label={t!("field-auth-method")} help={t!("bulk-method-help")} value={choices.method.clone()} options={methods.to_vec()} {onchange} testid="bulk-method" /> }
        }
        BulkAction::AssignRole => {
            let onchange = set(choices, |choices, role| Choices { role, ..choices });
            let error = (missing == Some(&Missing::Role)).then(|| AttrValue::from(t!("bulk-role-missing")));
            let Load { data, failure, reload, .. } = &needed.roles;
            html! { <RoleSelect roles={data.clone()} failure={failure.clone()} reload={reload.clone()} value={choices.role.clone()} {onchange} {error} /> }
        }
        BulkAction::AddToCohort | BulkAction::RemoveFromCohort => {
            let onchange = set(choices, |choices, cohort| Choices { cohort, ..choices });
            let error = (missing == Some(&Missing::Cohort) && choices.cohort.is_none())
                .then(|| AttrValue::from(t!("cohort-pick-missing")));
            let Load { failure, reload, .. } = &needed.cohorts;
            html! { <CohortPicker any={needed.any_cohort()} failure={failure.clone()} reload={reload.clone()} value={choices.cohort.clone()} {onchange} {error} /> }
        }
        _ => Html::default(),
    }
}

/// Takes another choice.
fn set<V: 'static>(choices: &UseStateHandle<Choices>, change: fn(Choices, V) -> Choices) -> Callback<V> {
    let choices = choices.clone();
    Callback::from(move |value| choices.set(change((*choices).clone(), value)))
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
