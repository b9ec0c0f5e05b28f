//! Filters that are built in the console: who is found, and what the panel shows.

use rollcall_domain::{Clock, time::SystemClock};
use rollcall_testkit::Engine;

use super::{in_browser, page::Page};
use crate::faults::world::World;

const NEVER: &str = "Users who have never signed in are left out.";

/// `p1` came long ago, `p2` a moment ago, the others never.
fn world() -> World {
    let world = World::new(Engine::Sqlite, 4);
    let sql = format!(
        "UPDATE users SET last_access_at = 1000 WHERE username = 'p1';
         UPDATE users SET last_access_at = {} WHERE username = 'p2';",
        SystemClock.now()
    );
    assert!(world.execute(&sql), "the times are written");
    world
}

async fn lists(page: &Page, username: &str) {
    page.css(&format!("[data-testid=user-row][data-of=\"{username}\"]")).await;
}

#[test]
fn not_lately_finds_who_never_signed_in_too_unless_one_says_otherwise() {
    let world = world();
    let process = world.start();
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see("/users", "user-row").await;
        page.click("filter-toggle").await;
        page.choose("filter-field", "last_access_at").await;
        page.choose("filter-operator", "not-in-the-last").await;
        page.css("[data-testid=filter-or-absent]:checked").await;
        page.click("filter-apply").await;
        page.gone_row("p2").await;
        lists(&page, "p0").await;
        lists(&page, "p1").await;

        page.run("location.reload()").await;
        page.reads("filter-toggle", "Filter (1 condition)").await;
        page.click("filter-toggle").await;
        page.css("[data-testid=filter-or-absent]:checked").await;
        assert_eq!(page.value("filter-operator").await, "not-in-the-last");
        page.picture("filter-or-never").await;
        page.click("filter-or-absent").await;
        page.says("filter-panel", NEVER).await;
        page.picture("filter-without-never").await;
        page.click("filter-apply").await;
        page.gone_row("p0").await;
        lists(&page, "p1").await;

        page.choose("filter-field", "suspended_until").await;
        page.choose("filter-operator", "before").await;
        page.css("[data-testid=filter-or-absent]:not(:checked)").await;
        page.choose("filter-field", "created_at").await;
        page.choose("filter-operator", "before").await;
        page.gone("filter-or-absent").await;
        page.close().await;
    });
}
