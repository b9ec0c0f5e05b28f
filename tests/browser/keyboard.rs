//! The whole way of a file without a mouse, and nothing that only a mouse can do.

use rollcall_testkit::{Engine, PASSWORD};

use super::{
    in_browser,
    page::{Page, key},
};
use crate::faults::world::{World, file};

#[test]
fn people_are_suspended_by_a_file_with_two_rows_mended_and_brought_back_by_keyboard_alone() {
    let world = World::new(Engine::Sqlite, 60);
    let process = world.start();
    let folder = tempfile::tempdir().expect("a folder is made");
    let upload = folder.path().join("leavers.csv");
    let rows = file(60, true).replace("p7,1", "p7,perhaps").replace("p9,1", "p9x,1");
    std::fs::write(&upload, rows).expect("the file is written");
    let suspended = || world.number("SELECT count(*) AS n FROM users WHERE suspended");
    let enter = key::ENTER;
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.see("/sign-in", "sign-in-username").await;
        page.press("admin").await;
        page.tab_to("sign-in-password").await;
        page.press(PASSWORD).await;
        page.press(enter).await;
        page.find("overview").await;

        page.tab_to("nav-batches").await;
        page.press(enter).await;
        page.find("batches-empty").await;
        page.tab_to("new-batch").await;
        page.press(enter).await;
        page.find("wizard-next").await;
        page.tab_to("file-input").await;
        // What the system's own file dialog would give.
        page.type_into("file-input", &upload.to_string_lossy()).await;
        page.tab_to("wizard-next").await;
        page.press(enter).await;
        page.find("upload-submit").await;
        page.tab_to("upload-submit").await;
        page.press(enter).await;
        page.batch_is("planned").await;

        for (wrong, cell, right) in [("p7", "cell-suspended", "1"), ("p9x", "cell-username", "p9")] {
            page.tab_to("outcome-error").await;
            page.press(enter).await;
            page.css(&format!("[data-testid=batch-line] th:first-of-type, [data-key=\"{wrong}\"]")).await;
            page.tab_to("row-repair").await;
            page.press(enter).await;
            page.find("repair-editor").await;
            page.tab_to(cell).await;
            page.press_with(key::CONTROL, "a").await;
            page.press(right).await;
            page.press(enter).await;
            page.gone("repair-editor").await;
        }
        assert_eq!(suspended(), 0, "repairing is still planning");
        page.says("outcome-suspend", "60").await;

        page.tab_to("apply").await;
        page.press(enter).await;
        page.find("confirm-count").await;
        page.tab_to("confirm-count").await;
        page.press("60").await;
        page.press(enter).await;
        page.batch_is("applied").await;
        assert_eq!(suspended(), 60);

        page.tab_to("undo").await;
        page.press(enter).await;
        page.find("undoes").await;
        page.batch_is("planned").await;
        page.tab_to("apply").await;
        page.press(enter).await;
        page.find("confirm-count").await;
        page.tab_to("confirm-count").await;
        page.press("60").await;
        page.press(enter).await;
        page.batch_is("applied").await;
        assert_eq!(suspended(), 0);
        page.close().await;
    });
}

#[test]
fn nothing_has_to_be_dragged() {
    let world = World::new(Engine::Sqlite, 5);
    let process = world.start();
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        for (path, testid) in [
            ("/overview", "overview"),
            ("/users", "user-row"),
            ("/batches", "batches-empty"),
            ("/batches/new", "steps"),
        ] {
            page.see(path, testid).await;
            let dragged = page.run("return document.querySelectorAll('[draggable=true]').length").await;
            assert_eq!(dragged, 0, "{path}");
        }
        // The one thing that can be dropped into has a field beside it that takes a file as well.
        let inputs = page.run("return document.querySelectorAll('.rc-drop').length === document.querySelectorAll('.rc-drop input[type=file]').length").await;
        assert_eq!(inputs, true);
        page.close().await;
    });
}
