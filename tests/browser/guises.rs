//! A state of a page in its guises: light, dark, narrow, enlarged, mirrored. Each is clean, and kept as a picture on request.
//!
//! The page stays where it is and changes its guise, so that a state is brought about once. In each guise that is looked
//! at which can differ in it: in the dark the colours, in other sizes and directions whether all is there and has room.

use super::axe::{self, Rules};
use super::lost_styles;
use super::page::Page;

/// How the console is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Guise {
    Light,
    Dark,
    /// 320 CSS pixels wide: WCAG 1.4.10.
    Narrow,
    /// 1280 by 900 at 200 %: half the CSS pixels, each twice as large.
    Zoomed,
    /// Set from right to left.
    Mirrored,
}

impl Guise {
    const ALL: [Self; 5] = [Self::Light, Self::Dark, Self::Narrow, Self::Zoomed, Self::Mirrored];

    fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Narrow => "narrow",
            Self::Zoomed => "zoomed",
            Self::Mirrored => "mirrored",
        }
    }

    /// What can differ in it.
    fn rules(self) -> Rules {
        match self {
            Self::Light => Rules::All,
            Self::Dark => Rules::Colours,
            Self::Narrow => Rules::AllButColours,
            Self::Zoomed | Self::Mirrored => Rules::Places,
        }
    }

    async fn put_on(self, page: &Page) {
        match self {
            Self::Light => {}
            Self::Dark => dark(page, true).await,
            Self::Narrow => page.resize(320, 800, 1).await,
            Self::Zoomed => page.resize(640, 450, 2).await,
            Self::Mirrored => direction(page, "rtl").await,
        }
    }

    async fn take_off(self, page: &Page) {
        match self {
            Self::Light => {}
            Self::Dark => dark(page, false).await,
            Self::Narrow | Self::Zoomed => page.resize(1280, 900, 1).await,
            Self::Mirrored => direction(page, "ltr").await,
        }
    }
}

async fn dark(page: &Page, is: bool) {
    page.run(&format!("document.documentElement.classList.toggle('pf-v6-theme-dark', {is})")).await;
}

/// What was placed for the other direction is placed anew, as in a window of another size.
async fn direction(page: &Page, direction: &str) {
    page.run(&format!("document.documentElement.dir = '{direction}'; dispatchEvent(new Event('resize'))")).await;
}

/// The page as it is, in light, in the dark and narrow; it is left as it was.
pub async fn are_clean(page: &Page, state: &str) {
    look_in(page, state, &[Guise::Light, Guise::Dark, Guise::Narrow]).await;
}

/// The page as it is, in every guise; it is left as it was.
pub async fn are_all_clean(page: &Page, state: &str) {
    look_in(page, state, &Guise::ALL).await;
}

async fn look_in(page: &Page, state: &str, guises: &[Guise]) {
    for guise in guises {
        guise.put_on(page).await;
        look_by(page, &format!("{}-{state}", guise.name()), guise.rules()).await;
        guise.take_off(page).await;
    }
    page.still().await;
}

/// The page as it looks now is clean.
pub async fn look(page: &Page, name: &str) {
    look_by(page, name, Rules::All).await;
}

async fn look_by(page: &Page, name: &str, rules: Rules) {
    page.still().await;
    page.picture(&format!("states/{name}")).await;
    // The classes are the same in every guise.
    if rules == Rules::All {
        lost_styles::none_is_missing(page, name).await;
    }
    axe::holds(page, name, rules).await;
}
