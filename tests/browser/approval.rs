//! Two people and one large plan: one makes it and waits, another looks, approves, and either applies.

use rollcall_testkit::{Client, Engine, PASSWORD};
use serde_json::json;

use super::{guises, in_browser, page::Page, people};
use crate::faults::world::World;

#[test]
fn a_large_plan_waits_for_somebody_else_who_finds_and_approves_it() {
    let world = World::new(Engine::Sqlite, 30);
    let process = world.start();
    let client = Client::new(&process.address).signed_in("admin", PASSWORD);
    people::account_manager(&client, "boss");
    assert!(world.execute("INSERT INTO settings (name, value) VALUES ('batches.approve_above', '5')"));
    let order = json!({
        "action": "suspend", "target": { "filter": "username sw \"p1\"" }, "settings": { "name": "Night shift" },
    });
    let batch = client.waiting().post("/batches/selection", &order).expect(202);
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see(&format!("/batches/{}", batch.text_of("id")), "approval").await;
        let text = page.text("approval").await;
        assert!(text.contains("11 accounts") && text.contains("more than 5"), "{text}");
        assert!(!page.has("approve").await, "one's own plan");
        assert_eq!(
            page.run("return document.querySelector('[data-testid=apply]').getAttribute('aria-disabled')").await,
            "true"
        );
        guises::are_clean(&page, "approval-waits").await;
        // Whether it waits, the setting decides as it is now.
        assert!(world.execute("UPDATE settings SET value = '50' WHERE name = 'batches.approve_above'"));
        page.run("location.reload()").await;
        page.css("[data-testid=apply]:not([aria-disabled])").await;
        assert!(!page.has("approval").await);
        assert!(world.execute("UPDATE settings SET value = '5' WHERE name = 'batches.approve_above'"));
        page.click("apply").await;
        page.click("confirm-apply").await;
        page.find("dialog-error").await;
        page.press(super::page::key::ESCAPE).await;
        page.find("approval").await;

        page.sign_in_as("boss").await;
        page.see("/batches", "batch-row").await;
        page.choose("batches-show", "approval").await;
        page.css("[data-testid=batch-row] a").await;
        page.says("batches-table", "Waits for approval").await;
        guises::are_clean(&page, "batches-unapproved").await;
        page.click_css("[data-testid=batch-row] a").await;
        page.find("approve").await;
        guises::are_clean(&page, "approval-asked").await;
        page.click("approve").await;
        guises::are_clean(&page, "approve-dialog").await;
        // A user plans it again in the meantime: what was looked at is no longer what would be approved.
        client.waiting().post_nothing(&format!("/batches/{}/plan", batch.text_of("id"))).expect(202);
        page.click("confirm").await;
        page.find("dialog-error").await;
        guises::are_clean(&page, "approve-stale").await;
        page.press(super::page::key::ESCAPE).await;
        page.gone("approve-dialog").await;
        // The page looks again by itself while the batch waits for a person.
        page.click("approve").await;
        page.click("confirm").await;
        page.gone("approve-dialog").await;
        page.says("approved", "boss").await;
        // The button has gone, and what had the focus with it.
        page.css("#main:focus").await;
        guises::are_clean(&page, "approved").await;
        assert_eq!(world.number("SELECT count(*) AS n FROM users WHERE suspended"), 0);
        page.click("apply").await;
        page.click("confirm-apply").await;
        page.batch_is("applied").await;
        assert_eq!(world.number("SELECT count(*) AS n FROM users WHERE suspended"), 11);
        page.see("/batches?show=approval", "batches-none-waiting").await;
        guises::are_clean(&page, "batches-none-waiting").await;
        page.close().await;
    });
}
