//! Paging through a list that is held together by cursors.

use std::collections::BTreeMap;

use yew::prelude::*;

use super::{Button, Select, Symbol};
use crate::i18n::format;
use crate::t;

/// The cursors that were seen on the way, by the number of the page they lead to. The API only knows
/// the way forward; this is the way back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CursorTrail {
    pages: BTreeMap<usize, String>,
}

impl CursorTrail {
    /// Remembers the page that is open, and the next one once it is known.
    pub fn note(&mut self, page: usize, cursor: &str, next: Option<&str>) {
        if page > 1 {
            self.pages.insert(page, cursor.to_owned());
        }
        if let Some(next) = next {
            self.pages.insert(page + 1, next.to_owned());
        }
    }

    /// The page before, as number and cursor; the first page where the way back is not known, as
    /// after opening a bookmark.
    pub fn before(&self, page: usize) -> (usize, String) {
        let before = page.saturating_sub(1);
        match self.pages.get(&before) {
            Some(cursor) => (before, cursor.clone()),
            None => (1, String::new()),
        }
    }
}

/// How many to a page.
const SIZES: [&str; 4] = ["20", "50", "100", "200"];

#[derive(PartialEq, Properties)]
pub struct Props {
    /// What is paged through.
    pub label: AttrValue,
    /// From 1.
    pub page: usize,
    /// Asked for on one page.
    pub limit: usize,
    /// There on this page.
    pub shown: usize,
    #[prop_or_default]
    pub total: Option<i64>,
    #[prop_or_default]
    pub onprevious: Option<Callback<()>>,
    #[prop_or_default]
    pub onnext: Option<Callback<()>>,
    /// Offers the choice of a page's size.
    #[prop_or_default]
    pub onlimit: Option<Callback<String>>,
}

/// The bar below a list.
#[component]
pub fn Pager(props: &Props) -> Html {
    let before = (props.page - 1) * props.limit;
    let first = format::count((before + props.shown.min(1)) as i64);
    let last = format::count((before + props.shown) as i64);
    let range = match props.total {
        Some(total) => t!("pager-range-of", first = first, last = last, total = total),
        None => t!("pager-range", first = first, last = last),
    };
    let step = |call: &Option<Callback<()>>, name: String, symbol, testid: &'static str| {
        html! {
            <Button
                small=true
                icon={symbol}
                disabled={call.is_none()}
                onclick={call.clone().unwrap_or_default()}
                {testid}
            >
                { name }
            </Button>
        }
    };
    let sizes: Vec<(AttrValue, AttrValue)> = SIZES.iter().map(|size| ((*size).into(), (*size).into())).collect();
    html! {
        <nav class="rc-pager" aria-label={&props.label}>
            <span class="rc-pager__range" data-testid="pager-range">{ range }</span>
            if let Some(onlimit) = &props.onlimit {
                <Select inline=true label={t!("pager-size")} value={props.limit.to_string()} options={sizes} onchange={onlimit.clone()} testid="page-size" />
            }
            <span class="rc-pager__steps">
                { step(&props.onprevious, t!("pager-previous"), Symbol::Left, "page-previous") }
                { step(&props.onnext, t!("pager-next"), Symbol::Right, "page-next") }
            </span>
        </nav>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_is_the_way_there() {
        let mut trail = CursorTrail::default();
        trail.note(1, "", Some("b"));
        trail.note(2, "b", Some("c"));
        trail.note(3, "c", None);
        assert_eq!(trail.before(3), (2, "b".to_owned()));
        assert_eq!(trail.before(2), (1, String::new()));
    }

    #[test]
    fn from_a_bookmark_the_way_back_is_the_first_page() {
        let mut trail = CursorTrail::default();
        trail.note(7, "g", Some("h"));
        assert_eq!(trail.before(7), (1, String::new()));
        assert_eq!(trail.before(8), (7, "g".to_owned()));
    }
}
