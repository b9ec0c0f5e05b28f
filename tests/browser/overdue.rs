//! The server goes away and comes back while a list is open.

use rollcall_testkit::Engine;

use super::{in_browser, page::Page};
use crate::faults::world::World;

#[test]
fn rows_stay_while_the_server_is_away_and_come_up_to_date_by_themselves() {
    let world = World::new(Engine::Sqlite, 3);
    let process = world.start();
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see("/users", "user-row").await;
        let status = "[data-testid=user-row][data-of=p1]";
        page.block(&["*/api/v1/users?*"]).await;
        page.click_css(&format!("{status} [data-testid=row-suspend]")).await;
        page.click("confirm-suspend").await;
        page.find("overdue").await;
        page.css(status).await;
        assert!(!page.has("users-error").await, "the rows stay");
        page.find("overdue-again").await;
        page.picture("overdue").await;
        page.block(&[]).await;
        page.gone("overdue").await;
        page.css(&format!("{status} [data-testid=row-activate]")).await;
        page.close().await;
    });
}

#[test]
fn lists_that_could_not_be_loaded_at_all_come_by_themselves() {
    let world = World::new(Engine::Sqlite, 3);
    let process = world.start();
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        for (path, calls, error, row) in [
            ("/users", "*/api/v1/users?*", "users-error", "user-row"),
            ("/cohorts", "*/api/v1/cohorts?*", "cohorts-error", "cohorts-empty"),
            ("/batches", "*/api/v1/batches?*", "batches-error", "batches-empty"),
        ] {
            page.block(&[calls]).await;
            page.see(path, error).await;
            page.block(&[]).await;
            page.find(row).await;
        }
        page.close().await;
    });
}

#[test]
fn the_way_back_online_asks_at_once() {
    let world = World::new(Engine::Sqlite, 3);
    let process = world.start();
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see("/cohorts", "cohorts-empty").await;
        page.block(&["*/api/v1/cohorts*"]).await;
        page.see("/cohorts", "cohorts-error").await;
        page.block(&[]).await;
        page.run("window.dispatchEvent(new Event('online'))").await;
        page.find("cohorts-empty").await;
        page.close().await;
    });
}
