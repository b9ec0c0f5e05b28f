//! Rows and cells of a [`super::Table`].

use yew::prelude::*;

use super::{Tick, Ticked};

#[derive(PartialEq, Properties)]
pub struct RowProps {
    #[prop_or_default]
    pub testid: Option<AttrValue>,
    /// What tells this row from the others, for tests.
    #[prop_or_default]
    pub of: Option<AttrValue>,
    /// It is chosen.
    #[prop_or_default]
    pub picked: bool,
    pub children: Html,
}

/// A row of [`Cell`]s.
#[component]
pub fn Row(props: &RowProps) -> Html {
    html! {
        <tr
            class={classes!("pf-v6-c-table__tr", props.picked.then_some("rc-picked"))}
            role="row"
            data-testid={props.testid.clone()}
            data-of={props.of.clone()}
        >
            { props.children.clone() }
        </tr>
    }
}

#[derive(PartialEq, Properties)]
pub struct PickProps {
    /// What it chooses, for screen readers.
    pub label: AttrValue,
    pub picked: bool,
    #[prop_or_default]
    pub disabled: bool,
    pub onchange: Callback<bool>,
}

/// The first cell of a row that can be chosen.
#[component]
pub fn Pick(props: &PickProps) -> Html {
    let ticked = if props.picked { Ticked::All } else { Ticked::None };
    html! {
        <td class="pf-v6-c-table__td rc-pick" role="cell">
            <Tick label={props.label.clone()} {ticked} disabled={props.disabled} onchange={props.onchange.clone()} testid="pick-row" />
        </td>
    }
}

/// A cell over all columns, for what belongs to the row above.
#[component]
pub fn WideCell(props: &WideProps) -> Html {
    html! {
        <td class="pf-v6-c-table__td rc-wide" role="cell" colspan={props.columns.to_string()}>{ props.children.clone() }</td>
    }
}

#[derive(PartialEq, Properties)]
pub struct WideProps {
    /// How many there are.
    pub columns: usize,
    pub children: Html,
}

#[derive(PartialEq, Properties)]
pub struct CellProps {
    /// The column's title, shown beside the value where the table is stacked for want of width.
    pub label: AttrValue,
    /// Names the row.
    #[prop_or_default]
    pub heads: bool,
    #[prop_or_default]
    pub class: Classes,
    #[prop_or_default]
    pub children: Html,
}

/// A cell.
#[component]
pub fn Cell(props: &CellProps) -> Html {
    let (label, children) = (props.label.clone(), props.children.clone());
    if props.heads {
        let class = classes!("pf-v6-c-table__th", "rc-name", props.class.clone());
        html! { <th {class} role="rowheader" scope="row" data-label={label}>{ children }</th> }
    } else {
        let class = classes!("pf-v6-c-table__td", props.class.clone());
        html! { <td {class} role="cell" data-label={label}><div class="rc-cell">{ children }</div></td> }
    }
}
