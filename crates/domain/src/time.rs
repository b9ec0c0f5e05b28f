//! Points in time: milliseconds since 1970 in UTC, and the clock that they come from.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Milliseconds since 1970-01-01T00:00:00Z.
pub type Millis = i64;

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

/// RFC 3339 in UTC with milliseconds.
pub fn format(at: Millis) -> String {
    Timestamp::from_millisecond(at).map_or_else(|_| String::new(), |at| format!("{at:.3}"))
}

/// Reads RFC 3339; without a zone (`2026-03-01`, `2026-03-01 09:30`) the time is meant in `zone`.
///
/// A date alone means its first moment. `None` where the text is neither.
pub fn parse(text: &str, zone: &TimeZone) -> Option<Millis> {
    let text = text.trim();
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(at.as_millisecond());
    }
    let local = text.parse::<jiff::civil::DateTime>().ok()?;
    Some(zone.to_timestamp(local).ok()?.as_millisecond())
}

/// Reads RFC 3339; without a zone the time is meant in UTC.
pub fn parse_utc(text: &str) -> Option<Millis> {
    parse(text, &TimeZone::UTC)
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
    fn a_time_without_a_zone_is_meant_in_the_one_given() {
        let vienna = TimeZone::get("Europe/Vienna").unwrap_or(TimeZone::UTC);
        assert_eq!(parse("2026-03-01 10:30", &vienna), parse("2026-03-01T09:30:00Z", &TimeZone::UTC));
        assert_eq!(parse("2026-07-01", &vienna), parse("2026-06-30T22:00:00Z", &TimeZone::UTC));
        assert_eq!(parse("tomorrow", &vienna), None);
    }
}
