//! Which conversations the list shows, as it stands in the address.

use yew::AttrValue;

use crate::t;
use crate::ui::ListQuery;
use crate::url::Query;

/// What can be shown, by the names in the address, each with its parameter of the API; the first where the address says nothing.
const CHOICES: [(&str, &str); 4] = [("", ""), ("unread", "unread"), ("starred", "starred"), ("archived", "archived")];

/// What is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MessagesQuery {
    /// One of the choices.
    pub show: String,
}

impl ListQuery for MessagesQuery {
    /// A choice that there is none of is none.
    fn read(address: &Query) -> Self {
        let is_known = |show: &&str| CHOICES.iter().any(|(known, _)| known == show);
        Self { show: address.get("show").filter(is_known).unwrap_or_default().to_owned() }
    }

    fn write(&self, address: Query) -> Query {
        address.with("show", &self.show)
    }

    fn ask(&self, parameters: Query) -> Query {
        let parameter = CHOICES.iter().find(|(name, _)| *name == self.show).map_or("", |(_, parameter)| *parameter);
        if parameter.is_empty() { parameters } else { parameters.with(parameter, true) }
    }
}

/// The choices with their names.
pub fn choices() -> Vec<(AttrValue, AttrValue)> {
    let names = [
        t!("messages-show-all"),
        t!("messages-show-unread"),
        t!("messages-show-starred"),
        t!("messages-show-archived"),
    ];
    CHOICES.iter().zip(names).map(|((code, _), name)| (AttrValue::Static(code), name.into())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_keeps_what_is_shown_and_the_api_is_asked_for_it() {
        let query = MessagesQuery { show: "archived".to_owned() };
        assert_eq!(MessagesQuery::read(&query.write(Query::default())), query);
        assert_eq!(query.ask(Query::default()).get("archived"), Some("true"));
        assert_eq!(MessagesQuery::read(&Query::default().with("show", "nonsense")), MessagesQuery::default());
        assert_eq!(MessagesQuery::default().ask(Query::default()), Query::default());
        assert_eq!(choices().len(), CHOICES.len());
    }
}
