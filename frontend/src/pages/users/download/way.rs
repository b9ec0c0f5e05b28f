//! How a file comes to a person: at once, or prepared as a batch that they need not wait for.

use rollcall_wire::auth::Me;
use rollcall_wire::batches::{Names, Selection as Order, SelectionSettings};

use super::Whom;
use crate::session::may;
use crate::t;

/// From so many accounts on a file takes long enough for a person not to wait for it.
const LARGE: i64 = 20_000;

/// How the file comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The browser waits for it.
    Now,
    /// A batch makes it; it is kept for a while.
    Prepared,
}

impl Way {
    /// The name of the choice.
    pub fn code(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Prepared => "prepared",
        }
    }

    /// The ways that there are for these people, the proposed one first.
    pub fn of(whom: &Whom, me: Option<&Me>) -> Vec<Self> {
        let prepares = me.is_some_and(|me| may(me, "batches.create") && may(me, "batches.apply"));
        match (&whom.question, prepares) {
            (None, false) => Vec::new(),
            (None, true) => vec![Self::Prepared],
            (Some(_), false) => vec![Self::Now],
            (Some(_), true) if whom.count > LARGE => vec![Self::Prepared, Self::Now],
            (Some(_), true) => vec![Self::Now, Self::Prepared],
        }
    }

    /// What a person should know about it.
    pub fn what(self, whom: &Whom) -> String {
        match self {
            Self::Now if whom.count > LARGE => t!("way-now-large", count = whom.count),
            Self::Now => t!("way-now-what"),
            Self::Prepared if whom.question.is_none() => t!("way-prepared-only"),
            Self::Prepared if whom.count > LARGE => t!("way-prepared-large", count = whom.count),
            Self::Prepared => t!("way-prepared-what"),
        }
    }
}

/// The batch that prepares the file; no fields means all.
pub fn order(whom: &Whom, format: &str, fields: Vec<String>) -> Order {
    let settings = SelectionSettings {
        format: Some(format.to_owned()),
        fields: (!fields.is_empty()).then_some(Names::List(fields)),
        apply: Some(true),
        ..SelectionSettings::default()
    };
    Order { action: "export".to_owned(), target: whom.target.clone(), settings }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::users::selection::{Question, Selection};
    use crate::session::tests::me;

    #[test]
    fn many_are_prepared_and_those_whom_no_filter_names_can_be_nothing_else() {
        let clerk = me(&[], &["batches.*", "exports.create"]);
        let reader = me(&[], &["exports.create"]);
        let few = Whom::of_question("", Question::default(), 30);
        assert_eq!(Way::of(&few, Some(&clerk)), [Way::Now, Way::Prepared]);
        assert_eq!(Way::of(&few, Some(&reader)), [Way::Now]);
        let many = Whom { count: LARGE + 1, ..few };
        assert_eq!(Way::of(&many, Some(&clerk)), [Way::Prepared, Way::Now]);
        let pasted = Whom::of_selection("", &Selection::pasted("anna\nben"));
        assert_eq!(Way::of(&pasted, Some(&clerk)), [Way::Prepared]);
        assert_eq!(Way::of(&pasted, Some(&reader)), []);
        let order = order(&pasted, "csv", vec!["username".to_owned()]);
        assert_eq!((order.target.list.as_deref(), order.settings.apply), (Some("anna\nben"), Some(true)));
    }
}
