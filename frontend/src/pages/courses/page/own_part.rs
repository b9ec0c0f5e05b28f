//! How one takes part in a course oneself.

use yew::prelude::*;

use super::super::{roles, state};
use crate::api;
use crate::i18n::format;
use crate::t;
use crate::ui::{Card, Fact, Facts, ProblemAlert, TextSkeleton, use_load};

#[derive(PartialEq, Properties)]
pub struct Props {
    /// The course's id.
    pub id: AttrValue,
}

/// The card.
#[component]
pub fn OwnPart(props: &Props) -> Html {
    let own = use_load((), |(), signal| async move { api::courses::own(&signal).await });
    let body = match (&own.data, &own.failure) {
        (_, Some(failure)) => {
            html! { <ProblemAlert failure={failure.clone()} retry={own.reload.clone()} testid="own-part-error" /> }
        }
        (None, None) => html! { <TextSkeleton /> },
        (Some(courses), None) => {
            let here = courses.iter().find(|own| own.course.id == *props.id);
            match here.and_then(|own| own.enrolment.as_ref()) {
                None => html! { <p class="rc-quiet" data-testid="own-part-none">{ t!("own-part-none") }</p> },
                Some(enrolment) => html! {
                    <Facts>
                        <Fact term={t!("my-courses-role")}>{ format::list(&roles::names(&enrolment.roles, &[])) }</Fact>
                        <Fact term={t!("course-status")}>{ state::enrolment(enrolment) }</Fact>
                        if !enrolment.groups.is_empty() {
                            <Fact term={t!("course-groups")}>{ format::list(&enrolment.groups) }</Fact>
                        }
                        if enrolment.starts_at.is_some() || enrolment.ends_at.is_some() {
                            <Fact term={t!("course-dates")}>
                                { state::dates(enrolment.starts_at.as_deref(), enrolment.ends_at.as_deref()) }
                            </Fact>
                        }
                    </Facts>
                },
            }
        }
    };
    html! { <Card title={t!("own-part")} testid="own-part">{ body }</Card> }
}
