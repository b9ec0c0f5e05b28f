//! The language of the console: as the person has chosen, else as the browser says.

use super::take_texts;

/// Where the choice is kept in the browser.
#[cfg(target_arch = "wasm32")]
const KEY: &str = "rollcall.language";

/// A language that the console speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// German.
    German,
    /// English set from right to left: for looking at the layout, so it is in no menu.
    Mirrored,
}

impl Language {
    /// Those that one can choose.
    pub const OFFERED: [Self; 2] = [Self::English, Self::German];
    const ALL: [Self; 3] = [Self::English, Self::German, Self::Mirrored];

    /// Its BCP 47 tag; that of the mirrored one is the usual pseudo-locale.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::Mirrored => "ar-XB",
        }
    }

    /// The tag of what its texts, numbers and dates are written in.
    pub fn texts(self) -> &'static str {
        match self {
            Self::English | Self::Mirrored => "en",
            Self::German => "de",
        }
    }

    /// What its speakers call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
            Self::Mirrored => "English (mirrored)",
        }
    }

    /// The language with this tag.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The first of these tags whose language the console speaks, whatever the country.
    fn best(wishes: impl IntoIterator<Item = String>) -> Self {
        let primary = |tag: &String| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let known = |tag: &String| Self::OFFERED.into_iter().find(|language| language.code() == primary(tag));
        wishes.into_iter().find_map(|tag| known(&tag)).unwrap_or(Self::English)
    }
}

#[cfg(target_arch = "wasm32")]
fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// What was chosen earlier, else what the browser asks for.
#[cfg(target_arch = "wasm32")]
pub fn stored() -> Language {
    let kept = storage().and_then(|storage| storage.get_item(KEY).ok().flatten());
    kept.and_then(|code| Language::of(&code)).unwrap_or_else(|| {
        let wishes = web_sys::window().map(|window| window.navigator().languages()).unwrap_or_default();
        Language::best(wishes.iter().filter_map(|tag| tag.as_string()))
    })
}

/// Without a browser: English.
#[cfg(not(target_arch = "wasm32"))]
pub fn stored() -> Language {
    Language::best([])
}

/// Fetches the texts of a language and speaks it from then on; says whether the texts could be had.
#[cfg(target_arch = "wasm32")]
pub async fn speak(language: Language) -> bool {
    let Some(texts) = super::texts::fetch(language).await else { return false };
    take_texts(language, &texts);
    tell_page(language);
    true
}

/// Without a browser there are no texts to fetch.
#[cfg(not(target_arch = "wasm32"))]
pub async fn speak(language: Language) -> bool {
    take_texts(language, "");
    tell_page(language);
    true
}

/// Tells the page, so that screen readers, hyphenation and the direction of writing follow.
fn tell_page(language: Language) {
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(root) = document.and_then(|document| document.document_element()) {
        let direction = if language == Language::Mirrored { "rtl" } else { "ltr" };
        // An element takes any value of these.
        let _ = root.set_attribute("lang", language.texts());
        let _ = root.set_attribute("dir", direction);
    }
}

/// Speaks a language and keeps the choice; where its texts cannot be had, all stays as it is.
pub async fn choose(language: Language) -> bool {
    if !speak(language).await {
        return false;
    }
    #[cfg(target_arch = "wasm32")]
    if let Some(storage) = storage() {
        // A browser that keeps nothing still speaks it until it is closed.
        let _ = storage.set_item(KEY, language.code());
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(wishes: &[&str]) -> Language {
        Language::best(wishes.iter().map(|tag| (*tag).to_owned()))
    }

    #[test]
    fn the_first_wish_that_can_be_met_is_met() {
        assert_eq!(best(&["de-AT", "en"]), Language::German);
        assert_eq!(best(&["pl", "de"]), Language::German);
        assert_eq!(best(&["en-GB", "de"]), Language::English);
        assert_eq!(best(&["pl"]), Language::English);
        assert_eq!(best(&["ar-XB"]), Language::English, "mirrored is never a wish");
    }

    #[test]
    fn a_choice_is_found_by_its_code() {
        for language in Language::ALL {
            assert_eq!(Language::of(language.code()), Some(language));
        }
        assert_eq!(Language::of("xx"), None);
    }
}
