//! The site's settings: changed with their history, read-only where the environment gives them, and closed to others.

use rollcall_testkit::{Client, Engine, PASSWORD};

use super::{in_browser, page::Page, people};
use crate::faults::world::World;

fn value(admin: &Client, name: &str) -> serde_json::Value {
    let settings = admin.get("/settings").expect(200);
    settings.items().iter().find(|setting| setting["name"] == name).expect("the setting is there")["value"].clone()
}

#[test]
fn a_setting_is_changed_looked_up_and_given_its_default_back() {
    let world = World::new(Engine::Sqlite, 1);
    let process = world.start_with(&[("ROLLCALL_SETTING_SITE_TIMEZONE", "Europe/Vienna")]);
    let admin = Client::new(&process.address).signed_in("admin", PASSWORD);
    let within = |name: &str, testid: &str| format!("[data-of=\"{name}\"] [data-testid={testid}]");
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.click("nav-settings").await;
        page.click_css(&within("users.retention_days", "setting-change")).await;
        page.retype("setting-field", "0.5").await;
        page.click("setting-save").await;
        page.css("[data-testid=setting-field][aria-invalid=true]").await;
        page.retype("setting-field", "90").await;
        page.click("setting-save").await;
        page.gone("setting-dialog").await;
        assert_eq!(value(&admin, "users.retention_days"), 90);
        assert!(page.text("settings").await.contains("90 days"));

        page.click_css(&within("users.tell_suspended", "setting-change")).await;
        page.choose("setting-field", "true").await;
        page.click("setting-save").await;
        page.gone("setting-dialog").await;
        assert_eq!(value(&admin, "users.tell_suspended"), true);

        page.click_css(&within("users.retention_days", "setting-history")).await;
        page.find("setting-history-entry").await;
        let history = page.text("setting-history-table").await;
        assert!(history.contains("admin") && history.contains("30 days") && history.contains("90 days"), "{history}");
        page.click("close").await;

        page.click_css(&within("users.retention_days", "setting-change")).await;
        page.click("setting-reset").await;
        page.gone("setting-dialog").await;
        assert_eq!(value(&admin, "users.retention_days"), 30);

        // What the server's environment gives is shown, and cannot be changed here.
        assert_eq!(value(&admin, "site.timezone"), "Europe/Vienna");
        page.css("[data-of=\"site.timezone\"]").await;
        assert!(!page.has_css(&within("site.timezone", "setting-change")).await);
        let change = serde_json::json!({ "site.timezone": "UTC" });
        let refused = admin.patch("/settings", &change).expect(422);
        assert_eq!(refused.json["errors"][0]["code"], "read_only", "{}", refused.text);
        page.close().await;
    });
}

#[test]
fn who_may_not_manage_settings_does_not_see_the_page() {
    let world = World::new(Engine::Sqlite, 1);
    let process = world.start();
    let admin = Client::new(&process.address).signed_in("admin", PASSWORD);
    people::account_manager(&admin, "manager");
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in_as("manager").await;
        page.see("/settings", "forbidden").await;
        assert!(!page.has("nav-settings").await);
        page.close().await;
    });
}
