//! Custom profile fields: what the organisation keeps of people besides what every account has.

mod delete;
mod dialog;
mod form;

use std::rc::Rc;

use rollcall_wire::Page;
use rollcall_wire::profile::ProfileField;
use yew::prelude::*;

use self::delete::DeleteDialog;
use self::dialog::FieldDialog;
use crate::api;
use crate::i18n::{find, format};
use crate::router::Route;
use crate::t;
use crate::ui::{Button, Cell, Column, Empty, List, ListBody, ListPage, Look, Row, Symbol, Table, use_list};

#[derive(Clone, PartialEq)]
enum OpenDialog {
    Nothing,
    New,
    Edit(ProfileField),
    Delete(ProfileField),
}

/// What a word of the API is called.
fn word(family: &str, code: &str) -> String {
    find(&format!("{family}-{}", code.replace('_', "-")), &[]).unwrap_or_else(|| code.to_owned())
}

type Fields = List<(), ProfileField>;

/// The page.
#[component]
pub fn ProfileFieldsPage() -> Html {
    let fields: Fields = use_list(Route::ProfileFields.path().into(), |_, signal| async move {
        let all = api::profile_fields::list(&signal).await?;
        Ok(Page { items: Rc::unwrap_or_clone(all), next_cursor: None, total: None })
    });
    let open = use_state_eq(|| OpenDialog::Nothing);
    let new = html! {
        <Button look={Look::Primary} icon={Symbol::Add} onclick={opening(&open, OpenDialog::New)} testid="field-new">{ t!("custom-new") }</Button>
    };
    let empty = html! {
        <Empty title={t!("customs-none")} actions={new.clone()} testid="fields-empty">{ t!("customs-none-detail") }</Empty>
    };
    let actions = if fields.items().is_empty() { Html::default() } else { new };
    html! {
        <ListPage title={t!("customs")} lead={t!("customs-lead")} {actions} over={dialog(&open, &fields)} testid="profile-fields">
            <ListBody state={fields.state()} reload={fields.reload.clone()} name="fields" rows={4} {empty}>
                <Table caption={t!("customs")} columns={columns()} busy={fields.busy} testid="fields">
                    { for fields.items().iter().map(|field| row(field, &open)) }
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
    let titles =
        [t!("custom-label"), t!("custom-kind"), t!("custom-rules"), t!("custom-visible-to"), t!("custom-editable-by")];
    titles.map(Column::new).into_iter().chain([Column::new(t!("actions")).quiet()]).collect()
}

fn row(field: &ProfileField, open: &UseStateHandle<OpenDialog>) -> Html {
    let required = field.required.then(|| t!("custom-required"));
    let rules: Vec<String> = required.into_iter().chain(field.unique.then(|| t!("custom-unique"))).collect();
    let label = |act: String| t!("act-on", act = act, name = field.label.clone());
    let (onedit, ondelete) =
        (opening(open, OpenDialog::Edit(field.clone())), opening(open, OpenDialog::Delete(field.clone())));
    html! {
        <Row key={field.id.clone()} testid="field-row" of={field.name.clone()}>
            <Cell heads=true label={t!("custom-label")}>
                { &field.label }
                <span class="rc-below"><code>{ &field.name }</code></span>
            </Cell>
            <Cell label={t!("custom-kind")}>
                { word("custom-kind", &field.kind) }
                if !field.choices.is_empty() {
                    <span class="rc-below">{ t!("custom-choice-count", count = field.choices.len()) }</span>
                }
            </Cell>
            <Cell label={t!("custom-rules")}>{ format::list(&rules) }</Cell>
            <Cell label={t!("custom-visible-to")}>{ word("custom-visible", &field.visible_to) }</Cell>
            <Cell label={t!("custom-editable-by")}>{ word("custom-editable", &field.editable_by) }</Cell>
            <Cell label={t!("actions")} class="rc-actions">
                <span class="rc-pair">
                    <Button small=true label={label(t!("details-edit"))} onclick={onedit} testid="field-edit">{ t!("details-edit") }</Button>
                    <Button small=true label={label(t!("custom-delete"))} onclick={ondelete} testid="field-delete">{ t!("custom-delete") }</Button>
                </span>
            </Cell>
        </Row>
    }
}

fn dialog(open: &UseStateHandle<OpenDialog>, fields: &Fields) -> Html {
    let (onclose, onchanged) = (opening(open, OpenDialog::Nothing), fields.refresh());
    match &**open {
        OpenDialog::Nothing => Html::default(),
        OpenDialog::New => html! { <FieldDialog field={None::<Rc<ProfileField>>} {onclose} {onchanged} /> },
        OpenDialog::Edit(field) => html! { <FieldDialog field={Some(Rc::new(field.clone()))} {onclose} {onchanged} /> },
        OpenDialog::Delete(field) => html! { <DeleteDialog field={field.clone()} {onclose} {onchanged} /> },
    }
}
