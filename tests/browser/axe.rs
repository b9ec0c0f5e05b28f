//! What axe finds in a page, and whether the page fits the window.

use serde_json::{Value, json};

use super::page::Page;

/// The rules of WCAG 2.2 at level AA, and what goes without saying.
const TAGS: [&str; 6] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/// Rules about colours: what another theme can break.
const COLOURS: [&str; 2] = ["color-contrast", "link-in-text-block"];

/// Rules about where things are and how large: what another size or direction can break.
const PLACES: [&str; 2] = ["target-size", "scrollable-region-focusable"];

/// Which rules are asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Rules {
    /// All of them.
    All,
    /// All but those about colours: what appears in this size only has to have a name and a role as well.
    AllButColours,
    /// Those about colours.
    Colours,
    /// Those about places and sizes.
    Places,
}

impl Rules {
    fn options(self) -> Value {
        match self {
            Self::All => json!({ "runOnly": TAGS }),
            Self::AllButColours => json!({ "runOnly": TAGS, "rules": { "color-contrast": { "enabled": false } } }),
            Self::Colours => json!({ "runOnly": { "type": "rule", "values": COLOURS } }),
            Self::Places => json!({ "runOnly": { "type": "rule", "values": PLACES } }),
        }
    }
}

/// The page has no fault that axe knows of, and needs no scrolling sideways.
pub async fn is_clean(page: &Page, state: &str) {
    page.still().await;
    holds(page, state, Rules::All).await;
}

/// The page, in which nothing moves, keeps these rules, and needs no scrolling sideways.
pub async fn holds(page: &Page, state: &str, rules: Rules) {
    // Most pages are looked at several times: the library stays in them.
    if page.run("return !window.axe").await == true {
        let library = std::env::var("AXE").expect("AXE is not set: run the tests with `cargo xtask test browser`");
        page.run(&std::fs::read_to_string(library).expect("axe is installed")).await;
    }
    let run = format!(
        "return axe.run(document, {}).then(found => found.violations.map(fault => \
            [fault.id, fault.nodes.map(node => node.target.join(' ') + ': ' + node.failureSummary)]))",
        rules.options()
    );
    let faults = page.run(&run).await;
    assert_eq!(faults, json!([]), "axe finds faults in {state}: {faults:#}");
    let wide = page
        .run(
            "return [document.documentElement, ...document.querySelectorAll('.pf-v6-c-page__main-container, main, dialog[open]')] \
             .filter(part => part.scrollWidth > part.clientWidth + 1) \
             .map(part => part.tagName + ' ' + part.scrollWidth + ' > ' + part.clientWidth)",
        )
        .await;
    assert_eq!(wide, Value::Array(Vec::new()), "{state} scrolls sideways");
}
