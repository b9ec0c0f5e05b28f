//! Repair a row that can't be applied, in its place in the table.

use std::collections::BTreeMap;
use std::rc::Rc;

use rollcall_wire::batches::{Batch, Column, Message, Row};
use yew::prelude::*;

use crate::api;
use crate::i18n::{server, words};
use crate::t;
use crate::ui::{
    Alert, Button, Form, Look, ProblemAlert, Row as TableRow, Task, TextField, Toast, Tone, WideCell, use_focus_return,
    use_task, use_toaster,
};

/// The cells that were changed, by heading.
fn changed(columns: &[Column], before: &[String], now: &[String]) -> BTreeMap<String, String> {
    let cells = columns.iter().zip(now).enumerate();
    let cells = cells.filter(|(index, (_, cell))| before.get(*index) != Some(cell));
    cells.map(|(_, (column, cell))| (column.header.clone(), cell.clone())).collect()
}

/// A row as long as its heading: the repair of one with too few or too many cells.
fn fitted(columns: &[Column], cells: &[String]) -> Vec<String> {
    (0..columns.len()).map(|index| cells.get(index).cloned().unwrap_or_default()).collect()
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub batch: Rc<Batch>,
    pub row: Row,
    /// How many columns the table has.
    pub columns: usize,
    pub onclose: Callback<()>,
    pub onrepaired: Callback<()>,
}

/// The row as it is being repaired.
struct Edit {
    cells: UseStateHandle<Vec<String>>,
    /// What the server has by now: a save that does not repair the row is a save all the same.
    saved: UseStateHandle<Vec<String>>,
    messages: UseStateHandle<Vec<Message>>,
}

impl Edit {
    /// Saves the cells that were changed; closes the row once it is repaired.
    fn saving(&self, props: &Props, columns: &[Column], task: &Task, toaster: Callback<Toast>) -> Callback<()> {
        let (task, id, line, columns) = (task.clone(), props.batch.id.clone(), props.row.line, columns.to_vec());
        let (cells, saved, messages) = (self.cells.clone(), self.saved.clone(), self.messages.setter());
        let (onclose, onrepaired) = (props.onclose.clone(), props.onrepaired.clone());
        Callback::from(move |()| {
            let (id, wanted) = (id.clone(), changed(&columns, &saved, &cells));
            let (saved, messages, toaster) = (saved.setter(), messages.clone(), toaster.clone());
            let (onclose, onrepaired) = (onclose.clone(), onrepaired.clone());
            task.run(async move { api::batches::repair(&id, line, wanted).await }, move |row| {
                if row.outcomes.iter().any(|outcome| outcome == "error") {
                    messages.set(row.messages);
                    saved.set(row.cells);
                } else {
                    let outcomes = row.outcomes.iter().map(|outcome| words::outcome(outcome, false));
                    let outcomes = outcomes.collect::<Vec<_>>().join(", ");
                    toaster.emit(Toast::success(t!("repaired", line = line, outcome = outcomes)));
                    onclose.emit(());
                }
                onrepaired.emit(());
            });
        })
    }
}

/// Brings an element into sight once it is there.
#[hook]
fn use_scrolled_into_view(node: &NodeRef) {
    let node = node.clone();
    use_effect_with((), move |()| {
        if let Some(element) = node.cast::<web_sys::Element>() {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
}

fn field(index: usize, column: &Column, edit: &Edit) -> Html {
    let oninput = {
        let cells = edit.cells.clone();
        Callback::from(move |value| {
            let mut now = (*cells).clone();
            if let Some(cell) = now.get_mut(index) {
                *cell = value;
            }
            cells.set(now);
        })
    };
    let ignored = column.field.is_none().then(|| AttrValue::from(t!("repair-ignored")));
    html! {
        <TextField
            label={column.header.clone()}
            value={edit.cells.get(index).cloned().unwrap_or_default()}
            {oninput}
            autocomplete="off"
            help={ignored}
            error={error_of(&edit.messages, column)}
            testid={format!("cell-{}", column.header)}
        />
    }
}

/// The cells of a row as fields, below the row itself. The focus begins at what is wrong and goes back
/// to where it was.
#[component]
pub fn RepairRow(props: &Props) -> Html {
    use_focus_return();
    let editor = use_node_ref();
    use_scrolled_into_view(&editor);
    let columns = props.batch.source.columns.clone().unwrap_or_default();
    let edit = Edit {
        cells: use_state_eq(|| fitted(&columns, &props.row.cells)),
        saved: use_state_eq(|| props.row.cells.clone()),
        messages: use_state_eq(|| props.row.messages.clone()),
    };
    let task = use_task();
    let onsubmit = edit.saving(props, &columns, &task, use_toaster());
    let field = |(index, column)| field(index, column, &edit);
    let elsewhere: Vec<&Message> =
        edit.messages.iter().filter(|message| !columns.iter().any(|column| is_about(message, column))).collect();
    let onkeydown = {
        let (onclose, busy) = (props.onclose.clone(), task.busy);
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && !busy {
                onclose.emit(());
            }
        })
    };
    html! {
        <TableRow testid="repair-editor" of={props.row.line.to_string()}>
            <WideCell columns={props.columns}>
                <section ref={editor} class="rc-repair" aria-label={t!("repair-title", line = props.row.line)} {onkeydown}>
                    if let Some(failure) = &task.failure {
                        <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
                    }
                    { for elsewhere.into_iter().map(|message| html! { <Alert tone={Tone::Danger} title={server::row_message(message)} /> }) }
                    <Form {onsubmit}>
                        <div class="rc-repair__cells">{ for columns.iter().enumerate().map(field) }</div>
                        <div class="rc-bar">
                            <Button look={Look::Primary} submit=true busy={task.busy} testid="save-row">{ t!("repair-save") }</Button>
                            <Button look={Look::Link} onclick={props.onclose.clone()} disabled={task.busy}>{ t!("cancel") }</Button>
                        </div>
                    </Form>
                </section>
            </WideCell>
        </TableRow>
    }
}

fn is_about(message: &Message, column: &Column) -> bool {
    let field = message.field.as_deref();
    field.is_some() && (field == Some(column.header.as_str()) || field == column.field.as_deref())
}

fn error_of(messages: &[Message], column: &Column) -> Option<AttrValue> {
    let found = messages.iter().find(|message| message.level == "error" && is_about(message, column));
    found.map(|message| server::row_message(message).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(header: &str) -> Column {
        Column { header: header.to_owned(), field: Some(header.to_owned()) }
    }

    #[test]
    fn only_changed_cells_are_sent() {
        let columns = [column("username"), column("suspended")];
        let before = ["anna".to_owned(), "x".to_owned()];
        let now = ["anna".to_owned(), "1".to_owned()];
        let cells = changed(&columns, &before, &now);
        assert_eq!(cells.into_iter().collect::<Vec<_>>(), [("suspended".to_owned(), "1".to_owned())]);
    }

    #[test]
    fn a_row_that_is_too_short_or_too_long_gets_the_heading_s_length() {
        let columns = [column("username"), column("suspended")];
        assert_eq!(fitted(&columns, &["anna".to_owned()]), ["anna", ""]);
        let long = ["a".to_owned(), "1".to_owned(), "z".to_owned()];
        assert_eq!(fitted(&columns, &long), ["a", "1"]);
    }
}
