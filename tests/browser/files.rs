//! Files of every kind in the console: accounts made and renamed, a heading mapped by hand, a row repaired.

use rollcall_testkit::{Client, Engine, PASSWORD};
use serde_json::{Value, json};

use super::page::{Page, key};
use super::{guises, in_browser, people};
use crate::faults::world::World;

#[test]
fn people_are_made_from_a_file_whose_headings_are_mapped_and_renamed_by_another() {
    let world = World::new(Engine::Sqlite, 3);
    let process = world.start();
    let folder = tempfile::tempdir().expect("a folder is made");
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("the file is written");
        path.to_string_lossy().into_owned()
    };
    let new = file(
        "new.csv",
        "username,firstname,Familienname,email,Note,Note\nada,Ada,Okafor,ada@example.org,,\nbo,Bo,Lind,nonsense,,\n",
    );
    let names = file("names.csv", "oldusername,username\nada,bo\nbo,ada\np0,p1\n");
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see("/batches/new?kind=upsert", "file-kind").await;
        page.type_into("file-input", &new).await;
        page.click("wizard-next").await;
        page.find("setting-mode").await;
        page.click("upload-submit").await;
        page.batch_is("planned").await;
        // Nobody has a last name yet: the file calls it something else.
        assert!(page.text("outcome-error").await.contains('2'));
        page.click("replan").await;
        page.choose("mapping-Familienname", "lastname").await;
        // Two headings that are alike are two choices.
        let alike = "return document.querySelectorAll('[data-testid=mapping-Note]').length";
        assert_eq!(page.run(alike).await, 2);
        page.click("replan-submit").await;
        page.css("[data-testid=outcome-create]").await;
        assert!(page.text("outcome-create").await.contains('1'));
        page.click("row-repair").await;
        page.retype("cell-email", "bo@example.org").await;
        page.click("save-row").await;
        page.gone("repair-editor").await;
        page.click("apply").await;
        page.click("confirm-apply").await;
        page.batch_is("applied").await;
        let made =
            "SELECT count(*) AS n FROM users WHERE username IN ('ada', 'bo') AND last_name IN ('Okafor', 'Lind')";
        assert_eq!(world.number(made), 2);

        page.see("/batches/new?kind=rename", "file-kind").await;
        page.type_into("file-input", &names).await;
        page.click("wizard-next").await;
        page.find("setting-standardise_usernames").await;
        page.click("upload-submit").await;
        page.batch_is("planned").await;
        // Who the rows are about is said by name.
        page.says("row-person", "Okafor").await;
        page.picture("rename-planned").await;
        page.click("apply").await;
        page.click("confirm-apply").await;
        page.batch_is("applied").await;
        assert_eq!(world.number("SELECT count(*) AS n FROM users WHERE username = 'ada' AND last_name = 'Lind'"), 1);
        page.click("undo").await;
        page.find("undoes").await;
        page.batch_is("planned").await;
        page.click("apply").await;
        page.click("confirm-apply").await;
        page.batch_is("applied").await;
        assert_eq!(world.number("SELECT count(*) AS n FROM users WHERE username = 'ada' AND last_name = 'Okafor'"), 1);
        page.close().await;
    });
}

#[test]
fn a_file_without_a_known_key_column_is_mapped_in_the_wizard_and_sent_again() {
    let world = World::new(Engine::Sqlite, 3);
    let process = world.start();
    let folder = tempfile::tempdir().expect("a folder is made");
    let path = folder.path().join("leavers.csv");
    std::fs::write(&path, "Kennung,Sperre\np0,1\np1,0\n").expect("the file is written");
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see("/batches/new?kind=suspension", "file-kind").await;
        page.type_into("file-input", &path.to_string_lossy()).await;
        page.click("wizard-next").await;
        page.click("upload-submit").await;
        page.says("upload-error", "Kennung").await;
        page.run("document.querySelector('[data-testid=upload-mapping]').scrollIntoView()").await;
        guises::are_clean(&page, "batch-new-unmapped").await;
        page.choose("mapping-Kennung", "username").await;
        page.click("upload-submit").await;
        // Now the accounts are named; what to do with them is not.
        page.says("upload-error", "say what to do").await;
        page.choose("mapping-Sperre", "suspended").await;
        page.click("upload-submit").await;
        page.batch_is("planned").await;
        assert!(page.text("outcome-suspend").await.contains('1'));
        page.click("apply").await;
        page.click("confirm-apply").await;
        page.batch_is("applied").await;
        page.close().await;
    });
    assert_eq!(world.number("SELECT count(*) AS n FROM users WHERE username = 'p0' AND suspended"), 1);
}

