//! Invisible characters: which there are, and text without them.
//!
//! Names come with them out of web pages, chats and contact lists: zero-width spaces, byte order marks, marks of
//! direction, soft hyphens, fillers. With them one name would be two. Every way in goes through here; what is compared
//! is folded without them (folding).

use std::borrow::Cow;

/// Whether a character leaves no mark on paper. Blanks are such; controls are not, they are refused.
///
/// These are the default ignorable code points of Unicode (DerivedCoreProperties), the blank letters of Hangul and
/// Braille, and what only directs others.
pub fn is_invisible(letter: char) -> bool {
    // Most letters are none of these.
    if letter.is_ascii() {
        return matches!(letter, ' ' | '\t' | '\n' | '\r' | '\x0B' | '\x0C');
    }
    letter.is_whitespace() || is_ignorable(letter)
}

/// Whether a character is invisible and takes no room either: blanks do.
pub fn is_ignorable(letter: char) -> bool {
    matches!(u32::from(letter),
        0xAD | 0x34F | 0x61C | 0x70F | 0x115F..=0x1160 | 0x17B4..=0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F
        | 0x202A..=0x202E | 0x2060..=0x206F | 0x2800 | 0x3164 | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFB
        | 0x1BCA0..=0x1BCA3 | 0x1D159 | 0x1D173..=0x1D17A | 0xE0000..=0xE0FFF)
}

/// Whether a character turns the direction of the text around it, so that it reads as what it is not (UTS 55).
pub fn turns_direction(letter: char) -> bool {
    matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character controls how text is shown instead of being shown: also those that end a line or a paragraph.
pub fn is_control(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}')
}

/// Whether a character of a name that others gave, such as that of a file, is to be shown: all but those that control how text
/// is shown and the invisible ones.
pub fn is_shown(letter: char) -> bool {
    !is_control(letter) && !is_ignorable(letter)
}

/// Whether a text has nothing in it that could be seen.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(is_invisible)
}

/// Text without the invisible characters at both ends. A mark that belongs to the character before it stays: the variant of
/// an ideograph, the colour of an emoji.
pub fn trim(text: &str) -> &str {
    let text = text.trim();
    let (Some(first), Some(last)) = (text.chars().next(), text.chars().next_back()) else { return text };
    if first.is_ascii() && last.is_ascii() {
        return text;
    }
    let text = text.trim_start_matches(is_invisible);
    let bare = text.trim_end_matches(is_invisible);
    let Some(base) = bare.chars().next_back() else { return bare };
    let marks =
        text[bare.len()..].chars().take_while(|mark| belongs_to(base, *mark)).map(char::len_utf8).sum::<usize>();
    &text[..bare.len() + marks]
}

/// Text of one line as it is stored: without invisible characters, but for those that scripts need.
pub fn one_line(text: &str) -> Cow<'_, str> {
    let text = trim(text);
    if text.is_ascii() || !text.chars().any(is_ignorable) {
        return Cow::Borrowed(text);
    }
    let mut marked = String::with_capacity(text.len());
    for letter in text.chars() {
        let is_mark = |base: char| belongs_to(base, letter);
        if !is_ignorable(letter) || is_joiner(letter) || marked.chars().next_back().is_some_and(is_mark) {
            marked.push(letter);
        }
    }
    let mut kept = String::with_capacity(marked.len());
    let mut letters = marked.chars().peekable();
    while let Some(letter) = letters.next() {
        let before = kept.chars().next_back().is_some_and(needs_joiners);
        if !is_joiner(letter) || (before && letters.peek().copied().is_some_and(needs_joiners)) {
            kept.push(letter);
        }
    }
    // What is at an end now may not stand there.
    Cow::Owned(trim(&kept).to_owned())
}

/// A name that is shown on one line, such as that of a cohort: without invisible characters. `None` if it has line breaks
/// or other controls, or turns the direction of the text around it.
pub fn name(text: &str) -> Option<Cow<'_, str>> {
    let trimmed = trim(text);
    let is_odd = |letter: char| is_control(letter) || turns_direction(letter);
    if trimmed.chars().any(is_odd) { None } else { Some(one_line(trimmed)) }
}

/// ZWNJ and ZWJ, which decide how the letters at both sides join.
fn is_joiner(letter: char) -> bool {
    matches!(letter, '\u{200C}' | '\u{200D}')
}

