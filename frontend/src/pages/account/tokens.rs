//! Tokens for programs: those that there are, and the way to be rid of one.

use std::rc::Rc;

use rollcall_wire::auth::{ApiToken, Me};
use yew::prelude::*;

use super::new_token::NewTokenDialog;
use crate::api;
use crate::i18n::{format, words};
use crate::t;
use crate::ui::{
    Button, Card, Cell, Column, Confirm, Look, ProblemAlert, Row, Symbol, Table, TableSkeleton, Toast, use_load,
    use_rescued_focus, use_task, use_toaster,
};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub me: Rc<Me>,
}

#[derive(Clone, PartialEq)]
enum OpenDialog {
    Nothing,
    New,
    Delete(ApiToken),
}

/// The card.
#[component]
pub fn TokensCard(props: &Props) -> Html {
    let tokens = use_load((), |(), signal| async move { api::me::tokens(&signal).await });
    use_rescued_focus(&tokens.data);
    let open = use_state_eq(|| OpenDialog::Nothing);
    let onclose = {
        let open = open.setter();
        Callback::from(move |()| open.set(OpenDialog::Nothing))
    };
    let new = {
        let open = open.setter();
        Callback::from(move |()| open.set(OpenDialog::New))
    };
    let actions = html! { <Button icon={Symbol::Add} onclick={new} testid="token-new">{ t!("token-new") }</Button> };
    let body = match (&tokens.data, &tokens.failure) {
        (_, Some(failure)) => {
            html! { <ProblemAlert failure={failure.clone()} retry={tokens.reload.clone()} testid="tokens-error" /> }
        }
        (None, None) => html! { <TableSkeleton rows={2} /> },
        (Some(found), None) if found.items.is_empty() => {
            html! { <p class="rc-quiet" data-testid="tokens-none">{ t!("tokens-none") }</p> }
        }
        (Some(found), None) => {
            let ondelete = {
                let open = open.setter();
                Callback::from(move |token| open.set(OpenDialog::Delete(token)))
            };
            let titles = [t!("token-name"), t!("token-scopes"), t!("token-ends"), t!("token-used")];
            let columns = titles.map(Column::new).into_iter().chain([Column::new(t!("actions")).quiet()]);
            html! {
                <Table caption={t!("tokens")} columns={columns.collect::<Vec<_>>()} testid="tokens">
                    { for found.items.iter().map(|token| row(token, &ondelete)) }
                </Table>
            }
        }
    };
    let dialog = match &*open {
        OpenDialog::Nothing => Html::default(),
        OpenDialog::New => {
            html! { <NewTokenDialog me={props.me.clone()} {onclose} onmade={tokens.reload.clone()} /> }
        }
        OpenDialog::Delete(token) => {
            html! { <DeleteDialog token={token.clone()} {onclose} ondeleted={tokens.reload.clone()} /> }
        }
    };
    html! {
        <Card title={t!("tokens")} {actions} testid="tokens-card">
            <p class="rc-lead">{ t!("tokens-what") }</p>
            { body }
            { dialog }
        </Card>
    }
}

#[derive(PartialEq, Properties)]
struct DeleteProps {
    token: ApiToken,
    onclose: Callback<()>,
    ondeleted: Callback<()>,
}

/// Asks before a token goes.
#[component]
fn DeleteDialog(props: &DeleteProps) -> Html {
    let task = use_task();
    let toaster = use_toaster();
    let onconfirm = {
        let (task, token, onclose) = (task.clone(), props.token.clone(), props.onclose.clone());
        let ondeleted = props.ondeleted.clone();
        Callback::from(move |()| {
            let (id, name, onclose) = (token.id.clone(), token.name.clone(), onclose.clone());
            let (toaster, ondeleted) = (toaster.clone(), ondeleted.clone());
            task.run(async move { api::me::delete_token(&id).await }, move |()| {
                toaster.emit(Toast::success(t!("token-deleted", name = name)));
                onclose.emit(());
                ondeleted.emit(());
            });
        })
    };
    html! {
        <Confirm
            title={t!("token-delete-title", name = props.token.name.clone())}
            action={t!("token-delete")}
            danger=true
            busy={task.busy}
            failure={task.failure.clone()}
            {onconfirm}
            onclose={props.onclose.clone()}
            testid="token-delete-dialog"
        >
            <p>{ t!("token-delete-what") }</p>
        </Confirm>
    }
}

fn row(token: &ApiToken, ondelete: &Callback<ApiToken>) -> Html {
    let scopes = token.scopes.iter().map(|scope| words::capability(scope)).collect::<Vec<_>>();
    let onclick = {
        let (ondelete, token) = (ondelete.clone(), token.clone());
        Callback::from(move |()| ondelete.emit(token.clone()))
    };
    let moment = |at: &str| html! { <time datetime={at.to_owned()}>{ format::moment(at) }</time> };
    html! {
        <Row key={token.id.clone()} testid="token" of={token.name.clone()}>
            <Cell heads=true label={t!("token-name")}>{ &token.name }</Cell>
            <Cell label={t!("token-scopes")}>{ format::list(&scopes) }</Cell>
            <Cell label={t!("token-ends")} class="rc-when">{ moment(&token.expires_at) }</Cell>
            <Cell label={t!("token-used")} class="rc-when">
                { token.last_used_at.as_deref().map_or_else(|| html! { <span class="rc-quiet">{ t!("never") }</span> }, moment) }
            </Cell>
            <Cell label={t!("actions")} class="rc-actions">
                <Button small=true look={Look::Secondary} label={t!("token-delete-named", name = token.name.clone())} {onclick} testid="token-delete">
                    { t!("token-delete") }
                </Button>
            </Cell>
        </Row>
    }
}
