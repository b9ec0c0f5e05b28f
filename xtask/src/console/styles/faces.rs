//! Fonts that the console never draws with.

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
}
