//! A password change that one forces on oneself: said beforehand, and got over wherever it strikes.

use rollcall_testkit::{Engine, PASSWORD};

use super::{in_browser, page::Page};
use crate::faults::world::World;

const NEW: &str = "a longer sentence of one's own 27";

async fn choose_a_new_one(page: &Page) {
    page.type_into("current-password", PASSWORD).await;
    page.type_into("new-password", NEW).await;
    page.type_into("new-password-again", NEW).await;
    page.click("forced-submit").await;
}

fn forced(world: &World) -> i64 {
    world.number("SELECT count(*) AS n FROM users WHERE must_change_password")
}

async fn open_dialog(page: &Page) {
    page.click("bulk-more").await;
    page.click("bulk-force-password-change").await;
    page.find("bulk-dialog").await;
}

#[test]
fn who_forces_a_change_on_a_selection_with_oneself_is_told_and_comes_back_after_it() {
    let world = World::new(Engine::Sqlite, 2);
    let process = world.start();
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see("/users?q=p1", "user-row").await;
        page.click("pick-page").await;
        open_dialog(&page).await;
        assert!(!page.has("oneself").await, "one is not among them");

        page.see("/users", "user-row").await;
        page.click("pick-page").await;
        open_dialog(&page).await;
        page.says("oneself", "You are one of them").await;
        page.picture("forced-oneself").await;
        page.click("bulk-plan").await;
        page.batch_is("planned").await;
        page.click("apply").await;
        page.click("confirm-apply").await;
        page.find("forced-submit").await;
        assert_eq!(forced(&world), 3);
        let batch = page.path().await;
        assert!(batch.starts_with("/batches/"), "{batch}");
        choose_a_new_one(&page).await;
        page.batch_is("applied").await;
        assert_eq!((page.path().await, forced(&world)), (batch, 2));
        page.close().await;
    });
}

#[test]
fn among_all_that_match_one_is_found_and_can_be_left_out() {
    let world = World::new(Engine::Sqlite, 30);
    let process = world.start();
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see("/users?limit=10&filter=username%20sw%20%22a%22%20or%20username%20sw%20%22p%22", "user-row").await;
        page.click("pick-page").await;
        page.click("select-everybody").await;
        open_dialog(&page).await;
        page.find("oneself").await;
        page.click("oneself-leave-out").await;
        page.gone("oneself").await;
        super::selection::carry_out(&page).await;
        assert_eq!(forced(&world), 30, "all but oneself");
        page.close().await;
    });
}

#[test]
fn a_change_that_somebody_else_forces_opens_the_form_on_the_page_where_one_is() {
    let world = World::new(Engine::Sqlite, 3);
    let process = world.start();
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see("/users?sort=-username", "user-row").await;
        assert!(world.execute("UPDATE users SET must_change_password = TRUE WHERE username = 'admin'"));
        page.type_into("users-search", "p2").await;
        page.find("forced-submit").await;
        choose_a_new_one(&page).await;
        page.css("[data-testid=user-row][data-of=p2]").await;
        page.gone_row("p1").await;
        page.close().await;
    });
}
