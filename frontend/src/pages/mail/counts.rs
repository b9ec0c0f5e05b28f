//! How the mail of the site fares, in numbers.

use rollcall_wire::mail::MailStatus;
use yew::prelude::*;

use crate::api;
use crate::i18n::{find, format};
use crate::t;
use crate::ui::{Card, Fact, Facts, ProblemAlert, TextSkeleton, use_load};

/// The numbers with their names, those that nothing is counted under left out of the second half.
fn counted(status: &MailStatus) -> Vec<(&'static str, i64)> {
    let always = [("due", status.due), ("later", status.later), ("sent", status.sent), ("bounced", status.bounced)];
    let others = [
        ("refused", status.refused),
        ("suppressed", status.suppressed),
        ("opted-out", status.opted_out),
        ("no-address", status.no_address),
        ("outdated", status.outdated),
        ("unknown-ends", status.unknown_ends),
    ];
    always.into_iter().chain(others.into_iter().filter(|(_, count)| *count > 0)).collect()
}

fn label(name: &str) -> String {
    find(&format!("mail-{name}"), &[]).unwrap_or_else(|| name.to_owned())
}

#[derive(PartialEq, Properties)]
pub struct Props {
    /// Grows whenever they are to be looked at again.
    pub round: u32,
}

/// The card.
#[component]
pub fn Counts(props: &Props) -> Html {
    let status = use_load(props.round, |_, signal| async move { api::mail::status(&signal).await });
    let fact = |(name, count): (&'static str, i64)| {
        html! { <Fact term={label(name)}><span data-testid={format!("mail-{name}")}>{ format::count(count) }</span></Fact> }
    };
    let body = match (&status.data, &status.failure) {
        (_, Some(failure)) => {
            html! { <ProblemAlert failure={failure.clone()} retry={status.reload.clone()} testid="mail-counts-error" /> }
        }
        (None, None) => html! { <TextSkeleton /> },
        (Some(status), None) => html! { <Facts>{ for counted(status).into_iter().map(fact) }</Facts> },
    };
    html! {
        <Card title={t!("mail-counts")} testid="mail-counts">
            { body }
            <p class="rc-quiet">{ t!("mail-counts-help") }</p>
        </Card>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_its_words_and_those_of_no_interest_are_left_out() {
        assert_eq!(counted(&MailStatus::default()).len(), 4);
        let status = MailStatus {
            refused: 1,
            suppressed: 1,
            opted_out: 1,
            no_address: 1,
            outdated: 1,
            unknown_ends: 1,
            ..MailStatus::default()
        };
        for (name, _) in counted(&status) {
            assert_ne!(label(name), name);
        }
    }
}
