//! What the policy of the site (Content-Security-Policy) keeps a page from doing: styles that stand in a page, scripts
//! and files from elsewhere. Nobody sees it but by a page that looks wrong, so every test of a page fails for it.

use serde_json::{Value, json};

use super::page::Page;

/// Runs in every page before anything else. What it notes outlives the page, since most tests see several.
const WATCH: &str = "addEventListener('securitypolicyviolation', event => {
    const blocked = JSON.parse(sessionStorage.getItem('test.blocked') ?? '[]');
    const where = event.target?.outerHTML?.slice(0, 200) ?? '';
    blocked.push([location.pathname, event.violatedDirective, event.blockedURI, where].join(' '));
    sessionStorage.setItem('test.blocked', JSON.stringify(blocked));
})";

/// From now on what is blocked is noted.
pub async fn watch(page: &Page) {
    page.order("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH })).await;
}

/// Nothing was blocked on any page since the browser was opened.
pub async fn nothing_was(page: &Page) {
    let script = "try { return JSON.parse(sessionStorage.getItem('test.blocked') ?? '[]') } catch { return [] }";
    let blocked = page.run(script).await;
    assert_eq!(blocked, Value::Array(Vec::new()), "the policy of the site blocked something: {blocked:#}");
}
