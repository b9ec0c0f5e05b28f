//! Messages: to many, to one, and how one is told of them.

use rollcall_testkit::{Client, Engine, PASSWORD};
use serde_json::{Value, json};

use super::{
    in_browser,
    page::{Page, key},
    people,
    selection::carry_out,
};
use crate::faults::world::World;

/// The conversations of somebody.
fn inbox(of: &Client) -> Vec<Value> {
    of.get("/conversations").expect(200).items().to_vec()
}

/// Opens an entry of the bulk menu.
async fn from_menu(page: &Page, act: &str) {
    page.click("bulk-more").await;
    page.click(act).await;
}

#[test]
fn a_message_to_a_filtered_selection_is_previewed_tested_sent_read_and_answered() {
    let world = World::new(Engine::Sqlite, 12);
    let process = world.start();
    let admin = Client::new(&process.address).signed_in("admin", PASSWORD);
    people::learner(&admin, "lena");
    people::learner(&admin, "leo");
    let lena = Client::new(&process.address).signed_in("lena", PASSWORD);
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see("/users?filter=username%20sw%20%22le%22", "user-row").await;
        page.click("pick-page").await;
        from_menu(&page, "bulk-message").await;
        page.click("bulk-plan").await;
        page.css("[data-testid=setting-subject][aria-invalid=true]").await;
        page.type_into("setting-subject", "Hello {first_name}").await;
        page.type_into("setting-body", "Dear ,\n\nyour account is **ready**.").await;
        page.run("document.querySelector('[data-testid=setting-body]').setSelectionRange(5, 5)").await;
        page.click("placeholder-first_name").await;
        page.holds("setting-body", "Dear {first_name},\n\nyour account is **ready**.").await;
        page.click("message-preview-button").await;
        page.says("message-preview", "Hello Lea").await;
        page.css("[data-testid=message-preview] strong").await;
        page.picture("message-bulk").await;
        page.click("message-test").await;
        page.find("message-test-sent").await;
        page.says("inbox-unread", "1").await;
        assert!(inbox(&lena).is_empty(), "a preview and a test reach nobody else");
        page.click("setting-email").await;
        carry_out(&page).await;
        // What becomes of it is looked at again while mails go out.
        page.css("[data-testid=result-delivered][data-count='2']").await;
        page.css("[data-testid=result-emailed][data-count='2']").await;
        page.css("[data-testid=row-result][data-code=emailed]").await;
        assert_eq!(inbox(&lena)[0]["unread"], json!(1));
        page.picture("message-batch").await;

        page.sign_in_as("lena").await;
        page.says("inbox-unread", "1").await;
        page.click("inbox").await;
        page.says("conversation-row", "Hello Lea").await;
        page.click("conversation").await;
        page.says("message-text", "Dear Lea,").await;
        page.gone("inbox-unread").await;
        page.picture("conversation").await;
        page.type_into("answer", "Thank *you*").await;
        page.click("answer-send").await;
        page.css("[data-testid=message]:nth-child(2) em").await;
        page.says("conversation-messages", "Thank you").await;
        // What arrives is there without a reload, and in the masthead.
        page.see("/my-courses", "inbox").await;
        let own = lena.get("/me").expect(200).text_of("id");
        admin.post("/messages", &json!({ "to": own, "body": "You are welcome" })).expect(201);
        page.says("inbox-unread", "1").await;
        page.close().await;
    });
}

/// Opens the dialog of a message to the first user of the page.
async fn compose(page: &Page, at: &str) {
    page.see(at, "user-row").await;
    page.click("pick-row").await;
    from_menu(page, "bulk-message").await;
    page.find("setting-subject").await;
}

#[test]
fn what_is_written_to_many_is_kept_as_a_draft_until_it_is_sent() {
    let world = World::new(Engine::Sqlite, 1);
    let process = world.start();
    let admin = Client::new(&process.address).signed_in("admin", PASSWORD);
    people::learner(&admin, "lena");
    let draft = || admin.get("/messages/draft").expect(200).json["body"].clone();
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        compose(&page, "/users?q=lena").await;
        page.type_into("setting-subject", "Half").await;
        page.type_into("setting-body", "Dear {first").await;
        page.css("[data-testid=draft][data-saved=true]").await;
        assert_eq!(draft(), "Dear {first");
        // A reload loses nothing, and neither does closing the dialog in the middle of a word.
        compose(&page, "/users?q=lena").await;
        page.holds("setting-subject", "Half").await;
        page.says("draft", "Your draft of").await;
        page.type_into("setting-body", "_name}").await;
        page.press(key::ESCAPE).await;
        page.gone("bulk-dialog").await;
        while draft() != "Dear {first_name}" {
            page.pause().await;
        }
        compose(&page, "/users?q=lena").await;
        page.holds("setting-body", "Dear {first_name}").await;
        page.picture("message-draft").await;
        page.click("draft-discard").await;
        page.holds("setting-body", "").await;
        page.gone("draft").await;
        assert_eq!(draft(), "");
        page.type_into("setting-subject", "Ready").await;
        page.type_into("setting-body", "To be sent").await;
        page.css("[data-testid=draft][data-saved=true]").await;
        carry_out(&page).await;
        assert_eq!(draft(), "", "it is sent");
        page.close().await;
    });
}

