//! The build leaves out of PatternFly's sheet what the console does not use. No rule of it that applies to a page may be
//! missing in the sheet that is served.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use serde_json::{Value, json};

use super::page::Page;

/// What the build left out of each sheet that was served, by the sheet's address.
static LEFT_OUT: Mutex<BTreeMap<String, Vec<Selector>>> = Mutex::new(BTreeMap::new());

/// A selector of a rule that was left out.
struct Selector {
    text: String,
    /// The classes without which it matches nothing.
    classes: Vec<String>,
}

impl Selector {
    fn new(text: &str) -> Self {
        let mut depth = 0;
        // What stands in brackets may be excluded, or one of several.
        let plain = |c: &char| {
            depth += i32::from(matches!(c, '(' | '[')) - i32::from(matches!(c, ')' | ']'));
            depth == 0
        };
        let plain: String = text.chars().filter(plain).collect();
        let is_part = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let classes = plain.split('.').skip(1).map(|rest| rest.chars().take_while(is_part).collect());
        Self { text: text.to_owned(), classes: classes.collect() }
    }
}

/// Gives the selectors that the whole sheet has rules for, and the one that was served has not. Properties of its own
/// that nothing reads count for nothing.
const COMPARE: &str = "
    const split = list => {
        const parts = [''];
        let depth = 0;
        for (const c of list) {
            depth += '(['.includes(c) - ')]'.includes(c);
            if (c === ',' && depth === 0) parts.push(''); else parts[parts.length - 1] += c;
        }
        return parts.map(part => part.trim());
    };
    const gather = (rules, into) => {
        for (const rule of rules) {
            if (rule.selectorText === undefined) gather(rule.cssRules ?? [], into);
            else if ([...rule.style].some(name => !name.startsWith('--'))) split(rule.selectorText).forEach(one => into.add(one));
        }
        return into;
    };
    const whole = new CSSStyleSheet();
    whole.replaceSync(WHOLE);
    const served = [...document.styleSheets].find(sheet => sheet.href?.includes('patternfly'));
    const kept = gather(served.cssRules, new Set());
    return [...gather(whole.cssRules, new Set())].filter(selector => !kept.has(selector));";

async fn compare(page: &Page) -> Vec<Selector> {
    let sheet =
        std::env::var("PATTERNFLY").expect("PATTERNFLY is not set: run the tests with `cargo xtask test browser`");
    let whole = std::fs::read_to_string(sheet).expect("PatternFly is installed");
    let left_out = page.run(&format!("const WHOLE = {};{COMPARE}", json!(whole))).await;
    let left_out: Vec<_> = left_out.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    assert!(left_out.len() > 100, "the sheets are compared");
    left_out.into_iter().map(Selector::new).collect()
}

/// Every rule of PatternFly that applies to the page is there.
pub async fn none_is_missing(page: &Page, state: &str) {
    let found = page
        .run(
            "const link = document.querySelector('link[rel=stylesheet][href*=patternfly]');
             const names = [...document.querySelectorAll('[class]')].flatMap(part => [...part.classList]);
             return { sheet: link.href, names: [...new Set(names)] }",
        )
        .await;
    let sheet = found["sheet"].as_str().expect("the page has PatternFly's sheet");
    let is_compared = LEFT_OUT.lock().unwrap_or_else(PoisonError::into_inner).contains_key(sheet);
    if !is_compared {
        let left_out = compare(page).await;
        LEFT_OUT.lock().unwrap_or_else(PoisonError::into_inner).insert(sheet.to_owned(), left_out);
    }
    let names: BTreeSet<&str> = found["names"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let candidates: Vec<String> = {
        let left_out = LEFT_OUT.lock().unwrap_or_else(PoisonError::into_inner);
        let occurs = |selector: &&Selector| selector.classes.iter().all(|class| names.contains(class.as_str()));
        left_out.get(sheet).into_iter().flatten().filter(occurs).map(|selector| selector.text.clone()).collect()
    };
    // States such as `:hover` and parts such as `::before` do not change which elements a rule is for.
    let script = format!(
        "const plain = text => text.replace(/::?(before|after|hover|active|focus-visible|focus-within|focus|marker|\
             placeholder|-webkit-[a-z-]+|-moz-[a-z-]+)/g, '') || '*';
         return {}.filter(selector => {{
             try {{ return document.querySelector(plain(selector)) }} catch {{ return false }}
         }})",
        json!(candidates)
    );
    let lost = page.run(&script).await;
    assert_eq!(lost, json!([]), "{state} lacks rules that the build left out: {lost:#}");
}
