//! The e-mail of the site: how it fares, and the addresses that get none.

mod counts;
mod lift;
mod row;

use rollcall_wire::mail::Suppression;
use yew::prelude::*;

use self::counts::Counts;
use self::lift::LiftDialog;
use self::row::{SuppressionRow, headings};
use crate::api;
use crate::router::Route;
use crate::t;
use crate::ui::{Button, Empty, Heading, List, ListBody, ListPage, ListToolbar, Look, SearchQuery, Table, use_list};

type Suppressions = List<SearchQuery, Suppression>;

/// The page.
#[component]
pub fn MailPage() -> Html {
    let list: Suppressions = use_list(Route::Mail.path().into(), |parameters, signal| async move {
        api::mail::suppressions(&parameters, &signal).await
    });
    let lifting = use_state_eq(|| None::<Suppression>);
    // Grows with every address that is lifted, so that the counts follow.
    let round = use_state_eq(|| 0_u32);
    let set = {
        let lifting = lifting.setter();
        Callback::from(move |suppression: Option<Suppression>| lifting.set(suppression))
    };
    let onlifted = {
        let (round, refresh) = (round.clone(), list.refresh());
        Callback::from(move |()| {
            round.set(*round + 1);
            refresh.emit(());
        })
    };
    let over = lifting.as_ref().map(|suppression| {
        html! { <LiftDialog suppression={suppression.clone()} {onlifted} onclose={set.reform(|()| None)} /> }
    });
    let clear = html! {
        <Button look={Look::Link} onclick={list.showing(|_, ()| SearchQuery::default())} testid="mail-show-all">{ t!("clear-filters") }</Button>
    };
    let empty =
        html! { <Empty title={t!("suppressions-none")} testid="mail-empty">{ t!("suppressions-none-detail") }</Empty> };
    let none_found = html! { <Empty title={t!("suppressions-none-found")} actions={clear} testid="mail-none-found" /> };
    html! {
        <ListPage title={t!("mail")} lead={t!("mail-lead")} over={over.unwrap_or_default()} testid="mail">
            <Counts round={*round} />
            <Heading>{ t!("suppressions") }</Heading>
            <p class="rc-quiet">{ t!("suppressions-lead") }</p>
            <ListToolbar
                label={t!("suppressions-find")}
                name="mail"
                search_label={t!("suppressions-search")}
                value={list.query.q.clone()}
                onsearch={list.searching(|_, q| SearchQuery { q })}
                total={None::<AttrValue>}
            />
            <ListBody state={list.state()} reload={list.reload.clone()} name="mail" {empty} {none_found}>
                { table(&list, &set) }
                { list.pager(t!("suppressions-pages"), false) }
            </ListBody>
        </ListPage>
    }
}

fn table(list: &Suppressions, onlift: &Callback<Option<Suppression>>) -> Html {
    let row = |suppression: &Suppression| {
        html! { <SuppressionRow key={suppression.address.clone()} suppression={suppression.clone()} onlift={onlift.reform(Some)} /> }
    };
    html! {
        <Table caption={t!("suppressions")} columns={headings()} busy={list.busy} testid="suppressions">
            { for list.items().iter().map(row) }
        </Table>
    }
}
