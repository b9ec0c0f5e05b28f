//! Countries as people write them: by a code of ISO 3166-1, or by an English name. Pure.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::fold;

/// What people say and the standard does not.
const USUAL: [(&str, &str); 22] = [
    ("UK", "GB"),
    ("England", "GB"),
    ("Scotland", "GB"),
    ("Wales", "GB"),
    ("Great Britain", "GB"),
    ("United Kingdom", "GB"),
    ("United States", "US"),
    ("Holland", "NL"),
    ("The Netherlands", "NL"),
    ("Czech Republic", "CZ"),
    ("Russia", "RU"),
    ("Vietnam", "VN"),
    ("Laos", "LA"),
    ("South Korea", "KR"),
    ("Republic of Korea", "KR"),
    ("North Korea", "KP"),
    ("Turkey", "TR"),
    ("Ivory Coast", "CI"),
    ("Macedonia", "MK"),
    ("Brunei", "BN"),
    ("Cape Verde", "CV"),
    ("Swaziland", "SZ"),
];

/// Names, folded, with and without what stands in brackets behind them. Those that two countries share are left out.
static BY_NAME: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let mut names: HashMap<String, Option<&'static str>> = HashMap::new();
    for country in rust_iso3166::ALL {
        let short = country.name.split(" (").next().unwrap_or(country.name);
        let both = if short == country.name { vec![short] } else { vec![country.name, short] };
        for name in both {
            names.entry(fold(name)).and_modify(|code| *code = None).or_insert(Some(country.alpha2));
        }
    }
    names.extend(USUAL.map(|(name, code)| (fold(name), Some(code))));
    names.into_iter().filter_map(|(name, code)| Some((name, code?))).collect()
});

/// The code of two letters; nothing where no country, or more than one, is called so.
pub(super) fn code(text: &str) -> Option<&'static str> {
    let upper = text.to_uppercase();
    rust_iso3166::from_alpha2(&upper)
        .or_else(|| rust_iso3166::from_alpha3(&upper))
        .map(|country| country.alpha2)
        .or_else(|| BY_NAME.get(&fold(text)).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_known_by_code_and_name() {
        for (text, expected) in [
            ("AT", Some("AT")),
            ("at", Some("AT")),
            ("AUT", Some("AT")),
            ("austria", Some("AT")),
            ("Bolivia", Some("BO")),
            ("Cote d'Ivoire", Some("CI")),
            ("uk", Some("GB")),
            ("United States", Some("US")),
            ("Türkiye", Some("TR")),
            ("Korea", None),
            ("XX", None),
            ("Atlantis", None),
        ] {
            assert_eq!(code(text), expected, "{text}");
        }
    }

    #[test]
    fn every_code_stands_for_itself() {
        for country in rust_iso3166::ALL {
            assert_eq!(code(country.alpha2), Some(country.alpha2));
        }
        for (name, alpha2) in USUAL {
            assert_eq!(code(name), Some(alpha2));
        }
    }
}
