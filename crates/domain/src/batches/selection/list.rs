//! A pasted list taken apart: people one a line, or separated by commas, semicolons or tabs, also as mail programs write
//! them (`Anna Bauer <anna@example.org>`). Pure.

use crate::visible;

/// Who is named, each with a number: the line, or where a line names several the next number that is free.
pub(crate) fn entries(list: &str) -> Vec<(i64, String)> {
    let mut found: Vec<(i64, String)> = Vec::new();
    for (line, text) in (1..).zip(list.lines()) {
        for name in of_line(text) {
            let number = found.last().map_or(line, |(last, _)| line.max(last + 1));
            found.push((number, name));
        }
    }
    found
}

fn of_line(line: &str) -> Vec<String> {
    let mut names = Vec::new();
    for piece in split(line, &[';', '\t']) {
        // A comma in front of an address in brackets belongs to the name in front of it ("Bauer, Anna <anna@example.org>").
        let mut rest = piece;
        while let Some((address, before, behind)) = in_brackets(rest) {
            let others = split(before, &[',']);
            names.extend(others.into_iter().filter(|text| text.contains('@')).filter_map(bare));
            names.extend(bare(address));
            rest = behind;
        }
        names.extend(split(rest, &[',']).into_iter().filter_map(bare));
    }
    names
}

/// The first address in angle brackets, with what stands before and behind it.
fn in_brackets(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('<')?;
    let (address, behind) = rest.split_once('>')?;
    address.contains('@').then_some((address, before, behind))
}

/// The pieces between separators outside of double quotes. A quote that is never closed is a character like any other.
fn split<'t>(text: &'t str, separators: &[char]) -> Vec<&'t str> {
    let is_quoted = text.matches('"').count().is_multiple_of(2);
    let (mut pieces, mut begins, mut inside) = (Vec::new(), 0, false);
    for (at, letter) in text.char_indices() {
        if letter == '"' && is_quoted {
            inside = !inside;
        } else if separators.contains(&letter) && !inside {
            pieces.push(&text[begins..at]);
            begins = at + letter.len_utf8();
        }
    }
    pieces.push(&text[begins..]);
    pieces
}

/// A name without the quotes around it; `None` if there is nothing to be seen. Quotes of an address are its own.
fn bare(text: &str) -> Option<String> {
    let text = visible::trim(text);
    let inside = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    let text = visible::trim(inside.unwrap_or(text));
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(list: &str) -> Vec<String> {
        entries(list).into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn people_are_separated_in_many_ways() {
        for list in [
            "anna\nbo\ncy",
            "anna, bo,cy",
            "anna;bo; cy;",
            "anna\tbo\r\ncy",
            "\u{200b}anna,,bo\n,\n\"cy\"",
            "\"anna\"; bo\u{a0}\ncy",
        ] {
            assert_eq!(names(list), ["anna", "bo", "cy"], "{list:?}");
        }
        assert_eq!(names("Bauer Anna"), ["Bauer Anna"]);
    }

    #[test]
    fn what_mail_programs_write_names_the_address() {
        for list in [
            "Anna Bauer <anna@example.org>, Bo <bo@example.org>",
            "Bauer, Anna <anna@example.org>; Lind, Bo <bo@example.org>;",
            "\"Bauer; Anna\" <anna@example.org>\n<bo@example.org>",
            "anna@example.org, Lind, Bo <bo@example.org>",
            "Anna <anna@example.org>, bo@example.org",
        ] {
            assert_eq!(names(list), ["anna@example.org", "bo@example.org"], "{list:?}");
        }
        assert_eq!(names("\"anna bauer\"@example.org"), ["\"anna bauer\"@example.org"]);
        assert_eq!(names("a <b"), ["a <b"]);
    }

    #[test]
    fn each_has_a_number_of_its_own_and_that_of_its_line_where_it_can() {
        assert_eq!(entries("a\n\nb").into_iter().map(|(line, _)| line).collect::<Vec<_>>(), [1, 3]);
        assert_eq!(entries("a,b,c\nd").into_iter().map(|(line, _)| line).collect::<Vec<_>>(), [1, 2, 3, 4]);
    }
}
