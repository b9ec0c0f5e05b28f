//! Counts by day as a row of bars.

use yew::prelude::*;

use crate::i18n::format;
use crate::t;

#[derive(PartialEq, Properties)]
pub struct Props {
    /// What is counted.
    pub title: AttrValue,
    /// Days (`2026-03-01`) and their counts, oldest first.
    pub days: Vec<(String, i64)>,
}

/// The upper end of the scale: one that is easy to read and not far above the longest bar.
fn top(most: i64) -> i64 {
    let mut step = 1;
    loop {
        for factor in [1, 2, 5] {
            let candidate = step * factor * 4;
            if candidate >= most {
                return candidate;
            }
        }
        step *= 10;
    }
}

const WIDTH: f64 = 600.0;
const HEIGHT: f64 = 160.0;

/// A plot that is read at a glance, with the same figures as a table for those who want them or can't
/// see it.
#[component]
pub fn DayBars(props: &Props) -> Html {
    let most = props.days.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let top = top(most);
    let slot = WIDTH / props.days.len().max(1) as f64;
    let height = |count: i64| count as f64 * HEIGHT / top as f64;
    let bar = |(index, (day, count)): (usize, &(String, i64))| {
        // A day with a single sign-in is still a day with a sign-in.
        let tall = if *count > 0 { height(*count).max(1.5) } else { 0.0 };
        html! {
            <rect class="rc-days__bar" x={(index as f64 * slot + slot * 0.15).to_string()} y={(HEIGHT - tall).to_string()} width={(slot * 0.7).to_string()} height={tall.to_string()}>
                <title>{ t!("day-count", day = format::day(day), count = *count) }</title>
            </rect>
        }
    };
    let line = |quarter: i64| {
        let y = (HEIGHT - height(top * quarter / 4)).to_string();
        html! { <line class="rc-days__line" x1="0" x2={WIDTH.to_string()} y1={y.clone()} y2={y} /> }
    };
    let name = |day: Option<&(String, i64)>| day.map(|(day, _)| format::day(day)).unwrap_or_default();
    let row = |(day, count): &(String, i64)| {
        html! { <tr><th scope="row">{ format::day(day) }</th><td class="rc-number">{ format::count(*count) }</td></tr> }
    };
    let total: i64 = props.days.iter().map(|(_, count)| count).sum();
    let summary = t!("day-summary", title = props.title.to_string(), total = total, most = most);
    html! {
        <figure class="rc-days" data-testid="day-bars">
            <div class="rc-days__plot">
                <div class="rc-days__scale" aria-hidden="true"><span>{ format::count(top) }</span><span>{ format::count(top / 2) }</span><span>{ "0" }</span></div>
                <svg viewBox={format!("0 0 {WIDTH} {HEIGHT}")} preserveAspectRatio="none" role="img" aria-label={summary}>
                    { for (0..=4).map(line) }
                    { for props.days.iter().enumerate().map(bar) }
                </svg>
                <div class="rc-days__ends" aria-hidden="true">
                    <span>{ name(props.days.first()) }</span>
                    <span>{ name(props.days.last()) }</span>
                </div>
            </div>
            <details class="rc-more">
                <summary>{ t!("figures-as-table") }</summary>
                <table class="rc-figures" aria-label={props.title.clone()}><tbody>{ for props.days.iter().rev().map(row) }</tbody></table>
            </details>
        </figure>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_is_round_and_just_above_the_longest_bar() {
        for (most, expected) in [(0, 4), (3, 4), (5, 8), (9, 20), (41, 80), (90, 200), (1_000, 2_000)] {
            assert_eq!(top(most), expected, "{most}");
        }
    }
}
