//! What the server says of files, in German.

use rollcall_testkit::Engine;

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
        page.says("upload-error", "In der Kopfzeile fehlt eine Spalte").await;
        assert!(!page.text("upload-error").await.contains("The header"), "nothing of it is in English");
        page.picture("upload-error-german").await;
        page.close().await;
    });
}
