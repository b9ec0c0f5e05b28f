//! Tables: named, with headers that sort, in a frame that scrolls. On a narrow screen the rows are
//! stacked, each value with its column's title; the roles are spelled out because browsers forget
//! that a table is one once its parts are not laid out as a table.

use yew::prelude::*;

use super::{Icon, Symbol};

/// One column's heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    title: String,
    sort: Option<&'static str>,
    quiet: bool,
    number: bool,
}

impl Column {
    /// A column under this heading.
    pub fn new(title: String) -> Self {
        Self { title, sort: None, quiet: false, number: false }
    }

    /// One can sort by it, under this name in the API.
    #[must_use]
    pub fn sorted_by(mut self, name: &'static str) -> Self {
        self.sort = Some(name);
        self
    }

    /// The heading is for screen readers only.
    #[must_use]
    pub fn quiet(mut self) -> Self {
        self.quiet = true;
        self
    }

    /// Holds numbers: set to the right.
    #[must_use]
    pub fn number(mut self) -> Self {
        self.number = true;
        self
    }
}

/// How a list is sorted: the API's parameter, `name` or `-name`.
#[derive(Debug, Clone, PartialEq)]
pub struct Sorting {
    /// The parameter in force.
    pub by: String,
    /// Called with the parameter that a click on a heading asks for.
    pub onsort: Callback<String>,
}

impl Sorting {
    /// `Some(descending)` where the list is sorted by this name.
    fn direction(&self, name: &str) -> Option<bool> {
        match self.by.strip_prefix('-') {
            Some(by) => (by == name).then_some(true),
            None => (self.by == name).then_some(false),
        }
    }
}

/// The parameter after a click: first ascending, then the other way round.
fn turned(name: &str, direction: Option<bool>) -> String {
    match direction {
        Some(false) => format!("-{name}"),
        Some(true) | None => name.to_owned(),
    }
}

#[derive(PartialEq, Properties)]
pub struct Props {
    /// What the table lists.
    pub caption: AttrValue,
    pub columns: Vec<Column>,
    #[prop_or_default]
    pub sorting: Option<Sorting>,
    /// Newer rows are on their way.
    #[prop_or_default]
    pub busy: bool,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
    /// Rows.
    pub children: Html,
}

/// A table. The frame takes the focus, so that the keyboard can scroll it.
#[component]
pub fn Table(props: &Props) -> Html {
    let heading = |column: &Column| {
        let text = if column.quiet {
            html! { <span class="pf-v6-u-screen-reader">{ &column.title }</span> }
        } else {
            html! { { &column.title } }
        };
        let class = classes!("pf-v6-c-table__th", column.number.then_some("rc-number"));
        match (&props.sorting, column.sort) {
            (Some(sorting), Some(name)) => sortable(column, sorting, name),
            _ => html! { <th {class} role="columnheader" scope="col">{ text }</th> },
        }
    };
    html! {
        <div class={classes!("rc-table-frame", props.busy.then_some("rc-stale"))} role="region" aria-label={&props.caption} tabindex="0">
            <table
                class="pf-v6-c-table pf-m-compact"
                role="table"
                aria-label={&props.caption}
                aria-busy={props.busy.to_string()}
                data-testid={props.testid.clone()}
            >
                <thead class="pf-v6-c-table__thead" role="rowgroup">
                    <tr class="pf-v6-c-table__tr" role="row">{ for props.columns.iter().map(heading) }</tr>
                </thead>
                <tbody class="pf-v6-c-table__tbody" role="rowgroup">{ props.children.clone() }</tbody>
            </table>
        </div>
    }
}

fn sortable(column: &Column, sorting: &Sorting, name: &'static str) -> Html {
    let direction = sorting.direction(name);
    let (state, symbol) = match direction {
        None => ("none", Symbol::Sortable),
        Some(false) => ("ascending", Symbol::Ascending),
        Some(true) => ("descending", Symbol::Descending),
    };
    let next = turned(name, direction);
    let onclick = sorting.onsort.reform(move |_: MouseEvent| next.clone());
    let selected = direction.map(|_| "pf-m-selected");
    html! {
        <th class={classes!("pf-v6-c-table__th", "pf-v6-c-table__sort", selected)} role="columnheader" scope="col" aria-sort={state}>
            <button class="pf-v6-c-table__button" type="button" {onclick} data-testid={format!("sort-{name}")}>
                <span class="pf-v6-c-table__button-content">
                    <span class="pf-v6-c-table__text">{ &column.title }</span>
                    <span class="pf-v6-c-table__sort-indicator"><Icon {symbol} /></span>
                </span>
            </button>
        </th>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_click_turns_the_order_round() {
        let sorting = |by: &str| Sorting { by: by.to_owned(), onsort: Callback::noop() };
        assert_eq!(turned("email", sorting("username").direction("email")), "email");
        assert_eq!(turned("email", sorting("email").direction("email")), "-email");
        assert_eq!(turned("email", sorting("-email").direction("email")), "email");
    }
}
