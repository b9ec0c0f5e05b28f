//! Files that are prepared in the background: of a list and of many picked one by one, taken, linked to, and gone.

use rollcall_testkit::{Client, Engine, PASSWORD};
use serde_json::json;

use super::download::{downloaded, downloads_to};
use super::{guises, in_browser, page::Page, people};
use crate::faults::world::World;

#[test]
fn a_pasted_list_is_prepared_as_a_file_that_is_taken_linked_to_and_ends() {
    let world = World::new(Engine::Sqlite, 20);
    let process = world.start();
    let client = Client::new(&process.address).signed_in("admin", PASSWORD);
    people::account_manager(&client, "clerk");
    let folder = tempfile::tempdir().expect("a folder is made");
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        downloads_to(&page, folder.path()).await;
        page.sign_in().await;
        page.see("/users", "paste").await;
        page.click("paste").await;
        page.type_into("paste-text", "p1\np2@example.org\nnobody.here\n").await;
        page.click("paste-select").await;
        page.click("download").await;
        page.find("download-way").await;
        guises::are_clean(&page, "download-prepared-only").await;
        page.click("download-submit").await;
        page.batch_is("applied").await;
        let name = page.text("export-name").await;
        guises::are_clean(&page, "export-ready").await;
        page.click("export-take").await;
        let csv = downloaded(&page, folder.path(), &name).await;
        assert_eq!(csv.lines().count(), 3, "two of three are known: {csv}");
        page.dismiss().await;
        page.click("export-link").await;
        page.find("export-address").await;
        guises::are_clean(&page, "export-linked").await;
        let link = page.value("export-address").await;
        let taken =
            ureq::get(link).call().expect("it needs no sign-in").body_mut().read_to_string().expect("it is text");
        assert_eq!(taken, csv);

        let here = page.path().await;
        page.sign_in_as("clerk").await;
        page.see(&here, "export-not-yours").await;
        guises::are_clean(&page, "export-of-another").await;
        assert!(world.execute("UPDATE batches SET export_expires_at = 1"));
        page.see(&here, "export-expired").await;
        guises::are_clean(&page, "export-expired").await;
        page.close().await;
    });
}

#[test]
fn more_than_a_filter_can_name_are_prepared() {
    let world = World::new(Engine::Sqlite, 120);
    let process = world.start();
    let folder = tempfile::tempdir().expect("a folder is made");
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        downloads_to(&page, folder.path()).await;
        page.sign_in().await;
        page.see("/users?q=p&limit=200&sort=username", "user-row").await;
        page.click("pick-page").await;
        let count = page.run("return document.querySelectorAll('[data-testid=user-row]').length").await;
        page.click("download").await;
        page.find("download-way").await;
        assert_eq!(page.value("download-way").await, "prepared");
        // Who matches can be waited for.
        page.choose("download-whom", "1").await;
        assert_eq!(page.value("download-way").await, "now");
        page.choose("download-whom", "0").await;
        page.choose("download-format", "ndjson").await;
        page.click("download-submit").await;
        page.batch_is("applied").await;
        let name = page.text("export-name").await;
        page.click("export-take").await;
        let text = downloaded(&page, folder.path(), &name).await;
        assert_eq!(json!(text.lines().count()), count);
        page.close().await;
    });
}
