//! Settings of files kept under a name: saved, taken for the next file, changed, deleted; others see what is shared.

use rollcall_testkit::{Client, Engine, PASSWORD};
use serde_json::json;

use super::{guises, in_browser, page::Page};
use crate::faults::world::World;

#[test]
fn settings_are_kept_under_a_name_for_the_next_file() {
    let world = World::new(Engine::Sqlite, 3);
    let process = world.start();
    let client = Client::new(&process.address).signed_in("admin", PASSWORD);
    let folder = tempfile::tempdir().expect("a folder is made");
    let path = folder.path().join("leavers.csv");
    std::fs::write(&path, "email,suspended\np1@example.org,1\n").expect("the file is written");
    let path = path.to_string_lossy().into_owned();
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        let to_settings = async || {
            page.see("/batches/new?kind=suspension", "file-kind").await;
            page.type_into("file-input", &path).await;
            page.click("wizard-next").await;
            page.find("presets").await;
        };
        to_settings().await;
        page.choose("setting-match_by", "email").await;
        page.click("preset-save").await;
        page.click("preset-submit").await;
        page.css("[data-testid=preset-name][aria-invalid=true]").await;
        guises::are_clean(&page, "preset-save").await;
        page.type_into("preset-name", "Leavers from HR").await;
        page.click("preset-share").await;
        page.click("preset-submit").await;
        page.gone("preset-dialog").await;
        page.dismiss().await;
        let kept = client.get("/batch-presets").expect(200).items()[0].clone();
        assert_eq!((&kept["settings"]["match_by"], &kept["shared"]), (&json!("email"), &json!(true)));

        to_settings().await;
        let id = kept["id"].as_str().unwrap_or_default();
        page.css(&format!("[data-testid=preset] option[value=\"{id}\"]")).await;
        page.choose("preset", id).await;
        assert_eq!(page.value("setting-match_by").await, "email");
        // The choice is still made after a way back and forth.
        page.click("wizard-back").await;
        page.find("file-kind").await;
        page.click("wizard-next").await;
        page.css(&format!("[data-testid=preset] option[value=\"{id}\"]")).await;
        assert_eq!(page.value("preset").await, id);
        assert!(!page.has("preset-keep").await);
        page.choose("setting-on_error", "stop").await;
        page.find("preset-keep").await;
        guises::are_clean(&page, "preset-changed").await;
        page.click("preset-keep").await;
        page.gone("preset-keep").await;
        page.css("#main:focus").await;
        page.dismiss().await;
        assert_eq!(client.get("/batch-presets").expect(200).items()[0]["settings"]["on_error"], "stop");
        page.click("upload-submit").await;
        page.batch_is("planned").await;
        assert!(page.text("outcome-suspend").await.contains('1'));

        to_settings().await;
        page.css(&format!("[data-testid=preset] option[value=\"{id}\"]")).await;
        page.choose("preset", id).await;
        page.click("preset-delete").await;
        guises::are_clean(&page, "preset-delete").await;
        page.click("confirm").await;
        page.gone("preset-delete-dialog").await;
        page.css("#main:focus").await;
        assert!(client.get("/batch-presets").expect(200).items().is_empty());
        page.close().await;
    });
}
