//! A person's page: the account, where the person is signed in, what was done, and what can be done.

mod cohorts;
mod enrolments;
mod history;
mod profile;
mod sessions;
pub mod simple;

use rollcall_wire::auth::Me;
use rollcall_wire::users::User;
use yew::prelude::*;

use self::cohorts::Cohorts;
use self::enrolments::Enrolments;
use self::history::History;
use self::profile::Profile;
use self::sessions::Sessions;
use super::actions::{Act, ActionDialog};
use super::further::{self, Further, FurtherDialog};
use super::{guard, row};
use crate::api;
use crate::session::use_me;
use crate::t;
use crate::ui::{ActionMenu, Button, Look, PageHeader, ProblemAlert, Section, TextSkeleton, use_load};

#[derive(PartialEq, Properties)]
pub struct Props {
    /// The account's id.
    pub id: AttrValue,
}

/// The dialog that is open.
enum OpenDialog {
    Nothing,
    Act(Box<Act>),
    Further(Further),
}

/// The page.
#[component]
pub fn PersonPage(props: &Props) -> Html {
    let user = use_load(props.id.clone(), |id, signal| async move { api::users::get(&id, Some(&signal)).await });
    let over = use_state(|| OpenDialog::Nothing);
    let me = use_me();
    let Some(found) = &user.data else {
        let body = match &user.failure {
            Some(failure) => {
                html! { <ProblemAlert failure={failure.clone()} retry={user.reload.clone()} testid="person-error" /> }
            }
            None => html! { <TextSkeleton /> },
        };
        return html! {
            <>
                <PageHeader title={t!("person")} />
                <Section>{ body }</Section>
            </>
        };
    };
    let onclose = {
        let over = over.setter();
        Callback::from(move |()| over.set(OpenDialog::Nothing))
    };
    let onchanged = user.reload.clone();
    let dialog = match &*over {
        OpenDialog::Nothing => Html::default(),
        OpenDialog::Act(act) => html! { <ActionDialog act={act.of(found)} {onclose} {onchanged} /> },
        OpenDialog::Further(further) => {
            html! { <FurtherDialog further={*further} user={(**found).clone()} {onclose} {onchanged} /> }
        }
    };
    html! {
        <>
            <PageHeader title={found.full_name.clone()} aside={row::status(found)} actions={actions(found, me.as_deref(), &over)} />
            <Section testid="person-page">
                if let Some(failure) = &user.failure {
                    <ProblemAlert failure={failure.clone()} retry={user.reload.clone()} testid="person-error" />
                }
                if let Some(me) = &me {
                    <Profile user={found.clone()} me={me.clone()} onchanged={user.reload.clone()} />
                    <Enrolments user={found.clone()} onchanged={user.reload.clone()} />
                    <Cohorts user={found.clone()} me={me.clone()} onchanged={user.reload.clone()} />
                }
                // What was done shows in both, so they are asked for anew with every version.
                <Sessions key={format!("s{}", found.version)} id={props.id.clone()} />
                <History key={format!("h{}", found.version)} id={props.id.clone()} />
            </Section>
            { dialog }
        </>
    }
}

/// What can be done: suspend or activate with a button of its own, the rest in a menu.
fn actions(user: &User, me: Option<&Me>, over: &UseStateHandle<OpenDialog>) -> Html {
    let Some(me) = me else { return Html::default() };
    let (act, name, testid) = if user.suspended {
        (Act::Activate(user.clone()), t!("activate"), "person-activate")
    } else {
        (Act::Suspend(user.clone()), t!("suspend"), "person-suspend")
    };
    let reason = guard::reason(me, user).map(AttrValue::from);
    let onclick = {
        let over = over.setter();
        Callback::from(move |()| over.set(OpenDialog::Act(Box::new(act.clone()))))
    };
    let onselect = {
        let over = over.setter();
        Callback::from(move |further| over.set(OpenDialog::Further(further)))
    };
    let acts = further::acts(user, me, &onselect);
    html! {
        <div class="rc-bar">
            if user.status != "deleted" {
                <Button look={Look::Secondary} {reason} {onclick} {testid}>{ name }</Button>
            }
            <ActionMenu text={t!("bulk-more")} {acts} downwards=true testid="person-more" />
        </div>
    }
}
