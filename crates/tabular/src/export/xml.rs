//! Text inside of markup.

use std::borrow::Cow;

/// Text as it stands between tags or in an attribute. What XML 1.0 cannot hold in any form becomes a replacement letter.
pub(super) fn escape(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_special) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            // As itself it would be read as a line feed.
            '\r' => escaped.push_str("&#13;"),
            letter if is_special(letter) => escaped.push('\u{FFFD}'),
            letter => escaped.push(letter),
        }
    }
    Cow::Owned(escaped)
}

fn is_special(letter: char) -> bool {
    match letter {
        '&' | '<' | '>' | '"' | '\r' | '\u{FFFE}' | '\u{FFFF}' => true,
        '\t' | '\n' => false,
        letter => letter < ' ',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_what_xml_cannot_hold_is_taken_out_of_texts() {
        assert_eq!(escape("R&D <b> \"x\""), "R&amp;D &lt;b&gt; &quot;x&quot;");
        assert_eq!(escape("a\r\nb\tc\u{1}\u{FFFF}"), "a&#13;\nb\tc\u{FFFD}\u{FFFD}");
        assert!(matches!(escape("Łódź 😀"), Cow::Borrowed(_)));
    }
}
