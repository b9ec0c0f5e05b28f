//! How many rows came to which outcome; each number narrows the rows below.

use std::rc::Rc;

use rollcall_wire::batches::{Batch, Counts};
use yew::prelude::*;

use super::super::state;
use crate::router::{self, Route, use_place};
use crate::t;
use crate::ui::{Heading, Tile, Tiles};
use crate::url::Query;

/// Outcomes that a person looks for even where they are none.
const ALWAYS: [&str; 2] = ["unchanged", "error"];

/// The outcomes worth showing: those that occur, and those one looks for.
pub fn worth_showing(counts: &Counts) -> Vec<(&'static str, i64)> {
    let entries = counts.entries().into_iter();
    entries.filter(|(outcome, count)| *count > 0 || ALWAYS.contains(outcome)).collect()
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub batch: Rc<Batch>,
}

/// The tiles.
#[component]
pub fn OutcomeTiles(props: &Props) -> Html {
    let place = use_place();
    let chosen = place.query.get("outcome").unwrap_or_default();
    let path = Route::Batch(props.batch.id.clone()).path();
    // Not those of the file: a full sync adds some.
    let total = props.batch.progress.total;
    let done = state::is_done(&props.batch);
    let all = ("", t!("outcome-all"), total);
    let others = worth_showing(&props.batch.counts).into_iter();
    let others = others.map(|(outcome, count)| (outcome, state::outcome(&props.batch, outcome, done), count));
    let tile = |(outcome, name, count): (&'static str, String, i64)| {
        let address = Query::default().with("outcome", outcome).on(&path);
        let testid = if outcome.is_empty() { "outcome-all".to_owned() } else { format!("outcome-{outcome}") };
        html! {
            <Tile
                {name}
                {count}
                kind={if outcome.is_empty() { "all" } else { outcome }}
                chosen={chosen == outcome}
                onclick={Callback::from(move |()| router::replace(&address))}
                {testid}
            />
        }
    };
    html! {
        <>
            <Heading>{ t!("rows") }</Heading>
            <Tiles label={t!("outcomes")}>{ for std::iter::once(all).chain(others).map(tile) }</Tiles>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_that_do_not_occur_take_no_room() {
        let counts = Counts { suspend: 3, ..Counts::default() };
        assert_eq!(worth_showing(&counts), [("suspend", 3), ("unchanged", 0), ("error", 0)]);
    }
}
