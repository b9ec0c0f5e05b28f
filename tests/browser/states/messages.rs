//! Messages and mail, which have a world of their own.

use rollcall_testkit::{Client, Engine, PASSWORD};
use serde_json::json;

use super::{Language, Tour};
use crate::browser::{in_browser, people, selection::carry_out};
use crate::faults::world::World;

pub fn tour(language: Language) {
    let world = World::new(Engine::Sqlite, 2);
    let process = world.start();
    let client = Client::new(&process.address).signed_in("admin", PASSWORD);
    let learner = people::learner(&client, "learner");
    in_browser(async {
        let page = language.page(&process.address).await;
        let tour = Tour { page: &page, language };
        page.sign_in().await;
        messages(&tour, &client, &process.address, &learner).await;
        in_course(&tour, &client, &learner).await;
        mail(&tour, &client).await;
        page.close().await;
    });
}

async fn messages(tour: &Tour<'_>, admin: &Client, address: &str, learner: &str) {
    let page = tour.page;
    page.see("/messages", "messages-empty").await;
    tour.check("messages-empty").await;
    page.see("/users?q=learner", "user-row").await;
    page.click("pick-row").await;
    page.click("bulk-more").await;
    page.click("bulk-message").await;
    page.click("bulk-plan").await;
    page.css("[data-testid=setting-subject][aria-invalid=true]").await;
    tour.check("message-bulk").await;
    page.type_into("setting-subject", "Welcome").await;
    page.type_into("setting-body", "Dear {first_name},\n\n- one {department}\n- [two](https://example.org)").await;
    page.click("message-preview-button").await;
    page.find("message-preview").await;
    tour.check("message-preview").await;
    page.css("[data-testid=draft][data-saved=true]").await;
    templates(tour, admin).await;
    tour.escape().await;
    let client = Client::new(address).signed_in("learner", PASSWORD);
    let own = admin.get("/me").expect(200).text_of("id");
    client
        .post("/messages", &json!({ "to": own, "body": "Dear admin,\n\n> a question about `the course`" }))
        .expect(201);
    admin.post("/messages", &json!({ "to": learner, "body": "An **answer**" })).expect(201);
    page.see("/messages?show=archived", "messages-none-found").await;
    tour.check("messages-none-found").await;
    page.see("/messages", "conversation-row").await;
    tour.check("messages").await;
    page.click("conversation-more").await;
    page.find("conversation-star").await;
    tour.check("messages-row-menu").await;
    page.click("conversation-star").await;
    page.find("mark-starred").await;
    page.click("message-new").await;
    page.click("message-send").await;
    page.css("[aria-invalid=true]").await;
    tour.check("message-new").await;
    tour.escape().await;
    page.click("conversation").await;
    page.find("message-text").await;
    tour.check("conversation").await;
    page.click("answer-send").await;
    page.css("[data-testid=answer][aria-invalid=true]").await;
    tour.check("conversation-answer").await;
    page.click("message-report").await;
    page.find("report-dialog").await;
    tour.check("message-report").await;
    tour.escape().await;
    page.click("conversation-acts").await;
    page.click("conversation-block").await;
    page.find("block-dialog").await;
    tour.check("conversation-block").await;
    page.click("confirm").await;
    page.gone("block-dialog").await;
    page.see("/messages/none", "conversation-error").await;
    tour.check("conversation-none").await;
    page.see("/account", "blocked-person").await;
    page.find("notify-direct-message").await;
    tour.check("account-messages").await;
    page.block(&["*/api/v1/conversations*"]).await;
    page.see("/messages", "messages-error").await;
    tour.check("messages-error").await;
    page.block(&[]).await;
    admin.patch("/settings", &json!({ "messaging.enabled": false })).expect(200);
    page.see("/messages", "messages-off").await;
    tour.check("messages-off").await;
    admin.patch("/settings", &json!({ "messaging.enabled": true })).expect(200);
}

