//! What the server says of files, in German.

use rollcall_testkit::Engine;
use serde_json::{Value, json};

use super::{in_browser, page::Page};
use crate::faults::world::World;

#[test]
fn what_is_wrong_with_a_header_is_said_in_german() {
    let world = World::new(Engine::Sqlite, 1);
    let process = world.start();
    let folder = tempfile::tempdir().expect("a folder is made");
    let path = folder.path().join("people.csv");
    std::fs::write(&path, "Kennung,suspended\np0,1\n").expect("the file is written");
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.run("localStorage.setItem('rollcall.language', 'de')").await;
        page.go("/batches/new").await;
        page.type_into("file-input", &path.to_string_lossy()).await;
        page.click("wizard-next").await;
        page.click("upload-submit").await;
        // With the headings that were found, as the English text has them.
        page.says("upload-error", "Die Kopfzeile hat keine dieser Spalten: „username“").await;
        page.says("upload-error", "„Kennung“, „suspended“").await;
        assert!(!page.text("upload-error").await.contains("The header"), "nothing of it is in English");
        page.picture("upload-error-german").await;
        page.close().await;
    });
}

/// The files of texts that the browser has fetched, by their languages.
async fn fetched(page: &Page) -> Value {
    page.run(
        "const files = performance.getEntriesByType('resource').map(one => one.name.split('/').pop());
         return [...new Set(files.filter(name => name.endsWith('.ftl')).map(name => name.split('-')[0]))].sort()",
    )
    .await
}

#[test]
fn only_the_texts_of_the_language_in_use_are_fetched_and_without_them_the_page_says_so() {
    let world = World::new(Engine::Sqlite, 1);
    let process = world.start();
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        assert_eq!(fetched(&page).await, json!(["en"]));
        // Another language that cannot be fetched is not spoken; the page says so, and goes on.
        page.block(&["*/assets/de-*"]).await;
        page.click("account-menu").await;
        page.choose("language", "de").await;
        page.says("toast", "could not be loaded").await;
        page.block(&[]).await;
        page.see("/overview", "day-bars").await;
        page.click("account-menu").await;
        page.choose("language", "de").await;
        page.css("html[lang=de]").await;
        page.go("/account").await;
        page.find("tokens-none").await;
        assert_eq!(fetched(&page).await, json!(["de"]));
        page.run("localStorage.clear()").await;
        page.order("Network.setCacheDisabled", json!({ "cacheDisabled": true })).await;
        page.block(&["*.ftl"]).await;
        page.go("/account").await;
        page.css("#not-started:not([hidden])").await;
        page.picture("not-started").await;
        page.close().await;
    });
}
