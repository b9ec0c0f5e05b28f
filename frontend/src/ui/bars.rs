//! Outcomes as bars: lengths compare better than numbers.

use yew::prelude::*;

use crate::i18n::{format, words};

#[derive(PartialEq, Properties)]
pub struct Props {
    /// What is compared.
    pub title: AttrValue,
    /// Outcomes of what has been done, and how often each was.
    pub counts: Vec<(&'static str, i64)>,
}

/// How long a bar is, in hundredths of the longest: even a single row among a million can be seen.
fn length(count: i64, most: i64) -> f64 {
    if count <= 0 || most <= 0 {
        return 0.0;
    }
    (count as f64 * 100.0 / most as f64).max(0.5)
}

/// A plot of outcomes. The tiles say the same in text, so it is one image to screen readers. Only the
/// bars are drawn to scale; names and numbers keep their size however narrow the page is.
#[component]
pub fn OutcomeBars(props: &Props) -> Html {
    let most = props.counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let bar = |(outcome, count): &(&'static str, i64)| {
        html! {
            <>
                <span class="rc-bars__name">{ words::outcome(outcome, true) }</span>
                <svg class={format!("rc-outcome-{outcome}")} viewBox="0 0 100 10" preserveAspectRatio="none">
                    <rect class="rc-bars__bar" width={length(*count, most).to_string()} height="10" />
                </svg>
                <span class="rc-bars__count">{ format::count(*count) }</span>
            </>
        }
    };
    html! {
        <div class="rc-bars" role="img" aria-label={&props.title} data-testid="outcome-bars">
            { for props.counts.iter().map(bar) }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_among_many_is_still_seen() {
        assert_eq!(length(1, 1_000_000), 0.5);
        assert_eq!(length(0, 1_000_000), 0.0);
        assert_eq!(length(7, 7), 100.0);
    }
}
