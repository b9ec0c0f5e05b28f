//! The kit of parts: each part in each state, in a build for development.

use super::axe::{self, Rules};
use super::{in_browser, lost_styles, page::Page, served};

fn kit() -> String {
    let folder =
        std::env::var("ROLLCALL_KIT").expect("ROLLCALL_KIT is not set: run the tests with `cargo xtask test browser`");
    served::serve(folder.into(), served::POLICY)
}

#[test]
fn every_part_is_clean_in_every_state_light_dark_narrow_and_mirrored() {
    let address = kit();
    in_browser(async {
        let page = Page::open(&address, 1280, 900).await;
        for (name, theme, language, width, rules) in [
            ("light", "light", "en", 1280, Rules::All),
            ("dark", "dark", "en", 1280, Rules::Colours),
            ("narrow", "light", "en", 320, Rules::AllButColours),
            ("mirrored", "light", "ar-XB", 1280, Rules::Places),
        ] {
            page.resize(width, 900, 1).await;
            page.see("/kit", "kit").await;
            page.run(&format!(
                "localStorage.setItem('rollcall.theme', '{theme}'); localStorage.setItem('rollcall.language', '{language}')"
            ))
            .await;
            page.see("/kit", "kit").await;
            lost_styles::none_is_missing(&page, "the kit").await;
            page.still().await;
            axe::holds(&page, &format!("the kit, {name}"), rules).await;
            page.picture(&format!("kit-{name}")).await;
            page.click("kit-toast").await;
            page.find("toast").await;
            page.still().await;
            axe::holds(&page, &format!("the kit with a toast, {name}"), rules).await;
            page.click("toast-action").await;
            page.gone("toast").await;
            page.click("kit-drawer").await;
            page.still().await;
            axe::holds(&page, &format!("the kit with the drawer, {name}"), rules).await;
            page.click("drawer-close").await;
            page.click("kit-dialog").await;
            page.find("kit-dialog-open").await;
            lost_styles::none_is_missing(&page, "the kit with a dialog").await;
            page.still().await;
            axe::holds(&page, &format!("the kit with a dialog, {name}"), rules).await;
        }
        page.close().await;
    });
}

#[test]
fn what_is_built_by_hand_is_the_filter_in_words_of_the_api() {
    let address = kit();
    in_browser(async {
        let page = Page::open(&address, 1280, 900).await;
        page.see("/kit", "filter-builder").await;
        assert!(
            page.text("kit-filter-text").await.starts_with("confirmed eq true and ("),
            "what is unfinished asks nothing"
        );
        page.type_into("filter-value", "Gr\u{fc}n \"x\"").await;
        let begun = "last_name co \"Gr\u{fc}n \\\"x\\\"\" and confirmed eq true";
        assert!(page.text("kit-filter-text").await.starts_with(begun), "{}", page.text("kit-filter-text").await);
        page.choose("filter-operator", "is-empty").await;
        assert!(page.text("kit-filter-text").await.starts_with("not (last_name pr) and "));
        page.choose("filter-join", "any").await;
        assert!(page.text("kit-filter-text").await.starts_with("not (last_name pr) or confirmed eq true or ("));
        page.click("filter-remove").await;
        assert!(page.text("kit-filter-text").await.starts_with("confirmed eq true or ("));
        page.close().await;
    });
}