#[test]
fn a_text_is_kept_as_a_template_and_used_changed_and_deleted() {
    let world = World::new(Engine::Sqlite, 1);
    let process = world.start();
    let admin = Client::new(&process.address).signed_in("admin", PASSWORD);
    people::learner(&admin, "lena");
    let templates = |of: &Client| of.get("/message-templates").expect(200).items().to_vec();
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        compose(&page, "/users?q=lena").await;
        assert!(!page.has("template").await, "there is none to choose");
        page.type_into("setting-subject", "Reminder").await;
        page.type_into("setting-body", "Dear {first_name}").await;
        page.click("template-save").await;
        page.click("template-submit").await;
        page.css("[data-testid=template-name][aria-invalid=true]").await;
        page.type_into("template-name", "Remind").await;
        page.click("template-share").await;
        page.click("template-submit").await;
        page.gone("template-dialog").await;
        page.says("template-done", "Remind").await;
        let kept = templates(&admin).remove(0);
        assert_eq!((&kept["body"], &kept["shared"]), (&json!("Dear {first_name}"), &json!(true)));
        let id = kept["id"].as_str().unwrap_or_default().to_owned();
        page.holds("template", &id).await;
        page.retype("setting-subject", "Reminded").await;
        page.click("template-keep").await;
        page.gone("template-keep").await;
        assert_eq!(templates(&admin)[0]["subject"], "Reminded");
        page.picture("message-template").await;
        // What was written is not replaced unasked.
        page.click("draft-discard").await;
        page.gone("draft").await;
        compose(&page, "/users?q=lena").await;
        page.choose("template", &id).await;
        page.holds("setting-body", "Dear {first_name}").await;
        page.choose("template", "").await;
        page.retype("setting-body", "My own").await;
        page.choose("template", &id).await;
        page.find("template-replace-dialog").await;
        page.holds("setting-body", "My own").await;
        page.click("confirm").await;
        page.holds("setting-body", "Dear {first_name}").await;

        page.click("template-delete").await;
        page.click("confirm").await;
        page.gone("template-delete-dialog").await;
        page.gone("template").await;
        assert!(templates(&admin).is_empty());
        page.close().await;
    });
}

#[test]
fn an_undone_message_is_withdrawn() {
    let world = World::new(Engine::Sqlite, 1);
    let process = world.start();
    let admin = Client::new(&process.address).signed_in("admin", PASSWORD);
    people::learner(&admin, "lena");
    let lena = Client::new(&process.address).signed_in("lena", PASSWORD);
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see("/users?q=lena", "user-row").await;
        page.click("pick-row").await;
        from_menu(&page, "bulk-message").await;
        page.type_into("setting-subject", "A mistake").await;
        page.type_into("setting-body", "Never mind").await;
        carry_out(&page).await;
        page.says("rows-table", "Sent").await;
        page.click("undo").await;
        page.find("undoes").await;
        page.batch_is("planned").await;
        page.says("rows-table", "Withdraw").await;
        page.click("apply").await;
        page.click("confirm-apply").await;
        page.batch_is("applied").await;
        assert_eq!(inbox(&lena)[0]["last_message"]["withdrawn"], json!(true));
        page.sign_in_as("lena").await;
        page.see("/messages", "conversation-row").await;
        page.click("conversation").await;
        page.find("message-withdrawn").await;
        page.close().await;
    });
}

