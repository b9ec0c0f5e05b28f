//! Words to a typed tree.

use jiff::tz::TimeZone;

use super::attribute::{Holding, Storage};
use super::lexer::{Token, split};
use super::{Attribute, Filter, Operand, Operator, Scope, profile};
use crate::Error;
use crate::profile::ProfileField;
use crate::text::show;
use crate::time::{self, Ago};
use crate::users::Status;

/// The longest filter, in characters.
const LONGEST: usize = 8_000;
/// The deepest nesting.
const DEEPEST: usize = 50;
/// The most comparisons.
const MOST: usize = 200;

/// The custom fields of an account: its parts.
const PROFILE: &str = "profile";
/// What has parts.
const BRACKETS: [&str; 4] = [Holding::Roles.name(), Holding::Cohorts.name(), Holding::Enrolments.name(), PROFILE];

fn held(name: &str) -> Option<Holding> {
    Holding::ALL.into_iter().find(|what| what.name() == name)
}

/// What is wrong with a filter, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    position: usize,
    message: String,
}

impl Fault {
    pub(super) fn new(position: usize, message: impl Into<String>) -> Self {
        Self { position, message: message.into() }
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self::Malformed {
            code: "invalid_filter",
            message: format!("The filter is wrong at character {}: {}", fault.position + 1, fault.message),
            position: Some(fault.position),
        }
    }
}

/// Reads a filter of a user who may ask for what is in the scope.
pub fn parse(text: &str, scope: &Scope) -> Result<Filter, Error> {
    if text.chars().count() > LONGEST {
        return Err(Fault::new(LONGEST, format!("it is longer than {LONGEST} characters.")).into());
    }
    let end = text.chars().count();
    let mut parser = Parser { scope, tokens: split(text)?, next: 0, inside: None, depth: 0, comparisons: 0, end };
    let filter = parser.any()?;
    match parser.tokens.get(parser.next) {
        None => Ok(filter),
        Some((position, Token::Close)) => Err(Fault::new(*position, "this parenthesis closes nothing.").into()),
        Some((position, Token::CloseBracket)) => Err(Fault::new(*position, "this bracket closes nothing.").into()),
        Some((position, _)) => Err(Fault::new(*position, "expected \"and\", \"or\" or the end.").into()),
    }
}

/// Reads a filter as a caller gives it: one that is missing or blank is none.
pub fn parse_given(text: Option<&str>, scope: &Scope) -> Result<Option<Filter>, Error> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(|text| parse(text, scope)).transpose()
}

struct Parser<'a> {
    scope: &'a Scope,
    tokens: Vec<(usize, Token)>,
    next: usize,
    /// What the brackets belong to that this stands in.
    inside: Option<&'static str>,
    depth: usize,
    comparisons: usize,
    end: usize,
}

impl<'a> Parser<'a> {
    /// `or` binds less than `and`.
    fn any(&mut self) -> Result<Filter, Fault> {
        self.list("or", Self::all, Filter::Or)
    }

    fn all(&mut self) -> Result<Filter, Fault> {
        self.list("and", Self::one, Filter::And)
    }

    fn list(
        &mut self,
        word: &str,
        part: fn(&mut Self) -> Result<Filter, Fault>,
        join: fn(Vec<Filter>) -> Filter,
    ) -> Result<Filter, Fault> {
        let first = part(self)?;
        let mut parts = vec![first];
        while self.take_word(word) {
            parts.push(part(self)?);
        }
        Ok(if parts.len() == 1 { parts.swap_remove(0) } else { join(parts) })
    }

    fn one(&mut self) -> Result<Filter, Fault> {
        let position = self.position();
        if self.take_word("not") {
            if !matches!(self.peek(), Some(Token::Open)) {
                return Err(Fault::new(self.position(), "expected \"(\" behind \"not\"."));
            }
            return Ok(Filter::Not(Box::new(self.one()?)));
        }
        if matches!(self.peek(), Some(Token::Open)) {
            self.depth += 1;
            if self.depth > DEEPEST {
                return Err(Fault::new(position, format!("parentheses are nested deeper than {DEEPEST}.")));
            }
            self.next += 1;
            let inner = self.any()?;
            if !matches!(self.peek(), Some(Token::Close)) {
                return Err(Fault::new(
                    self.position(),
                    format!("expected \")\" for the parenthesis at character {}.", position + 1),
                ));
            }
            self.next += 1;
            self.depth -= 1;
            return Ok(inner);
        }
        self.comparison()
    }

