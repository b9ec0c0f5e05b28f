//! Downloads: of those who match or are selected, in the formats and with the fields that are asked for.

use std::path::Path;

use rollcall_testkit::Engine;
use serde_json::{Value, json};

use super::{in_browser, page::Page};
use crate::faults::world::World;

/// The file of this name, once it is whole.
pub async fn downloaded(page: &Page, folder: &Path, name: &str) -> String {
    for _ in 0..200 {
        if let Ok(text) = std::fs::read_to_string(folder.join(name))
            && !text.is_empty()
        {
            std::fs::remove_file(folder.join(name)).expect("the file goes");
            return text;
        }
        page.pause().await;
    }
    panic!("{name} does not come");
}

/// Has the browser put downloads into a folder.
pub async fn downloads_to(page: &Page, folder: &Path) {
    let to = json!({ "behavior": "allow", "downloadPath": folder.to_string_lossy() });
    page.order("Page.setDownloadBehavior", to).await;
}

#[test]
fn who_matches_and_who_is_selected_is_downloaded() {
    let world = World::new(Engine::Sqlite, 30);
    let process = world.start();
    let folder = tempfile::tempdir().expect("a folder is made");
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        downloads_to(&page, folder.path()).await;
        page.sign_in().await;
        page.see("/users?q=p1", "user-row").await;
        page.click("download").await;
        page.find("download-dialog").await;
        page.click("download-submit").await;
        let csv = downloaded(&page, folder.path(), "accounts.csv").await;
        assert_eq!(csv.lines().count(), 12, "p1 and p10 to p19 under their header");
        assert!(csv.starts_with("username,email,") || csv.starts_with("\u{feff}username,email,"), "{csv}");
        page.gone("download-dialog").await;

        page.click("pick-row").await;
        page.click("download").await;
        page.choose("download-format", "json").await;
        page.choose("download-fields", "chosen").await;
        page.click("download-submit").await;
        page.find("download-nothing").await;
        page.picture("download").await;
        page.click("field-username").await;
        page.click("field-status").await;
        page.click("download-submit").await;
        let text = downloaded(&page, folder.path(), "accounts.json").await;
        let people: Value = serde_json::from_str(&text).expect("it is JSON");
        assert_eq!(people.as_array().map(Vec::len), Some(1), "{people}");
        let mut members: Vec<&String> = people[0].as_object().into_iter().flat_map(|one| one.keys()).collect();
        members.sort();
        assert_eq!(members, ["status", "username"]);
        let noted = world.texts("SELECT payload AS t FROM audit_events WHERE action = 'users.exported' ORDER BY seq");
        assert!(noted.iter().any(|entry| entry.contains("\"count\":11")), "{noted:?}");

        page.close().await;
    });
}
