//! What axe finds in a page, and whether the page fits the window.

use serde_json::{Value, json};

use super::page::Page;

/// The rules of WCAG 2.2 at level AA, and what goes without saying.
const RULES: [&str; 6] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/// The page has no fault that axe knows of, and needs no scrolling sideways.
pub async fn is_clean(page: &Page, state: &str) {
    let library = std::env::var("AXE").expect("AXE is not set: run the tests with `cargo xtask test browser`");
    let library = std::fs::read_to_string(library).expect("axe is installed");
    page.still().await;
    page.run(&library).await;
    let run = format!(
        "return axe.run(document, {{ runOnly: {} }}).then(found => found.violations.map(fault => \
            [fault.id, fault.nodes.map(node => node.target.join(' ') + ': ' + node.failureSummary)]))",
        json!(RULES)
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
