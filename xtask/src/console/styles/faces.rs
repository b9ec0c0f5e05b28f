//! Font faces: those that the console never draws with go, and those of every page come in two files, so that the letters of
//! the first page come first.

use serde_json::{Value, json};

/// PatternFly's icon fonts: the console's icons are drawings of its own. And its font for code, of which the console
/// shows a few words, well enough in the font that each system has for that.
const UNUSED: [&str; 3] = ["fa-solid", "pficon", "RedHatMono"];

/// The sheet without the font faces that point to an unused font.
pub(super) fn without_unused(sheet: &str) -> String {
    let mut kept = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some(start) = rest.find("@font-face") {
        let Some(length) = rest[start..].find('}') else { break };
        let (face, end) = (&rest[start..=start + length], start + length + 1);
        kept.push_str(&rest[..start]);
        if !UNUSED.iter().any(|font| face.contains(font)) {
            kept.push_str(face);
        }
        rest = &rest[end..];
    }
    kept.push_str(rest);
    kept
}

/// A font that every page draws with.
pub(super) struct Font {
    /// The name of its file.
    file: &'static str,
    /// The weights that the console draws with: of its axis, all that it needs.
    pub(super) weights: Weights,
}

/// Weights of a font.
#[derive(Clone, Copy)]
pub(super) enum Weights {
    /// All between two.
    Between(u16, u16),
    /// One.
    One(u16),
}

impl Weights {
    /// As the tool takes them that makes the smaller font.
    pub(super) fn as_json(self) -> Value {
        match self {
            Self::Between(min, max) => json!({ "min": min, "max": max }),
            Self::One(weight) => json!(weight),
        }
    }
}

const FONTS: [Font; 2] = [
    Font { file: "RedHatTextVF.woff2", weights: Weights::Between(400, 600) },
    Font { file: "RedHatDisplayVF.woff2", weights: Weights::One(600) },
];

/// What stands before the address of a font that has the letters of [`LETTERS`] only.
pub(super) const LATIN: &str = "latin/";

/// The letters of Western European languages, with what else stands in texts: as ranges of Unicode.
const LETTERS: [(u32, u32); 12] = [
    (0x20, 0x7e),
    (0xa0, 0xff),
    (0x2013, 0x2014),
    (0x2018, 0x201a),
    (0x201c, 0x201e),
    (0x2022, 0x2022),
    (0x2026, 0x2026),
    (0x2039, 0x203a),
    (0x20ac, 0x20ac),
    (0x2190, 0x2193),
    (0x2212, 0x2212),
    (0x2197, 0x2197),
];

/// The letters themselves.
pub(super) fn letters() -> String {
    LETTERS.iter().flat_map(|(first, last)| *first..=*last).filter_map(char::from_u32).collect()
}

/// The font that an address means, if every page draws with it.
pub(super) fn font(address: &str) -> Option<&'static Font> {
    FONTS.iter().find(|font| address.rsplit('/').next() == Some(font.file))
}

/// The sheet with a second face behind each one of a font that every page draws with: for most letters that one holds,
/// and the whole font is only fetched for a page with others.
pub(super) fn with_latin(sheet: &str) -> String {
    let mut whole = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some(start) = rest.find("@font-face") {
        let Some(length) = rest[start..].find('}') else { break };
        let (face, end) = (&rest[start..start + length], start + length + 1);
        whole.push_str(&rest[..end]);
        let address = face.split_once("url(").and_then(|(_, address)| address.split(')').next()).unwrap_or_default();
        if font(address).is_some() {
            let face = face.replace(address, &format!("{LATIN}{address}"));
            whole.push_str(&format!("{face};unicode-range:{}}}", ranges()));
        }
        rest = &rest[end..];
    }
    whole.push_str(rest);
    whole
}

fn ranges() -> String {
    let range = |(first, last): &(u32, u32)| {
        if first == last { format!("u+{first:x}") } else { format!("u+{first:x}-{last:x}") }
    };
    LETTERS.iter().map(range).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn icon_fonts_go_and_everything_else_stays() {
        let text = "@font-face{font-family:T;src:url(t.woff2)}";
        let icons = "@font-face{font-family:I;src:url(fa-solid-900.woff2)}";
        let sheet = format!("a{{b:c}}{icons}{text}.x{{y:z}}{icons}");
        assert_eq!(without_unused(&sheet), format!("a{{b:c}}{text}.x{{y:z}}"));
        assert_eq!(without_unused("a{b:c}"), "a{b:c}");
    }

    #[test]
    fn fonts_of_every_page_get_a_face_for_most_letters_behind_their_own() {
        let text = "@font-face{font-family:T;src:url(f/RedHatTextVF.woff2) format(\"woff2\")}";
        let other = "@font-face{font-family:T;src:url(f/RedHatTextVF-Italic.woff2)}";
        let latin = format!(
            "@font-face{{font-family:T;src:url(latin/f/RedHatTextVF.woff2) format(\"woff2\");unicode-range:{}}}",
            ranges()
        );
        assert_eq!(with_latin(&format!("{text}{other}a{{b:c}}")), format!("{text}{latin}{other}a{{b:c}}"));
        assert!(ranges().starts_with("u+20-7e,u+a0-ff,"));
        assert!(
            ["Zürich, „ß“ – 3 €", "Añadir…"].iter().all(|text| text.chars().all(|letter| letters().contains(letter)))
        );
    }
}
