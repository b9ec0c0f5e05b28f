//! A file that is the whole list of certain people, from the wizard to the report.

use rollcall_testkit::Engine;

use super::page::{Page, key};
use super::{guises, in_browser};
use crate::faults::world::World;

#[test]
fn whoever_is_not_in_the_file_is_suspended_from_the_wizard_to_the_report() {
    let world = World::new(Engine::Sqlite, 12);
    let process = world.start();
    let folder = tempfile::tempdir().expect("a folder is made");
    let path = folder.path().join("everybody.csv");
    std::fs::write(&path, "username,city\np1,Graz\n\np10,Wien\nnewcomer,Linz\n").expect("the file is written");
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see("/batches/new?kind=upsert", "file-kind").await;
        assert!(
            page.run("return document.querySelector('[data-testid=file-input]').accept")
                .await
                .as_str()
                .is_some_and(|accept| accept.contains(".ods")
                    && accept.contains("application/vnd.oasis.opendocument.spreadsheet"))
        );
        page.type_into("file-input", &path.to_string_lossy()).await;
        page.click("wizard-next").await;
        page.click("setting-full_sync").await;
        page.type_into("full-sync-filter", "username sw").await;
        // Leaving the field asks at once, and what is wrong does not take the focus back.
        page.press(key::TAB).await;
        page.css("[data-testid=full-sync-filter][aria-invalid=true]").await;
        let holder = "return document.activeElement.dataset.testid ?? ''";
        assert_ne!(page.run(holder).await, "full-sync-filter");
        guises::are_clean(&page, "full-sync-wrong").await;
        page.retype("full-sync-filter", "username sw \"p1\"").await;
        page.css("[data-testid=full-sync-filter]:not([aria-invalid])").await;
        page.says("full-sync-count", "3 accounts").await;
        let asked = "return performance.getEntriesByType('resource').filter(one => one.name.includes('filter=username')).length";
        let asked = page.run(asked).await.as_i64().unwrap_or(i64::MAX);
        assert!(asked < 10, "27 keys were pressed, and the server was asked {asked} times");
        guises::are_clean(&page, "full-sync-chosen").await;
        page.click("upload-submit").await;
        page.batch_is("planned").await;

        page.says("outcome-all", "4").await;
        page.reads("not-in-file", "not in the file").await;
        page.reads("fact-full-sync", "username sw \"p1\"").await;
        page.reads("fact-method", "No login").await;
        page.find("fact-on-error").await;
        page.find("rejected-full-sync").await;
        guises::are_clean(&page, "full-sync-planned").await;
        // Planned again without, and with another filter.
        page.click("replan").await;
        page.click("setting-allow_suspensions").await;
        page.gone("setting-full_sync").await;
        page.click("replan-submit").await;
        page.gone("fact-full-sync").await;
        page.gone("not-in-file").await;
        page.batch_is("planned").await;
        page.click("replan").await;
        page.click("setting-allow_suspensions").await;
        page.click("setting-full_sync").await;
        page.type_into("full-sync-filter", "username sw \"p11\"").await;
        page.says("full-sync-count", "1 account").await;
        page.click("replan-submit").await;
        page.reads("fact-full-sync", "username sw \"p11\"").await;
        page.find("not-in-file").await;

        page.click("apply").await;
        page.type_into("confirm-count", "3").await;
        page.click("confirm-apply").await;
        page.batch_is("applied").await;
        page.says("report", "3 accounts changed").await;
        page.find("rejected-full-sync").await;
        guises::are_clean(&page, "full-sync-applied").await;
        assert_eq!(world.number("SELECT count(*) AS n FROM users WHERE suspended AND username = 'p11'"), 1);
        assert_eq!(world.number("SELECT count(*) AS n FROM users WHERE suspended"), 1);
        page.close().await;
    });
}
