//! One's contacts, with those whom one has asked and those who ask.

use rollcall_wire::messages::{Contact, Recipient};
use yew::prelude::*;

use crate::api;
use crate::i18n::{find, format};
use crate::pages::messages::RecipientPicker;
use crate::t;
use crate::ui::{
    Button, Card, Cell, Column, Form, ProblemAlert, Row, Table, TableSkeleton, Toast, use_load, use_rescued_focus,
    use_task, use_toaster,
};

/// How a contact stands.
fn state_name(state: &str) -> String {
    find(&format!("contact-{state}"), &[]).unwrap_or_else(|| state.to_owned())
}

/// What is done with a person.
#[derive(Clone, Copy, PartialEq)]
enum Act {
    Ask,
    Accept,
    Remove,
}

impl Act {
    fn said(self, name: String) -> String {
        match self {
            Self::Ask => t!("contact-added", name = name),
            Self::Accept => t!("contact-accepted-now", name = name),
            Self::Remove => t!("contact-removed", name = name),
        }
    }
}

/// The card.
#[component]
pub fn ContactsCard() -> Html {
    let contacts = use_load((), |(), signal| async move { api::messages::contacts(&signal).await });
    use_rescued_focus(&contacts.data);
    let (task, toaster) = (use_task(), use_toaster());
    let onact = {
        let (task, reload) = (task.clone(), contacts.reload.clone());
        Callback::from(move |(act, person): (Act, Recipient)| {
            let (toaster, reload, said) = (toaster.clone(), reload.clone(), act.said(person.full_name.clone()));
            let call = async move {
                match act {
                    Act::Remove => api::messages::remove_contact(&person.id).await,
                    Act::Ask | Act::Accept => api::messages::add_contact(&person.id).await.map(|_| ()),
                }
            };
            task.run(call, move |()| {
                toaster.emit(Toast::success(said));
                reload.emit(());
            });
        })
    };
    let body = match (&contacts.data, &contacts.failure) {
        (_, Some(failure)) => {
            html! { <ProblemAlert failure={failure.clone()} retry={contacts.reload.clone()} testid="contacts-error" /> }
        }
        (None, None) => html! { <TableSkeleton rows={2} /> },
        (Some(page), None) if page.items.is_empty() => html! { <p class="rc-quiet">{ t!("contacts-none") }</p> },
        (Some(page), None) => table(&page.items, &onact),
    };
    html! {
        <Card title={t!("contacts")} testid="contacts">
            if let Some(failure) = &task.failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="contact-error" />
            }
            { body }
            <AskForm key={contacts.data.as_ref().map_or(0, |page| page.items.len()).to_string()} onask={onact.reform(|person| (Act::Ask, person))} busy={task.busy} />
        </Card>
    }
}

#[derive(PartialEq, Properties)]
struct AskProps {
    onask: Callback<Recipient>,
    busy: bool,
}

/// Asks somebody to be a contact.
#[component]
fn AskForm(props: &AskProps) -> Html {
    let person = use_state_eq(|| None::<Recipient>);
    let tried = use_state_eq(|| false);
    let onchange = {
        let person = person.setter();
        Callback::from(move |chosen| person.set(chosen))
    };
    let onsubmit = {
        let (person, tried, onask) = (person.clone(), tried.setter(), props.onask.clone());
        Callback::from(move |()| match &*person {
            Some(person) => onask.emit(person.clone()),
            None => tried.set(true),
        })
    };
    let error = (*tried && person.is_none()).then(|| AttrValue::from(t!("recipient-missing")));
    html! {
        <Form narrow=true {onsubmit}>
            <RecipientPicker label={t!("contact-person")} value={(*person).clone()} {onchange} {error} />
            <div class="rc-bar"><Button submit=true busy={props.busy} testid="contact-add">{ t!("contact-add") }</Button></div>
        </Form>
    }
}

fn table(contacts: &[Contact], onact: &Callback<(Act, Recipient)>) -> Html {
    let titles = [t!("person"), t!("contact-state"), t!("contact-since")].map(Column::new);
    let columns: Vec<Column> = titles.into_iter().chain([Column::new(t!("actions")).quiet()]).collect();
    let row = |contact: &Contact| {
        let name = contact.user.full_name.clone();
        let doing = |act: Act| {
            let (onact, person) = (onact.clone(), contact.user.clone());
            Callback::from(move |()| onact.emit((act, person.clone())))
        };
        html! {
            <Row key={contact.user.id.clone()} testid="contact" of={name.clone()}>
                <Cell heads=true label={t!("person")}>{ name.clone() }</Cell>
                <Cell label={t!("contact-state")}>{ state_name(&contact.state) }</Cell>
                <Cell label={t!("contact-since")} class="rc-when">{ format::moment(&contact.since) }</Cell>
                <Cell label={t!("actions")} class="rc-actions">
                    if contact.state == "asking" {
                        <Button small=true label={t!("contact-accept-named", name = name.clone())} onclick={doing(Act::Accept)} testid="contact-accept">{ t!("contact-accept") }</Button>
                    }
                    <Button small=true label={t!("contact-remove-named", name = name)} onclick={doing(Act::Remove)} testid="contact-remove">{ t!("contact-remove") }</Button>
                </Cell>
            </Row>
        }
    };
    html! { <Table caption={t!("contacts")} {columns} testid="contacts-table">{ for contacts.iter().map(row) }</Table> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_has_its_words() {
        for state in ["accepted", "asked", "asking"] {
            assert_ne!(state_name(state), state);
        }
    }
}
