//! The role to give: those that the person may give at site level.

use std::rc::Rc;

use rollcall_wire::roles::Role;
use yew::prelude::*;

use crate::i18n::words;
use crate::ui::{Load, ProblemAlert, Select, use_load};
use crate::{api, t};

/// Everybody is one.
const LEARNER: &str = "learner";

/// The roles, where they are asked for.
#[hook]
pub fn use_roles(wanted: bool) -> Load<Vec<Role>> {
    use_load(
        wanted,
        |wanted, signal| async move { if wanted { api::roles::list(&signal).await } else { Ok(Vec::new()) } },
    )
}

/// Those roles that the person may give.
fn offered(roles: &[Role]) -> impl Iterator<Item = &Role> {
    roles.iter().filter(|role| role.grantable && role.key != LEARNER)
}

/// What a role is called: one that the site has made has the name that it was given.
fn label(role: &Role) -> String {
    if role.shipped { words::role(&role.key) } else { role.name.clone() }
}

/// Why no role can be chosen; `None` if one can.
pub fn reason(roles: Option<&[Role]>, failed: bool) -> Option<String> {
    match roles {
        _ if failed => Some(t!("bulk-role-failed")),
        None => Some(t!("loading")),
        Some(roles) if offered(roles).next().is_none() => Some(t!("bulk-role-none")),
        Some(_) => None,
    }
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub roles: Option<Rc<Vec<Role>>>,
    pub failure: Option<crate::api::Failure>,
    pub reload: Callback<()>,
    /// The key of the role that is chosen; empty for none yet.
    pub value: String,
    pub onchange: Callback<String>,
    pub error: Option<AttrValue>,
}

/// The field.
#[component]
pub fn RoleSelect(props: &Props) -> Html {
    if let Some(failure) = &props.failure {
        return html! { <ProblemAlert failure={failure.clone()} retry={props.reload.clone()} testid="bulk-role-error" /> };
    }
    let roles = props.roles.as_ref().map(|roles| roles.as_slice()).unwrap_or_default();
    let mut options: Vec<(AttrValue, AttrValue)> =
        offered(roles).map(|role| (role.key.clone().into(), label(role).into())).collect();
    // Why there is none, the button says.
    if options.is_empty() {
        return Html::default();
    }
    options.insert(0, (AttrValue::Static(""), t!("bulk-role-choose").into()));
    html! {
        <Select
            label={t!("bulk-role")}
            help={t!("bulk-role-help")}
            value={props.value.clone()}
            {options}
            onchange={props.onchange.clone()}
            error={props.error.clone()}
            testid="bulk-role"
        />
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(key: &str, grantable: bool) -> Role {
        Role { key: key.into(), grantable, shipped: true, ..Role::default() }
    }

    #[test]
    fn without_a_role_to_give_it_is_said_why() {
        let none = [role("learner", true), role("administrator", false)];
        assert_eq!(reason(Some(&none), false), Some(t!("bulk-role-none")));
        assert_eq!(reason(None, false), Some(t!("loading")));
        assert_eq!(reason(Some(&none), true), Some(t!("bulk-role-failed")));
        assert_eq!(reason(Some(&[role("account_manager", true)]), false), None);
    }

    #[test]
    fn an_own_role_is_called_as_the_site_calls_it() {
        let own = Role { name: "Training lead".into(), shipped: false, ..role("training_lead", true) };
        assert_eq!(label(&own), "Training lead");
        assert_eq!(label(&role("helpdesk", true)), words::role("helpdesk"));
    }
}
