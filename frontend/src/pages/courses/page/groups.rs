//! The groups of a course: made, renamed, deleted. Who is in one is a part of the enrolment.

use rollcall_wire::courses::Group;
use yew::prelude::*;

use super::super::groups::use_groups;
use crate::api;
use crate::i18n::format;
use crate::router::Route;
use crate::t;
use crate::ui::{
    Button, Cell, Column, Confirm, Dialog, Empty, Form, FormButtons, Link, ProblemAlert, Row, Symbol, Table,
    TableSkeleton, TextField, Toast, after_act, use_rescue_after_acts, use_task, use_toaster, use_unique_id,
};
use crate::url::Query;

#[derive(PartialEq, Properties)]
pub struct Props {
    /// The course's id.
    pub id: String,
    /// Whether the person may change groups.
    pub manages: bool,
    pub archived: bool,
}

/// The dialog that is open.
#[derive(Clone, PartialEq)]
enum OpenDialog {
    Nothing,
    New,
    Rename(Group),
    Delete(Group),
}

/// The tab.
#[component]
pub fn GroupsTab(props: &Props) -> Html {
    let groups = use_groups(Some(props.id.clone()));
    let acted = use_rescue_after_acts(&groups.data);
    let open = use_state_eq(|| OpenDialog::Nothing);
    let manages = props.manages && !props.archived;
    let opening = |opened: OpenDialog| {
        let open = open.setter();
        Callback::from(move |()| open.set(opened.clone()))
    };
    let onchanged = after_act(&acted, &groups.reload);
    let new = if manages {
        html! { <Button icon={Symbol::Add} onclick={opening(OpenDialog::New)} testid="group-new">{ t!("group-new") }</Button> }
    } else {
        Html::default()
    };
    let body = match (&groups.data, &groups.failure) {
        (_, Some(failure)) => {
            html! { <ProblemAlert failure={failure.clone()} retry={groups.reload.clone()} testid="groups-error" /> }
        }
        (None, None) => html! { <TableSkeleton rows={3} /> },
        (Some(found), None) if found.is_empty() => {
            html! { <Empty title={t!("groups-none")} testid="groups-empty" actions={new}>{ t!("groups-none-detail") }</Empty> }
        }
        (Some(found), None) => {
            let set = open.setter();
            let onopen = Callback::from(move |opened| set.set(opened));
            html! {
                <>
                    if manages {
                        <div class="rc-bar">{ new }</div>
                    }
                    <Table caption={t!("course-groups")} columns={headings(manages)} busy={groups.busy} testid="groups-table">
                        { for found.iter().map(|group| row(&props.id, group, manages, &onopen)) }
                    </Table>
                </>
            }
        }
    };
    let (onclose, id) = (opening(OpenDialog::Nothing), props.id.clone());
    html! {
        <>
            { body }
            { match &*open {
                OpenDialog::Nothing => Html::default(),
                OpenDialog::New => html! { <NameDialog {id} group={None::<Group>} {onclose} {onchanged} /> },
                OpenDialog::Rename(group) => html! { <NameDialog {id} group={Some(group.clone())} {onclose} {onchanged} /> },
                OpenDialog::Delete(group) => html! { <DeleteDialog {id} group={group.clone()} {onclose} {onchanged} /> },
            } }
        </>
    }
}

fn headings(manages: bool) -> Vec<Column> {
    let common = [Column::new(t!("course-group")), Column::new(t!("group-members")).number()];
    common.into_iter().chain(manages.then(|| Column::new(t!("actions")).quiet())).collect()
}

fn row(course: &str, group: &Group, manages: bool, onopen: &Callback<OpenDialog>) -> Html {
    let opening = |opened: fn(Group) -> OpenDialog| {
        let group = group.clone();
        onopen.reform(move |()| opened(group.clone()))
    };
    let label = |act: String| t!("act-on", act = act, name = group.name.clone());
    let people = Query::default().with("group", &group.name).on(&Route::Course(course.to_owned()).path());
    html! {
        <Row key={group.id.clone()} testid="group-row" of={group.name.clone()}>
            <Cell heads=true label={t!("course-group")}><Link to={people} testid="group-people">{ &group.name }</Link></Cell>
            <Cell label={t!("group-members")} class="rc-number">{ format::count(group.members) }</Cell>
            if manages {
                <Cell label={t!("actions")} class="rc-actions">
                    <span class="rc-pair">
                        <Button small=true label={label(t!("group-rename"))} onclick={opening(OpenDialog::Rename)} testid="group-rename">{ t!("group-rename") }</Button>
                        <Button small=true label={label(t!("cohort-delete"))} onclick={opening(OpenDialog::Delete)} testid="group-delete">{ t!("cohort-delete") }</Button>
                    </span>
                </Cell>
            }
        </Row>
    }
}