/// Whether a character may need a joiner beside it: letters of the scripts that join (Arabic, Syriac, N'Ko, those of India
/// and of Southeast Asia, Mongolian), and emoji.
fn needs_joiners(letter: char) -> bool {
    matches!(u32::from(letter),
        0x600..=0x8FF | 0x900..=0xDFF | 0xE80..=0x109F | 0x1780..=0x18AF | 0x1A20..=0x1AAF | 0x1B00..=0x1BFF
        | 0xA8E0..=0xA8FF | 0xA980..=0xA9FF | 0xAA60..=0xAADF | 0xABC0..=0xABFF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFC
        | 0x10A00..=0x10A5F | 0x11000..=0x11FFF | 0x1E900..=0x1E95F)
        || is_pictograph(letter)
        || belongs_to_pictographs(letter)
}

fn is_pictograph(letter: char) -> bool {
    matches!(u32::from(letter), 0x203C..=0x3299 | 0x1F000..=0x1FAFF)
}

fn belongs_to_pictographs(letter: char) -> bool {
    letter == '\u{FE0F}'
}

fn is_ideograph(letter: char) -> bool {
    matches!(u32::from(letter), 0x2E80..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

/// Whether a mark is a part of the character before it: a variant (UTS 37, UTS 51), or a tag of a flag.
fn belongs_to(base: char, mark: char) -> bool {
    match u32::from(mark) {
        0xFE00..=0xFE0E | 0xE0100..=0xE01EF => is_ideograph(base) || is_pictograph(base),
        0xFE0F => is_pictograph(base) || matches!(base, '\u{A9}' | '\u{AE}'),
        0x180B..=0x180D | 0x180F => matches!(u32::from(base), 0x1820..=0x18AF),
        0xE0020..=0xE007F => u32::from(base) == 0x1F3F4 || matches!(u32::from(base), 0xE0020..=0xE007E),
        _ => false,
    }
}

/// Text for a message: invisible characters are named, as `U+200B`.
pub fn spelled_out(text: &str) -> Cow<'_, str> {
    let is_hidden =
        |letter: char| is_ignorable(letter) || letter.is_control() || (letter.is_whitespace() && letter != ' ');
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        if is_hidden(letter) {
            shown.push_str(&format!("U+{:04X}", u32::from(letter)));
        } else {
            shown.push(letter);
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_nobody_sees_goes_at_both_ends() {
        for (text, kept) in [
            ("anna\u{200b}", "anna"),
            ("\u{202a}anna\u{202c}", "anna"),
            ("\u{feff} \u{a0}anna\u{3000}\u{3164}", "anna"),
            ("a\u{fe0f}", "a"),
            ("\u{8fbb}\u{e0100}", "\u{8fbb}\u{e0100}"),
            ("\u{2764}\u{fe0f}\u{200b}", "\u{2764}\u{fe0f}"),
            ("\u{2800}\u{ad}", ""),
            (" plain ", "plain"),
        ] {
            assert_eq!(trim(text), kept, "{text:?}");
            assert_eq!(is_blank(text), kept.is_empty(), "{text:?}");
        }
    }

    #[test]
    fn inside_of_a_line_stays_what_scripts_need() {
        for (text, kept) in [
            ("Ba\u{ad}uer", "Bauer"),
            ("Ba\u{200b}u\u{200d}er", "Bauer"),
            (
                "\u{645}\u{6cc}\u{200c}\u{62e}\u{648}\u{627}\u{647}\u{645}",
                "\u{645}\u{6cc}\u{200c}\u{62e}\u{648}\u{627}\u{647}\u{645}",
            ),
            ("\u{915}\u{94d}\u{200d}\u{937}", "\u{915}\u{94d}\u{200d}\u{937}"),
            ("\u{1f469}\u{200d}\u{1f680}", "\u{1f469}\u{200d}\u{1f680}"),
            ("\u{845b}\u{e0100}\u{57ce}", "\u{845b}\u{e0100}\u{57ce}"),
            ("Anna\u{a0}Maria", "Anna\u{a0}Maria"),
        ] {
            assert_eq!(one_line(text), kept, "{text:?}");
        }
    }

    #[test]
    fn messages_name_what_nobody_sees() {
        assert_eq!(spelled_out("an\u{200b}na\u{a0}b"), "anU+200BnaU+00A0b");
        assert_eq!(spelled_out("anna b"), "anna b");
    }

    proptest! {
        #[test]
        fn doing_it_twice_changes_nothing(text in "[a\u{200b}\u{200d}\u{fe0f}\u{2764}\u{8fbb}\u{e0100}\u{645} \u{a0}]{0,12}") {
            let once = one_line(&text).into_owned();
            prop_assert_eq!(one_line(&once).into_owned(), once.clone());
            prop_assert_eq!(trim(trim(&text)), trim(&text));
        }
    }
}
