//! Who changed a setting, when, from what to what.

use rollcall_wire::settings::Setting;
use rollcall_wire::users::HistoryEntry;
use serde_json::Value;
use yew::prelude::*;

use super::text;
use crate::api;
use crate::i18n::format;
use crate::t;
use crate::ui::{
    Button, Cell, Column, Dialog, DialogSize, Empty, Look, ProblemAlert, Row, Table, TableSkeleton, use_load,
};
use crate::url::Query;

/// How many changes are shown, the latest first.
const SHOWN: usize = 100;

#[derive(PartialEq, Properties)]
pub struct Props {
    pub setting: Setting,
    pub onclose: Callback<()>,
}

/// The dialog.
#[component]
pub fn SettingHistory(props: &Props) -> Html {
    let entries = use_load(props.setting.name.clone(), |name, signal| async move {
        api::settings::history(&name, &Query::default().with("limit", SHOWN), &signal).await
    });
    let body = match (&entries.data, &entries.failure) {
        (_, Some(failure)) => html! {
            <ProblemAlert failure={failure.clone()} retry={entries.reload.clone()} testid="setting-history-error" />
        },
        (None, None) => html! { <TableSkeleton rows={3} /> },
        (Some(found), None) if found.items.is_empty() => html! {
            <Empty title={t!("setting-history-none")} testid="setting-history-empty">{ t!("setting-history-none-detail") }</Empty>
        },
        (Some(found), None) => {
            let columns = [t!("history-when"), t!("history-who"), t!("setting-before"), t!("setting-after")];
            html! {
                <Table caption={t!("history")} columns={columns.map(Column::new).to_vec()} testid="setting-history-table">
                    { for found.items.iter().map(|entry| row(&props.setting, entry)) }
                </Table>
            }
        }
    };
    let footer =
        html! { <Button look={Look::Primary} onclick={props.onclose.clone()} testid="close">{ t!("close") }</Button> };
    let title = t!("setting-history-of", name = text::label(&props.setting));
    html! {
        <Dialog {title} size={DialogSize::Medium} onclose={props.onclose.clone()} {footer} testid="setting-history-dialog">
            { body }
        </Dialog>
    }
}

fn row(setting: &Setting, entry: &HistoryEntry) -> Html {
    let who = entry.actor.as_ref().map_or_else(|| t!("by-system"), |actor| actor.username.clone());
    let side = |values: &Value| text::value(setting, &values["value"]);
    html! {
        <Row testid="setting-history-entry">
            <Cell heads=true label={t!("history-when")} class="rc-when"><time datetime={entry.at.clone()}>{ format::moment(&entry.at) }</time></Cell>
            <Cell label={t!("history-who")} class="rc-word">{ who }</Cell>
            <Cell label={t!("setting-before")}>{ side(&entry.before) }</Cell>
            <Cell label={t!("setting-after")}>{ side(&entry.after) }</Cell>
        </Row>
    }
}
