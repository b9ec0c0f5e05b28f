//! Text as it is compared and searched: without case, accents, other marks and invisible characters.

use unicode_normalization::UnicodeNormalization;

use crate::visible::{self, is_ignorable};

/// Marks that people leave out when they type: accents, Hebrew points and Arabic vowel signs. Marks that
/// make another letter (Indic vowels, Japanese voicing) are none of them.
///
/// PostgreSQL's `rollcall_fold` has the same ranges.
fn is_accent(letter: char) -> bool {
    matches!(letter,
        '\u{300}'..='\u{36F}' | '\u{483}'..='\u{487}'
        | '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}'..='\u{5C2}' | '\u{5C4}'..='\u{5C5}' | '\u{5C7}'
        | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}'
        | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

/// Folds text for comparison: NFKD, accents removed, lower case, and the letters that do not decompose
/// (ł, ø, đ, ß, æ, œ, ı, þ) replaced by what people type for them; so are apostrophes and hyphens of all kinds. Characters that
/// nobody sees are left out.
///
/// PostgreSQL's `rollcall_fold` does the same for the fields that have no key column. What changes here makes the key columns
/// of accounts stale: raise `users::canonical_forms::VERSION`.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfkd().filter(|c| !is_accent(*c)).flat_map(char::to_lowercase) {
        match letter {
            'ł' => folded.push('l'),
            'ø' => folded.push('o'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            'ς' => folded.push('σ'),
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2043}' | '\u{FE58}' => folded.push('-'),
            '\u{2018}'..='\u{201B}' | '\u{2032}' | '\u{2B9}' | '\u{2BB}'..='\u{2BD}' | '\u{A78C}' => folded.push('\''),
            c if is_accent(c) || is_ignorable(c) => {}
            c => folded.push(c),
        }
    }
    folded
}

/// The domain of an address as accounts and their addresses are found by it: its letters in reverse, so that the end of a domain is a beginning.
pub fn domain_key(address: &str) -> String {
    address.rsplit('@').next().unwrap_or_default().chars().rev().collect()
}

/// A value short enough to be repeated in a sentence; invisible characters are named, as `U+200B`.
pub fn show(text: &str) -> String {
    const LONGEST: usize = 60;
    if text.chars().count() <= LONGEST {
        return visible::spelled_out(text).into_owned();
    }
    format!("{}…", visible::spelled_out(&text.chars().take(LONGEST).collect::<String>()))
}

/// A username as it is stored and compared: without invisible characters, NFKC, lower case.
pub fn canonical_username(text: &str) -> String {
    lower_case(visible::trim(text))
}

/// Text in the form of usernames and e-mail addresses: without invisible characters, NFKC, lower case. There is one
/// lower-case sigma, or a name in capitals would be another one.
pub fn lower_case(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    // A lower-case letter may have to be composed anew; what is stored has to read back as itself.
    let seen = text.nfkc().filter(|letter| !visible::is_ignorable(*letter));
    let lower: String =
        seen.flat_map(char::to_lowercase).map(|letter| if letter == 'ς' { 'σ' } else { letter }).collect();
    lower.nfkc().collect()
}

/// Escapes `%`, `_` and `\` for a `LIKE` with `ESCAPE '\'`.
pub fn escape_like(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn letters_of_many_languages_fold_to_what_people_type() {
        for (written, typed) in [
            ("Łódź", "lodz"),
            ("Straße", "strasse"),
            ("Ærøskøbing", "aeroskobing"),
            ("İstanbul ılık", "istanbul ilik"),
            ("Þórður", "thordur"),
            ("ΜΆΪΟΣ", "μαιοσ"),
            ("μάϊος", "μαιοσ"),
            ("ＡＢＣ", "abc"),
            ("Σωκράτης", "σωκρατησ"),
            ("مُحَمَّد", "محمد"),
            ("O\u{2019}Brien", "o'brien"),
            ("O\u{2BC}Brien\u{200b}", "o'brien"),
            ("Meyer\u{2011}Lind\u{2013}Bo", "meyer-lind-bo"),
            ("Ba\u{ad}u\u{200d}er\u{3164}", "bauer"),
            ("A\u{a0}B", "a b"),
        ] {
            assert_eq!(fold(written), typed);
        }
    }

    #[test]
    fn marks_that_make_another_letter_stay() {
        assert_ne!(fold("की"), fold("का"));
        assert_ne!(fold("が"), fold("か"));
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
