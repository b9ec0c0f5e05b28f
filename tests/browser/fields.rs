//! Custom profile fields: set up, filled in, changed, deleted with a warning.

use rollcall_testkit::{Client, Engine, PASSWORD};
use serde_json::json;

use super::{in_browser, page::Page, people};
use crate::faults::world::World;

#[test]
fn a_field_is_set_up_filled_in_changed_and_deleted() {
    let world = World::new(Engine::Sqlite, 3);
    let process = world.start();
    let admin = Client::new(&process.address).signed_in("admin", PASSWORD);
    let person = admin.query("/users", &[("q", "p1")]).expect(200).items()[0]["id"].as_str().expect("an id").to_owned();
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.click("nav-profile-fields").await;
        page.find("fields-empty").await;
        page.click("field-new").await;
        page.type_into("field-label", "Kind of contract").await;
        let name = page.value("field-name").await;
        assert_eq!(name, "kind_of_contract");
        page.retype("field-name", "Contract!").await;
        page.choose("field-kind", "choice").await;
        page.type_into("field-choices", "Permanent\nTemporary").await;
        page.click("field-submit").await;
        page.css("[data-testid=field-name][aria-invalid=true]").await;
        page.retype("field-name", "contract").await;
        page.choose("field-visible", "staff").await;
        page.click("field-submit").await;
        page.css("[data-testid=field-row][data-of=contract]").await;
        let field = admin.get("/profile-fields").expect(200).items()[0].clone();
        assert_eq!((&field["choices"], &field["visible_to"]), (&json!(["Permanent", "Temporary"]), &json!("staff")));

        page.see(&format!("/users/{person}"), "details-edit").await;
        page.click("details-edit").await;
        page.choose("detail-profile.contract", "Temporary").await;
        page.click("details-save").await;
        page.find("fact-profile.contract").await;
        assert_eq!(admin.get(&format!("/users/{person}")).expect(200).json["profile"]["contract"], "Temporary");

        page.see("/profile-fields", "field-edit").await;
        page.click("field-edit").await;
        page.retype("field-choices", "Permanent").await;
        page.find("field-choices-fewer").await;
        page.retype("field-label", "Contract").await;
        page.click("field-submit").await;
        page.gone("field-dialog").await;
        assert_eq!(admin.get("/profile-fields").expect(200).items()[0]["label"], "Contract");

        page.click("field-delete").await;
        page.click("confirm").await;
        page.find("field-delete-affected").await;
        page.picture("field-delete").await;
        page.click("confirm").await;
        page.css("[data-testid=confirm-count][aria-invalid=true]").await;
        assert_eq!(admin.get("/profile-fields").expect(200).items().len(), 1, "nothing is deleted unasked");
        page.type_into("confirm-count", "1").await;
        page.click("confirm").await;
        page.find("fields-empty").await;
        assert_eq!(admin.get(&format!("/users/{person}")).expect(200).json["profile"], json!({}));
        page.close().await;
    });
}

#[test]
fn who_may_not_set_fields_up_does_not_see_the_page() {
    let world = World::new(Engine::Sqlite, 1);
    let process = world.start();
    let admin = Client::new(&process.address).signed_in("admin", PASSWORD);
    people::account_manager(&admin, "manager");
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in_as("manager").await;
        page.see("/profile-fields", "forbidden").await;
        assert!(!page.has("nav-profile-fields").await);
        page.close().await;
    });
}
