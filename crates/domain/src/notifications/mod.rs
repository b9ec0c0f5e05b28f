//! How people want to be told: by kind of thing and, for messages to many, by course. The site has a default for each kind, and may
//! lock it. What is about the security of an account is always told by mail at once.

pub mod store;
pub mod unsubscribe;

use jiff::Timestamp;
use jiff::ToSpan;
use jiff::civil::Weekday;
use jiff::tz::TimeZone;

use crate::Millis;
use crate::erasure::{Erasure, Fate};
use crate::settings::{NotificationChoice, NotificationDefault, Settings};
use crate::words::words;

/// Erasure policy of choices.
pub const ERASURES: &[Erasure] =
    &[Erasure { table: "notification_choices", rows: "user_id IN (SELECT c.id FROM {people})", fate: Fate::Removed }];

words! {
    /// What people can choose about.
    NotificationKind {
        /// Another person has written to one.
        DirectMessage "direct_message",
        /// Staff have written to many.
        BulkMessage "bulk_message",
        /// A bulk operation that one has started has ended.
        BatchEnded "batch_ended",
    }
}

impl NotificationKind {
    /// What there is to choose from.
    pub fn choices(self) -> &'static [NotificationChoice] {
        use NotificationChoice::{Daily, Email, InApp, Off, Weekly};
        match self {
            Self::DirectMessage => &[InApp, Email, Daily, Weekly],
            Self::BulkMessage => &[InApp, Email, Daily, Weekly, Off],
            Self::BatchEnded => &[Email, Off],
        }
    }

    /// Whether one may choose otherwise for a course.
    pub fn has_courses(self) -> bool {
        self == Self::BulkMessage
    }

    /// What the site has set.
    pub fn default(self, site: &Settings) -> NotificationDefault {
        match self {
            Self::DirectMessage => site.direct_messages,
            Self::BulkMessage => site.bulk_messages,
            Self::BatchEnded => site.batch_ends,
        }
    }

    /// What somebody has who wants no more mails of this kind.
    pub fn without_mail(self) -> NotificationChoice {
        match self {
            Self::DirectMessage | Self::BulkMessage => NotificationChoice::InApp,
            Self::BatchEnded => NotificationChoice::Off,
        }
    }

    /// As a byte of a link.
    fn byte(self) -> u8 {
        match self {
            Self::DirectMessage => 1,
            Self::BulkMessage => 2,
            Self::BatchEnded => 3,
        }
    }
}

/// The hour of the day at which digests are sent, where the person lives.
const DIGEST_HOUR: i8 = 7;

/// When somebody is told together of what has come in until `now`: at seven in the morning of the next day, or of the next Monday. `None`
/// if it is told at once or not at all.
pub fn next_digest(choice: NotificationChoice, zone: &TimeZone, now: Millis) -> Option<Millis> {
    let now = Timestamp::from_millisecond(now).ok()?.to_zoned(zone.clone());
    let on = |date: jiff::civil::Date| date.at(DIGEST_HOUR, 0, 0, 0).to_zoned(zone.clone()).ok();
    let today = on(now.date())?;
    let next = if today > now { today } else { on(now.date().checked_add(1.day()).ok()?)? };
    let at = match choice {
        NotificationChoice::Daily => next,
        NotificationChoice::Weekly if next.weekday() == Weekday::Monday => next,
        NotificationChoice::Weekly => on(next.date().nth_weekday(1, Weekday::Monday).ok()?)?,
        NotificationChoice::InApp | NotificationChoice::Email | NotificationChoice::Off => return None,
    };
    Some(at.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Millis {
        text.parse::<jiff::Zoned>().expect("a moment").timestamp().as_millisecond()
    }

    #[test]
    fn digests_come_at_seven_in_the_morning_of_the_person() {
        let vienna = TimeZone::get("Europe/Vienna").expect("a zone");
        let daily = |now: &str| next_digest(NotificationChoice::Daily, &vienna, at(now)).expect("a time");
        assert_eq!(daily("2026-11-30T06:59[Europe/Vienna]"), at("2026-11-30T07:00[Europe/Vienna]"));
        assert_eq!(daily("2026-11-30T07:00[Europe/Vienna]"), at("2026-12-01T07:00[Europe/Vienna]"));
        assert_eq!(daily("2026-11-30T23:00[UTC]"), at("2026-12-01T07:00[Europe/Vienna]"), "it is the next day there");
        // The clock is put forward in the night: seven is seven.
        assert_eq!(daily("2026-03-28T12:00[Europe/Vienna]"), at("2026-03-29T07:00[Europe/Vienna]"));
        assert_eq!(at("2026-03-29T07:00[Europe/Vienna]"), at("2026-03-29T05:00[UTC]"));
    }

    #[test]
    fn weekly_digests_come_on_mondays() {
        let weekly = |now: &str| next_digest(NotificationChoice::Weekly, &TimeZone::UTC, at(now)).expect("a time");
        assert_eq!(weekly("2026-11-29T12:00[UTC]"), at("2026-11-30T07:00[UTC]"), "on a Sunday");
        assert_eq!(weekly("2026-11-30T06:00[UTC]"), at("2026-11-30T07:00[UTC]"), "on Monday morning");
        assert_eq!(weekly("2026-11-30T08:00[UTC]"), at("2026-12-07T07:00[UTC]"), "later on Monday");
        for choice in [NotificationChoice::InApp, NotificationChoice::Email, NotificationChoice::Off] {
            assert_eq!(next_digest(choice, &TimeZone::UTC, 0), None);
        }
    }
}
