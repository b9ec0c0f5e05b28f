//! Custom profile fields: what the organisation keeps of people besides what every account has.

mod delete;
mod dialog;
mod wanted;

use std::rc::Rc;

use rollcall_wire::profile::ProfileField;
use yew::prelude::*;

use self::delete::DeleteDialog;
use self::dialog::FieldDialog;
use crate::api;
use crate::i18n::find;
use crate::t;
use crate::ui::{
    Button, Cell, Column, Empty, Look, PageHeader, ProblemAlert, Row, Section, Symbol, Table, TableSkeleton, use_load,
    use_rescued_focus,
};

#[derive(Clone, PartialEq)]
enum Open {
    Nothing,
    New,
    Edit(ProfileField),
    Delete(ProfileField),
}

/// What a word of the API is called.
fn word(family: &str, code: &str) -> String {
    find(&format!("{family}-{}", code.replace('_', "-")), &[]).unwrap_or_else(|| code.to_owned())
}

/// The page.
#[component]
pub fn ProfileFieldsPage() -> Html {
    let fields = use_load((), |(), signal| async move { api::profile_fields::list(&signal).await });
    use_rescued_focus(&fields.data);
    let open = use_state_eq(|| Open::Nothing);
    let opening = |wanted: Open| {
        let open = open.setter();
        Callback::from(move |()| open.set(wanted.clone()))
    };
    let (onclose, onchanged) = (opening(Open::Nothing), fields.reload.clone());
    let new = html! {
        <Button look={Look::Primary} icon={Symbol::Add} onclick={opening(Open::New)} testid="field-new">{ t!("custom-new") }</Button>
    };
    let row = |field: &ProfileField| {
        let mut rules = Vec::new();
        if field.required {
            rules.push(t!("custom-required"));
        }
        if field.unique {
            rules.push(t!("custom-unique"));
        }
        let label = field.label.clone();
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
                <Cell label={t!("custom-rules")}>{ crate::i18n::format::list(&rules) }</Cell>
                <Cell label={t!("custom-visible-to")}>{ word("custom-visible", &field.visible_to) }</Cell>
                <Cell label={t!("custom-editable-by")}>{ word("custom-editable", &field.editable_by) }</Cell>
                <Cell label={t!("actions")} class="rc-actions">
                    <span class="rc-pair">
                        <Button small=true label={t!("act-on", act = t!("details-edit"), name = label.clone())} onclick={opening(Open::Edit(field.clone()))} testid="field-edit">{ t!("details-edit") }</Button>
                        <Button small=true label={t!("act-on", act = t!("custom-delete"), name = label)} onclick={opening(Open::Delete(field.clone()))} testid="field-delete">{ t!("custom-delete") }</Button>
                    </span>
                </Cell>
            </Row>
        }
    };
    let body = match (&fields.data, &fields.failure) {
        (_, Some(failure)) => {
            html! { <ProblemAlert failure={failure.clone()} retry={fields.reload.clone()} testid="fields-error" /> }
        }
        (None, None) => html! { <TableSkeleton rows={4} /> },
        (Some(found), None) if found.is_empty() => html! {
            <Empty title={t!("customs-none")} actions={new.clone()} testid="fields-empty">{ t!("customs-none-detail") }</Empty>
        },
        (Some(found), None) => {
            let titles = [
                t!("custom-label"),
                t!("custom-kind"),
                t!("custom-rules"),
                t!("custom-visible-to"),
                t!("custom-editable-by"),
            ];
            let columns = titles.map(Column::new).into_iter().chain([Column::new(t!("actions")).quiet()]);
            html! {
                <Table caption={t!("customs")} columns={columns.collect::<Vec<_>>()} busy={fields.busy} testid="fields">
                    { for found.iter().map(row) }
                </Table>
            }
        }
    };
    let dialog = match &*open {
        Open::Nothing => Html::default(),
        Open::New => html! { <FieldDialog field={None::<Rc<ProfileField>>} {onclose} {onchanged} /> },
        Open::Edit(field) => html! { <FieldDialog field={Some(Rc::new(field.clone()))} {onclose} {onchanged} /> },
        Open::Delete(field) => html! { <DeleteDialog field={field.clone()} {onclose} {onchanged} /> },
    };
    let some = fields.data.as_ref().is_some_and(|found| !found.is_empty());
    html! {
        <>
            <PageHeader title={t!("customs")} actions={if some { new } else { Html::default() }}>
                <p class="rc-lead">{ t!("customs-lead") }</p>
            </PageHeader>
            <Section testid="profile-fields">{ body }</Section>
            { dialog }
        </>
    }
}
