//! The card that shows an account's details, and edits them in place.

use std::rc::Rc;

use rollcall_wire::profile::ProfileField;
use rollcall_wire::users::User;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::facts::DetailFacts;
use super::form::DetailsForm;
use super::kinds::Detail;
use super::save::Owner;
use crate::t;
use crate::ui::{Button, Card, Facts, Look, Symbol};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub title: AttrValue,
    pub owner: Owner,
    pub user: Rc<User>,
    /// The custom fields that there are.
    pub fields: Rc<Vec<ProfileField>>,
    /// What can be changed.
    pub details: Vec<Detail>,
    /// Why nothing can be.
    #[prop_or_default]
    pub reason: Option<String>,
    /// The account is no longer as it is shown.
    pub onsaved: Callback<()>,
    /// Further facts.
    #[prop_or_default]
    pub children: Html,
}

/// The card.
#[component]
pub fn DetailsCard(props: &Props) -> Html {
    let editing = use_state_eq(|| false);
    let edit = use_node_ref();
    let was_editing = use_mut_ref(|| false);
    use_effect_with(*editing, {
        let edit = edit.clone();
        move |editing| {
            // Who has finished goes on where the editing began.
            if was_editing.replace(*editing)
                && !editing
                && let Some(button) = edit.cast::<HtmlElement>()
            {
                let _ = button.focus();
            }
        }
    });
    let set = |wanted: bool| {
        let editing = editing.setter();
        Callback::from(move |()| editing.set(wanted))
    };
    let onsaved = {
        let (close, onsaved) = (set(false), props.onsaved.clone());
        Callback::from(move |()| {
            close.emit(());
            onsaved.emit(());
        })
    };
    let reason = props.reason.clone().map(AttrValue::from);
    let actions = if *editing {
        Html::default()
    } else {
        html! {
            <Button look={Look::Secondary} icon={Symbol::Edit} {reason} onclick={set(true)} node={edit} testid="details-edit">
                { t!("details-edit") }
            </Button>
        }
    };
    html! {
        <Card title={props.title.clone()} {actions} testid="profile">
            if *editing {
                <DetailsForm owner={props.owner} user={props.user.clone()} details={props.details.clone()} {onsaved} onclose={set(false)} />
            } else {
                <Facts>
                    <DetailFacts user={props.user.clone()} fields={props.fields.clone()} />
                    { props.children.clone() }
                </Facts>
            }
        </Card>
    }
}
