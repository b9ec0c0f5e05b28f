//! Numbers side by side, each of which narrows the list below to what it counts.

use yew::prelude::*;

use crate::i18n::format;

#[derive(PartialEq, Properties)]
pub struct TilesProps {
    /// What the tiles choose between.
    pub label: AttrValue,
    pub children: Html,
}

/// A row of [`Tile`]s.
#[component]
pub fn Tiles(props: &TilesProps) -> Html {
    html! {
        <ul class="rc-tiles" role="list" aria-label={&props.label}>{ props.children.clone() }</ul>
    }
}

#[derive(PartialEq, Properties)]
pub struct TileProps {
    pub name: AttrValue,
    pub count: i64,
    /// Names the colour of its edge.
    pub kind: AttrValue,
    /// The list shows what it counts.
    pub chosen: bool,
    pub onclick: Callback<()>,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
}

/// One number with its name; pressed or not.
#[component]
pub fn Tile(props: &TileProps) -> Html {
    html! {
        <li>
            <button
                type="button"
                class={classes!("rc-tile", format!("rc-outcome-{}", props.kind))}
                aria-pressed={props.chosen.to_string()}
                onclick={props.onclick.reform(|_: MouseEvent| ())}
                data-testid={props.testid.clone()}
                data-count={props.count.to_string()}
            >
                <span class="rc-tile__count">{ format::count(props.count) }</span>
                <span class="rc-tile__name">{ &props.name }</span>
            </button>
        </li>
    }
}
