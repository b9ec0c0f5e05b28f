//! Numbers, dates, sizes and durations as the language writes them.
//!
//! In the browser `Intl` does the work; unit tests, which have no browser, get plain English forms.

use crate::t;

/// The person's own variant of the language of the texts, as British English is one of English.
#[cfg(target_arch = "wasm32")]
fn locale() -> String {
    let texts = super::spoken().texts();
    let own = web_sys::window().and_then(|window| window.navigator().language());
    let fits = |own: &String| own.split('-').next() == Some(texts);
    own.filter(fits).unwrap_or_else(|| texts.to_owned())
}

/// A number with its groups of digits.
#[cfg(target_arch = "wasm32")]
pub fn number(value: f64) -> String {
    js_sys::Number::from(value).to_locale_string(&locale()).into()
}

/// A number with its groups of digits.
#[cfg(not(target_arch = "wasm32"))]
pub fn number(value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if value < 0.0 { format!("-{text}") } else { text }
}

/// A count with its groups of digits.
pub fn count(value: i64) -> String {
    number(value as f64)
}

/// A point in time as date and time of day, in the person's own time zone.
#[cfg(target_arch = "wasm32")]
pub fn moment(timestamp: &str) -> String {
    written(timestamp, &[("dateStyle", "medium"), ("timeStyle", "short")])
}

/// A day (`2026-03-01`) as short as it can be told.
#[cfg(target_arch = "wasm32")]
pub fn day(date: &str) -> String {
    written(date, &[("day", "numeric"), ("month", "short"), ("timeZone", "UTC")])
}

#[cfg(target_arch = "wasm32")]
fn written(timestamp: &str, how: &[(&str, &str)]) -> String {
    let date = js_sys::Date::new(&timestamp.into());
    if date.get_time().is_nan() {
        return timestamp.to_owned();
    }
    let options = js_sys::Object::new();
    for (name, value) in how {
        // Setting a member of a fresh plain object can't fail.
        let _ = js_sys::Reflect::set(&options, &(*name).into(), &(*value).into());
    }
    date.to_locale_string(&locale(), &options).into()
}

/// A day; as it came, where there is no browser.
#[cfg(not(target_arch = "wasm32"))]
pub fn day(date: &str) -> String {
    date.to_owned()
}

/// A point in time; as it came, where there is no browser.
#[cfg(not(target_arch = "wasm32"))]
pub fn moment(timestamp: &str) -> String {
    timestamp.to_owned()
}

/// A moment as the browser's field has it, on the person's own clock, as a point in time; `None` if it is not one to come.
#[cfg(target_arch = "wasm32")]
pub fn moment_to_come(local: &str) -> Option<String> {
    let date = js_sys::Date::new(&local.into());
    let is_to_come = !local.is_empty() && date.get_time() > js_sys::Date::now();
    is_to_come.then(|| date.to_iso_string().into())
}

/// Without a browser there is no clock: as it came.
#[cfg(not(target_arch = "wasm32"))]
pub fn moment_to_come(local: &str) -> Option<String> {
    Some(local.to_owned()).filter(|local| !local.is_empty())
}

/// A point in time as the browser's field has it, on the person's own clock; `None` if it is not one to come.
#[cfg(target_arch = "wasm32")]
pub fn local_moment(timestamp: &str) -> Option<String> {
    let at = js_sys::Date::new(&timestamp.into());
    if !at.get_time().is_finite() {
        return None;
    }
    // The field has no time zone: what it shows is the local time, written as if it were that of Greenwich.
    let local = js_sys::Date::new(&(at.get_time() - at.get_timezone_offset() * 60_000.0).into());
    let text = String::from(local.to_iso_string()).get(..16)?.to_owned();
    moment_to_come(&text).map(|_| text)
}

/// Without a browser there is no clock: as it came.
#[cfg(not(target_arch = "wasm32"))]
pub fn local_moment(timestamp: &str) -> Option<String> {
    timestamp.get(..16).map(str::to_owned)
}

