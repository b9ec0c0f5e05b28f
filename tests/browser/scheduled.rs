//! A plan that is to be applied later: set, shown, called off; and applied when its time comes.

use rollcall_testkit::{Client, Engine, PASSWORD};
use serde_json::json;

use super::{guises, in_browser, page::Page, people};
use crate::faults::world::World;

/// Puts a moment so many minutes from now into the field, as a person picks it.
async fn pick(page: &Page, minutes: i64) {
    page.find("apply-at").await;
    page.run(&format!(
        "const field = document.querySelector('[data-testid=apply-at]'); \
         const at = new Date(Date.now() + {minutes} * 60000 - new Date().getTimezoneOffset() * 60000); \
         field.value = at.toISOString().slice(0, 16); \
         field.dispatchEvent(new InputEvent('input', {{ bubbles: true }}))"
    ))
    .await;
}

#[test]
fn a_plan_is_set_for_later_called_off_and_applied_when_its_time_comes() {
    let world = World::new(Engine::Sqlite, 5);
    let process = world.start();
    let client = Client::new(&process.address).signed_in("admin", PASSWORD);
    let plan = || {
        let order =
            json!({ "action": "suspend", "target": { "list": "p1\np2" }, "settings": { "name": "Night shift" } });
        let batch = client.waiting().post("/batches/selection", &order).expect(202);
        format!("/batches/{}", batch.text_of("id"))
    };
    let (first, second) = (plan(), plan());
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see(&first, "apply").await;
        page.click("apply").await;
        page.choose("apply-when", "at").await;
        pick(&page, -5).await;
        page.click("confirm-apply").await;
        page.css("[data-testid=apply-at][aria-invalid=true]").await;
        guises::are_clean(&page, "apply-later").await;
        pick(&page, 90).await;
        page.click("confirm-apply").await;
        page.batch_is("queued").await;
        page.find("scheduled").await;
        guises::are_clean(&page, "scheduled").await;
        page.see("/batches", "batch-row").await;
        page.says("batches-table", "Set for later").await;
        guises::are_clean(&page, "batches-scheduled").await;
        page.see(&first, "cancel-batch").await;
        page.click("cancel-batch").await;
        guises::are_clean(&page, "unschedule").await;
        page.click("confirm-cancel").await;
        page.batch_is("cancelled").await;

        page.see(&second, "apply").await;
        page.click("apply").await;
        page.choose("apply-when", "at").await;
        pick(&page, 90).await;
        page.click("confirm-apply").await;
        page.find("scheduled").await;
        assert_eq!(world.number("SELECT count(*) AS n FROM users WHERE suspended"), 0);
        assert!(world.execute("UPDATE batches SET starts_at = 1 WHERE state = 'queued'"));
        page.batch_is("applied").await;
        assert_eq!(world.number("SELECT count(*) AS n FROM users WHERE suspended"), 2);
        page.close().await;
    });
}

#[test]
fn the_time_that_was_wished_for_is_shown_proposed_and_told_to_onlookers() {
    let world = World::new(Engine::Sqlite, 5);
    let process = world.start();
    let client = Client::new(&process.address).signed_in("admin", PASSWORD);
    people::account_manager(&client, "boss");
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        let at = page.run("return new Date(Date.now() + 5400000).toISOString()").await;
        // A deletion asks for the number, so it rests instead of waiting for its time.
        let order = json!({
            "action": "delete", "target": { "list": "p1\np2" }, "settings": { "apply": true, "apply_at": at },
        });
        let batch = client.waiting().post("/batches/selection", &order).expect(202);
        let path = format!("/batches/{}", batch.text_of("id"));
        page.see(&path, "fact-apply-at").await;
        page.click("apply").await;
        let proposed =
            "return new Date(document.querySelector('[data-testid=apply-at]').value).toISOString().slice(0, 16)";
        assert_eq!(page.run(proposed).await, at.as_str().unwrap_or_default()[..16]);
        guises::are_clean(&page, "apply-at-wished").await;
        page.type_into("confirm-count", "2").await;
        page.click("confirm-apply").await;
        page.batch_is("queued").await;
        page.says("scheduled", "whether you may still").await;
        let starts = client.get(&path).expect(200).text_of("starts_at");
        assert_eq!(starts[..16], at.as_str().unwrap_or_default()[..16]);

        page.sign_in_as("boss").await;
        page.see(&path, "scheduled").await;
        page.says("scheduled", "whether admin may still").await;
        page.close().await;
    });
}
