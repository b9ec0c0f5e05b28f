//! Cells in which a spreadsheet has no value: it could not work a formula out, or shows less than it holds. Read as text, each
//! would become a user's ID number or department.

/// Written in place of a formula that no program has worked out yet.
pub const NOT_COMPUTED: &str = "#FORMULA?";

/// Written in front of a number of which a spreadsheet has lost digits.
const LOST_DIGITS: &str = "#DIGITS? ";

/// Why a cell has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailedCell {
    /// A formula has failed.
    Error,
    /// A formula was never worked out.
    NotComputed,
    /// The column was too narrow when the file was written.
    TooNarrow,
    /// A whole number of more than 15 digits.
    LostDigits,
}

impl FailedCell {
    /// What happened, and what to do about it.
    pub fn repair(self, cell: &str) -> String {
        match self {
            Self::Error => format!(
                "The spreadsheet could not work this cell out, and wrote \"{cell}\". Correct the formula, or write the value."
            ),
            Self::NotComputed => {
                "The cell holds a formula without a value: the program that made the file has not worked it \
                                  out. Open the file in a spreadsheet and save it again, or write the value."
                    .to_owned()
            }
            Self::TooNarrow => format!(
                "The spreadsheet wrote \"{cell}\" because the column was too narrow for the value. Widen it, and export again."
            ),
            Self::LostDigits => format!(
                "Spreadsheets keep 15 digits of a number, and this one has more: \"{}\" is not what was typed. Format the \
                 column as text, and enter the value again.",
                cell.trim_start_matches(LOST_DIGITS)
            ),
        }
    }
}

/// A number of which digits are lost, as it is written for [`of`] to find.
pub fn with_lost_digits(number: f64) -> String {
    format!("{LOST_DIGITS}{number}")
}

/// Why a cell has no value; `None` for all others. What errors are called depends on the language of the spreadsheet.
pub fn of(cell: &str) -> Option<FailedCell> {
    let cell = cell.trim();
    let first = cell.chars().next()?;
    if first != '#' && !first.is_uppercase() {
        return None;
    }
    if cell == NOT_COMPUTED {
        Some(FailedCell::NotComputed)
    } else if cell.starts_with(LOST_DIGITS) {
        Some(FailedCell::LostDigits)
    } else if cell.len() >= 3 && cell.chars().all(|letter| letter == '#') {
        Some(FailedCell::TooNarrow)
    } else {
        (is_error_value(cell) || is_error_number(cell)).then_some(FailedCell::Error)
    }
}

/// Errors without a mark at their end, in the languages that have such.
const UNMARKED: [&str; 14] = [
    "#N/A",
    "#NV",
    "#N/D",
    "#N/B",
    "#N/V",
    "#I/T",
    "#NA",
    "#YOK",
    "#Н/Д",
    "#Н/З",
    "#HIÁNYZIK",
    "#NENÍ_K_DISPOZICI",
    "#NEDOSTUPNÝ",
    "#GETTING_DATA",
];

/// `#REF!`, `#BEZUG!`, `#¡VALOR!`, `#NOM?`: capitals between a number sign and a mark.
fn is_error_value(cell: &str) -> bool {
    const LONGEST: usize = 24;
    let Some(rest) = cell.strip_prefix('#') else { return false };
    if UNMARKED.contains(&cell) {
        return true;
    }
    let Some(name) = rest.strip_suffix(['!', '?']) else { return false };
    let name = name.trim_start_matches(['¡', '¿']);
    let fits = |letter: char| letter.is_alphabetic() && !letter.is_lowercase() || "/_0123456789 .".contains(letter);
    name.chars().count() <= LONGEST
        && name.chars().filter(|letter| letter.is_alphabetic()).count() >= 2
        && name.chars().all(fits)
}

/// `Err:502`, and what it is called where LibreOffice speaks another language.
fn is_error_number(cell: &str) -> bool {
    const WORDS: [&str; 12] =
        ["Err", "Fehler", "Erreur", "Error", "Errore", "Erro", "Fout", "Fel", "Fejl", "Virhe", "Chyba", "Ошибка"];
    let Some((word, number)) = cell.split_once(':') else { return false };
    let number = number.trim_start_matches([' ', '\u{A0}']);
    let is_number = number.len() == 3 && number.starts_with('5') && number.bytes().all(|digit| digit.is_ascii_digit());
    is_number && WORDS.contains(&word.trim_end_matches([' ', '\u{A0}', '\u{202F}']))
}

/// Whether a cell is a number as spreadsheets shorten long ones, such as `1.2E+11`: most digits of an ID number or a phone
/// number are lost then.
pub fn is_shortened_number(cell: &str) -> bool {
    let cell = cell.trim().trim_start_matches('-');
    let Some((digits, exponent)) = cell.split_once("E+").or_else(|| cell.split_once("E-")) else { return false };
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    let (first, rest) = digits.split_at_checked(1).unwrap_or_default();
    let rest_fits = rest.is_empty() || rest.strip_prefix(['.', ',']).is_some_and(all_digits);
    all_digits(first) && rest_fits && all_digits(exponent) && exponent.len() <= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_known_in_any_language() {
        for cell in [
            "#N/A",
            "#REF!",
            "#DIV/0!",
            "#SPILL!",
            "#CALC!",
            "#NV",
            "#BEZUG!",
            "#ÜBERLAUF!",
            "#¡REF!",
            "#¿NOMBRE?",
            "#NOM?",
            "#VALEUR!",
            "#N/D",
            "#ЗНАЧ!",
            "#Н/Д",
            "#DEĞER!",
            "#NENÍ_K_DISPOZICI",
            "#HIÁNYZIK",
            "Err:502",
            "Fehler:504",
            "#ERROR!",
        ] {
            assert_eq!(of(cell), Some(FailedCell::Error), "{cell}");
        }
        assert_eq!(of("########"), Some(FailedCell::TooNarrow));
        assert_eq!(of(NOT_COMPUTED), Some(FailedCell::NotComputed));
    }

    #[test]
    fn what_people_write_is_left_alone() {
        for cell in [
            "",
            "#",
            "#1",
            "#12",
            "# 7",
            "#hashtag!",
            "#a!",
            "Error: 12",
            "Errors",
            "E502",
            "C#",
            "#1!",
            "Err:5",
            "#Team!",
        ] {
            assert_eq!(of(cell), None, "{cell}");
        }
    }

    #[test]
    fn shortened_numbers_are_known() {
        for cell in ["1.23457E+11", "6,50E+11", "1E+15", "-1.2E+11", "5E-07"] {
            assert!(is_shortened_number(cell), "{cell}");
        }
        for cell in ["12E4", "1E5", "E+11", "1.E+11", "12.3E+11", "A1E+11", "1E+", "1.2E+11x"] {
            assert!(!is_shortened_number(cell), "{cell}");
        }
    }
}
