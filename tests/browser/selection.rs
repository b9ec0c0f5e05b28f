//! People are found, selected and acted on: over pages and searches, all that match, and by a list.

use rollcall_testkit::Engine;

use super::{guises, in_browser, page::Page};
use crate::faults::world::World;

fn suspended(world: &World) -> i64 {
    world.number("SELECT count(*) AS n FROM users WHERE suspended")
}

/// From the dialog of an action to its end.
pub async fn carry_out(page: &Page) {
    page.click("bulk-plan").await;
    page.batch_is("planned").await;
    page.click("apply").await;
    page.find("apply-dialog").await;
    if page.has("confirm-count").await {
        let count = page
            .run("return document.querySelector('[data-testid=apply-dialog] h2').textContent.replace(/\\D/g, '')")
            .await;
        page.type_into("confirm-count", count.as_str().unwrap_or_default()).await;
    }
    page.click("confirm-apply").await;
    page.batch_is("applied").await;
}

#[test]
fn a_selection_survives_searching_and_paging_and_is_suspended_and_brought_back() {
    let world = World::new(Engine::Sqlite, 120);
    let process = world.start();
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see("/users?q=p11&limit=20", "user-row").await;
        page.click("pick-page").await;
        assert!(page.text("bulk-count").await.starts_with("11 "), "p11 and p110 to p119");
        page.retype("users-search", "p20").await;
        page.css("[data-testid=users-total]:not(:empty)").await;
        page.css("[data-testid=user-row][data-of=p20]").await;
        page.gone_row("p110").await;
        page.click("pick-row").await;
        assert!(page.text("bulk-count").await.starts_with("12 "));
        page.picture("selection").await;
        page.click("bulk-review").await;
        page.click("review-remove").await;
        assert!(page.text("bulk-count").await.starts_with("11 "));
        page.press(super::page::key::ESCAPE).await;
        page.click("bulk-suspend").await;
        assert_eq!(suspended(&world), 0);
        carry_out(&page).await;
        assert_eq!(suspended(&world), 11);
        page.click("undo").await;
        page.find("undoes").await;
        page.batch_is("planned").await;
        page.click("apply").await;
        page.click("confirm-apply").await;
        page.batch_is("applied").await;
        assert_eq!(suspended(&world), 0);
        page.close().await;
    });
}

#[test]
fn all_that_match_but_one_are_suspended() {
    let world = World::new(Engine::Sqlite, 120);
    let process = world.start();
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see("/users?q=p1&limit=20", "user-row").await;
        page.click("pick-page").await;
        page.click("select-everybody").await;
        assert!(page.text("bulk-count").await.contains("31"), "{}", page.text("bulk-count").await);
        page.click("pick-row").await;
        assert!(page.text("bulk-count").await.contains("30"));
        page.click("bulk-suspend").await;
        carry_out(&page).await;
        assert_eq!(suspended(&world), 30);
        page.close().await;
    });
}

#[test]
fn a_pasted_list_is_planned_and_who_is_unknown_is_reported() {
    let world = World::new(Engine::Sqlite, 20);
    let process = world.start();
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see("/users", "paste").await;
        page.click("paste").await;
        page.type_into("paste-text", "p1\np2@example.org\nnobody.here\n").await;
        page.click("paste-select").await;
        page.click("bulk-suspend").await;
        page.click("bulk-plan").await;
        page.batch_is("planned").await;
        assert!(page.text("outcome-suspend").await.contains('2'));
        assert!(page.text("outcome-error").await.contains('1'));
        page.close().await;
    });
}

#[test]
fn what_is_built_as_a_filter_narrows_the_list_and_is_in_the_address() {
    let world = World::new(Engine::Sqlite, 30);
    let process = world.start();
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see("/users", "user-row").await;
        page.click("filter-toggle").await;
        page.choose("filter-field", "username").await;
        page.choose("filter-operator", "ends-with").await;
        page.type_into("filter-value", "7").await;
        page.click("filter-apply").await;
        page.css("[data-testid=user-row][data-of=p7]").await;
        page.gone_row("p8").await;
        assert_eq!(page.run("return document.querySelectorAll('[data-testid=user-row]').length").await, 3);
        let address = page.run("return new URL(location).searchParams.get('filter')").await;
        assert_eq!(address, "username ew \"7\"");
        page.run("location.reload()").await;
        page.css("[data-testid=user-row][data-of=p17]").await;
        page.click("filter-toggle").await;
        let value = page.value("filter-value").await;
        assert_eq!(value, "7", "the address is read back into the builder");
        page.close().await;
    });
}

#[test]
fn a_role_is_given_to_a_selection_once_the_roles_are_there() {
    let world = World::new(Engine::Sqlite, 20);
    let process = world.start();
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see("/users?q=p7", "user-row").await;
        page.click("pick-row").await;
        page.block(&["*/api/v1/roles*"]).await;
        page.click("bulk-more").await;
        page.click("bulk-assign-role").await;
        page.find("bulk-role-error").await;
        page.css("[data-testid=bulk-plan][aria-disabled=true]").await;
        guises::are_clean(&page, "bulk-role-error").await;
        page.block(&[]).await;
        page.choose("bulk-role", "account_manager").await;
        page.css("[data-testid=bulk-plan]:not([aria-disabled])").await;
        carry_out(&page).await;
        assert_eq!(world.number("SELECT count(*) AS n FROM role_assignments WHERE role = 'account_manager'"), 1);
        page.close().await;
    });
}
