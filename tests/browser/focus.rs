//! Where the focus is: never behind something, and back where it was when a dialog closes.

use rollcall_testkit::Engine;
use serde_json::Value;

use super::{
    in_browser,
    page::{Page, key},
};
use crate::faults::world::World;

/// What has the focus when it can't be seen, else nothing. A point of its part inside the window has to have nothing
/// over it (WCAG 2.4.11).
const HIDDEN: &str = "
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const box = element.getBoundingClientRect();
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    const points = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]];
    const seen = left < right && top < bottom && points.some(([x, y]) => {
        const over = document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y);
        return over && (element.contains(over) || over.closest('label')?.contains(element));
    });
    return seen ? null : element.outerHTML.slice(0, 200) + JSON.stringify(box);";

async fn goes_through(page: &Page, steps: usize, back: bool) {
    for step in 0..steps {
        if back {
            page.press_with(key::SHIFT, key::TAB).await;
        } else {
            page.press(key::TAB).await;
        }
        let hidden = page.run(HIDDEN).await;
        assert_eq!(hidden, Value::Null, "step {step}: what has the focus is hidden");
    }
}

#[test]
fn nothing_ever_lies_over_what_has_the_focus() {
    let world = World::new(Engine::Sqlite, 60);
    let process = world.start();
    in_browser(async {
        let page = Page::open(&process.address, 1280, 700).await;
        page.sign_in().await;
        for (width, height) in [(1280, 700), (640, 450), (320, 700)] {
            page.resize(width, height, 1).await;
            page.see("/users", "user-row").await;
            page.click("pick-page").await;
            page.find("bulk-bar").await;
            goes_through(&page, 150, false).await;
            goes_through(&page, 60, true).await;
        }
        page.close().await;
    });
}

#[test]
fn the_focus_returns_to_what_opened_a_dialog_a_menu_or_a_drawer() {
    let world = World::new(Engine::Sqlite, 5);
    let process = world.start();
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        // Of one's own account there is nothing to open.
        page.see("/users?q=p0", "user-row").await;
        page.click("pick-page").await;
        for (opener, inside) in [
            ("columns", "columns-dialog"),
            ("paste", "paste-dialog"),
            ("bulk-review", "review-dialog"),
            ("bulk-suspend", "bulk-dialog"),
            ("row-suspend", "suspend-dialog"),
            ("bulk-more", "bulk-set-auth-method"),
            ("work", "work"),
        ] {
            page.tab_to(opener).await;
            page.press(key::ENTER).await;
            page.find(inside).await;
            page.press(key::ESCAPE).await;
            page.focused(opener).await;
        }
        page.close().await;
    });
}

#[test]
fn what_is_opened_over_the_page_closes_when_the_focus_goes_on() {
    let world = World::new(Engine::Sqlite, 5);
    let process = world.start();
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see("/users?q=p0", "user-row").await;
        page.click("pick-page").await;
        for opener in ["work", "account-menu", "bulk-more"] {
            page.click(opener).await;
            page.css(&format!("[data-testid=\"{opener}\"][aria-expanded=true]")).await;
            page.run("document.querySelector('[data-testid=users-search]').focus()").await;
            page.css(&format!("[data-testid=\"{opener}\"][aria-expanded=false]")).await;
        }
        page.type_into("quick-search", "p1").await;
        page.css("[data-testid=quick-search][aria-expanded=true]").await;
        page.run("document.querySelector('[data-testid=users-search]').focus()").await;
        page.css("[data-testid=quick-search][aria-expanded=false]").await;
        page.close().await;
    });
}

#[test]
fn another_page_begins_at_its_title() {
    let world = World::new(Engine::Sqlite, 5);
    let process = world.start();
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        for (link, testid) in
            [("nav-users", "user-row"), ("nav-batches", "batches-empty"), ("nav-overview", "overview")]
        {
            page.click(link).await;
            page.find(testid).await;
            let script = "return [document.activeElement.tagName, document.title.startsWith(document.activeElement.textContent)]";
            assert_eq!(page.run(script).await, serde_json::json!(["H1", true]), "{link}");
        }
        page.close().await;
    });
}