#[test]
fn who_teaches_writes_to_some_of_a_course() {
    let world = World::new(Engine::Sqlite, 1);
    let process = world.start();
    let admin = Client::new(&process.address).signed_in("admin", PASSWORD);
    let course = admin.post("/courses", &json!({ "code": "fire", "name": "Fire safety" })).expect(201).text_of("id");
    let enrol = |user: &str, role: &str| {
        let new = json!({ "user_id": user, "role": role });
        admin.post(&format!("/courses/{course}/enrolments"), &new).expect(201);
    };
    let (lena, leo) = (people::learner(&admin, "lena"), people::learner(&admin, "leo"));
    enrol(&lena, "learner");
    enrol(&leo, "learner");
    enrol(&people::learner(&admin, "teacher"), "instructor");
    let of = |username: &str| Client::new(&process.address).signed_in(username, PASSWORD);
    let (lena, leo) = (of("lena"), of("leo"));
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in_as("teacher").await;
        page.see(&format!("/courses/{course}?q=lena"), "user-row").await;
        page.click("pick-page").await;
        from_menu(&page, "bulk-message").await;
        page.says("bulk-course", "Fire safety").await;
        page.css("[data-testid=audience][data-count='1']").await;
        page.type_into("setting-subject", "{course_name}").await;
        page.type_into("setting-body", "Tomorrow at nine").await;
        page.click("message-preview-button").await;
        page.says("message-preview", "Fire safety").await;
        carry_out(&page).await;
        assert_eq!((inbox(&lena).len(), inbox(&leo).len()), (1, 0));
        page.close().await;
    });
}

#[test]
fn a_role_that_only_writes_to_many_reaches_those_who_have_not_opened_the_course() {
    let world = World::new(Engine::Sqlite, 1);
    let process = world.start();
    let admin = Client::new(&process.address).signed_in("admin", PASSWORD);
    let course = admin.post("/courses", &json!({ "code": "fire", "name": "Fire safety" })).expect(201).text_of("id");
    let role = json!({ "key": "voice", "name": "Voice", "contexts": ["course"], "capabilities": ["participants.view", "messages.bulk.course"] });
    admin.post("/roles", &role).expect(201);
    for (username, role) in [("lena", "learner"), ("leo", "learner"), ("voice", "voice")] {
        let new = json!({ "user_id": people::learner(&admin, username), "role": role });
        admin.post(&format!("/courses/{course}/enrolments"), &new).expect(201);
    }
    let of = |username: &str| Client::new(&process.address).signed_in(username, PASSWORD);
    let (lena, leo) = (of("lena"), of("leo"));
    leo.get(&format!("/courses/{course}")).expect(200);
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in_as("voice").await;
        page.see(&format!("/courses/{course}?filter=username%20sw%20%22le%22"), "user-row").await;
        assert!(!page.has("participants-add").await);
        page.click("pick-page").await;
        page.find("bulk-more").await;
        assert!(!page.has("bulk-unenrol").await, "what only others can do is not shown");
        from_menu(&page, "bulk-message").await;
        page.css("[data-testid=audience][data-count='2']").await;
        page.choose("narrowing", "not_accessed_since").await;
        page.type_into("setting-subject", "Hello").await;
        page.type_into("setting-body", "Have a look").await;
        page.click("bulk-plan").await;
        page.css("[data-testid=narrowing-day][aria-invalid=true]").await;
        page.choose("narrowing", "never_accessed").await;
        page.css("[data-testid=audience][data-count='1']").await;
        page.picture("message-narrowed").await;
        carry_out(&page).await;
        page.css("[data-testid=result-delivered][data-count='1']").await;
        assert_eq!((inbox(&lena).len(), inbox(&leo).len()), (1, 0));
        page.close().await;
    });
}