#[test]
fn another_sheet_of_a_workbook_is_chosen_in_the_dialog_that_plans_again() {
    let world = World::new(Engine::Sqlite, 3);
    let process = world.start();
    let client = Client::new(&process.address).signed_in("admin", PASSWORD);
    for name in ["c5a", "c5b"] {
        people::learner(&client, name);
    }
    let workbook = concat!(env!("CARGO_MANIFEST_DIR"), "/files/cases/two_sheets.xlsx");
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see("/batches/new?kind=suspension", "file-kind").await;
        page.type_into("file-input", workbook).await;
        page.click("wizard-next").await;
        page.click("upload-submit").await;
        page.batch_is("planned").await;
        page.says("warnings", "Campus South").await;
        page.says("batch-line", "c5a").await;
        page.click("replan").await;
        page.holds("setting-sheet", "Campus North").await;
        guises::are_clean(&page, "batch-replan-sheets").await;
        page.choose("setting-sheet", "Campus South").await;
        page.click("replan-submit").await;
        page.gone("replan-dialog").await;
        page.says("batch-line", "c5b").await;
        page.says("warnings", "Campus North").await;
        page.click("apply").await;
        page.click("confirm-apply").await;
        page.batch_is("applied").await;
        page.close().await;
    });
    let suspended =
        |name: &str| world.number(&format!("SELECT count(*) AS n FROM users WHERE username = '{name}' AND suspended"));
    assert_eq!((suspended("c5a"), suspended("c5b")), (0, 1));
}

#[test]
fn the_wizard_asks_for_what_the_server_describes_and_shows_what_it_refuses() {
    let world = World::new(Engine::Sqlite, 3);
    let process = world.start();
    let client = Client::new(&process.address).signed_in("admin", PASSWORD);
    let folder = tempfile::tempdir().expect("a folder is made");
    let path = folder.path().join("new.csv");
    std::fs::write(&path, "username,firstname,lastname,email\nada,Ada,Okafor,ada@example.org\n")
        .expect("the file is written");
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.block(&["*/api/v1/batch-settings*"]).await;
        page.see("/batches/new", "described-error").await;
        guises::are_clean(&page, "batch-new-not-described").await;
        page.block(&[]).await;
        page.see("/batches/new?kind=upsert", "file-kind").await;
        page.type_into("file-input", &path.to_string_lossy()).await;
        page.click("wizard-next").await;
        page.find("setting-passwords").await;
        assert!(!page.has("setting-force_password_change").await, "it matters with passwords from the file only");
        page.choose("setting-passwords", "file").await;
        page.find("setting-force_password_change").await;
        page.choose("setting-mode", "update").await;
        page.gone("setting-passwords").await;
        page.choose("setting-mode", "create_or_update").await;
        page.choose("setting-passwords", "invite").await;
        page.click("defaults").await;
        page.type_into("default-country", "Atlantis").await;
        page.type_into("setting-username_template", "{firstname}").await;
        guises::are_clean(&page, "batch-new-described").await;
        page.click("upload-submit").await;
        page.css("[data-testid=default-country][aria-invalid=true]").await;
        guises::are_clean(&page, "batch-new-refused").await;
        page.retype("default-country", "AT").await;
        page.click("upload-submit").await;
        page.batch_is("planned").await;
        let path = page.path().await;
        let settings = || client.get(&path).expect(200).json["settings"].clone();
        assert_eq!(settings()["defaults"], json!({ "country": "AT" }));
        assert_eq!(settings()["username_template"], "{firstname}");
        // What is emptied is no longer asked for, and what matters no longer has its default.
        page.click("replan").await;
        page.click("defaults").await;
        for emptied in ["default-country", "setting-username_template"] {
            page.retype(emptied, key::BACKSPACE).await;
        }
        page.choose("setting-passwords", "file").await;
        page.choose("setting-mode", "update").await;
        page.click("replan-submit").await;
        page.gone("replan-dialog").await;
        page.css("[data-testid=outcome-skip]").await;
        let planned = settings();
        assert_eq!((&planned["defaults"], &planned["username_template"]), (&json!({}), &Value::Null));
        assert_eq!((&planned["mode"], &planned["passwords"]), (&json!("update"), &json!("invite")));
        page.click("replan").await;
        page.choose("setting-mode", "create").await;
        page.click("replan-submit").await;
        page.css("[data-testid=outcome-create]").await;
        page.click("apply").await;
        page.click("confirm-apply").await;
        page.batch_is("applied").await;
        assert_eq!(world.number("SELECT count(*) AS n FROM users WHERE username = 'ada' AND country IS NULL"), 1);
        page.close().await;
    });
}
