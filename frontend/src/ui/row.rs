//! Rows and cells of a [`super::Table`].

use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct RowProps {
    #[prop_or_default]
    pub testid: Option<AttrValue>,
    /// What tells this row from the others, for tests.
    #[prop_or_default]
    pub of: Option<AttrValue>,
    pub children: Html,
}

/// A row of [`Cell`]s.
#[component]
pub fn Row(props: &RowProps) -> Html {
    html! {
        <tr
            class="pf-v6-c-table__tr"
            role="row"
            data-testid={props.testid.clone()}
            data-of={props.of.clone()}
        >
            { props.children.clone() }
        </tr>
    }
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
