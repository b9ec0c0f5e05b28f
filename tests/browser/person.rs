//! A person's page: found from anywhere, acted on, with what was done in the history.

use rollcall_testkit::{Client, Engine, PASSWORD};

use super::{in_browser, page::Page};
use crate::faults::world::World;

#[test]
fn somebody_is_found_from_anywhere_suspended_brought_back_deleted_and_restored() {
    let world = World::new(Engine::Sqlite, 30);
    let process = world.start();
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.type_into("quick-search", "p17").await;
        page.click("suggestion").await;
        page.find("profile").await;
        page.find("no-sessions").await;

        page.click("person-suspend").await;
        page.type_into("suspend-reason", "Parental leave").await;
        page.click("confirm-suspend").await;
        page.css("[data-testid=history-entry][data-of=\"user.suspended\"]").await;
        assert!(page.text("history").await.contains("Parental leave"));
        assert_eq!(world.number("SELECT count(*) AS n FROM users WHERE suspended AND username = 'p17'"), 1);
        page.click("toast-action").await;
        page.css("[data-testid=history-entry][data-of=\"user.activated\"]").await;
        assert_eq!(world.number("SELECT count(*) AS n FROM users WHERE suspended"), 0);

        page.click("person-more").await;
        page.click("person-delete").await;
        page.click("confirm-simple").await;
        page.css("[data-testid=user-status][data-status=deleted]").await;
        assert_eq!(world.number("SELECT count(*) AS n FROM users WHERE deleted_at IS NOT NULL"), 1);
        page.click("person-more").await;
        page.click("person-restore").await;
        page.click("confirm-simple").await;
        page.css("[data-testid=user-status][data-status=active]").await;
        assert_eq!(world.number("SELECT count(*) AS n FROM users WHERE deleted_at IS NOT NULL"), 0);
        page.close().await;
    });
}

#[test]
fn a_row_offers_all_that_can_be_done_and_says_why_not() {
    let world = World::new(Engine::Sqlite, 40);
    let process = world.start();
    in_browser(async {
        let page = Page::open(&process.address, 1280, 700).await;
        page.sign_in().await;
        page.see("/users?q=admin", "user-row").await;
        page.click("row-more").await;
        page.css("[data-testid=person-method][aria-disabled=true]").await;
        assert!(page.text("person-delete").await.contains("This is you"));
        page.press(super::page::key::ESCAPE).await;
        page.focused("row-more").await;

        // The last row of the frame: nothing cuts the menu off.
        page.see("/users?q=p&sort=username", "user-row").await;
        page.run(
            "const last = [...document.querySelectorAll('[data-testid=row-more]')].at(-1); last.focus(); last.click()",
        )
        .await;
        let whole = "const box = document.querySelector('[role=menu]:not([hidden])').getBoundingClientRect();
            const over = document.elementFromPoint(box.left + 20, box.top + 12);
            return box.top >= 0 && box.bottom <= innerHeight && !!over.closest('[role=menu]')";
        page.find("person-method").await;
        assert_eq!(page.run(whole).await, true);
        page.click("person-method").await;
        page.choose("method", "oidc").await;
        page.click("method-submit").await;
        page.gone("method-dialog").await;
        assert_eq!(world.number("SELECT count(*) AS n FROM users WHERE auth_method = 'oidc'"), 1);
        page.close().await;
    });
}

#[test]
fn a_profile_is_edited_in_place_and_what_another_has_changed_is_shown_beside() {
    let world = World::new(Engine::Sqlite, 3);
    let process = world.start();
    let admin = Client::new(&process.address).signed_in("admin", PASSWORD);
    admin.post("/profile-fields", &serde_json::json!({ "name": "years", "kind": "number" })).expect(201);
    let id = admin.query("/users", &[("q", "p1")]).expect(200).items()[0]["id"].as_str().expect("an id").to_owned();
    let path = format!("/users/{id}");
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see(&path, "details-edit").await;
        page.click("details-edit").await;
        page.retype("detail-username", "admin").await;
        page.type_into("detail-profile.years", "4").await;
        page.click("details-save").await;
        page.find("details-error").await;
        page.retype("detail-username", "not allowed!").await;
        page.click("details-save").await;
        page.css("[data-testid=detail-username][aria-invalid=true]").await;
        page.retype("detail-username", "p1.renamed").await;
        page.retype("detail-city", "Linz").await;
        admin.patch(&path, &serde_json::json!({ "city": "Wien", "department": "Sales" })).expect(200);
        page.click("details-save").await;
        page.find("details-overtaken").await;
        assert!(page.text("details-overtaken").await.contains("Sales"));
        assert!(page.text("theirs-city").await.contains("Wien"));
        page.picture("person-overtaken").await;
        assert_eq!(admin.get(&path).expect(200).json["city"], "Wien", "nothing is overwritten unasked");
        page.click("details-save").await;
        page.find("fact-profile.years").await;
        let now = admin.get(&path).expect(200).json;
        assert_eq!((&now["city"], &now["department"]), (&"Linz".into(), &"Sales".into()));
        assert_eq!((&now["username"], &now["profile"]["years"]), (&"p1.renamed".into(), &4.into()));
        page.close().await;
    });
}

#[test]
fn an_account_that_somebody_else_has_changed_is_shown_anew_and_not_overwritten() {
    let world = World::new(Engine::Sqlite, 3);
    let process = world.start();
    let admin = Client::new(&process.address).signed_in("admin", PASSWORD);
    let id = admin.query("/users", &[("q", "p1")]).expect(200).items()[0]["id"].as_str().expect("an id").to_owned();
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see(&format!("/users/{id}"), "profile").await;
        page.click("person-suspend").await;
        page.find("suspend-dialog").await;
        admin.patch(&format!("/users/{id}"), &serde_json::json!({ "city": "Graz" })).expect(200);
        page.click("confirm-suspend").await;
        assert!(page.text("dialog-error").await.contains("changed this in the meantime"));
        page.picture("stale").await;
        assert_eq!(world.number("SELECT count(*) AS n FROM users WHERE suspended"), 0);
        page.click("confirm-suspend").await;
        page.css("[data-testid=user-status][data-status=suspended]").await;
        assert!(page.text("profile").await.contains("Graz"));
        page.close().await;
    });
}
