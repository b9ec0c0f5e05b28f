//! A failed call in plain words: what happened, what to do, and the number to ask about.

use std::collections::BTreeMap;

use rollcall_wire::Problem;
use yew::prelude::*;

use super::{Alert, Button, Look, Tone};
use crate::api::Failure;
use crate::i18n::{find, server};
use crate::t;

/// What to say about a failure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// In a few words.
    pub title: String,
    /// What happened and what to do.
    pub detail: String,
    /// One for each thing that has to be put right.
    pub points: Vec<String>,
    /// The request's id.
    pub reference: Option<String>,
}

/// Puts a failure into words.
pub fn words(failure: &Failure) -> Words {
    let plain = |title, detail| Words { title, detail, ..Words::default() };
    match failure {
        Failure::Unreachable => plain(t!("failure-unreachable"), t!("failure-unreachable-detail")),
        Failure::Unreadable { status: 413 } => plain(t!("failure-too-large"), t!("failure-too-large-detail")),
        Failure::Unreadable { status } => {
            plain(t!("failure-unreadable"), t!("failure-unreadable-detail", status = status.to_string()))
        }
        Failure::Cancelled => plain(t!("failure-cancelled"), String::new()),
        Failure::Problem(problem) => Words {
            title: title_of(problem),
            detail: server::detail(problem),
            points: points(problem),
            reference: Some(problem.request_id.clone()).filter(|id| !id.is_empty()),
        },
    }
}

/// The console's own name for a problem, else for its kind, else the server's: HTTP's names for its
/// statuses are no words for people.
fn title_of(problem: &Problem) -> String {
    let own = find(&format!("problem-{}", problem.code.replace('_', "-")), &[]);
    let kind = || find(&format!("problem-status-{}", problem.status), &[]);
    own.or_else(kind).unwrap_or_else(|| problem.title.clone())
}

/// What is wrong with which field, in words, for forms that have fields of these names.
pub fn field_errors(failure: &Failure) -> BTreeMap<String, String> {
    let Failure::Problem(problem) = failure else { return BTreeMap::new() };
    problem.errors.iter().map(|error| (error.field.clone(), server::field_error(error))).collect()
}

/// What has to be put right, without repeating the detail.
fn points(problem: &Problem) -> Vec<String> {
    let errors = problem.errors.iter().filter(|error| error.message != problem.detail);
    errors.map(|error| point(&error.field, &server::field_error(error))).collect()
}

fn point(field: &str, message: &str) -> String {
    if field.is_empty() {
        message.to_owned()
    } else {
        t!("problem-point", field = crate::i18n::words::field(field), message = message.to_owned())
    }
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub failure: Failure,
    /// Answers an act of the person: takes the focus.
    #[prop_or_default]
    pub urgent: bool,
    /// Offers to try again.
    #[prop_or_default]
    pub retry: Option<Callback<()>>,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
}

/// A failed call as a notice.
#[component]
pub fn ProblemAlert(props: &Props) -> Html {
    let words = words(&props.failure);
    let actions = match &props.retry {
        Some(retry) => html! {
            <Button look={Look::Link} onclick={retry.clone()} testid="retry">{ t!("retry") }</Button>
        },
        None => Html::default(),
    };
    html! {
        <Alert tone={Tone::Danger} title={words.title} urgent={props.urgent} testid={props.testid.clone()} {actions}>
            if !words.detail.is_empty() {
                <p>{ words.detail }</p>
            }
            if !words.points.is_empty() {
                <ul class="rc-points">{ for words.points.iter().map(|point| html! { <li>{ point }</li> }) }</ul>
            }
            if let Some(id) = words.reference {
                <p class="rc-quiet">{ t!("request-id") }{ " " }<code>{ id }</code></p>
            }
        </Alert>
    }
}

#[cfg(test)]
mod tests {
    use rollcall_wire::FieldError;

    use super::*;

    #[test]
    fn a_problem_keeps_its_detail_its_points_and_its_number() {
        let mut problem = Problem {
            kind: "/problems/invalid".to_owned(),
            title: "Invalid".to_owned(),
            status: 422,
            detail: "The reason is too long.".to_owned(),
            code: "something_new".to_owned(),
            request_id: "r-1".to_owned(),
            errors: vec![FieldError {
                field: "id_number".to_owned(),
                code: "too_long".to_owned(),
                message: "At most 100 characters.".to_owned(),
            }],
            position: None,
            affected: None,
            values: rollcall_wire::Values::new(),
            columns: Vec::new(),
        };
        let mut repeated = problem.errors[0].clone();
        repeated.message = problem.detail.clone();
        problem.errors.push(repeated);
        let words = words(&Failure::Problem(Box::new(problem)));
        assert_eq!(words.title, "That can't be used as it is");
        assert_eq!(words.detail, "The reason is too long.");
        assert_eq!(words.points, ["ID number: At most 100 characters."]);
        assert_eq!(words.reference.as_deref(), Some("r-1"));
    }

    #[test]
    fn without_a_problem_the_person_is_told_what_to_try() {
        assert!(words(&Failure::Unreachable).detail.contains("connection"));
        assert!(words(&Failure::Unreadable { status: 502 }).detail.contains("502"));
    }
}
