//! Short names as the API takes them, made from what people read.

/// Letters with marks, each with the plain ones in whose place it stands.
const PLAIN: [(&str, &str); 17] = [
    ("ä", "ae"),
    ("ö", "oe"),
    ("ü", "ue"),
    ("ß", "ss"),
    ("àáâãåāą", "a"),
    ("çćčĉċ", "c"),
    ("ďđð", "d"),
    ("èéêëēęě", "e"),
    ("ìíîïīıį", "i"),
    ("łľĺ", "l"),
    ("ñńňņ", "n"),
    ("òóôõøōő", "o"),
    ("řŕ", "r"),
    ("śšşș", "s"),
    ("ùúûūůűų", "u"),
    ("ýÿ", "y"),
    ("žźż", "z"),
];

/// Plain letters and digits of a text, with one `joint` where something else stands between them; at most so many.
pub fn short_name(text: &str, joint: char, most: usize) -> String {
    let mut name = String::new();
    for letter in text.to_lowercase().chars() {
        if letter.is_ascii_lowercase() || letter.is_ascii_digit() {
            name.push(letter);
        } else if let Some((_, plain)) = PLAIN.iter().find(|(known, _)| known.contains(letter)) {
            name.push_str(plain);
        } else if !name.is_empty() && !name.ends_with(joint) {
            name.push(joint);
        }
    }
    name.chars().take(most).collect::<String>().trim_end_matches(joint).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_letters_stand_for_those_with_marks() {
        assert_eq!(short_name("Lehrgang Süd (2026)", '-', 100), "lehrgang-sued-2026");
        assert_eq!(short_name("  Łódź / Čakovec", '-', 100), "lodz-cakovec");
        assert_eq!(short_name("契約", '_', 50), "");
    }

    #[test]
    fn a_long_name_is_cut_and_ends_in_a_letter() {
        assert_eq!(short_name("ab cd ef", '-', 6), "ab-cd");
        assert!(short_name(&"long label ".repeat(20), '_', 50).len() <= 50);
    }
}
