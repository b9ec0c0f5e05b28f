//! What a visitor fetches: first what the first page needs, and each other part with the first page of its own.

use rollcall_testkit::Engine;

use super::{in_browser, page::Page};
use crate::faults::world::World;

/// The names of the files that the page has fetched so far.
async fn fetched(page: &Page) -> String {
    page.run("return performance.getEntriesByType('resource').map(entry => entry.name).join(' ')").await.to_string()
}

#[test]
fn the_first_page_comes_without_the_parts_and_letters_of_others() {
    let world = World::new(Engine::Sqlite, 3);
    let process = world.start();
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see("/overview", "day-bars").await;
        let first = fetched(&page).await;
        assert!(first.contains("/console-") && first.contains("/latin-RedHatTextVF"), "{first}");
        assert!(!first.contains("/split_") && !first.contains("/RedHat"), "{first}");
        page.click("nav-users").await;
        page.find("user-row").await;
        let then = fetched(&page).await;
        assert!(then.contains("/split_people-") && !then.contains("/split_batches-"), "{then}");
        page.close().await;
    });
}

#[test]
fn a_part_that_does_not_come_is_said_and_tried_again() {
    let world = World::new(Engine::Sqlite, 3);
    let process = world.start();
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.block(&["*/split_people-*"]).await;
        page.click("nav-users").await;
        page.find("part-error").await;
        assert!(!page.has("user-row").await);
        page.picture("part-error").await;
        page.block(&[]).await;
        page.find("user-row").await;
        page.close().await;
    });
}
