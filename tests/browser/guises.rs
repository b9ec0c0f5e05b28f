//! A state as it looks in light, in the dark, and 320 pixels wide: kept as pictures, and clean in each.

use super::axe;
use super::page::Page;

/// The page as it is, in all three; it is left as it was.
pub async fn are_clean(page: &Page, state: &str) {
    let dark = |is: bool| format!("document.documentElement.classList.toggle('pf-v6-theme-dark', {is})");
    look(page, &format!("light-{state}")).await;
    page.run(&dark(true)).await;
    look(page, &format!("dark-{state}")).await;
    page.run(&dark(false)).await;
    page.resize(320, 800, 1).await;
    look(page, &format!("narrow-{state}")).await;
    page.resize(1280, 900, 1).await;
}

/// The page as it looks now: kept as a picture, and clean.
pub async fn look(page: &Page, name: &str) {
    page.still().await;
    page.picture(&format!("states/{name}")).await;
    axe::is_clean(page, name).await;
}
