//! What panels and fields show follows the address: on the way back and forward, and with saved views.

use rollcall_testkit::{Client, Engine, PASSWORD};
use serde_json::json;

use super::{in_browser, page::Page};
use crate::faults::world::World;

async fn way(page: &Page, direction: &str) {
    page.run(&format!("history.{direction}()")).await;
}

#[test]
fn the_filter_panel_shows_the_filter_in_force_on_the_way_back_and_forward() {
    let world = World::new(Engine::Sqlite, 3);
    let process = world.start();
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see("/users", "user-row").await;
        page.click("filter-toggle").await;
        page.choose("filter-field", "username").await;
        page.choose("filter-operator", "is").await;
        page.type_into("filter-value", "p1").await;
        page.click("filter-apply").await;
        page.gone_row("p2").await;
        page.choose("filter-operator", "is-not").await;
        page.click("filter-apply").await;
        page.gone_row("p1").await;
        page.choose("filter-field", "confirmed").await;
        page.click("filter-apply").await;
        page.holds("filter-operator", "yes").await;

        way(&page, "back").await;
        page.holds("filter-field", "username").await;
        page.holds("filter-operator", "is-not").await;
        page.holds("filter-value", "p1").await;
        way(&page, "back").await;
        page.holds("filter-operator", "is").await;
        page.picture("address-filter-back").await;
        way(&page, "forward").await;
        page.holds("filter-operator", "is-not").await;
        way(&page, "forward").await;
        page.holds("filter-field", "confirmed").await;
        page.holds("filter-operator", "yes").await;
        page.close().await;
    });
}

#[test]
fn the_filter_panel_shows_the_filter_of_a_saved_view_whatever_was_begun_in_it() {
    let world = World::new(Engine::Sqlite, 3);
    let process = world.start();
    let admin = Client::new(&process.address).signed_in("admin", PASSWORD);
    admin.post("/views", &json!({ "name": "The first", "filter": r#"username eq "p1""# })).expect(201);
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see("/users?filter=username%20eq%20%22p1%22", "user-row").await;
        page.click("filter-toggle").await;
        page.choose("filter-operator", "starts-with").await;
        page.retype("filter-value", "p2").await;
        page.click("views").await;
        page.click("view").await;
        page.reads("views", "The first").await;
        page.holds("filter-value", "p1").await;
        page.holds("filter-operator", "is").await;
        // The same one again takes back what was begun since, too.
        page.choose("filter-operator", "ends-with").await;
        page.retype("filter-value", "p9").await;
        page.click("views").await;
        page.click("view").await;
        page.holds("filter-value", "p1").await;
        page.holds("filter-operator", "is").await;
        page.close().await;
    });
}

#[test]
fn choices_above_lists_follow_the_address() {
    let world = World::new(Engine::Sqlite, 3);
    let process = world.start();
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see("/users", "user-row").await;
        for status in ["suspended", "active", "suspended"] {
            page.choose("users-status", status).await;
        }
        for (direction, status) in
            [("back", "active"), ("back", "suspended"), ("forward", "active"), ("back", "suspended")]
        {
            way(&page, direction).await;
            page.holds("users-status", status).await;
        }
        page.see("/batches", "batches-show").await;
        let choices = page
            .run("return [...document.querySelector('[data-testid=batches-show]').options].map(o => o.value)")
            .await;
        let choice = |which: usize| choices[which].as_str().unwrap_or_default().to_owned();
        for which in [1, 2, 1] {
            page.choose("batches-show", &choice(which)).await;
        }
        for (direction, which) in [("back", 2), ("back", 1), ("forward", 2), ("back", 1), ("back", 0)] {
            way(&page, direction).await;
            page.holds("batches-show", &choice(which)).await;
        }
        page.close().await;
    });
}

#[test]
fn a_search_keeps_what_was_chosen_meanwhile_and_the_blank_before_the_next_word() {
    let world = World::new(Engine::Sqlite, 12);
    let process = world.start();
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see("/users", "user-row").await;
        page.run(
            "const set = (name, text, kind) => {
                 const field = document.querySelector(`[data-testid=${name}]`);
                 field.value = text;
                 field.dispatchEvent(new Event(kind, { bubbles: true }));
             };
             set('users-search', 'p1 ', 'input');
             return new Promise(done => setTimeout(() => done(set('users-status', 'active', 'change')), 50));",
        )
        .await;
        page.gone_row("p2").await;
        let address = page.run("return location.search").await;
        assert_eq!(address, "?q=p1&status=active");
        page.holds("users-search", "p1 ").await;
        page.close().await;
    });
}