    fn comparison(&mut self) -> Result<Filter, Fault> {
        let position = self.position();
        self.comparisons += 1;
        if self.comparisons > MOST {
            return Err(Fault::new(position, format!("there are more than {MOST} comparisons.")));
        }
        let Some(Token::Word(name)) = self.peek().cloned() else {
            let known = match self.inside {
                Some(name) if name == Holding::Enrolments.name() => "course",
                Some(name) if held(name).is_some() => "value",
                Some(_) => "one of your own",
                None if self.scope.is_of_accounts() => "last_name",
                None => "id",
            };
            return Err(Fault::new(position, format!("expected a field such as {known}.")));
        };
        self.next += 1;
        if matches!(self.peek(), Some(Token::OpenBracket)) {
            return self.value_path(position, &name);
        }
        let field = self.field(position, &name)?;
        let operator_at = self.position();
        let Some(Token::Word(word)) = self.peek().cloned() else {
            return Err(Fault::new(operator_at, "expected an operator: eq, ne, co, sw, ew, gt, ge, lt, le or pr."));
        };
        self.next += 1;
        if word.eq_ignore_ascii_case("pr") {
            return Ok(field.present());
        }
        let operator = operator(&word).ok_or_else(|| {
            Fault::new(
                operator_at,
                format!("\"{}\" is no operator. There are: eq, ne, co, sw, ew, gt, ge, lt, le and pr.", show(&word)),
            )
        })?;
        let value_at = self.position();
        let Some(value) = self.peek().cloned() else {
            return Err(Fault::new(value_at, "expected a value: a text in double quotes, true, false or null."));
        };
        self.next += 1;
        if value == Token::Word("null".to_owned()) {
            let present = field.present();
            return match operator {
                Operator::Eq => Ok(Filter::Not(Box::new(present))),
                Operator::Ne => Ok(present),
                _ => Err(Fault::new(value_at, "null can only be compared with eq and ne.")),
            };
        }
        match field {
            NamedField::Attribute(attribute) => {
                let operand = operand(attribute, &value, value_at)?;
                check_operator(attribute, operator, &operand, operator_at)?;
                Ok(Filter::Compare(attribute, operator, operand))
            }
            NamedField::Profile(field) => {
                let operand = profile::operand(field, &value, value_at)?;
                profile::check_operator(field, operator, &operand, operator_at)?;
                Ok(Filter::Profile(field.id, operator, operand))
            }
        }
    }

    /// `name[...]`: a condition on one of several things that belong together, or on the parts of one (RFC 7644, "valuePath").
    fn value_path(&mut self, position: usize, name: &str) -> Result<Filter, Fault> {
        let bracket = self.position();
        if self.inside.is_some() {
            return Err(Fault::new(bracket, "brackets do not stand inside of brackets."));
        }
        let known: &[&str] = if self.scope.is_of_accounts() { &BRACKETS } else { &[] };
        let Some(inside) = known.iter().copied().find(|known| known.eq_ignore_ascii_case(name)) else {
            self.field(position, name)?;
            let hint =
                if known.is_empty() { String::new() } else { format!(" Brackets go with {}.", known.join(", ")) };
            return Err(Fault::new(bracket, format!("{name} has no parts.{hint}")));
        };
        self.next += 1;
        self.inside = Some(inside);
        let inner = self.any()?;
        if !matches!(self.peek(), Some(Token::CloseBracket)) {
            let message = format!("expected \"]\" for the bracket at character {}.", bracket + 1);
            return Err(Fault::new(self.position(), message));
        }
        self.next += 1;
        self.inside = None;
        Ok(match held(inside) {
            Some(what) => Filter::Holds(what, Box::new(inner)),
            None => inner,
        })
    }

    /// What a comparison is about.
    fn field(&self, position: usize, name: &str) -> Result<NamedField<'a>, Fault> {
        let scope = self.scope;
        let path = self.inside.map_or_else(|| name.to_owned(), |inside| format!("{inside}.{name}"));
        if let Some(what) = self.inside.and_then(held).filter(|_| scope.attribute(&path).is_none()) {
            let parts =
                scope.about.iter().filter_map(|known| known.name().strip_prefix(what.name())?.strip_prefix('.'));
            let known: Vec<&str> = parts.collect();
            let message = format!("{} has no part \"{}\". There are: {}.", what.name(), show(name), known.join(", "));
            return Err(Fault::new(position, message));
        }
        let (name, lower) = (path.as_str(), path.to_ascii_lowercase());
        if let Some(custom) = lower.strip_prefix("profile.").filter(|_| scope.is_of_accounts()) {
            let found = scope.fields.iter().find(|field| field.name == custom);
            return found.map(NamedField::Profile).ok_or_else(|| unknown_member(position, name, scope));
        }
        let attribute = scope.attribute(name).ok_or_else(|| unknown_attribute(position, name, scope))?;
        if !scope.holds(attribute) {
            let message = format!("{} needs the capability users.view_private.", attribute.name());
            return Err(Fault::new(position, message));
        }
        Ok(NamedField::Attribute(attribute))
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|(_, token)| token)
    }

    fn position(&self) -> usize {
        self.tokens.get(self.next).map_or(self.end, |(position, _)| *position)
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Word(found)) if found.eq_ignore_ascii_case(word));
        self.next += usize::from(found);
        found
    }
}

/// What a comparison is about.
enum NamedField<'a> {
    Attribute(Attribute),
    Profile(&'a ProfileField),
}

impl NamedField<'_> {
    fn present(&self) -> Filter {
        match self {
            Self::Attribute(attribute) => Filter::Present(*attribute),
            Self::Profile(field) => Filter::ProfilePresent(field.id),
        }
    }
}

