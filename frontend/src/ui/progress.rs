//! A progress bar with its words.

use web_sys::HtmlElement;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct Props {
    /// What is going on.
    pub title: AttrValue,
    pub done: i64,
    /// 0 where it is not known yet.
    pub total: i64,
    /// How far it is, in words.
    pub measure: AttrValue,
    /// Pace and time left.
    #[prop_or_default]
    pub note: AttrValue,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
}

/// Hundredths that are done.
fn percent(done: i64, total: i64) -> f64 {
    if total <= 0 {
        return 0.0;
    }
    (done as f64 * 100.0 / total as f64).clamp(0.0, 100.0)
}

/// A progress bar. It is no live region: people can look at it; changes of state are
/// announced elsewhere.
#[component]
pub fn Progress(props: &Props) -> Html {
    let id = super::field::use_unique_id("progress");
    let percent = percent(props.done, props.total);
    // Set by the program: the policy of the site allows no style in the page itself.
    let indicator = use_node_ref();
    use_effect_with((indicator.clone(), format!("{percent:.1}%")), |(indicator, width)| {
        if let Some(element) = indicator.cast::<HtmlElement>() {
            let _ = element.style().set_property("width", width);
        }
    });
    let known = (props.total > 0).then(|| format!("{percent:.0}"));
    html! {
        <div class="pf-v6-c-progress" data-testid={props.testid.clone()} data-done={props.done.to_string()} data-total={props.total.to_string()}>
            <div class="pf-v6-c-progress__description" id={id.clone()}>{ &props.title }</div>
            <div class="pf-v6-c-progress__status" aria-hidden="true">
                <span class="pf-v6-c-progress__measure">{ &props.measure }</span>
            </div>
            <div
                class="pf-v6-c-progress__bar"
                role="progressbar"
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow={known}
                aria-valuetext={props.measure.clone()}
                aria-labelledby={id}
            >
                <div class="pf-v6-c-progress__indicator" ref={indicator} />
            </div>
            <div class="pf-v6-c-progress__helper-text rc-quiet">{ &props.note }</div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_total_is_no_progress_and_an_estimate_never_overflows() {
        assert_eq!(percent(10, 0), 0.0);
        assert_eq!(percent(12, 10), 100.0);
        assert_eq!(percent(1, 4), 25.0);
    }
}
