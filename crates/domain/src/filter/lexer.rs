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
            c if c.is_ascii_digit() || c == '-' => {
                Token::Number(take_while(&letters, &mut at, |c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.')))
            }
            c if c.is_alphabetic() || c == '_' || c == '$' => {
                let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | ':' | '$' | '-');
                Token::Word(take_while(&letters, &mut at, word))
            }
            other => return Err(Fault::new(start, format!("\"{other}\" does not belong here. Texts stand in double quotes."))),
        };
        tokens.push((start, token));
    }
    Ok(tokens)
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
    let text: String = serde_json::from_str(&raw)
        .map_err(|_| Fault::new(start, "This text is not valid. Write it as in JSON: \\\" for a quote, \\\\ for a backslash."))?;
    if text.contains('\0') {
        return Err(Fault::new(start, "A text may not hold the NUL character."));
    }
    Ok(Token::Text(text))
}