/// A message in a course, narrowed; and what became of one.
async fn in_course(tour: &Tour<'_>, admin: &Client, learner: &str) {
    let page = tour.page;
    let course = admin.post("/courses", &json!({ "code": "talk", "name": "Talk" })).expect(201).text_of("id");
    admin.post(&format!("/courses/{course}/enrolments"), &json!({ "user_id": learner })).expect(201);
    page.see(&format!("/courses/{course}"), "user-row").await;
    page.click("pick-row").await;
    page.click("bulk-more").await;
    page.click("bulk-message").await;
    page.choose("narrowing", "not_accessed_since").await;
    page.type_into("setting-subject", "News").await;
    page.type_into("setting-body", "Of {course_name}").await;
    page.click("bulk-plan").await;
    page.css("[data-testid=narrowing-day][aria-invalid=true]").await;
    tour.check("message-narrowing").await;
    page.block(&["*/messages/audience*"]).await;
    page.choose("narrowing", "never_accessed").await;
    page.find("audience-error").await;
    tour.check("message-audience-error").await;
    page.block(&[]).await;
    page.choose("narrowing", "").await;
    page.find("audience").await;
    page.click("setting-email").await;
    carry_out(page).await;
    page.css("[data-testid=row-result]").await;
    tour.check("message-results").await;
    let batch = page.path().await;
    page.block(&["*/results"]).await;
    page.see(&batch, "results-error").await;
    tour.check("message-results-error").await;
    page.block(&[]).await;
}

/// The dialog of a message with a text in it: kept as a template, and found again as a draft.
async fn templates(tour: &Tour<'_>, admin: &Client) {
    let page = tour.page;
    page.click("template-save").await;
    page.click("template-submit").await;
    page.css("[data-testid=template-name][aria-invalid=true]").await;
    tour.check("message-template-save").await;
    page.type_into("template-name", "Welcome").await;
    page.click("template-submit").await;
    page.gone("template-dialog").await;
    page.retype("setting-subject", "Welcome again").await;
    page.find("template-keep").await;
    tour.check("message-template-changed").await;
    page.click("template-delete").await;
    page.find("template-delete-dialog").await;
    tour.check("message-template-delete").await;
    tour.escape().await;
    tour.escape().await;
    let open = async || {
        page.see("/users?q=learner", "user-row").await;
        page.click("pick-row").await;
        page.click("bulk-more").await;
        page.click("bulk-message").await;
        page.find("setting-subject").await;
    };
    open().await;
    page.find("draft").await;
    tour.check("message-draft").await;
    let id = admin.get("/message-templates").expect(200).items()[0]["id"].as_str().unwrap_or_default().to_owned();
    page.choose("template", &id).await;
    page.find("template-replace-dialog").await;
    tour.check("message-template-replace").await;
    tour.escape().await;
    tour.escape().await;
    page.block(&["*/api/v1/messages/draft*", "*/api/v1/message-templates*"]).await;
    open().await;
    page.find("draft-unknown").await;
    page.find("templates-error").await;
    tour.check("message-draft-unknown").await;
    page.block(&[]).await;
}

async fn mail(tour: &Tour<'_>, admin: &Client) {
    let page = tour.page;
    page.see("/mail", "mail-empty").await;
    page.find("mail-due").await;
    tour.check("mail-empty").await;
    admin.post("/mail/bounces", &json!({ "recipient": "learner@example.org", "status": "5.1.1" })).expect(200);
    page.see("/mail", "suppression").await;
    tour.check("mail").await;
    page.click("suppression-lift").await;
    page.find("lift-dialog").await;
    tour.check("mail-lift").await;
    tour.escape().await;
    page.see("/mail?q=nothing.like.this", "mail-none-found").await;
    tour.check("mail-none-found").await;
    page.block(&["*/api/v1/mail*"]).await;
    page.see("/mail", "mail-error").await;
    tour.check("mail-error").await;
    page.block(&[]).await;
}
