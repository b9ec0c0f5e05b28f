//! Points in time: milliseconds since 1970 in UTC, and the clock that they come from.

use jiff::tz::TimeZone;
use jiff::{Span, SpanFieldwise, Timestamp};

/// Milliseconds since 1970-01-01T00:00:00Z.
pub type Millis = i64;

/// A second in milliseconds.
pub(crate) const SECOND: Millis = 1_000;
/// A minute in milliseconds.
pub(crate) const MINUTE: Millis = 60 * SECOND;
/// An hour in milliseconds.
pub(crate) const HOUR: Millis = 60 * MINUTE;
/// A day in milliseconds.
pub(crate) const DAY: Millis = 24 * HOUR;

/// Where the time comes from; tests give their own.
pub trait Clock: Send + Sync + 'static {
    /// The time now.
    fn now(&self) -> Millis;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Millis {
        Timestamp::now().as_millisecond()
    }
}

/// The last second that can be written, some hours before the year 10000.
fn last() -> Millis {
    Timestamp::MAX.as_second() * 1_000
}

/// RFC 3339 in UTC with milliseconds. What lies behind all times that can be written is the last of them.
pub fn format(at: Millis) -> String {
    Timestamp::from_millisecond(at.min(last())).map_or_else(|_| String::new(), |at| format!("{at:.3}"))
}

/// Reads RFC 3339; without a zone (`2026-03-01`, `2026-03-01 09:30`) the time is meant in `zone`.
///
/// A date alone means its first moment. `None` if the text is neither.
pub fn parse(text: &str, zone: &TimeZone) -> Option<Millis> {
    let text = text.trim();
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(at.as_millisecond().min(last()));
    }
    let in_utc = text.strip_suffix(['Z', 'z']);
    let local = in_utc.unwrap_or(text).parse::<jiff::civil::DateTime>().ok()?;
    let zone = if in_utc.is_some() { &TimeZone::UTC } else { zone };
    match zone.to_timestamp(local) {
        Ok(at) => Some(at.as_millisecond().min(last())),
        // The last hours of the year 9999, by which people say "never", are no points in time any more.
        Err(_) => (local.year() == 9999).then(last),
    }
}

/// Reads RFC 3339; without a zone the time is meant in UTC.
pub fn parse_utc(text: &str) -> Option<Millis> {
    parse(text, &TimeZone::UTC)
}

/// A time that is meant from now: so long ago.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ago(SpanFieldwise);

impl Ago {
    /// Reads an ISO 8601 duration with a minus in front: `-P30D`, `-PT5M`. `None` if the text is none, or not before now.
    pub fn parse(text: &str) -> Option<Self> {
        let span: Span = text.trim().parse().ok()?;
        span.is_negative().then_some(Self(span.fieldwise()))
    }

    /// How long that is, such as "90 days" or "1 year, 2 months".
    pub fn in_words(self) -> String {
        let span = self.0.0;
        let units = [
            (i64::from(span.get_years()), "year"),
            (i64::from(span.get_months()), "month"),
            (i64::from(span.get_weeks()), "week"),
            (i64::from(span.get_days()), "day"),
            (i64::from(span.get_hours()), "hour"),
            (span.get_minutes(), "minute"),
            (span.get_seconds(), "second"),
        ];
        let said = units.into_iter().filter(|(count, _)| *count != 0).map(|(count, unit)| {
            let count = count.unsigned_abs();
            format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
        });
        said.collect::<Vec<_>>().join(", ")
    }

    /// The point in time that it means now. Months and years are those of the calendar, in UTC. What lies before all
    /// times that can be written is the first of them.
    pub fn before(self, now: Millis) -> Millis {
        let moment = Timestamp::from_millisecond(now).map(|now| now.to_zoned(TimeZone::UTC));
        let then = moment.and_then(|now| now.checked_add(self.0.0));
        then.map_or(Timestamp::MIN, |then| then.timestamp()).as_millisecond()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_reads_back_as_it_was_written() {
        for at in [0, 1_772_357_400_123, -1, 253_402_200_000_000] {
            assert_eq!(parse(&format(at), &TimeZone::UTC), Some(at), "{at}");
        }
        assert_eq!(format(1_772_357_400_000), "2026-03-01T09:30:00.000Z");
    }

    #[test]
    fn never_can_be_written_and_reads_back() {
        let vienna = TimeZone::get("Europe/Vienna").unwrap_or(TimeZone::UTC);
        for never in ["9999-12-31", "9999-12-31T23:59:59Z", "9999-12-30T21:59:59.999Z"] {
            let at = parse(never, &vienna);
            assert!(at.is_some_and(|at| format(at).starts_with("9999-12-30T2")), "{never}: {at:?}");
            assert_eq!(at.and_then(|at| parse_utc(&format(at))), at);
        }
        assert_eq!(format(Millis::MAX), format(last()));
    }

    #[test]
    fn a_time_without_a_zone_is_meant_in_the_one_given() {
        let vienna = TimeZone::get("Europe/Vienna").unwrap_or(TimeZone::UTC);
        assert_eq!(parse("2026-03-01 10:30", &vienna), parse("2026-03-01T09:30:00Z", &TimeZone::UTC));
        assert_eq!(parse("2026-07-01", &vienna), parse("2026-06-30T22:00:00Z", &TimeZone::UTC));
        assert_eq!(parse("tomorrow", &vienna), None);
    }

    #[test]
    fn a_time_before_now_is_told_by_the_calendar() {
        let before = |text: &str| Ago::parse(text).map(|ago| format(ago.before(1_772_357_400_000)));
        for (text, expected) in [
            ("-PT90M", "2026-03-01T08:00:00.000Z"),
            ("-PT24H", "2026-02-28T09:30:00.000Z"),
            ("-P1D", "2026-02-28T09:30:00.000Z"),
            ("-P2W", "2026-02-15T09:30:00.000Z"),
            ("-P1M", "2026-02-01T09:30:00.000Z"),
            ("-P1Y2M", "2025-01-01T09:30:00.000Z"),
        ] {
            assert_eq!(before(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["P30D", "-P0D", "30", "-P", "-30", "-P1X", "-P99999999Y", "now"] {
            assert_eq!(before(text), None, "{text}");
        }
        assert_eq!(Ago::parse("-P19000Y").map(|ago| ago.before(0)), Some(Timestamp::MIN.as_millisecond()));
    }
}