#[derive(PartialEq, Properties)]
struct NameProps {
    /// The course's id.
    id: String,
    /// None for a new one.
    group: Option<Group>,
    onclose: Callback<()>,
    onchanged: Callback<()>,
}

/// Names a new group, or gives one another name.
#[component]
fn NameDialog(props: &NameProps) -> Html {
    let form = use_unique_id("form");
    let name = use_state_eq(|| props.group.as_ref().map(|group| group.name.clone()).unwrap_or_default());
    let missing = use_state_eq(|| false);
    let (task, toaster) = (use_task(), use_toaster());
    let onsubmit = {
        let (task, name, missing) = (task.clone(), name.clone(), missing.setter());
        let (id, group) = (props.id.clone(), props.group.clone());
        let (onclose, onchanged) = (props.onclose.clone(), props.onchanged.clone());
        Callback::from(move |()| {
            let text = name.trim().to_owned();
            missing.set(text.is_empty());
            if text.is_empty() {
                return;
            }
            let (id, group, toaster) = (id.clone(), group.clone(), toaster.clone());
            let (onclose, onchanged) = (onclose.clone(), onchanged.clone());
            let call = async move {
                match &group {
                    None => api::courses::create_group(&id, text).await,
                    Some(group) => api::courses::rename_group(&id, group, text).await,
                }
            };
            task.run(call, move |group: Group| {
                toaster.emit(Toast::success(t!("cohort-saved", name = group.name)));
                onclose.emit(());
                onchanged.emit(());
            });
        })
    };
    let oninput = {
        let name = name.setter();
        Callback::from(move |text| name.set(text))
    };
    let title = match &props.group {
        None => t!("group-new"),
        Some(group) => t!("group-rename-title", name = group.name.clone()),
    };
    let is_taken = task.failure.as_ref().and_then(|failure| failure.code()) == Some("group_exists");
    let error = match (*missing, is_taken) {
        (true, _) => Some(t!("value-missing")),
        (_, true) => Some(t!("group-taken")),
        _ => None,
    };
    let footer = html! {
        <FormButtons form={form.clone()} busy={task.busy} onclose={props.onclose.clone()} testid="group-submit">{ t!("save") }</FormButtons>
    };
    html! {
        <Dialog {title} onclose={props.onclose.clone()} busy={task.busy} {footer} testid="group-dialog">
            if let Some(failure) = task.failure.as_ref().filter(|_| !is_taken) {
                <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
            }
            <Form id={form} {onsubmit}>
                <TextField label={t!("group-name")} required=true error={error.map(AttrValue::from)} value={(*name).clone()} {oninput} autocomplete="off" testid="group-name" />
            </Form>
        </Dialog>
    }
}

#[derive(PartialEq, Properties)]
struct DeleteProps {
    /// The course's id.
    id: String,
    group: Group,
    onclose: Callback<()>,
    onchanged: Callback<()>,
}

/// Asks whether the group goes. Its people stay in the course.
#[component]
fn DeleteDialog(props: &DeleteProps) -> Html {
    let (task, toaster) = (use_task(), use_toaster());
    let group = &props.group;
    let onconfirm = {
        let (task, id, group) = (task.clone(), props.id.clone(), group.clone());
        let (onclose, onchanged) = (props.onclose.clone(), props.onchanged.clone());
        Callback::from(move |()| {
            let (id, group, name, toaster) = (id.clone(), group.clone(), group.name.clone(), toaster.clone());
            let (onclose, onchanged, onstale) = (onclose.clone(), onchanged.clone(), onchanged.clone());
            let done = move |()| {
                toaster.emit(Toast::success(t!("cohort-deleted", name = name)));
                onclose.emit(());
                onchanged.emit(());
            };
            task.run_or(async move { api::courses::delete_group(&id, &group).await }, done, move |_| onstale.emit(()));
        })
    };
    html! {
        <Confirm
            title={t!("group-delete-title", name = group.name.clone())}
            action={t!("cohort-delete")}
            danger=true
            busy={task.busy}
            failure={task.failure.clone()}
            {onconfirm}
            onclose={props.onclose.clone()}
            testid="group-delete-dialog"
        >
            <p>{ t!("group-delete-what", count = group.members) }</p>
        </Confirm>
    }
}