/// A point in time as a date, in the person's own time zone.
#[cfg(target_arch = "wasm32")]
pub fn date(timestamp: &str) -> String {
    written(timestamp, &[("dateStyle", "medium")])
}

/// A point in time as a date; as it came, where there is no browser.
#[cfg(not(target_arch = "wasm32"))]
pub fn date(timestamp: &str) -> String {
    timestamp.get(..10).unwrap_or(timestamp).to_owned()
}

/// The date of the last day before a point in time: that on which something ends which ends then.
pub fn last_date(timestamp: &str) -> String {
    date(&just_before(timestamp))
}

/// When a day (`2026-03-01`) begins, and when it is over, on the person's own clock; `None` if it is no day.
#[cfg(target_arch = "wasm32")]
pub fn bounds_of_day(day: &str) -> Option<(String, String)> {
    let mut parts = day.splitn(3, '-').map(str::parse::<i32>);
    let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    let at = |day: i32| {
        let date = js_sys::Date::new_with_year_month_day(year.try_into().ok()?, month - 1, day);
        date.get_time().is_finite().then(|| String::from(date.to_iso_string()))
    };
    Some((at(day)?, at(day + 1)?))
}

/// Without a browser a day is that of Greenwich.
#[cfg(not(target_arch = "wasm32"))]
pub fn bounds_of_day(day: &str) -> Option<(String, String)> {
    (day.len() == 10).then(|| (format!("{day}T00:00:00.000Z"), format!("{day}T24:00:00.000Z")))
}

/// The day of a point in time as the browser's field has it (`2026-03-01`), on the person's own clock.
#[cfg(target_arch = "wasm32")]
pub fn day_of(timestamp: &str) -> String {
    let at = js_sys::Date::new(&timestamp.into());
    if !at.get_time().is_finite() {
        return String::new();
    }
    format!("{:04}-{:02}-{:02}", at.get_full_year(), at.get_month() + 1, at.get_date())
}

/// Without a browser a day is that of Greenwich.
#[cfg(not(target_arch = "wasm32"))]
pub fn day_of(timestamp: &str) -> String {
    timestamp.get(..10).unwrap_or_default().to_owned()
}

/// The last day before a point in time, as the browser's field has it.
pub fn last_day_of(timestamp: &str) -> String {
    day_of(&just_before(timestamp))
}

#[cfg(target_arch = "wasm32")]
fn just_before(timestamp: &str) -> String {
    let at = js_sys::Date::new(&timestamp.into()).get_time();
    if !at.is_finite() {
        return timestamp.to_owned();
    }
    js_sys::Date::new(&(at - 1.0).into()).to_iso_string().into()
}

#[cfg(not(target_arch = "wasm32"))]
fn just_before(timestamp: &str) -> String {
    timestamp.to_owned()
}

/// Whether a point in time is still to come, on the person's own clock.
#[cfg(target_arch = "wasm32")]
pub fn is_to_come(timestamp: &str) -> bool {
    js_sys::Date::new(&timestamp.into()).get_time() > js_sys::Date::now()
}

/// Without a browser there is no clock, and all is still to come.
#[cfg(not(target_arch = "wasm32"))]
pub fn is_to_come(_: &str) -> bool {
    true
}

/// The name of a country (`AT`) or a language (`de-AT`) in the language of the console; the code if there is none.
#[cfg(target_arch = "wasm32")]
fn display_name(kind: &str, code: &str) -> Option<String> {
    use wasm_bindgen::JsCast;
    let options = js_sys::Object::new();
    js_sys::Reflect::set(&options, &"type".into(), &kind.into()).ok()?;
    let intl = js_sys::Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let maker = js_sys::Reflect::get(&intl, &"DisplayNames".into()).ok()?.dyn_into::<js_sys::Function>().ok()?;
    let names = js_sys::Reflect::construct(&maker, &js_sys::Array::of2(&locale().into(), &options)).ok()?;
    let of = js_sys::Reflect::get(&names, &"of".into()).ok()?.dyn_into::<js_sys::Function>().ok()?;
    of.call1(&names, &code.into()).ok()?.as_string()
}