#[test]
fn people_write_to_each_other_keep_conversations_block_and_report() {
    let world = World::new(Engine::Sqlite, 1);
    let process = world.start();
    let admin = Client::new(&process.address).signed_in("admin", PASSWORD);
    let own = admin.get("/me").expect(200).text_of("id");
    let new = json!({ "username": "lena", "email": "lena@example.org", "first_name": "Lena", "last_name": "Lerner", "password": PASSWORD });
    admin.post("/users", &new).expect(201);
    let lena = Client::new(&process.address).signed_in("lena", PASSWORD);
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see("/messages", "messages-empty").await;
        page.click("message-new").await;
        page.type_into("recipient", "lena").await;
        page.says("suggestion", "Lena Lerner").await;
        page.click("suggestion").await;
        page.css("[data-chosen=true]").await;
        page.type_into("message-body", "Are you there?").await;
        page.click("message-send").await;
        page.says("message-text", "Are you there?").await;
        assert_eq!(inbox(&lena)[0]["unread"], json!(1));
        page.dismiss().await;

        lena.post("/messages", &json!({ "to": own, "body": "<b>Yes</b> <script>alert(1)</script>" })).expect(201);
        page.find("message-report").await;
        assert!(!page.has_css("[data-testid=message-text] script").await);
        page.click("message-report").await;
        page.type_into("report-reason", "Not friendly").await;
        page.click("report-send").await;
        page.gone("report-dialog").await;
        assert_eq!(admin.get("/messages/reports").expect(200).items().len(), 1);
        page.dismiss().await;

        page.see("/messages", "conversation-row").await;
        for act in ["star", "mute", "archive"] {
            page.click("conversation-more").await;
            page.click(&format!("conversation-{act}")).await;
            match act {
                "archive" => page.find("messages-empty").await,
                "star" => page.find("mark-starred").await,
                _ => page.find("mark-muted").await,
            }
        }
        page.see("/messages?show=archived", "mark-archived").await;
        page.click("conversation").await;
        page.click("conversation-acts").await;
        page.click("conversation-block").await;
        page.click("confirm").await;
        page.gone("block-dialog").await;
        let refused = lena.post("/messages", &json!({ "to": own, "body": "Hello?" }));
        refused.expect_problem(403, "cannot_be_messaged");
        page.dismiss().await;
        page.click("conversation-acts").await;
        page.click("conversation-remove").await;
        page.click("confirm").await;
        page.css("h1").await;
        page.see("/messages?show=archived", "messages-none-found").await;
        page.dismiss().await;

        page.see("/account", "blocked-person").await;
        page.click("unblock").await;
        page.gone("blocked-person").await;
        lena.post("/messages", &json!({ "to": own, "body": "Hello!" })).expect(201);
        assert_eq!(admin.get("/me/blocks").expect(200).items().len(), 0);
        page.close().await;
    });
}

#[test]
fn how_one_is_told_and_who_may_write_is_chosen_on_the_own_account() {
    let world = World::new(Engine::Sqlite, 1);
    let process = world.start();
    let admin = Client::new(&process.address).signed_in("admin", PASSWORD);
    people::learner(&admin, "lena");
    let lena = Client::new(&process.address).signed_in("lena", PASSWORD);
    let choice = |kind: &str| {
        let found = lena.get("/me/notifications").expect(200).json;
        let kinds = found["kinds"].as_array().cloned().unwrap_or_default();
        kinds.into_iter().find(|one| one["kind"] == kind).map(|one| one["choice"].clone()).unwrap_or_default()
    };
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in_as("lena").await;
        page.see("/account", "notify-bulk-message").await;
        page.choose("notify-bulk-message", "weekly").await;
        page.find("toast").await;
        assert_eq!(choice("bulk_message"), json!("weekly"));
        page.dismiss().await;
        page.choose("who-may-message", "contacts").await;
        page.find("toast").await;
        assert_eq!(lena.get("/me/preferences").expect(200).json["who_may_message"], json!("contacts"));
        page.picture("account-notifications").await;
        page.close().await;
    });
}

#[test]
fn an_address_that_gets_no_mail_is_found_and_lifted() {
    let world = World::new(Engine::Sqlite, 1);
    let process = world.start();
    let admin = Client::new(&process.address).signed_in("admin", PASSWORD);
    people::learner(&admin, "lena");
    for address in ["lena@example.org", "p0@example.org"] {
        admin.post("/mail/bounces", &json!({ "recipient": address, "status": "5.1.1" })).expect(200);
    }
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.click("nav-mail").await;
        page.find("mail-due").await;
        page.type_into("mail-search", "lena").await;
        page.says("suppression", "lena@example.org").await;
        page.picture("mail").await;
        page.click("suppression-lift").await;
        page.click("confirm").await;
        page.find("mail-none-found").await;
        let left = admin.get("/mail/suppressions").expect(200);
        assert!(left.items().iter().all(|one| one["address"] != "lena@example.org"));
        page.close().await;
    });
}

#[test]
fn where_messages_are_switched_off_nothing_leads_to_them() {
    let world = World::new(Engine::Sqlite, 1);
    let process = world.start();
    let admin = Client::new(&process.address).signed_in("admin", PASSWORD);
    admin.patch("/settings", &json!({ "messaging.enabled": false })).expect(200);
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.gone("inbox").await;
        assert!(!page.has("nav-messages").await);
        page.see("/users", "user-row").await;
        page.click("pick-row").await;
        page.click("bulk-more").await;
        page.find("bulk-enrol").await;
        assert!(!page.has("bulk-message").await);
        page.see("/messages", "messages-off").await;
        page.close().await;
    });
}
