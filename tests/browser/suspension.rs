//! A file suspends ten thousand people in the console, and undo brings them back.

use rollcall_domain::{Clock, demo, time::SystemClock};
use rollcall_testkit::Engine;

use super::{in_browser, page::Page};
use crate::faults::world::{World, file};

const PEOPLE: usize = 10_000;

#[test]
fn ten_thousand_people_are_suspended_by_a_file_and_brought_back() {
    let world = World::new(Engine::Sqlite, PEOPLE);
    demo::load(&world.db, SystemClock.now()).expect("the demo organisation loads");
    let suspended_before = suspended(&world);
    let process = world.start();
    // Two rows want repair, so that there is something to look at.
    let rows = format!("{}nobody.here,1\nadmin,1\n", file(PEOPLE, true));
    let folder = tempfile::tempdir().expect("a folder is made");
    let upload = folder.path().join("leavers.csv");
    std::fs::write(&upload, rows).expect("the file is written");
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.see("/sign-in", "sign-in-username").await;
        page.picture("sign-in").await;
        page.sign_in().await;
        page.find("day-bars").await;
        page.picture("overview").await;
        page.go("/users").await;
        page.find("user-row").await;
        page.picture("users").await;

        page.go("/batches/new").await;
        page.type_into("file-input", &upload.to_string_lossy()).await;
        page.picture("batch-new").await;
        page.click("wizard-next").await;
        page.click("upload-submit").await;
        page.batch_is("planned").await;
        assert!(page.text("outcome-suspend").await.contains("10,000"));
        assert!(page.text("outcome-error").await.contains('2'));
        page.picture("batch-planned").await;
        assert_eq!(suspended(&world), suspended_before, "a plan changes nobody");

        page.click("apply").await;
        page.type_into("confirm-count", "10000").await;
        page.picture("batch-confirm").await;
        page.click("confirm-apply").await;
        page.batch_is("applied").await;
        page.find("undo").await;
        page.picture("batch-report").await;
        assert_eq!(suspended(&world), suspended_before + PEOPLE as i64);

        page.click("undo").await;
        page.batch_is("planned").await;
        page.find("undoes").await;
        page.click("apply").await;
        page.type_into("confirm-count", "10000").await;
        page.click("confirm-apply").await;
        page.batch_is("applied").await;
        page.picture("undo-report").await;
        assert_eq!(suspended(&world), suspended_before);
        let methods = "SELECT count(*) AS n FROM users WHERE username LIKE 'p%' AND first_name = 'First' AND auth_method = 'manual'";
        assert_eq!(world.number(methods), PEOPLE as i64, "everybody has the method from before");
        page.close().await;
    });
}

fn suspended(world: &World) -> i64 {
    world.number("SELECT count(*) AS n FROM users WHERE suspended")
}
