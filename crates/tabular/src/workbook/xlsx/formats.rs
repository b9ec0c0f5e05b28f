//! What the styles of cells say about their numbers: whether one is a day, and whether zeros in front are shown.

use std::collections::HashMap;
use std::ops::ControlFlow;

use quick_xml::events::BytesStart;

use crate::workbook::package::Package;
use crate::workbook::xml::{self, Visitor, attribute};
use crate::workbook::{WorkbookError, unreadable};

/// The most styles and formats; programs stop at 65,490 and at a few hundred.
const MOST: usize = 100_000;
/// The most letters of a format that are looked at.
const LONGEST_CODE: usize = 1_000;

/// How a number is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Format {
    /// As it is.
    #[default]
    Number,
    /// Days since the beginning of the calendar.
    Day,
    /// With zeros in front, up to so many digits.
    Zeros(u8),
}

/// Formats by the number of the style.
#[derive(Default)]
pub(super) struct Formats {
    styles: Vec<Format>,
    /// Formats that the workbook defines, by their numbers.
    own: HashMap<u32, Format>,
    is_in_styles: bool,
}

impl Formats {
    /// Reads the styles.
    pub(super) fn read(package: &mut Package, part: &str) -> Result<Self, WorkbookError> {
        let mut formats = Self::default();
        if let Some(part) = package.part(part)? {
            xml::read(part, &mut formats)?;
        }
        Ok(formats)
    }

    /// The format of a style.
    pub(super) fn of(&self, style: usize) -> Format {
        self.styles.get(style).copied().unwrap_or_default()
    }

    /// A format by its number: those up to 163 are known to every program (ECMA-376, part 1, 18.8.30).
    fn by_number(&self, number: u32) -> Format {
        match number {
            14..=22 | 27..=36 | 45 | 47 | 50..=58 => Format::Day,
            number => self.own.get(&number).copied().unwrap_or_default(),
        }
    }
}

impl Visitor for Formats {
    fn begin(&mut self, element: &BytesStart<'_>) -> Result<ControlFlow<()>, WorkbookError> {
        let number = || -> Result<u32, WorkbookError> {
            Ok(attribute(element, "numFmtId")?.and_then(|text| text.trim().parse().ok()).unwrap_or_default())
        };
        match element.local_name().into_inner() {
            "numFmt" if !self.is_in_styles => {
                let code = attribute(element, "formatCode")?.unwrap_or_default();
                if self.own.len() == MOST {
                    return Err(unreadable("it has too many formats"));
                }
                self.own.insert(number()?, format_of(&code));
            }
            "cellXfs" => self.is_in_styles = true,
            "xf" if self.is_in_styles => {
                if self.styles.len() == MOST {
                    return Err(unreadable("it has too many styles"));
                }
                let format = self.by_number(number()?);
                self.styles.push(format);
            }
            _ => {}
        }
        Ok(ControlFlow::Continue(()))
    }

    fn end(&mut self, name: &str) -> Result<ControlFlow<()>, WorkbookError> {
        Ok(if name == "cellXfs" { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    }

    fn text(&mut self, _text: &str) -> Result<(), WorkbookError> {
        Ok(())
    }
}

/// What a format's code says of positive numbers: the part before the first semicolon.
fn format_of(code: &str) -> Format {
    let mut rest = code.chars().take(LONGEST_CODE);
    let mut plain = String::new();
    while let Some(letter) = rest.next() {
        match letter {
            ';' => break,
            // Quoted text, a single quoted letter, one that leaves room, one that fills up.
            '"' => rest.by_ref().take_while(|letter| *letter != '"').for_each(drop),
            '\\' | '_' | '*' => drop(rest.next()),
            '[' => {
                let inside: String = rest.by_ref().take_while(|letter| *letter != ']').collect();
                // `[h]` counts hours beyond a day: no time of day, and no day.
                if !inside.is_empty() && inside.chars().all(|letter| "hms".contains(letter.to_ascii_lowercase())) {
                    return Format::Number;
                }
            }
            letter => plain.push(letter.to_ascii_lowercase()),
        }
    }
    if plain.len() >= 2 && plain.bytes().all(|letter| letter == b'0') {
        return Format::Zeros(u8::try_from(plain.len()).unwrap_or(u8::MAX));
    }
    // "General" has letters of a day, too.
    let is_day = plain != "general" && plain.contains(['y', 'm', 'd', 'h', 's']);
    if is_day { Format::Day } else { Format::Number }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_zeros_and_other_numbers_are_told_apart() {
        for code in ["yyyy-mm-dd", "dd/mm/yyyy hh:mm", "[$-407]d. mmmm yyyy;@", "[Red]yyyy", "h:mm AM/PM"] {
            assert_eq!(format_of(code), Format::Day, "{code}");
        }
        for code in ["General", "0.00", "#,##0", "0", "[h]:mm", "0\" days\"", "\"d\"0", "0.00E+00", "@", "\\d0"] {
            assert_eq!(format_of(code), Format::Number, "{code}");
        }
        assert_eq!(format_of("00000"), Format::Zeros(5));
        assert_eq!(format_of("0000;-0000"), Format::Zeros(4));
    }
}
