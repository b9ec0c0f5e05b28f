//! Countries as people write them: by a code of ISO 3166-1, or by an English name. Pure.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::fold;

/// What people and CLDR say and the standard does not.
const USUAL: [(&str, &str); 131] = [
    ("UK", "GB"),
    ("England", "GB"),
    ("Scotland", "GB"),
    ("Wales", "GB"),
    ("Northern Ireland", "GB"),
    ("Great Britain", "GB"),
    ("Britain", "GB"),
    ("United Kingdom", "GB"),
    ("United States", "US"),
    ("America", "US"),
    ("U.S.A.", "US"),
    ("U.S.", "US"),
    ("United States of America", "US"),
    ("Holland", "NL"),
    ("Netherlands", "NL"),
    ("Czech Republic", "CZ"),
    ("Czechia", "CZ"),
    ("Russia", "RU"),
    ("Russian Federation", "RU"),
    ("Vietnam", "VN"),
    ("Viet Nam", "VN"),
    ("Laos", "LA"),
    ("South Korea", "KR"),
    ("Republic of Korea", "KR"),
    ("North Korea", "KP"),
    ("Turkey", "TR"),
    ("Türkiye", "TR"),
    ("Ivory Coast", "CI"),
    ("Côte d'Ivoire", "CI"),
    ("Macedonia", "MK"),
    ("North Macedonia", "MK"),
    ("Brunei", "BN"),
    ("Cape Verde", "CV"),
    ("Cabo Verde", "CV"),
    ("Swaziland", "SZ"),
    ("Eswatini", "SZ"),
    ("Syria", "SY"),
    ("Macau", "MO"),
    ("Macao", "MO"),
    ("Macau SAR China", "MO"),
    ("Macao SAR China", "MO"),
    ("Hong Kong", "HK"),
    ("Hong Kong SAR China", "HK"),
    ("Congo", "CG"),
    ("Congo-Brazzaville", "CG"),
    ("Congo - Brazzaville", "CG"),
    ("Congo (Republic)", "CG"),
    ("Republic of the Congo", "CG"),
    ("Republic of Congo", "CG"),
    ("Congo-Kinshasa", "CD"),
    ("Congo - Kinshasa", "CD"),
    ("Congo (DRC)", "CD"),
    ("DR Congo", "CD"),
    ("D.R. Congo", "CD"),
    ("DRC", "CD"),
    ("Democratic Republic of the Congo", "CD"),
    ("Democratic Republic of Congo", "CD"),
    ("Zaire", "CD"),
    ("Vatican City", "VA"),
    ("Vatican", "VA"),
    ("Vatican City State", "VA"),
    ("Holy See", "VA"),
    ("Bosnia and Herzegovina", "BA"),
    ("Bosnia-Herzegovina", "BA"),
    ("Bosnia", "BA"),
    ("UAE", "AE"),
    ("United Arab Emirates", "AE"),
    ("Emirates", "AE"),
    ("Iran", "IR"),
    ("Moldova", "MD"),
    ("Republic of Moldova", "MD"),
    ("Tanzania", "TZ"),
    ("Venezuela", "VE"),
    ("Bolivia", "BO"),
    ("Micronesia", "FM"),
    ("Taiwan", "TW"),
    ("Palestine", "PS"),
    ("Palestinian Territories", "PS"),
    ("State of Palestine", "PS"),
    ("Burma", "MM"),
    ("Myanmar", "MM"),
    ("Myanmar (Burma)", "MM"),
    ("East Timor", "TL"),
    ("Timor-Leste", "TL"),
    ("Bahamas", "BS"),
    ("Gambia", "GM"),
    ("Falkland Islands", "FK"),
    ("Falkland Islands (Islas Malvinas)", "FK"),
    ("British Virgin Islands", "VG"),
    ("U.S. Virgin Islands", "VI"),
    ("US Virgin Islands", "VI"),
    ("U.S. Outlying Islands", "UM"),
    ("St. Barthélemy", "BL"),
    ("St. Helena", "SH"),
    ("St. Kitts and Nevis", "KN"),
    ("St. Lucia", "LC"),
    ("St. Martin", "MF"),
    ("St. Pierre and Miquelon", "PM"),
    ("St. Vincent and Grenadines", "VC"),
    ("St. Vincent and the Grenadines", "VC"),
    ("São Tomé and Príncipe", "ST"),
    ("Sint Maarten", "SX"),
    ("Caribbean Netherlands", "BQ"),
    ("South Georgia and South Sandwich Islands", "GS"),
    ("Svalbard and Jan Mayen", "SJ"),
    ("Trinidad and Tobago", "TT"),
    ("Turks and Caicos Islands", "TC"),
    ("Wallis and Futuna", "WF"),
    ("Antigua and Barbuda", "AG"),
    ("Heard and McDonald Islands", "HM"),
    ("Pitcairn Islands", "PN"),
    ("Pitcairn", "PN"),
    ("Cocos (Keeling) Islands", "CC"),
    ("Cocos Islands", "CC"),
    ("Åland Islands", "AX"),
    ("Aland", "AX"),
    ("Curaçao", "CW"),
    ("Réunion", "RE"),
    ("Guinea-Bissau", "GW"),
    ("French Southern Territories", "TF"),
    ("Western Sahara", "EH"),
    ("Kyrgyzstan", "KG"),
    ("Slovak Republic", "SK"),
    ("People's Republic of China", "CN"),
    ("Mainland China", "CN"),
    ("Republic of Ireland", "IE"),
    ("Eire", "IE"),
    ("Isle of Man", "IM"),
    ("Libya", "LY"),
    ("Belarus", "BY"),
    ("Belorussia", "BY"),
];

