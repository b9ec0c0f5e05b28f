//! Light, dark, or as the system says; kept in the browser.

use web_sys::{Element, Storage, window};

const KEY: &str = "rollcall.theme";
const DARK: &str = "pf-v6-theme-dark";

/// What the person has chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// All of them, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// As it is kept.
    pub fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// What was chosen earlier.
    pub fn stored() -> Self {
        let kept = storage().and_then(|storage| storage.get_item(KEY).ok().flatten());
        let known = Self::ALL.into_iter().find(|theme| Some(theme.code()) == kept.as_deref());
        known.unwrap_or(Self::System)
    }

    /// Keeps the choice and shows it.
    pub fn choose(self) {
        if let Some(storage) = storage() {
            // A browser that keeps nothing still shows the choice until it is closed.
            let _ = storage.set_item(KEY, self.code());
        }
        self.show();
    }

    fn show(self) {
        let dark = match self {
            Self::System => system_is_dark(),
            Self::Light => false,
            Self::Dark => true,
        };
        if let Some(root) = root() {
            let _ = root.class_list().toggle_with_force(DARK, dark);
            let _ = root.set_attribute("data-theme", if dark { "dark" } else { "light" });
        }
    }
}

/// Shows what was chosen earlier, and follows the system while that is the choice.
pub fn apply_stored() {
    Theme::stored().show();
    let Some(query) = dark_query() else { return };
    let listener = wasm_bindgen::closure::Closure::<dyn Fn()>::new(|| Theme::stored().show());
    let callback = wasm_bindgen::JsCast::unchecked_ref::<js_sys::Function>(listener.as_ref());
    query.set_onchange(Some(callback));
    // Both live as long as the page.
    listener.forget();
    std::mem::forget(query);
}

fn dark_query() -> Option<web_sys::MediaQueryList> {
    window()?.match_media("(prefers-color-scheme: dark)").ok().flatten()
}

fn system_is_dark() -> bool {
    dark_query().is_some_and(|query| query.matches())
}

fn storage() -> Option<Storage> {
    window()?.local_storage().ok().flatten()
}

fn root() -> Option<Element> {
    window()?.document()?.document_element()
}
