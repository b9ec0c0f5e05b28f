//! Usernames made from other columns, such as `{firstname:1}.{lastname}`. Pure.

use super::columns;
use crate::text::{fold, show};
use crate::users::values::{Letters, standardise_username};

/// A stretch of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Text that stands as it is.
    Text(String),
    /// The cell of a column, or so many letters of its beginning.
    Column(String, Option<usize>),
}

/// The columns that a template may use: none is private, none is a secret.
const USABLE: [&str; 8] =
    ["firstname", "lastname", "email", "idnumber", "institution", "department", "city", "external_id"];

/// Reads a template; the error says what is wrong with it.
pub fn parse(template: &str) -> Result<Vec<Piece>, String> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((text, behind)) = rest.split_once('{') {
        let (inside, behind) =
            behind.split_once('}').ok_or_else(|| "A \"{\" is not closed. Write {firstname}.{lastname}.".to_owned())?;
        if !text.is_empty() {
            pieces.push(Piece::Text(text.to_owned()));
        }
        let (name, letters) = match inside.split_once(':') {
            None => (inside, None),
            Some((name, letters)) => {
                let letters = letters.trim().parse().ok().filter(|letters| (1..=100).contains(letters));
                (name, Some(letters.ok_or_else(|| format!("In {{{}}} the number of letters is wrong.", show(inside)))?))
            }
        };
        let column = columns::canonical(name).filter(|column| USABLE.contains(&column.as_ref()));
        let column = column.ok_or_else(|| {
            format!("A username cannot be made from \"{}\". There are: {}.", show(name), USABLE.join(", "))
        })?;
        pieces.push(Piece::Column(column.into_owned(), letters));
        rest = behind;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    if pieces.iter().any(|piece| matches!(piece, Piece::Column(..))) {
        return Ok(pieces);
    }
    Err("The template names no column, so all usernames would be the same. Write {firstname}.{lastname}.".to_owned())
}

/// Why no username can be made of a row: for each the column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// The cell is blank.
    Blank(String),
    /// Nothing of it can be in a username: half a name would be another person's.
    NoLetters(String),
}

/// The username that a row gets: without accents and spaces, as people would type it.
pub fn fill<'c>(pieces: &[Piece], letters: Letters, cell: impl Fn(&str) -> Option<&'c str>) -> Result<String, Unfit> {
    let mut name = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => name.push_str(text),
            Piece::Column(column, most) => {
                let text = fold(cell(column).ok_or_else(|| Unfit::Blank(column.clone()))?);
                let part: String =
                    text.chars().filter(|c| !c.is_whitespace()).take(most.unwrap_or(usize::MAX)).collect();
                if !standardise_username(&part, letters).0.contains(char::is_alphanumeric) {
                    return Err(Unfit::NoLetters(column.clone()));
                }
                name.push_str(&part);
            }
        }
    }
    Ok(standardise_username(&name, letters).0.chars().take(100).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(template: &str, cells: &[(&str, &str)]) -> Result<String, Unfit> {
        let cell = |column: &str| cells.iter().find(|(name, _)| *name == column).map(|(_, cell)| *cell);
        fill(&parse(template).unwrap_or_default(), Letters::Basic, cell)
    }

    #[test]
    fn names_are_made_as_people_would_type_them() {
        let cells = [("firstname", "Åsa Lena"), ("lastname", "Großmann-Łuka"), ("idnumber", "0042")];
        assert_eq!(filled("{firstname}.{lastname}", &cells).as_deref(), Ok("asalena.grossmann-luka"));
        assert_eq!(filled("{First_Name:1}{surname:4}-{id_number}", &cells).as_deref(), Ok("agros-0042"));
        assert_eq!(filled("{email}", &cells), Err(Unfit::Blank("email".to_owned())));
    }

    #[test]
    fn no_username_is_half_made() {
        let cells = [("firstname", "Yuki"), ("lastname", "\u{5c71}\u{7530}"), ("city", "!?")];
        let no_letters = |column: &str| Err(Unfit::NoLetters(column.to_owned()));
        assert_eq!(filled("{firstname}.{lastname}", &cells), no_letters("lastname"));
        assert_eq!(filled("{firstname:1}{lastname:1}", &cells), no_letters("lastname"));
        assert_eq!(filled("{city}-{firstname}", &cells), no_letters("city"));
        assert_eq!(filled("staff.{firstname}", &cells).as_deref(), Ok("staff.yuki"));
    }

    #[test]
    fn a_template_that_cannot_be_is_refused() {
        for wrong in ["", "staff", "{firstname", "{shoe}", "{password}", "{firstname:0}", "{firstname:x}"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
