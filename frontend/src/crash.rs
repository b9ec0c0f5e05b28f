//! When the program itself has failed: says so, since nothing on the page works any more.

use std::panic;

use web_sys::{console, window};

use crate::t;

/// From now on a failure of the program shows a notice. The texts are made now, because afterwards
/// nothing can be relied on.
pub fn watch() {
    let (notice, again) = (t!("crash"), t!("crash-reload"));
    panic::set_hook(Box::new(move |failure| {
        console::error_1(&failure.to_string().into());
        // Without a page there is nobody to tell.
        let _ = show(&notice, &again);
    }));
}

fn show(notice: &str, again: &str) -> Option<()> {
    let document = window()?.document()?;
    if document.get_element_by_id("crash").is_some() {
        return None;
    }
    let bar = document.create_element("div").ok()?;
    bar.set_id("crash");
    bar.set_class_name("rc-crash");
    bar.set_attribute("role", "alert").ok()?;
    bar.set_text_content(Some(notice));
    let link = document.create_element("a").ok()?;
    // An empty address is the present one: following it loads the page anew.
    link.set_attribute("href", "").ok()?;
    link.set_text_content(Some(again));
    bar.append_child(&link).ok()?;
    document.body()?.prepend_with_node_1(&bar).ok()
}
