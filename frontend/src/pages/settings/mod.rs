//! The site's settings: what they are, where their values come from, and how they change.

mod dialog;
mod history;
mod text;

use rollcall_wire::settings::Setting;
use yew::prelude::*;

use self::dialog::SettingDialog;
use self::history::SettingHistory;
use crate::api;
use crate::router::Route;
use crate::t;
use crate::ui::{Badge, Button, Cell, Column, Hue, List, ListBody, ListPage, Row, Table, use_list};

#[derive(Clone, PartialEq)]
enum OpenDialog {
    Nothing,
    Change(Setting),
    History(Setting),
}

type Settings = List<(), Setting>;

/// The page.
#[component]
pub fn SettingsPage() -> Html {
    let settings: Settings =
        use_list(Route::Settings.path().into(), |_, signal| async move { api::settings::list(&signal).await });
    let open = use_state_eq(|| OpenDialog::Nothing);
    html! {
        <ListPage title={t!("settings")} lead={t!("settings-lead")} over={over(&open, &settings)} testid="settings-page">
            <ListBody state={settings.state()} reload={settings.reload.clone()} name="settings" rows={12}>
                <Table caption={t!("settings")} columns={columns()} busy={settings.busy} testid="settings">
                    { for settings.items().iter().map(|setting| row(setting, &open)) }
                </Table>
            </ListBody>
        </ListPage>
    }
}

fn opening(open: &UseStateHandle<OpenDialog>, opened: OpenDialog) -> Callback<()> {
    let open = open.setter();
    Callback::from(move |()| open.set(opened.clone()))
}

fn columns() -> Vec<Column> {
    let titles = [t!("setting"), t!("setting-value"), t!("setting-source")];
    titles.map(Column::new).into_iter().chain([Column::new(t!("actions")).quiet()]).collect()
}

/// Where a value comes from, in words.
fn source(setting: &Setting) -> Html {
    match setting.source.as_str() {
        "environment" => html! { <Badge hue={Hue::Attention} text={t!("setting-from-environment")} /> },
        "database" => html! {
            <>
                <Badge hue={Hue::Active} text={t!("setting-from-here")} />
                <span class="rc-below">{ t!("setting-default-is", value = text::value(setting, &setting.default)) }</span>
            </>
        },
        _ => html! { { t!("setting-from-default") } },
    }
}

fn row(setting: &Setting, open: &UseStateHandle<OpenDialog>) -> Html {
    let label = |act: String| t!("act-on", act = act, name = text::label(setting));
    let onchange = opening(open, OpenDialog::Change(setting.clone()));
    let onhistory = opening(open, OpenDialog::History(setting.clone()));
    html! {
        <Row key={setting.name.clone()} testid="setting-row" of={setting.name.clone()}>
            <Cell heads=true label={t!("setting")}>
                { text::label(setting) }
                <span class="rc-below">{ text::description(setting) }</span>
            </Cell>
            <Cell label={t!("setting-value")}>{ text::value(setting, &setting.value) }</Cell>
            <Cell label={t!("setting-source")}>{ source(setting) }</Cell>
            <Cell label={t!("actions")} class="rc-actions">
                <span class="rc-pair">
                    if setting.source != "environment" {
                        <Button small=true label={label(t!("setting-change"))} onclick={onchange} testid="setting-change">{ t!("setting-change") }</Button>
                    }
                    <Button small=true label={label(t!("history"))} onclick={onhistory} testid="setting-history">{ t!("history") }</Button>
                </span>
            </Cell>
        </Row>
    }
}

fn over(open: &UseStateHandle<OpenDialog>, settings: &Settings) -> Html {
    let onclose = opening(open, OpenDialog::Nothing);
    match &**open {
        OpenDialog::Nothing => Html::default(),
        OpenDialog::Change(setting) => {
            html! { <SettingDialog setting={setting.clone()} {onclose} onchanged={settings.refresh()} /> }
        }
        OpenDialog::History(setting) => html! { <SettingHistory setting={setting.clone()} {onclose} /> },
    }
}
