//! Whether there is any cohort to choose from.

use yew::prelude::*;

use crate::api;
use crate::t;
use crate::ui::{Load, use_load};
use crate::url::Query;

/// Whether there are cohorts that people fill, where that is asked for.
#[hook]
pub fn use_any(wanted: bool) -> Load<bool> {
    use_load(wanted, |wanted, signal| async move {
        if !wanted {
            return Ok(false);
        }
        let page = api::cohorts::list(&Query::default().with("source", "manual").with("limit", 1), &signal).await?;
        Ok(!page.items.is_empty())
    })
}

/// Why no cohort can be chosen; `None` if one can.
pub fn reason(any: Option<bool>, failed: bool) -> Option<String> {
    match any {
        _ if failed => Some(t!("cohort-pick-failed")),
        None => Some(t!("loading")),
        Some(false) => Some(t!("cohorts-none")),
        Some(true) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_cohort_to_choose_it_is_said_why() {
        assert_eq!(reason(Some(false), false), Some(t!("cohorts-none")));
        assert_eq!(reason(None, false), Some(t!("loading")));
        assert_eq!(reason(Some(true), true), Some(t!("cohort-pick-failed")));
        assert_eq!(reason(Some(true), false), None);
    }
}
