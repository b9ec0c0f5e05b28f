//! Which courses the list shows, as it stands in the address.

use yew::AttrValue;

use crate::t;
use crate::ui::ListQuery;
use crate::url::Query;

/// What can be shown, by the names in the address, each with its filter; the first where the address says nothing.
const CHOICES: [(&str, &str); 4] = [
    ("", "archived eq false"),
    ("hidden", "archived eq false and visible eq false"),
    ("archived", "archived eq true"),
    ("all", ""),
];

/// What is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CoursesQuery {
    /// A part of the name or the code; empty for all.
    pub q: String,
    /// One of the choices.
    pub show: String,
}

impl ListQuery for CoursesQuery {
    /// A choice that there is none of is none.
    fn read(address: &Query) -> Self {
        let is_known = |show: &&str| CHOICES.iter().any(|(known, _)| known == show);
        let show = address.get("show").filter(is_known).unwrap_or_default().to_owned();
        Self { q: address.get("q").unwrap_or_default().to_owned(), show }
    }

    fn write(&self, address: Query) -> Query {
        address.with("q", &self.q).with("show", &self.show)
    }

    fn ask(&self, parameters: Query) -> Query {
        let filter = CHOICES.iter().find(|(name, _)| *name == self.show).map_or("", |(_, filter)| *filter);
        parameters.with("q", &self.q).with("filter", filter)
    }
}

/// The choices with their names.
pub fn choices() -> Vec<(AttrValue, AttrValue)> {
    let names =
        [t!("courses-show-current"), t!("courses-show-hidden"), t!("courses-show-archived"), t!("courses-show-all")];
    CHOICES.iter().zip(names).map(|((code, _), name)| (AttrValue::Static(code), name.into())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_keeps_all_of_it() {
        let query = CoursesQuery { q: "fire & more".to_owned(), show: "hidden".to_owned() };
        assert_eq!(CoursesQuery::read(&query.write(Query::default())), query);
        assert_eq!(CoursesQuery::read(&Query::default().with("show", "nonsense")), CoursesQuery::default());
        assert_eq!(CoursesQuery::default().write(Query::default()).on("/courses"), "/courses");
        assert!(query.is_narrowed() && !CoursesQuery::default().is_narrowed());
    }

    #[test]
    fn archived_courses_are_shown_only_if_they_are_asked_for() {
        let filter = |show: &str| {
            let query = CoursesQuery { show: show.to_owned(), ..CoursesQuery::default() };
            query.ask(Query::default()).get("filter").map(str::to_owned)
        };
        assert_eq!(filter("").as_deref(), Some("archived eq false"));
        assert_eq!((filter("archived").as_deref(), filter("all")), (Some("archived eq true"), None));
        assert_eq!(choices().len(), CHOICES.len());
    }
}