fn unknown_member(position: usize, name: &str, scope: &Scope) -> Fault {
    let known: Vec<_> = scope.fields.iter().map(ProfileField::path).collect();
    let hint =
        if known.is_empty() { "None are set up yet.".to_owned() } else { format!("There are: {}.", known.join(", ")) };
    let name = show(name);
    Fault::new(position, format!("there is no profile field \"{name}\". {hint}"))
}

fn unknown_attribute(position: usize, name: &str, scope: &Scope) -> Fault {
    let near =
        scope.about.iter().find(|known| known.name().replace('_', "") == name.to_lowercase().replace(['_', '.'], ""));
    let hint = near.map_or_else(
        || {
            let names: Vec<_> = scope.about.iter().map(|attribute| attribute.name()).collect();
            format!("There are: {}.", names.join(", "))
        },
        |near| format!("Did you mean {}?", near.name()),
    );
    Fault::new(position, format!("there is no field \"{}\". {hint}", show(name)))
}

fn operator(word: &str) -> Option<Operator> {
    Some(match word.to_ascii_lowercase().as_str() {
        "eq" => Operator::Eq,
        "ne" => Operator::Ne,
        "co" => Operator::Co,
        "sw" => Operator::Sw,
        "ew" => Operator::Ew,
        "gt" => Operator::Gt,
        "ge" => Operator::Ge,
        "lt" => Operator::Lt,
        "le" => Operator::Le,
        _ => return None,
    })
}

fn operand(attribute: Attribute, token: &Token, position: usize) -> Result<Operand, Fault> {
    let name = attribute.name();
    match (attribute.storage, token) {
        (Storage::Bool(_) | Storage::Derived(_) | Storage::Locked, Token::Word(word))
            if word == "true" || word == "false" =>
        {
            Ok(Operand::Bool(word == "true"))
        }
        (Storage::Bool(_) | Storage::Derived(_) | Storage::Locked, _) => {
            Err(Fault::new(position, format!("{name} is true or false, without quotes.")))
        }
        (Storage::Time(_) | Storage::TimeOrZero(_) | Storage::HeldTime(..), Token::Text(text)) => {
            let at = time::parse(text, &TimeZone::UTC).map(Operand::Time);
            at.or_else(|| Ago::parse(text).map(Operand::Ago)).ok_or_else(|| {
                Fault::new(
                    position,
                    format!(
                        "{name} is a time such as \"2026-03-01T09:30:00Z\" or \"2026-03-01\", or one before now such as \"-P30D\" (30 days ago) or \"-PT12H\" (12 hours ago)."
                    ),
                )
            })
        }
        (Storage::Time(_) | Storage::TimeOrZero(_) | Storage::HeldTime(..), _) => {
            Err(Fault::new(position, format!("{name} is a time in double quotes, such as \"2026-03-01\".")))
        }
        (Storage::Number(_), Token::Number(text)) => text
            .parse()
            .map(Operand::Number)
            .map_err(|_| Fault::new(position, format!("{name} is a whole number, such as 4."))),
        (Storage::Number(_), _) => Err(Fault::new(position, format!("{name} is a whole number without quotes."))),
        (Storage::Profile, _) => {
            Err(Fault::new(position, "profile is asked for with pr, or by one of its fields: profile.name."))
        }
        (Storage::Status, Token::Text(text)) => Status::ALL
            .into_iter()
            .find(|status| status.name().eq_ignore_ascii_case(text))
            .map(Operand::Status)
            .ok_or_else(|| {
                Fault::new(position, "status is \"active\", \"suspended\", \"locked\", \"unconfirmed\" or \"deleted\".")
            }),
        (_, Token::Text(text)) => Ok(Operand::Text(text.clone())),
        _ => Err(Fault::new(position, format!("{name} is a text in double quotes."))),
    }
}

fn check_operator(attribute: Attribute, operator: Operator, operand: &Operand, position: usize) -> Result<(), Fault> {
    let equality = matches!(operator, Operator::Eq | Operator::Ne);
    let ordering = matches!(operator, Operator::Gt | Operator::Ge | Operator::Lt | Operator::Le);
    let fits = match operand {
        Operand::Text(_) if attribute.storage.is_a_whole() => equality,
        Operand::Text(_) => true,
        Operand::Time(_) | Operand::Number(_) => equality || ordering,
        Operand::Ago(_) => ordering,
        Operand::Bool(_) | Operand::Status(_) => equality,
    };
    if fits {
        return Ok(());
    }
    let name = attribute.name();
    Err(Fault::new(
        position,
        match operand {
            Operand::Time(_) | Operand::Number(_) => {
                format!("{name} can be compared with eq, ne, gt, ge, lt, le or pr only.")
            }
            Operand::Ago(_) => format!("{name} can be compared with a time before now by gt, ge, lt or le only."),
            _ => format!("{name} can be compared with eq, ne or pr only."),
        },
    ))
}

#[cfg(test)]
#[path = "parse_tests.rs"]
mod tests;
