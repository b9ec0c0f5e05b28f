//! Tables: named, with headers that sort and stay in sight, a column to choose rows by, in a frame that
//! scrolls. On a narrow screen the rows are stacked, each value with its column's title; the roles are
//! spelled out because browsers forget that a table is one once its parts are not laid out as a table.

use yew::prelude::*;

use super::{Icon, Spoken, Symbol, Tick, Ticked};
use crate::t;

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

/// How a list is sorted: the API's parameter, such as `last_name,-created_at`.
#[derive(Debug, Clone, PartialEq)]
pub struct Sorting {
    /// The parameter in force.
    pub by: String,
    /// Called with the parameter that a click on a heading asks for.
    pub onsort: Callback<String>,
}

/// A column's part in the order: its rank from 0, and whether it descends.
type SortKey = (usize, bool);

impl Sorting {
    fn part(&self, name: &str) -> Option<SortKey> {
        let keys = self.by.split(',').map(|key| key.strip_prefix('-').map_or((key, false), |key| (key, true)));
        keys.enumerate().find(|(_, (key, _))| *key == name).map(|(rank, (_, descends))| (rank, descends))
    }

    /// The parameter after a click: by this column alone, or by it too. A column that is sorted by is
    /// turned round.
    fn clicked(&self, name: &str, besides: bool) -> String {
        let part = self.part(name);
        let key = match part {
            Some((_, false)) => format!("-{name}"),
            Some((_, true)) | None => name.to_owned(),
        };
        if !besides || self.by.is_empty() {
            return key;
        }
        let mut keys: Vec<String> = self.by.split(',').map(str::to_owned).collect();
        match part {
            Some((rank, _)) => keys[rank] = key,
            None => keys.push(key),
        }
        keys.join(",")
    }
}

/// How much room rows take.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Density {
    /// Many rows on a screen.
    #[default]
    Compact,
    /// Room to breathe.
    Comfortable,
}

/// The box in the heading that chooses all rows of the page.
#[derive(Debug, Clone, PartialEq)]
pub struct PickAll {
    /// How many of the page's rows are chosen.
    pub ticked: Ticked,
    /// They can't be chosen now.
    pub disabled: bool,
    /// Chooses all of them, or none.
    pub onchange: Callback<bool>,
}

#[derive(PartialEq, Properties)]
pub struct Props {
    /// What the table lists.
    pub caption: AttrValue,
    pub columns: Vec<Column>,
    #[prop_or_default]
    pub sorting: Option<Sorting>,
    #[prop_or_default]
    pub density: Density,
    /// Rows can be chosen; each then begins with a [`super::Pick`].
    #[prop_or_default]
    pub pick_all: Option<PickAll>,
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
    let density = match props.density {
        Density::Compact => Some("pf-m-compact"),
        Density::Comfortable => None,
    };
    html! {
        <div class={classes!("rc-table-frame", props.busy.then_some("rc-stale"))} role="region" aria-label={&props.caption} tabindex="0">
            <table
                class={classes!("pf-v6-c-table", density)}
                role="table"
                aria-label={&props.caption}
                aria-busy={props.busy.to_string()}
                data-testid={props.testid.clone()}
            >
                <thead class="pf-v6-c-table__thead" role="rowgroup">
                    <tr class="pf-v6-c-table__tr" role="row">
                        if let Some(pick) = &props.pick_all {
                            <th class="pf-v6-c-table__th rc-pick" role="columnheader" scope="col">
                                <Tick label={t!("pick-page")} ticked={pick.ticked} disabled={pick.disabled} onchange={pick.onchange.clone()} testid="pick-page" />
                            </th>
                        }
                        { for props.columns.iter().map(heading) }
                    </tr>
                </thead>
                <tbody class="pf-v6-c-table__tbody" role="rowgroup">{ props.children.clone() }</tbody>
            </table>
        </div>
    }
}

fn sortable(column: &Column, sorting: &Sorting, name: &'static str) -> Html {
    let part = sorting.part(name);
    let (state, symbol) = match part {
        None => ("none", Symbol::Sortable),
        Some((_, false)) => ("ascending", Symbol::Ascending),
        Some((_, true)) => ("descending", Symbol::Descending),
    };
    // Only one column of a table can say that it is the sorted one; the others say so in words.
    let first = part.is_none_or(|(rank, _)| rank == 0);
    let further = part.filter(|(rank, _)| *rank > 0);
    let onclick = {
        let sorting = sorting.clone();
        Callback::from(move |event: MouseEvent| sorting.onsort.emit(sorting.clicked(name, event.shift_key())))
    };
    let class = classes!("pf-v6-c-table__th", "pf-v6-c-table__sort", part.map(|_| "pf-m-selected"));
    html! {
        <th {class} role="columnheader" scope="col" aria-sort={first.then_some(state)}>
            <button class="pf-v6-c-table__button" type="button" {onclick} title={t!("sort-hint")} data-testid={format!("sort-{name}")}>
                <span class="pf-v6-c-table__button-content">
                    <span class="pf-v6-c-table__text">{ &column.title }</span>
                    <span class="pf-v6-c-table__sort-indicator"><Icon {symbol} /></span>
                    if let Some((rank, _)) = further {
                        <span class="rc-rank" aria-hidden="true">{ rank + 1 }</span>
                        <Spoken>{ " " }{ t!("sorted-further", rank = rank + 1, order = state) }</Spoken>
                    }
                </span>
            </button>
        </th>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clicked(by: &str, name: &str, besides: bool) -> String {
        Sorting { by: by.to_owned(), onsort: Callback::noop() }.clicked(name, besides)
    }

    #[test]
    fn a_second_click_turns_the_order_round() {
        assert_eq!(clicked("username", "email", false), "email");
        assert_eq!(clicked("email", "email", false), "-email");
        assert_eq!(clicked("-email", "email", false), "email");
        assert_eq!(clicked("email,-username", "username", false), "username");
    }

    #[test]
    fn with_shift_a_column_comes_besides_the_others() {
        assert_eq!(clicked("username", "email", true), "username,email");
        assert_eq!(clicked("username,email", "email", true), "username,-email");
        assert_eq!(clicked("username,email", "username", true), "-username,email");
        assert_eq!(clicked("", "email", true), "email");
    }
}
