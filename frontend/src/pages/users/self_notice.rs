//! Warnings before actions that affect the person who does them too: a forced password change, signing out. The server allows them; one
//! is told.

use std::rc::Rc;

use rollcall_wire::auth::Me;
use yew::prelude::*;

use super::selection::Selection;
use crate::api;
use crate::i18n::find;
use crate::t;
use crate::ui::{Alert, Button, Look, Tone, use_load};
use crate::url::Query;

/// What an act does to oneself, by its code; `None` if it does nothing that one would have to know beforehand.
fn words(code: &str) -> Option<String> {
    find(&format!("oneself-{}", code.replace('_', "-")), &[])
}

/// Whether a selection holds a user, as far as the page can tell.
#[derive(Debug, PartialEq)]
enum Holds {
    No,
    Yes,
    /// The account, if the list that this asks for has it.
    Ask(Query),
}

fn holds(selection: &Selection, me: &Me) -> Holds {
    let user = &me.user;
    let of = |holds: bool| if holds { Holds::Yes } else { Holds::No };
    match selection {
        Selection::Picked(people) => of(people.contains_key(&user.id)),
        Selection::Everybody { except, .. } if except.contains_key(&user.id) => Holds::No,
        Selection::Everybody { question, .. } => {
            let own = format!("id eq \"{}\"", user.id);
            let filter = match question.filter.as_str() {
                "" => own,
                filter => format!("({filter}) and {own}"),
            };
            Holds::Ask(Query::default().with("q", &question.q).with("filter", filter).with("limit", 1))
        }
        Selection::Pasted(lines) => {
            let names = [Some(&user.username), Some(&user.email), user.id_number.as_ref()];
            let is_own = |word: &str| names.iter().flatten().any(|name| name.to_lowercase() == word.to_lowercase());
            // A line may hold several, and names beside addresses.
            let splits = |letter: char| letter.is_whitespace() || ",;<>".contains(letter);
            of(lines.iter().any(|line| line.split(splits).any(is_own) || is_own(line)))
        }
    }
}

#[derive(PartialEq, Properties)]
pub struct Props {
    /// The act's code.
    pub act: AttrValue,
    pub selection: Selection,
    pub me: Rc<Me>,
    pub onchange: Callback<Selection>,
}

/// Says what an act on a selection does to oneself, where one is in it, and takes one out.
#[component]
pub fn OneselfInSelection(props: &Props) -> Html {
    let words = words(&props.act);
    let holds = if words.is_some() { holds(&props.selection, &props.me) } else { Holds::No };
    let question = if let Holds::Ask(query) = &holds { Some(query.clone()) } else { None };
    let found = use_load(question, |question, signal| async move {
        match question {
            Some(query) => api::users::list(&query, &signal).await.map(|page| !page.items.is_empty()),
            None => Ok(false),
        }
    });
    let is_in = match holds {
        Holds::No => false,
        Holds::Yes => true,
        Holds::Ask(_) => found.data.as_deref().is_some_and(|found| *found),
    };
    let leave_out = match &props.selection {
        // A line of a pasted list may name others too.
        Selection::Pasted(_) => None,
        selection => {
            let left = selection.clone().with(&props.me.user.id, &props.me.user.full_name, false);
            (!left.is_empty()).then(|| props.onchange.reform(move |()| left.clone()))
        }
    };
    match words.filter(|_| is_in) {
        Some(words) => notice(words, leave_out),
        None => Html::default(),
    }
}

/// The same for an act on one account.
pub fn notice_for_one(act: &str, user: &str, me: Option<&Me>) -> Html {
    let words = words(act).filter(|_| me.is_some_and(|me| me.user.id == user));
    words.map(|words| notice(words, None)).unwrap_or_default()
}

fn notice(words: String, leave_out: Option<Callback<()>>) -> Html {
    let title = if leave_out.is_some() { t!("oneself-in-selection") } else { t!("oneself") };
    let actions = match leave_out {
        Some(onclick) => {
            html! { <Button look={Look::Link} {onclick} testid="oneself-leave-out">{ t!("oneself-leave-out") }</Button> }
        }
        None => Html::default(),
    };
    html! { <Alert tone={Tone::Warning} {title} {actions} testid="oneself">{ words }</Alert> }
}

#[cfg(test)]
mod tests {
    use super::super::selection::Question;
    use super::*;
    use crate::session::tests::me;

    #[test]
    fn one_is_found_in_every_kind_of_selection() {
        let anna = me(&["administrator"], &["*"]);
        let picked = Selection::default().with("other", "Ben", true);
        assert_eq!(holds(&picked, &anna), Holds::No);
        assert_eq!(holds(&picked.with("me", "Anna", true), &anna), Holds::Yes);
        for (text, expected) in [
            ("ben\nANNA", Holds::Yes),
            ("ben, anna@example.org", Holds::Yes),
            ("Anna Berg <anna@example.org>", Holds::Yes),
            ("annabelle\nanna@example.com", Holds::No),
        ] {
            assert_eq!(holds(&Selection::pasted(text), &anna), expected, "{text}");
        }
    }

    #[test]
    fn among_all_that_match_the_server_is_asked() {
        let anna = me(&["administrator"], &["*"]);
        let question = Question { q: "an".to_owned(), filter: "city pr or country pr".to_owned() };
        let all = Selection::Everybody { question, total: 9, except: Default::default() };
        let Holds::Ask(query) = holds(&all, &anna) else { panic!("a question") };
        assert_eq!(query.get("q"), Some("an"));
        assert_eq!(query.get("filter"), Some("(city pr or country pr) and id eq \"me\""));
        assert_eq!(holds(&all.with("me", "Anna", false), &anna), Holds::No);
    }

    #[test]
    fn only_acts_that_strike_oneself_have_words_for_it() {
        assert!(words("force_password_change").is_some() && words("force-password-change").is_some());
        assert!(words("sign_out").is_some());
        assert_eq!(words("confirm"), None);
    }
}
