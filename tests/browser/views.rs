//! Saved views: saved, chosen, changed, shared, deleted. The address stays the truth.

use rollcall_testkit::{Client, Engine, PASSWORD};
use serde_json::json;

use super::{in_browser, page::Page, people};
use crate::faults::world::World;

async fn open(page: &Page, act: &str) {
    page.click("views").await;
    page.click(act).await;
}

async fn parameter(page: &Page, name: &str) -> String {
    let script = format!("return new URL(location).searchParams.get('{name}') ?? ''");
    page.run(&script).await.as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_view_is_saved_chosen_changed_renamed_and_deleted() {
    let world = World::new(Engine::Sqlite, 30);
    let process = world.start();
    let admin = Client::new(&process.address).signed_in("admin", PASSWORD);
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see("/users?q=p1&status=active&sort=-username&columns=username&density=comfortable", "user-row").await;
        open(&page, "view-save").await;
        page.click("view-submit").await;
        page.css("[data-testid=view-name][aria-invalid=true]").await;
        page.type_into("view-name", "The ones").await;
        page.click("view-submit").await;
        page.reads("views", "The ones").await;
        let saved = admin.get("/views").expect(200).items()[0].clone();
        assert_eq!((&saved["q"], &saved["filter"]), (&json!("p1"), &json!("status eq \"active\"")));
        assert_eq!((&saved["sort"], &saved["shared"]), (&json!("-username"), &json!(false)));

        page.see("/users", "user-row").await;
        open(&page, "view").await;
        page.gone_row("p2").await;
        page.reads("views", "The ones").await;
        assert_eq!(
            (parameter(&page, "q").await, parameter(&page, "status").await),
            ("p1".to_owned(), "active".to_owned())
        );
        page.run("location.reload()").await;
        page.css("[data-testid=user-row][data-of=p19]").await;
        page.reads("views", "The ones").await;

        page.retype("users-search", "p2").await;
        page.css("[data-testid=user-row][data-of=p29]").await;
        page.reads("views", "The ones (changed)").await;
        open(&page, "view-keep").await;
        page.reads("views", "The ones").await;
        assert_eq!(admin.get("/views").expect(200).items()[0]["q"], "p2");

        open(&page, "view-rename").await;
        page.retype("view-name", "The others").await;
        page.click("view-share").await;
        page.click("view-submit").await;
        page.reads("views", "The others").await;
        assert_eq!(admin.get("/views").expect(200).items()[0]["shared"], true);
        open(&page, "view-save").await;
        page.type_into("view-name", "the OTHERS").await;
        page.click("view-submit").await;
        page.css("[data-testid=view-name][aria-invalid=true]").await;
        page.press(super::page::key::ESCAPE).await;

        open(&page, "view-delete").await;
        page.click("confirm").await;
        page.reads("views", "Views").await;
        assert_eq!(parameter(&page, "q").await, "p2", "what is shown stays");
        assert!(admin.get("/views").expect(200).items().is_empty());
        page.close().await;
    });
}

#[test]
fn a_shared_view_is_used_by_others_and_changed_by_nobody_else() {
    let world = World::new(Engine::Sqlite, 12);
    let process = world.start();
    let admin = Client::new(&process.address).signed_in("admin", PASSWORD);
    people::account_manager(&admin, "manager");
    admin.post("/views", &json!({ "name": "Ours", "q": "p1", "shared": true })).expect(201);
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in_as("manager").await;
        page.see("/users", "user-row").await;
        page.click("views").await;
        let menu = page.text("view").await;
        assert!(menu.contains("Ours") && menu.contains("admin"), "{menu}");
        page.click("view").await;
        page.gone_row("p2").await;
        page.reads("views", "Ours").await;
        page.click("views").await;
        page.find("view-save").await;
        assert!(!page.has("view-delete").await && !page.has("view-keep").await);
        page.close().await;
    });
}
