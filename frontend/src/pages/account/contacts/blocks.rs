//! Whom one has blocked.

use rollcall_wire::messages::BlockedPerson;
use yew::prelude::*;

use crate::api;
use crate::i18n::format;
use crate::t;
use crate::ui::{
    Button, Card, Cell, Column, ProblemAlert, Row, Table, TableSkeleton, Toast, use_load, use_rescued_focus, use_task,
    use_toaster,
};

/// The card.
#[component]
pub fn BlocksCard() -> Html {
    let blocks = use_load((), |(), signal| async move { api::messages::blocks(&signal).await });
    use_rescued_focus(&blocks.data);
    let (task, toaster) = (use_task(), use_toaster());
    let onunblock = {
        let (task, reload) = (task.clone(), blocks.reload.clone());
        Callback::from(move |person: BlockedPerson| {
            let (toaster, reload, name) = (toaster.clone(), reload.clone(), person.user.full_name.clone());
            task.run(async move { api::messages::unblock(&person.user.id).await }, move |()| {
                toaster.emit(Toast::success(t!("unblocked", name = name)));
                reload.emit(());
            });
        })
    };
    let body = match (&blocks.data, &blocks.failure) {
        (_, Some(failure)) => {
            html! { <ProblemAlert failure={failure.clone()} retry={blocks.reload.clone()} testid="blocks-error" /> }
        }
        (None, None) => html! { <TableSkeleton rows={2} /> },
        (Some(page), None) if page.items.is_empty() => html! { <p class="rc-quiet">{ t!("blocks-none") }</p> },
        (Some(page), None) => table(&page.items, &onunblock),
    };
    html! {
        <Card title={t!("blocks")} testid="blocks">
            if let Some(failure) = &task.failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="unblock-error" />
            }
            { body }
        </Card>
    }
}

fn table(people: &[BlockedPerson], onunblock: &Callback<BlockedPerson>) -> Html {
    let columns = vec![Column::new(t!("person")), Column::new(t!("contact-since")), Column::new(t!("actions")).quiet()];
    let row = |person: &BlockedPerson| {
        let (onunblock, blocked) = (onunblock.clone(), person.clone());
        let onclick = Callback::from(move |()| onunblock.emit(blocked.clone()));
        let name = person.user.full_name.clone();
        html! {
            <Row key={person.user.id.clone()} testid="blocked-person" of={name.clone()}>
                <Cell heads=true label={t!("person")}>{ name.clone() }</Cell>
                <Cell label={t!("contact-since")} class="rc-when">{ format::moment(&person.since) }</Cell>
                <Cell label={t!("actions")} class="rc-actions">
                    <Button small=true label={t!("unblock-named", name = name)} {onclick} testid="unblock">{ t!("unblock") }</Button>
                </Cell>
            </Row>
        }
    };
    html! { <Table caption={t!("blocks")} {columns} testid="blocks-table">{ for people.iter().map(row) }</Table> }
}
