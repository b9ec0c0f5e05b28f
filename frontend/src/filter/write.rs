//! From what was built to the API's text.

use super::{Condition, Group, Join, Operator, Part};

impl Group {
    /// The filter as the API reads it; empty where nothing is asked.
    pub fn text(&self) -> String {
        let word = match self.join {
            Join::All => " and ",
            Join::Any => " or ",
        };
        let parts = self.parts.iter().filter_map(part).collect::<Vec<_>>();
        parts.join(word)
    }
}

fn part(part: &Part) -> Option<String> {
    match part {
        Part::Is(condition) if condition.is_unfinished() => None,
        Part::Is(condition) => Some(condition.text()),
        Part::Group(group) => Some(group.text()).filter(|text| !text.is_empty()).map(|text| format!("({text})")),
    }
}

impl Condition {
    fn text(&self) -> String {
        let text = self.comparison();
        if self.or_absent { format!("({text} or not ({} pr))", self.field) } else { text }
    }

    fn comparison(&self) -> String {
        let field = &self.field;
        let value = |index: usize| quoted(self.values.get(index).map(String::as_str).unwrap_or_default().trim());
        let ago = || quoted(&format!("-{}", self.values.first().map(String::as_str).unwrap_or_default()));
        match self.operator {
            Operator::Is => format!("{field} eq {}", value(0)),
            Operator::IsNot => format!("{field} ne {}", value(0)),
            Operator::Contains => format!("{field} co {}", value(0)),
            Operator::DoesNotContain => format!("not ({field} co {})", value(0)),
            Operator::StartsWith => format!("{field} sw {}", value(0)),
            Operator::EndsWith => format!("{field} ew {}", value(0)),
            Operator::IsEmpty | Operator::Never => format!("not ({field} pr)"),
            Operator::IsNotEmpty | Operator::Ever => format!("{field} pr"),
            Operator::Yes => format!("{field} eq true"),
            Operator::No => format!("{field} eq false"),
            Operator::Before => format!("{field} lt {}", value(0)),
            Operator::Since => format!("{field} ge {}", value(0)),
            Operator::Between => format!("({field} ge {} and {field} lt {})", value(0), value(1)),
            Operator::InTheLast => format!("{field} ge {}", ago()),
            Operator::NotInTheLast => format!("{field} lt {}", ago()),
        }
    }
}

/// A JSON string, which is what the grammar's texts are.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