/// A name as it is compared: folded, without punctuation, "and" for "&", "saint" for "St.", and no article in front.
fn comparable(name: &str) -> String {
    let spelled = fold(name).replace('&', " and ").replace(['.', '\''], "");
    let words = spelled.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.map(|word| if word == "st" { "saint" } else { word }).collect();
    words.strip_prefix(&["the"]).unwrap_or(&words).join(" ")
}

/// Names, folded, with and without what stands in brackets behind them. Those that two countries share are left out.
static BY_NAME: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let mut names: HashMap<String, Option<&'static str>> = HashMap::new();
    for country in rust_iso3166::ALL {
        let short = country.name.split(" (").next().unwrap_or(country.name);
        let both = if short == country.name { vec![short] } else { vec![country.name, short] };
        for name in both {
            names.entry(comparable(name)).and_modify(|code| *code = None).or_insert(Some(country.alpha2));
        }
    }
    names.extend(USUAL.map(|(name, code)| (comparable(name), Some(code))));
    names.into_iter().filter_map(|(name, code)| Some((name, code?))).collect()
});

/// The code of two letters; `None` if no country, or more than one, has this name.
pub(super) fn code(text: &str) -> Option<&'static str> {
    let upper = text.to_uppercase();
    rust_iso3166::from_alpha2(&upper)
        .or_else(|| rust_iso3166::from_alpha3(&upper))
        .map(|country| country.alpha2)
        .or_else(|| BY_NAME.get(&comparable(text)).copied())
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
            ("Syria", Some("SY")),
            ("Macau", Some("MO")),
            ("congo", Some("CG")),
            ("Congo - Kinshasa", Some("CD")),
            ("Vatican City", Some("VA")),
            ("Bosnia & Herzegovina", Some("BA")),
            ("C\u{f4}te d\u{2019}Ivoire", Some("CI")),
            ("C\u{f4}te d'Ivoire", Some("CI")),
            ("UAE", Some("AE")),
            ("St. Lucia", Some("LC")),
            ("Saint Kitts & Nevis", Some("KN")),
            ("the Bahamas", Some("BS")),
            ("Hong Kong SAR China", Some("HK")),
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
