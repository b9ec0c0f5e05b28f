//! From the API's text back to what was built.

use super::{Condition, Group, Join, Operator, Part, Span, ValueKind};

/// A word of the text.
#[derive(Debug, Clone, PartialEq)]
enum Token {
    Word(String),
    Text(String),
    Open,
    Close,
}

/// The group that a filter text stands for; `None` if it can't be built, or is no filter at all.
/// `kind_of` says what a field holds, and `None` of a field that one can't build with.
pub fn read(text: &str, kind_of: impl Fn(&str) -> Option<ValueKind>) -> Option<Group> {
    if text.trim().is_empty() {
        return Some(Group::default());
    }
    let tokens = split(text)?;
    let mut reader = Reader { tokens: &tokens, next: 0, depth: 0, kind_of: &kind_of };
    let part = reader.any()?;
    if reader.next < tokens.len() {
        return None;
    }
    Some(match part {
        Part::Group(group) => group,
        condition @ Part::Is(_) => Group { join: Join::All, parts: vec![condition] },
    })
}

fn split(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(letter) = rest.chars().next() {
        let used = match letter {
            '(' => {
                tokens.push(Token::Open);
                1
            }
            ')' => {
                tokens.push(Token::Close);
                1
            }
            '"' => {
                let mut values = serde_json::Deserializer::from_str(rest).into_iter::<String>();
                tokens.push(Token::Text(values.next()?.ok()?));
                values.byte_offset()
            }
            _ => {
                let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"')).unwrap_or(rest.len());
                tokens.push(Token::Word(rest[..end].to_owned()));
                end
            }
        };
        rest = rest[used..].trim_start();
    }
    Some(tokens)
}

/// Nothing that people build is nested deeper.
const DEEPEST: usize = 20;

struct Reader<'a> {
    tokens: &'a [Token],
    next: usize,
    depth: usize,
    kind_of: &'a dyn Fn(&str) -> Option<ValueKind>,
}

impl Reader<'_> {
    fn any(&mut self) -> Option<Part> {
        self.list("or", Join::Any, Self::all)
    }

    fn all(&mut self) -> Option<Part> {
        self.list("and", Join::All, Self::one)
    }

    fn list(&mut self, word: &str, join: Join, part: fn(&mut Self) -> Option<Part>) -> Option<Part> {
        let first = part(self)?;
        let mut parts = vec![first];
        while self.take(word) {
            parts.push(part(self)?);
        }
        if parts.len() == 1 { parts.pop() } else { Some(Part::Group(Group { join, parts })) }
    }

    fn one(&mut self) -> Option<Part> {
        if self.take("not") {
            return self.negated();
        }
        if self.peek() != Some(&Token::Open) {
            return self.condition().map(Part::Is);
        }
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        self.next += 1;
        let inner = self.any()?;
        self.close()?;
        self.depth -= 1;
        Some(between(&inner).or_else(|| or_absent(&inner)).map_or(inner, Part::Is))
    }

    /// Only those negations that are an operator of their own.
    fn negated(&mut self) -> Option<Part> {
        if self.token()? != Token::Open {
            return None;
        }
        let mut condition = self.condition()?;
        self.close()?;
        condition.operator = match condition.operator {
            Operator::Contains => Operator::DoesNotContain,
            Operator::IsNotEmpty => Operator::IsEmpty,
            Operator::Ever => Operator::Never,
            _ => return None,
        };
        Some(Part::Is(condition))
    }

    fn condition(&mut self) -> Option<Condition> {
        let Token::Word(field) = self.token()? else { return None };
        let kind = (self.kind_of)(&field)?;
        let Token::Word(operator) = self.token()? else { return None };
        let operator = operator.to_ascii_lowercase();
        if operator == "pr" {
            let operator = match kind {
                ValueKind::Time(_) => Operator::Ever,
                ValueKind::Text | ValueKind::Found => Operator::IsNotEmpty,
                ValueKind::Flag | ValueKind::Choice => return None,
            };
            return Some(Condition { field, operator, values: Vec::new(), or_absent: false });
        }
        let (operator, values) = match (kind, operator.as_str(), self.token()?) {
            (ValueKind::Flag, "eq", Token::Word(value)) => match value.as_str() {
                "true" => (Operator::Yes, vec![]),
                "false" => (Operator::No, vec![]),
                _ => return None,
            },
            (ValueKind::Time(_), "ge" | "lt", Token::Text(value)) if value.starts_with("-P") => {
                let span = Span::read(&value[1..])?;
                let operator = if operator == "ge" { Operator::InTheLast } else { Operator::NotInTheLast };
                (operator, vec![span.text()])
            }
            (ValueKind::Time(_), "ge", Token::Text(value)) if is_day(&value) => (Operator::Since, vec![value]),
            (ValueKind::Time(_), "lt", Token::Text(value)) if is_day(&value) => (Operator::Before, vec![value]),
            (ValueKind::Text | ValueKind::Choice | ValueKind::Found, "eq", Token::Text(value)) => {
                (Operator::Is, vec![value])
            }
            (ValueKind::Text | ValueKind::Choice | ValueKind::Found, "ne", Token::Text(value)) => {
                (Operator::IsNot, vec![value])
            }
            (ValueKind::Text, "co", Token::Text(value)) => (Operator::Contains, vec![value]),
            (ValueKind::Text, "sw", Token::Text(value)) => (Operator::StartsWith, vec![value]),
            (ValueKind::Text, "ew", Token::Text(value)) => (Operator::EndsWith, vec![value]),
            _ => return None,
        };
        Some(Condition { field, operator, values, or_absent: false })
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    fn token(&mut self) -> Option<Token> {
        let token = self.peek().cloned();
        self.next += 1;
        token
    }

    fn close(&mut self) -> Option<()> {
        (self.token()? == Token::Close).then_some(())
    }

    fn take(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Word(found)) if found.eq_ignore_ascii_case(word));
        self.next += usize::from(found);
        found
    }
}

/// A day as date fields give it. Times of day can't be built here, and must not be lost.
fn is_day(text: &str) -> bool {
    let shape = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c });
    shape.eq("0000-00-00".chars())
}

/// Two conditions on one field that are one: from a day until another.
fn between(part: &Part) -> Option<Condition> {
    let Part::Group(Group { join: Join::All, parts }) = part else { return None };
    let [Part::Is(from), Part::Is(until)] = parts.as_slice() else { return None };
    let pair = (from.operator, until.operator) == (Operator::Since, Operator::Before) && from.field == until.field;
    (pair && !until.or_absent).then(|| Condition {
        field: from.field.clone(),
        operator: Operator::Between,
        values: [from, until].iter().flat_map(|condition| condition.values.clone()).collect(),
        or_absent: false,
    })
}

/// Two conditions on one field that are one: an early time, or none at all.
fn or_absent(part: &Part) -> Option<Condition> {
    let Part::Group(Group { join: Join::Any, parts }) = part else { return None };
    let [Part::Is(early), Part::Is(absent)] = parts.as_slice() else { return None };
    let pair = early.operator.leaves_out_absent() && absent.operator == Operator::Never && early.field == absent.field;
    pair.then(|| Condition { or_absent: true, ..early.clone() })
}
