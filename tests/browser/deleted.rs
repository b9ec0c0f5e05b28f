//! Deleted users: their list, until when they can be restored, one by one and many at once.

use rollcall_testkit::{Client, Engine, PASSWORD};

use super::{in_browser, page::Page};
use crate::faults::world::World;

#[test]
fn the_deleted_are_listed_with_their_purge_and_restored_by_row_and_by_batch() {
    let world = World::new(Engine::Sqlite, 12);
    let process = world.start();
    let admin = Client::new(&process.address).signed_in("admin", PASSWORD);
    let deleted = || world.number("SELECT count(*) AS n FROM users WHERE deleted_at IS NOT NULL");
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see("/users", "user-row").await;
        page.click("deleted-users").await;
        page.find("users-empty").await;
        assert_eq!(page.run("return document.querySelector('h1').textContent").await, "Deleted users");
        for name in ["p1", "p2", "p3", "p10"] {
            let found = admin.query("/users", &[("filter", &format!("username eq \"{name}\""))]).expect(200);
            let id = found.items()[0]["id"].as_str().expect("an id").to_owned();
            admin.send("DELETE", &format!("/users/{id}"), "", b"").expect(204);
        }
        page.see("/users?status=deleted", "user-row").await;
        let heads = page.run("return [...document.querySelectorAll('thead th')].map(head => head.textContent)").await;
        assert!(heads.to_string().contains("Can be restored until"), "{heads}");
        assert!(!page.has("row-suspend").await && !page.has("users-status").await);
        page.picture("deleted").await;

        page.click_css("[data-testid=user-row][data-of=p2] [data-testid=row-restore]").await;
        page.click("confirm-simple").await;
        page.gone_row("p2").await;
        assert_eq!(deleted(), 3);

        page.retype("users-search", "p1").await;
        page.gone_row("p3").await;
        page.click("pick-page").await;
        assert!(page.text("bulk-count").await.starts_with("2 "));
        assert!(!page.has("bulk-suspend").await);
        page.click("bulk-restore").await;
        page.click("bulk-plan").await;
        page.batch_is("planned").await;
        page.click("apply").await;
        page.click("confirm-apply").await;
        page.batch_is("applied").await;
        assert_eq!(deleted(), 1);
        page.see("/users?q=p10", "user-row").await;
        page.css("[data-testid=user-row][data-of=p10]").await;
        page.close().await;
    });
}
