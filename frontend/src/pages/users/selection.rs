//! Who is selected: people one by one, all users whom a list shows, or a list that was pasted. It stays
//! while one pages, sorts and filters.

use std::collections::BTreeMap;

use rollcall_wire::batches::Target;
use rollcall_wire::users::User;

use crate::ui::Ticked;

/// What a list was asked for: the same question shows the same people, whatever the page or the order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Question {
    /// The quick search.
    pub q: String,
    /// The API's filter.
    pub filter: String,
}

/// So many people a filter can name one by one: the API takes 200 comparisons in 8,000 characters.
const MOST_NAMED: usize = 100;

/// Ids with names, to be shown when the selection is looked through.
type People = BTreeMap<String, String>;

/// Who is selected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selection {
    /// These people.
    Picked(People),
    /// All users whom a question finds, but for some.
    Everybody {
        /// The question.
        question: Question,
        /// How many it found.
        total: i64,
        /// Who is left out.
        except: People,
    },
    /// Usernames, e-mail addresses or ID numbers, one a line.
    Pasted(Vec<String>),
}

impl Default for Selection {
    fn default() -> Self {
        Self::Picked(People::new())
    }
}

impl Selection {
    /// From what was pasted: a line each, blank ones left out, nobody twice.
    pub fn pasted(text: &str) -> Self {
        let mut lines: Vec<String> = Vec::new();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if !lines.iter().any(|known| known == line) {
                lines.push(line.to_owned());
            }
        }
        Self::Pasted(lines)
    }

    /// How many are selected.
    pub fn count(&self) -> i64 {
        let len = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        match self {
            Self::Picked(people) => len(people.len()),
            Self::Everybody { total, except, .. } => total - len(except.len()),
            Self::Pasted(lines) => len(lines.len()),
        }
    }

    /// Whether none is selected.
    pub fn is_empty(&self) -> bool {
        self.count() <= 0
    }

    /// Whether rows of this question's list can be chosen one by one: not where others are meant whom
    /// the list does not show.
    pub fn takes_rows_of(&self, question: &Question) -> bool {
        match self {
            Self::Picked(_) => true,
            Self::Everybody { question: own, .. } => own == question,
            Self::Pasted(_) => false,
        }
    }

    /// Whether a user in this question's list is selected.
    pub fn has(&self, id: &str, question: &Question) -> bool {
        match self {
            Self::Picked(people) => people.contains_key(id),
            Self::Everybody { question: own, except, .. } => own == question && !except.contains_key(id),
            Self::Pasted(_) => false,
        }
    }

    /// The same with a user in or out.
    #[must_use]
    pub fn with(mut self, id: &str, name: &str, wanted: bool) -> Self {
        match &mut self {
            Self::Picked(people) if wanted => drop(people.insert(id.to_owned(), name.to_owned())),
            Self::Picked(people) => drop(people.remove(id)),
            Self::Everybody { except, .. } if wanted => drop(except.remove(id)),
            Self::Everybody { except, .. } => drop(except.insert(id.to_owned(), name.to_owned())),
            Self::Pasted(lines) => lines.retain(|line| wanted || line != id),
        }
        self
    }

    /// The same with a whole page in or out.
    #[must_use]
    pub fn with_page<'u>(self, page: impl IntoIterator<Item = &'u User>, wanted: bool) -> Self {
        page.into_iter().fold(self, |selection, user| selection.with(&user.id, &user.full_name, wanted))
    }

    /// How much of a page is selected.
    pub fn of_page<'u>(&self, page: impl IntoIterator<Item = &'u User>, question: &Question) -> Ticked {
        let (mut all, mut ticked) = (0_usize, 0_usize);
        for user in page {
            all += 1;
            ticked += usize::from(self.has(&user.id, question));
        }
        match ticked {
            0 => Ticked::None,
            ticked if ticked == all => Ticked::All,
            _ => Ticked::Some,
        }
    }

    /// The people by name whom one can take out again, or who are left out.
    pub fn listed(&self) -> Vec<(String, String)> {
        match self {
            Self::Picked(people) | Self::Everybody { except: people, .. } => {
                people.iter().map(|(id, name)| (id.clone(), name.clone())).collect()
            }
            Self::Pasted(lines) => lines.iter().map(|line| (line.clone(), line.clone())).collect(),
        }
    }

    /// The question that finds just these people, where a filter of the API can ask it.
    pub fn question(&self) -> Option<Question> {
        let ids = |people: &People| {
            let each = people.keys().map(|id| format!("id eq \"{id}\""));
            (people.len() <= MOST_NAMED).then(|| each.collect::<Vec<_>>().join(" or "))
        };
        match self {
            Self::Picked(people) => Some(Question { q: String::new(), filter: ids(people)? }),
            Self::Everybody { question, except, .. } if except.is_empty() => Some(question.clone()),
            Self::Everybody { question, except, .. } => {
                let others = format!("not ({})", ids(except)?);
                let filter = match question.filter.as_str() {
                    "" => others,
                    filter => format!("({filter}) and {others}"),
                };
                Some(Question { q: question.q.clone(), filter })
            }
            Self::Pasted(_) => None,
        }
    }

    /// As the API takes it.
    pub fn target(&self) -> Target {
        let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        let expected_count = Some(self.count());
        match self {
            Self::Picked(people) => {
                Target { ids: Some(people.keys().cloned().collect()), expected_count, ..Target::default() }
            }
            Self::Everybody { question, except, .. } => Target {
                // Everybody is a filter that lets everybody through.
                filter: Some(question.filter.clone()),
                q: some(&question.q),
                exclude: except.keys().cloned().collect(),
                expected_count,
                ..Target::default()
            },
            Self::Pasted(lines) => Target { list: Some(lines.join("\n")), ..Target::default() },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::tests::me;

    fn people(ids: &[&str]) -> Vec<User> {
        ids.iter().map(|id| User { id: (*id).to_owned(), ..me(&[], &[]).user }).collect()
    }

    fn question(q: &str) -> Question {
        Question { q: q.to_owned(), filter: String::new() }
    }

    #[test]
    fn a_page_adds_to_what_was_picked_on_others() {
        let selection = Selection::default().with("z", "Zoe", true).with_page(&people(&["a", "b"]), true);
        assert_eq!(selection.count(), 3);
        assert_eq!(selection.of_page(&people(&["a", "b"]), &question("x")), Ticked::All);
        assert_eq!(selection.of_page(&people(&["b", "c"]), &question("y")), Ticked::Some);
        let selection = selection.with_page(&people(&["a", "b"]), false);
        assert_eq!(selection.target().ids, Some(vec!["z".to_owned()]));
    }

    #[test]
    fn everybody_but_some_is_a_filter_with_exceptions() {
        let all = Selection::Everybody { question: question("an"), total: 120, except: People::new() };
        let all = all.with("b", "Ben", false);
        assert_eq!((all.count(), all.has("a", &question("an")), all.has("b", &question("an"))), (119, true, false));
        let target = all.target();
        assert_eq!((target.q.as_deref(), target.filter.as_deref()), (Some("an"), Some("")));
        assert_eq!((target.exclude, target.expected_count), (vec!["b".to_owned()], Some(119)));
        assert_eq!(target.ids, None);
    }

    #[test]
    fn everybody_of_one_list_says_nothing_about_the_rows_of_another() {
        let all = Selection::Everybody { question: question("an"), total: 120, except: People::new() };
        assert!(all.takes_rows_of(&question("an")));
        assert!(!all.takes_rows_of(&question("be")));
        assert!(!all.has("a", &question("be")));
    }

    #[test]
    fn a_selection_is_a_question_where_a_filter_can_ask_it() {
        let asked = |selection: &Selection| selection.question().map(|question| (question.q, question.filter));
        let picked = Selection::default().with("a", "Anna", true).with("b", "Ben", true);
        assert_eq!(asked(&picked), Some((String::new(), r#"id eq "a" or id eq "b""#.to_owned())));
        let narrowed = Question { q: "an".to_owned(), filter: "city pr or country pr".to_owned() };
        let all = Selection::Everybody { question: narrowed, total: 9, except: People::new() };
        assert_eq!(asked(&all), Some(("an".to_owned(), "city pr or country pr".to_owned())));
        let some = all.with("b", "Ben", false);
        let filter = r#"(city pr or country pr) and not (id eq "b")"#.to_owned();
        assert_eq!(asked(&some), Some(("an".to_owned(), filter)));
        let many = (0..=MOST_NAMED).fold(Selection::default(), |selection, n| selection.with(&n.to_string(), "", true));
        assert_eq!((asked(&many), asked(&Selection::pasted("anna"))), (None, None));
    }

    #[test]
    fn a_pasted_list_has_each_line_once() {
        let pasted = Selection::pasted(" anna \r\n\nben\nanna\n");
        assert_eq!(pasted.count(), 2);
        assert_eq!(pasted.target().list.as_deref(), Some("anna\nben"));
        assert_eq!(pasted.with("anna", "", false).count(), 1);
    }
}