/// Without a browser nothing has a name.
#[cfg(not(target_arch = "wasm32"))]
fn display_name(_: &str, _: &str) -> Option<String> {
    None
}

/// The name of a country by its ISO 3166-1 code.
pub fn country(code: &str) -> String {
    display_name("region", code).unwrap_or_else(|| code.to_owned())
}

/// The name of a language by its BCP 47 tag.
pub fn language(tag: &str) -> String {
    display_name("language", tag).unwrap_or_else(|| tag.to_owned())
}

/// The time zones that the browser knows, by their IANA names.
#[cfg(target_arch = "wasm32")]
pub fn timezones() -> Vec<String> {
    use wasm_bindgen::JsCast;
    let known = || {
        let intl = js_sys::Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let of = js_sys::Reflect::get(&intl, &"supportedValuesOf".into()).ok()?.dyn_into::<js_sys::Function>().ok()?;
        of.call1(&intl, &"timeZone".into()).ok()?.dyn_into::<js_sys::Array>().ok()
    };
    known().map(|zones| zones.iter().filter_map(|zone| zone.as_string()).collect()).unwrap_or_default()
}

/// Without a browser: none.
#[cfg(not(target_arch = "wasm32"))]
pub fn timezones() -> Vec<String> {
    Vec::new()
}

/// The number that a person has typed, whatever they group its digits with.
pub fn typed_number(text: &str) -> Option<i64> {
    let digits: String =
        text.chars().filter(|c| !matches!(c, ',' | '.' | ' ' | '\'' | '\u{a0}' | '\u{202f}')).collect();
    digits.parse().ok()
}

/// Several things in a row, as the language joins them.
pub fn list(things: &[String]) -> String {
    things.join(", ")
}

/// Bytes in the unit that a person would use.
pub fn bytes(size: i64) -> String {
    let value = size as f64;
    if size < 1_000 {
        t!("size-bytes", count = size)
    } else if size < 1_000_000 {
        t!("size-kilobytes", size = tenths(value / 1e3))
    } else {
        t!("size-megabytes", size = tenths(value / 1e6))
    }
}

/// A duration that is still to come, in one unit.
pub fn duration(seconds: f64) -> String {
    if seconds < 5.0 {
        t!("duration-moment")
    } else if seconds < 60.0 {
        t!("duration-seconds", count = seconds.round() as i64)
    } else if seconds < 3_600.0 {
        t!("duration-minutes", count = (seconds / 60.0).round() as i64)
    } else {
        t!("duration-hours", count = (seconds / 3_600.0).round() as i64)
    }
}

/// Rounded to one decimal, which is dropped when it is nothing.
fn tenths(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_come_in_groups() {
        assert_eq!(count(0), "0");
        assert_eq!(count(999), "999");
        assert_eq!(count(1_000), "1,000");
        assert_eq!(count(1_234_567), "1,234,567");
    }

    #[test]
    fn a_number_may_be_typed_with_or_without_its_groups() {
        for text in ["9950", " 9,950 ", "9.950", "9 950", "9'950", "9\u{202f}950"] {
            assert_eq!(typed_number(text), Some(9_950), "{text}");
        }
        assert_eq!(typed_number(""), None);
        assert_eq!(typed_number("all"), None);
    }

    #[test]
    fn sizes_are_in_the_unit_a_person_would_use() {
        assert_eq!(bytes(1), "1 byte");
        assert_eq!(bytes(412), "412 bytes");
        assert_eq!(bytes(52_300), "52.3 kB");
        assert_eq!(bytes(3_000_000), "3 MB");
    }

    #[test]
    fn durations_have_one_unit() {
        assert_eq!(duration(2.0), "a moment");
        assert_eq!(duration(42.4), "42 seconds");
        assert_eq!(duration(61.0), "1 minute");
        assert_eq!(duration(7_300.0), "2 hours");
    }
}
