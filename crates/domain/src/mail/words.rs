//! The words of mails, in the language of their reader.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use unic_langid::LanguageIdentifier;

use crate::Millis;

/// The words of one language.
pub(super) struct Words {
    /// The language, such as `de`.
    pub(super) language: &'static str,
    bundle: FluentBundle<FluentResource>,
}

/// The languages that there are, the default first.
static LANGUAGES: LazyLock<Vec<Words>> = LazyLock::new(|| {
    let of = |(language, text): &(&'static str, &str)| Words { language, bundle: bundle(language, text) };
    [("en", include_str!("texts/en.ftl")), ("de", include_str!("texts/de.ftl"))].iter().map(of).collect()
});

#[expect(clippy::expect_used, reason = "the files are part of the program, and tests read them")]
fn bundle(language: &str, text: &str) -> FluentBundle<FluentResource> {
    let id: LanguageIdentifier = language.parse().expect("a language");
    let resource = FluentResource::try_new(text.to_owned()).map_err(|(_, errors)| errors).expect("words");
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // Mail programs show the marks that keep directions apart as boxes.
    bundle.set_use_isolating(false);
    bundle.add_resource(resource).expect("each has its words once");
    bundle
}

impl Words {
    /// The words for somebody who has chosen this language, such as `de` or `de_AT`; the default if there are none.
    pub(super) fn of(language: Option<&str>) -> &'static Self {
        let chosen = language.and_then(|language| language.split(['-', '_']).next());
        LANGUAGES.iter().find(|words| Some(words.language) == chosen).unwrap_or(&LANGUAGES[0])
    }

    /// A text with its values.
    pub(super) fn say<'a>(&self, key: &str, values: impl IntoIterator<Item = (&'a str, FluentValue<'a>)>) -> String {
        let pattern = self.bundle.get_message(key).and_then(|message| message.value());
        let Some(pattern) = pattern else { return key.to_owned() };
        let mut problems = Vec::new();
        let values: FluentArgs<'a> = values.into_iter().collect();
        self.bundle.format_pattern(pattern, Some(&values), &mut problems).into_owned()
    }

    /// A text without values.
    pub(super) fn text(&self, key: &str) -> String {
        self.say(key, [])
    }

    /// A moment for people, such as `1 March 2026, 09:30 CET`.
    pub(super) fn moment(&self, at: Millis, zone: &TimeZone) -> String {
        let at = Timestamp::from_millisecond(at).unwrap_or_default().to_zoned(zone.clone());
        at.strftime(&self.text("moment")).to_string()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn moments_are_told_in_the_time_of_the_site_and_the_language_of_the_reader() {
        let vienna = TimeZone::get("Europe/Vienna").expect("the zone is known");
        let told = |language, zone: &TimeZone| Words::of(language).moment(1_772_353_800_000, zone);
        assert_eq!(told(None, &vienna), "1 March 2026, 09:30 CET");
        assert_eq!(told(Some("fr"), &TimeZone::UTC), "1 March 2026, 08:30 UTC");
        assert_eq!(told(Some("de_AT"), &vienna), "1.3.2026, 09:30 CET");
    }

    #[test]
    fn one_is_told_as_one() {
        let told = |count: i64| Words::of(None).say("batch-errors", [("count", FluentValue::from(count))]);
        assert_eq!(told(1), "1 row could not be carried out.");
        assert_eq!(told(2), "2 rows could not be carried out.");
    }

    #[test]
    fn every_language_says_everything_with_the_same_values() {
        let read = |text: &str| -> BTreeSet<(String, BTreeSet<String>)> {
            let (mut all, mut key) = (BTreeSet::new(), String::new());
            let mut texts: std::collections::BTreeMap<String, String> = std::collections::BTreeMap::new();
            for line in text.lines().filter(|line| !line.starts_with('#')) {
                if let Some((name, _)) = line.split_once(" = ").filter(|_| !line.starts_with([' ', '}'])) {
                    key = name.to_owned();
                }
                texts.entry(key.clone()).or_default().push_str(line);
            }
            for (key, text) in texts {
                let values = text.split('$').skip(1).filter_map(|rest| rest.split_whitespace().next());
                all.insert((key, values.map(str::to_owned).collect()));
            }
            all
        };
        assert_eq!(read(include_str!("texts/en.ftl")), read(include_str!("texts/de.ftl")));
    }
}
