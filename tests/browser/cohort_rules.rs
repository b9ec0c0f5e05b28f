//! Cohorts by rule: the rule is tried, saved, explained, held, let go on and taken away.

use rollcall_testkit::{Client, Engine, PASSWORD};
use serde_json::json;

use super::cohorts::{make, person};
use super::{guises, in_browser, page::Page};
use crate::faults::world::World;

/// Everybody called `p...` is suspended, or activated again.
fn turn(admin: &Client, action: &str) {
    let body = json!({ "action": action, "target": { "filter": "username sw \"p\"" }, "settings": {} });
    let batch = admin.waiting().post("/batches/selection", &body).expect(202);
    let confirmed = json!({ "confirm_affected": batch.json["affected"] });
    admin.waiting().post(&format!("/batches/{}/apply", batch.text_of("id")), &confirmed).expect(202);
}

#[test]
fn a_rule_is_tried_and_fills_the_cohort_and_says_why_somebody_is_in_it() {
    let world = World::new(Engine::Sqlite, 3);
    let process = world.start();
    let admin = Client::new(&process.address).signed_in("admin", PASSWORD);
    let cohort = make(&admin, "Away");
    let p1 = person(&admin, "p1");
    admin.patch(&format!("/users/{p1}"), &json!({ "department": "Sales" })).expect(200);
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see(&format!("/cohorts/{cohort}"), "rule-none").await;
        guises::are_clean(&page, "rule-none").await;
        page.click("rule-begin").await;
        page.find("rule-dialog").await;
        page.css("[data-testid=rule-save][aria-disabled=true]").await;
        page.click("filter-apply").await;
        page.css("[aria-invalid=true]").await;
        guises::are_all_clean(&page, "rule-unfinished").await;
        page.choose("filter-field", "department").await;
        page.type_into("filter-value", "Sales").await;
        page.click("filter-apply").await;
        page.says("rule-coming", "1 person is added").await;
        page.css("[data-testid=rule-save]:not([aria-disabled])").await;
        guises::are_all_clean(&page, "rule-tried").await;
        // What was changed since has to be tried again.
        page.type_into("filter-value", "x").await;
        page.css("[data-testid=rule-save][aria-disabled=true]").await;
        page.retype("filter-value", "Sales").await;
        page.click("filter-apply").await;
        page.css("[data-testid=rule-save]:not([aria-disabled])").await;
        page.click("rule-save").await;
        page.gone("rule-dialog").await;
        page.reads("rule-text", "department co \"Sales\"").await;
        page.css("[data-testid=user-row][data-of=p1]").await;
        page.dismiss().await;
        guises::are_all_clean(&page, "rule").await;
        page.click("pick-row").await;
        page.click("bulk-more").await;
        assert!(!page.has("bulk-remove-from-cohort").await, "nobody is taken out by hand");
        page.press(super::page::key::ESCAPE).await;

        page.see(&format!("/users/{p1}"), "person-cohort-why").await;
        assert!(!page.has("person-cohort-remove").await);
        page.click("person-cohort-why").await;
        page.says("why-rule", "department with Sales").await;
        page.says("why-rule", "Yes").await;
        guises::are_all_clean(&page, "rule-why").await;
        page.click("why-close").await;
        page.block(&["*/members/*"]).await;
        page.click("person-cohort-why").await;
        page.find("why-error").await;
        guises::are_clean(&page, "rule-why-error").await;
        page.block(&[]).await;

        page.see("/cohorts", "cohort-row").await;
        page.says("cohort-row", "By rule").await;
        page.see(&format!("/cohorts/{cohort}"), "rule-pause").await;
        page.click("rule-pause").await;
        page.says("rule", "Rule paused").await;
        page.dismiss().await;
        guises::are_clean(&page, "rule-paused").await;
        page.click("rule-pause").await;
        page.says("rule", "By rule").await;
        page.block(&["*/cohorts/preview*"]).await;
        page.click("rule-change").await;
        page.find("rule-preview-error").await;
        guises::are_clean(&page, "rule-preview-error").await;
        page.press(super::page::key::ESCAPE).await;
        page.block(&[]).await;
        page.click("rule-take-away").await;
        page.find("rule-take-away-dialog").await;
        guises::are_clean(&page, "rule-take-away").await;
        page.click("confirm").await;
        page.find("rule-none").await;
        assert_eq!(admin.get(&format!("/cohorts/{cohort}")).expect(200).json["members"], 0);
        page.close().await;
    });
}

#[test]
fn a_rule_that_waits_says_whom_it_is_about_and_goes_on_when_it_is_let() {
    let world = World::new(Engine::Sqlite, 80);
    let process = world.start();
    let admin = Client::new(&process.address).signed_in("admin", PASSWORD);
    turn(&admin, "suspend");
    let body = json!({ "name": "Away", "rule": "suspended eq true" });
    let cohort = admin.post("/cohorts", &body).expect(201).text_of("id");
    turn(&admin, "activate");
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see(&format!("/cohorts/{cohort}"), "rule-swing").await;
        page.says("rule-leaving", "80 people leave").await;
        page.says("rule-leaving", "and 75 more").await;
        guises::are_all_clean(&page, "rule-swing").await;
        // Another one goes meanwhile: the number that was seen no longer holds, and is shown anew.
        let p0 = person(&admin, "p0");
        admin.patch(&format!("/users/{p0}"), &json!({ "city": "Graz" })).expect(200);
        admin.post(&format!("/users/{p0}/suspend"), &json!({})).expect(200);
        page.click("rule-go-on").await;
        page.says("rule-leaving", "79 people leave").await;
        guises::are_clean(&page, "rule-swing-changed").await;
        page.click("rule-go-on").await;
        page.gone("rule-swing").await;
        page.css("[data-testid=user-row][data-of=p0]").await;
        assert_eq!(admin.get(&format!("/cohorts/{cohort}")).expect(200).json["members"], 1);
        page.close().await;
    });
}
