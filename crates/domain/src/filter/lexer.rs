//! Text to words, each with its place.

use super::parse::Fault;

/// A word of a filter.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// A name, an operator or a literal such as `true`.
    Word(String),
    /// A quoted text.
    Text(String),
    /// A number, as written.
    Number(String),
    /// `(`
    Open,
    /// `)`
    Close,
    /// `[`
    OpenBracket,
    /// `]`
    CloseBracket,
}

/// Splits the text; each word bears its place in characters from 0.
pub(super) fn split(text: &str) -> Result<Vec<(usize, Token)>, Fault> {
    let letters: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        let start = at;
        let token = match letter {
            c if c.is_whitespace() => {
                at += 1;
                continue;
            }
            '(' => single(&mut at, Token::Open),
            ')' => single(&mut at, Token::Close),
            '[' => single(&mut at, Token::OpenBracket),
            ']' => single(&mut at, Token::CloseBracket),
            '"' => quoted(&letters, &mut at)?,
            c if c.is_ascii_digit() || c == '-' => Token::Number(take_while(&letters, &mut at, |c| {
                c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.')
            })),
            c if c.is_alphabetic() || c == '_' || c == '$' => {
                let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | ':' | '$' | '-');
                Token::Word(take_while(&letters, &mut at, word))
            }
            other => {
                return Err(Fault::new(
                    start,
                    format!("\"{other}\" does not belong here. Texts stand in double quotes."),
                ));
            }
        };
        tokens.push((start, token));
    }
    Ok(tokens)
}

/// The filter with `mask` as a quoted text in the place of each value that a private attribute is compared with, and
/// otherwise as it was written; nothing but `mask` where it cannot be read.
pub fn masked(text: &str, is_private: impl Fn(&str) -> bool, mask: &str) -> String {
    let Ok(tokens) = split(text) else { return mask.to_owned() };
    let letters: Vec<char> = text.chars().collect();
    let mut written = String::with_capacity(text.len());
    let mut kept = 0;
    for (at, (_, token)) in tokens.iter().enumerate() {
        let Token::Word(word) = token else { continue };
        let (Some((_, Token::Word(operator))), Some((start, _))) = (tokens.get(at + 1), tokens.get(at + 2)) else {
            continue;
        };
        if !is_private(&attribute_of(word)) || operator.eq_ignore_ascii_case("pr") {
            continue;
        }
        let end = tokens.get(at + 3).map_or(letters.len(), |(next, _)| *next);
        let blanks = letters[*start..end].iter().rev().take_while(|letter| letter.is_whitespace()).count();
        written.extend(&letters[kept..*start]);
        written.push_str(&format!("\"{mask}\""));
        kept = end - blanks;
    }
    written.extend(&letters[kept..]);
    written
}

/// The attributes that a filter names, in lower case; operators are among them. None where it cannot be read.
pub fn names(text: &str) -> impl Iterator<Item = String> {
    split(text).unwrap_or_default().into_iter().filter_map(|(_, token)| match token {
        Token::Word(word) => Some(attribute_of(&word)),
        _ => None,
    })
}

/// The last part of a name, without a schema before it.
fn attribute_of(word: &str) -> String {
    word.rsplit([':', '.']).next().unwrap_or(word).to_lowercase()
}

fn single(at: &mut usize, token: Token) -> Token {
    *at += 1;
    token
}

fn take_while(letters: &[char], at: &mut usize, keep: impl Fn(char) -> bool) -> String {
    let start = *at;
    while letters.get(*at).is_some_and(|c| keep(*c)) {
        *at += 1;
    }
    letters[start..*at].iter().collect()
}

/// A JSON string.
fn quoted(letters: &[char], at: &mut usize) -> Result<Token, Fault> {
    let start = *at;
    let mut escaped = false;
    loop {
        *at += 1;
        match letters.get(*at) {
            None => return Err(Fault::new(start, "The text that begins here has no closing double quote.")),
            Some('\\') if !escaped => escaped = true,
            Some('"') if !escaped => break,
            Some(_) => escaped = false,
        }
    }
    *at += 1;
    let raw: String = letters[start..*at].iter().collect();
    let text: String = serde_json::from_str(&raw).map_err(|_| {
        Fault::new(start, "This text is not valid. Write it as in JSON: \\\" for a quote, \\\\ for a backslash.")
    })?;
    if text.contains('\0') {
        return Err(Fault::new(start, "A text may not hold the NUL character."));
    }
    Ok(Token::Text(text))
}
