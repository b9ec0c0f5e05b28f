//! The console's own tests that need a browser: its client, and the filter builder.

use super::{in_browser, page::Page, served};

#[test]
fn the_console_s_own_tests_pass_in_a_browser() {
    let folder = std::env::var("ROLLCALL_UNIT_TESTS");
    let folder = folder.expect("ROLLCALL_UNIT_TESTS is not set: run the tests with `cargo xtask test browser`");
    let address = served::serve(folder.into(), "");
    in_browser(async {
        let page = Page::open(&address, 1280, 900).await;
        page.go("/").await;
        page.css("body[data-outcome]").await;
        let outcome = page.run("return document.body.dataset.outcome").await;
        let output = page.run("return document.getElementById('output').textContent").await;
        let output = output.as_str().unwrap_or_default();
        println!("{output}");
        assert_eq!(outcome, "passed", "{output}");
        let count = page.run("return Number(document.body.dataset.count)").await;
        assert!(count.as_i64() > Some(10), "only {count} tests ran");
        page.close().await;
    });
}
