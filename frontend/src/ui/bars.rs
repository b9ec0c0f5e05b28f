//! Outcomes as bars: lengths compare better than numbers.

use yew::prelude::*;

use crate::i18n::{format, words};

/// Pixels of the drawing's own grid.
const WIDTH: i64 = 600;
const LINE: i64 = 28;
const NAMES: i64 = 120;
const NUMBERS: i64 = 90;

#[derive(PartialEq, Properties)]
pub struct Props {
    /// What is compared.
    pub title: AttrValue,
    /// Outcomes of what has been done, and how often each was.
    pub counts: Vec<(&'static str, i64)>,
}

/// How long a bar is: even a single row among a million can be seen.
fn length(count: i64, most: i64) -> i64 {
    if count == 0 || most == 0 {
        return 0;
    }
    ((WIDTH - NAMES - NUMBERS) * count / most).max(2)
}

/// A plot of outcomes. The tiles say the same in text, so it is one image to screen readers.
#[component]
pub fn OutcomeBars(props: &Props) -> Html {
    let most = props.counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let height = LINE * props.counts.len() as i64;
    let bar = |(index, (outcome, count)): (usize, &(&'static str, i64))| {
        let y = LINE * index as i64;
        let width = length(*count, most);
        html! {
            <g class={format!("rc-outcome-{outcome}")}>
                <text class="rc-bars__name" x={(NAMES - 10).to_string()} y={(y + 19).to_string()} text-anchor="end">{ words::outcome(outcome, true) }</text>
                <rect class="rc-bars__bar" x={NAMES.to_string()} y={(y + 6).to_string()} width={width.to_string()} height="16" rx="2" />
                <text class="rc-bars__count" x={(NAMES + width + 8).to_string()} y={(y + 19).to_string()}>{ format::count(*count) }</text>
            </g>
        }
    };
    html! {
        <svg class="rc-bars" role="img" aria-label={&props.title} viewBox={format!("0 0 {WIDTH} {height}")} data-testid="outcome-bars">
            { for props.counts.iter().enumerate().map(bar) }
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_among_many_is_still_seen() {
        assert_eq!(length(1, 1_000_000), 2);
        assert_eq!(length(0, 1_000_000), 0);
        assert_eq!(length(7, 7), WIDTH - NAMES - NUMBERS);
    }
}
