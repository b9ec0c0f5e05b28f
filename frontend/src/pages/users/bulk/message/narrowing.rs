//! Who of the selected participants of a course gets a message: all of them, or those who have not opened the course; and how many that are.

use rollcall_wire::courses::Course;
use rollcall_wire::messages::{CourseTarget, MessageAudience};
use yew::prelude::*;

use super::recipients::target;
use crate::api;
use crate::pages::courses::first_moment;
use crate::pages::users::selection::Selection;
use crate::t;
use crate::ui::{ProblemAlert, Select, TextField, use_load};

/// Who of those who are selected is meant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Narrowing {
    /// All of them.
    #[default]
    Everybody,
    /// Those who have never opened the course.
    NeverAccessed,
    /// Those who have not opened it since this day, as the browser's field has it.
    NotAccessedSince(String),
}

const NEVER: &str = "never_accessed";
const SINCE: &str = "not_accessed_since";

impl Narrowing {
    fn key(&self) -> &'static str {
        match self {
            Self::Everybody => "",
            Self::NeverAccessed => NEVER,
            Self::NotAccessedSince(_) => SINCE,
        }
    }

    /// Whether a day is still missing.
    pub fn is_incomplete(&self) -> bool {
        matches!(self, Self::NotAccessedSince(day) if first_moment(day).is_none())
    }

    /// A target with it: all that is given has to hold.
    pub fn on(&self, target: CourseTarget) -> CourseTarget {
        match self {
            Self::Everybody => target,
            Self::NeverAccessed => CourseTarget { never_accessed: Some(true), ..target },
            Self::NotAccessedSince(day) => CourseTarget { not_accessed_since: first_moment(day), ..target },
        }
    }
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub value: Narrowing,
    pub onchange: Callback<Narrowing>,
    pub course: Course,
    pub selection: Selection,
    /// Whether those get it as well who are suspended, or whose enrolment does not count.
    pub to_inactive: bool,
    /// Whether it was tried to send the form: only then is it said that a day is missing.
    pub strict: bool,
}

/// The choice, and how many people it reaches.
#[component]
pub fn NarrowingFields(props: &Props) -> Html {
    let Props { value, course, selection, .. } = props;
    let question = (value.clone(), course.clone(), selection.clone(), props.to_inactive);
    let audience = use_load(question, |(narrowing, course, selection, to_inactive), _| async move {
        if narrowing.is_incomplete() {
            return Ok(None);
        }
        let target = narrowing.on(target(&selection, &course).await?);
        let target = CourseTarget { include_inactive: Some(to_inactive), ..target };
        api::messages::audience(&course.id, &target).await.map(Some)
    });
    let onchoose = props.onchange.reform(|key: String| match key.as_str() {
        NEVER => Narrowing::NeverAccessed,
        SINCE => Narrowing::NotAccessedSince(String::new()),
        _ => Narrowing::Everybody,
    });
    let options: Vec<(AttrValue, AttrValue)> = vec![
        ("".into(), t!("narrowing-everybody").into()),
        (NEVER.into(), t!("narrowing-never").into()),
        (SINCE.into(), t!("narrowing-since").into()),
    ];
    let day = if let Narrowing::NotAccessedSince(day) = value { Some(day.clone()) } else { None };
    let error = (props.strict && value.is_incomplete()).then(|| AttrValue::from(t!("narrowing-day-missing")));
    html! {
        <>
            <Select label={t!("narrowing")} value={value.key()} {options} onchange={onchoose} testid="narrowing" />
            if let Some(day) = day {
                <TextField kind="date" label={t!("narrowing-day")} {error} required=true value={day} oninput={props.onchange.reform(Narrowing::NotAccessedSince)} testid="narrowing-day" />
            }
            if let Some(failure) = &audience.failure {
                <ProblemAlert failure={failure.clone()} retry={audience.reload.clone()} testid="audience-error" />
            } else if audience.busy {
                <p class="rc-quiet" role="status" data-testid="audience-loading">{ t!("audience-loading") }</p>
            } else if let Some(Some(found)) = audience.data.as_deref() {
                <p class="rc-quiet" role="status" data-testid="audience" data-count={found.recipients.to_string()}>{ said(found) }</p>
            }
        </>
    }
}

/// How many people it reaches, in a sentence or two.
fn said(found: &MessageAudience) -> String {
    let reached = t!("audience-reached", count = found.recipients);
    if found.inactive == 0 { reached } else { format!("{reached} {}", t!("audience-inactive", count = found.inactive)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_narrowing_is_added_to_a_target() {
        let ids = CourseTarget { ids: Some(vec!["a".to_owned()]), ..CourseTarget::default() };
        assert_eq!(Narrowing::Everybody.on(ids.clone()), ids);
        let never = Narrowing::NeverAccessed.on(ids.clone());
        assert_eq!((never.never_accessed, never.ids), (Some(true), ids.ids));
        let since = Narrowing::NotAccessedSince("2026-03-01".to_owned());
        assert!(!since.is_incomplete() && since.on(CourseTarget::default()).not_accessed_since.is_some());
        assert!(Narrowing::NotAccessedSince(String::new()).is_incomplete());
    }

    #[test]
    fn who_is_left_out_is_said_if_there_is_anybody() {
        assert_eq!(said(&MessageAudience { recipients: 2, inactive: 0 }), t!("audience-reached", count = 2));
        assert!(said(&MessageAudience { recipients: 2, inactive: 1 }).contains(&t!("audience-inactive", count = 1)));
    }
}
