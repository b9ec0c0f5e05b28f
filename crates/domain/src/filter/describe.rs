//! A filter in a few words, to be called by: "department Sales, last access over 90 days". What a private field is compared
//! with is left out, as names are read by everybody.

use super::{Filter, Holding, Operand, Operator, ProfileOperand, Scope};
use crate::field_rights::{MASK, is_private};
use crate::id::ProfileFieldId;
use crate::time::{self, Ago};

/// The filter in words.
pub fn describe(filter: &Filter, scope: &Scope) -> String {
    match filter {
        Filter::And(parts) => joined(parts, ", ", scope),
        Filter::Or(parts) => joined(parts, " or ", scope),
        Filter::Not(part) => match part.as_ref() {
            Filter::Present(attribute) => format!("no {}", label(attribute.name())),
            part => format!("not {}", grouped(part, scope)),
        },
        Filter::Present(attribute) => format!("any {}", label(attribute.name())),
        Filter::Compare(attribute, operator, operand) => compared(attribute.name(), *operator, operand),
        Filter::Holds(Holding::Roles, part) => format!("role {}", value_in(part, scope)),
        Filter::Holds(Holding::Cohorts, part) => format!("cohort {}", value_in(part, scope)),
        Filter::Holds(Holding::Enrolments, part) => format!("enrolled ({})", describe(part, scope)),
        Filter::ProfilePresent(field) => format!("any {}", field_label(*field, scope)),
        Filter::Profile(field, operator, operand) => of_profile(&field_label(*field, scope), *operator, operand),
    }
}

fn joined(parts: &[Filter], with: &str, scope: &Scope) -> String {
    parts.iter().map(|part| grouped(part, scope)).collect::<Vec<_>>().join(with)
}

/// A part of something else, in parentheses where it would be misread.
fn grouped(filter: &Filter, scope: &Scope) -> String {
    match filter {
        Filter::And(_) | Filter::Or(_) => format!("({})", describe(filter, scope)),
        filter => describe(filter, scope),
    }
}

/// What is held: mostly nothing but a key.
fn value_in(part: &Filter, scope: &Scope) -> String {
    match part {
        Filter::Compare(attribute, Operator::Eq, Operand::Text(key)) if attribute.name().ends_with(".value") => {
            key.clone()
        }
        part => grouped(part, scope),
    }
}

/// What an attribute is called: `last_access_at` is "last access".
fn label(name: &str) -> String {
    name.rsplit('.').next().unwrap_or(name).trim_end_matches("_at").replace('_', " ")
}

fn field_label(id: ProfileFieldId, scope: &Scope) -> String {
    let field = scope.fields.iter().find(|field| field.id == id);
    field.map_or_else(|| "a profile field".to_owned(), |field| field.label.clone())
}

fn compared(name: &str, operator: Operator, operand: &Operand) -> String {
    let label = label(name);
    match operand {
        _ if is_private(name) => phrase(&label, operator, MASK),
        Operand::Bool(value) => {
            let holds = *value == matches!(operator, Operator::Eq);
            if holds { label } else { format!("not {label}") }
        }
        Operand::Ago(ago) => since(&label, operator, *ago),
        Operand::Time(at) => {
            let day: String = time::format(*at).chars().take(10).collect();
            timed(&label, operator, &day)
        }
        Operand::Number(number) => phrase(&label, operator, &number.to_string()),
        Operand::Status(status) => phrase("", operator, status.name()).trim_start().to_owned(),
        Operand::Text(text) => phrase(&label, operator, text),
    }
}

fn of_profile(label: &str, operator: Operator, operand: &ProfileOperand) -> String {
    match operand {
        ProfileOperand::Key(key) => phrase(label, operator, key),
        ProfileOperand::Ago(ago) => since(label, operator, *ago),
    }
}

/// Before a time that lies so far back is longer ago.
fn since(label: &str, operator: Operator, ago: Ago) -> String {
    let word = if matches!(operator, Operator::Lt | Operator::Le) { "over" } else { "within" };
    format!("{label} {word} {}", ago.in_words())
}

fn timed(label: &str, operator: Operator, day: &str) -> String {
    let word = match operator {
        Operator::Lt | Operator::Le => "before",
        Operator::Gt | Operator::Ge => "since",
        Operator::Ne => "not",
        _ => "on",
    };
    format!("{label} {word} {day}")
}

fn phrase(label: &str, operator: Operator, value: &str) -> String {
    let word = match operator {
        Operator::Eq => "",
        Operator::Ne => "not ",
        Operator::Co => "with ",
        Operator::Sw => "beginning with ",
        Operator::Ew => "ending with ",
        Operator::Gt => "over ",
        Operator::Ge => "from ",
        Operator::Lt => "under ",
        Operator::Le => "up to ",
    };
    format!("{label} {word}{value}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::parse;

    fn described(text: &str) -> String {
        let scope = Scope { private: true, ..Scope::default() };
        parse(text, &scope).map_or_else(|error| error.to_string(), |filter| describe(&filter, &scope))
    }

    #[test]
    fn filters_are_told_in_words() {
        for (filter, words) in [
            (r#"department eq "Sales" and last_access_at lt "-P90D""#, "department Sales, last access over 90 days"),
            (r#"city sw "Gr" or city ne "Linz""#, "city beginning with Gr or city not Linz"),
            (r#"status eq "suspended""#, "suspended"),
            ("never_accessed eq true and suspended eq false", "never accessed, not suspended"),
            (
                r#"created_at ge "-P1M" and created_at lt "2026-03-01""#,
                "created within 1 month, created before 2026-03-01",
            ),
            (r#"not (department pr) and (city eq "a" or city eq "b")"#, "no department, (city a or city b)"),
            (r#"id_number eq "4711" and phone pr"#, "id number …, any phone"),
        ] {
            assert_eq!(described(filter), words, "{filter}");
        }
    }
}
