//! The overview: how the accounts stand, how many people sign in, and what is going on.

mod latest;

use rollcall_wire::stats::{AccountStats, StatusCounts};
use yew::prelude::*;

use self::latest::LatestBatches;
use crate::api;
use crate::i18n::{format, words};
use crate::session::{may, use_me};
use crate::t;
use crate::ui::{DayBars, Heading, Link, PageHeader, ProblemAlert, Section, TextSkeleton, use_load};
use crate::url::Query;

/// The page.
#[component]
pub fn OverviewPage() -> Html {
    let me = use_me();
    let stats = use_load((), |(), signal| async move { api::stats::accounts(&signal).await });
    let sees_batches = me.as_ref().is_some_and(|me| may(me, "batches.view"));
    let figures = match (&stats.data, &stats.failure) {
        (_, Some(failure)) => {
            html! { <ProblemAlert failure={failure.clone()} retry={stats.reload.clone()} testid="overview-error" /> }
        }
        (None, None) => html! { <TextSkeleton /> },
        (Some(stats), None) => figures(stats),
    };
    let greeting = me.map(|me| t!("overview-hello", name = me.user.first_name.clone())).unwrap_or_default();
    html! {
        <>
            <PageHeader title={t!("overview")}><p class="rc-lead">{ greeting }</p></PageHeader>
            <Section testid="overview">
                { figures }
                if sees_batches {
                    <LatestBatches />
                }
            </Section>
        </>
    }
}

fn figures(stats: &AccountStats) -> Html {
    let days = stats.sign_ins.iter().map(|day| (day.date.clone(), day.count)).collect::<Vec<_>>();
    let none = days.iter().all(|(_, count)| *count == 0);
    html! {
        <div class="rc-overview">
            <section class="rc-card" aria-labelledby="by-status">
                <div id="by-status"><Heading>{ t!("overview-accounts", count = stats.total) }</Heading></div>
                <ul class="rc-shares" role="list" data-testid="statuses">
                    { for shares(&stats.by_status, stats.total).into_iter().map(share) }
                </ul>
            </section>
            <section class="rc-card" aria-labelledby="sign-ins">
                <div id="sign-ins"><Heading>{ t!("overview-sign-ins") }</Heading></div>
                if none {
                    <p class="rc-quiet" data-testid="no-sign-ins">{ t!("overview-no-sign-ins") }</p>
                } else {
                    <DayBars title={t!("overview-sign-ins")} {days} />
                    <p class="rc-quiet">{ t!("overview-zone", zone = stats.timezone.clone()) }</p>
                }
            </section>
        </div>
    }
}

/// A status, how many accounts have it, and their share of all in percent.
struct Share {
    status: &'static str,
    count: i64,
    percent: f64,
}

fn shares(counts: &StatusCounts, total: i64) -> Vec<Share> {
    let percent = |count: i64| if total > 0 { count as f64 * 100.0 / total as f64 } else { 0.0 };
    let share = |(status, count)| Share { status, count, percent: percent(count) };
    [
        ("active", counts.active),
        ("suspended", counts.suspended),
        ("locked", counts.locked),
        ("unconfirmed", counts.unconfirmed),
    ]
    .map(share)
    .into_iter()
    // The deleted are no part of the whole.
    .chain((counts.deleted > 0).then_some(Share { status: "deleted", count: counts.deleted, percent: 0.0 }))
    .collect()
}

/// One status as a bar that leads to its people.
fn share(Share { status, count, percent }: Share) -> Html {
    let to = Query::default().with("status", status).on("/users");
    html! {
        <li class={format!("rc-status-{status}")} data-testid={format!("status-{status}")} data-count={count.to_string()}>
            <Link {to} class="rc-shares__link">
                <span>{ words::account_status(status) }</span>
                <span class="rc-shares__count">{ format::count(count) }</span>
            </Link>
            <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                <rect class="rc-shares__all" width="100" height="8" />
                <rect class="rc-shares__part" width={(if count > 0 { percent.max(0.6) } else { 0.0 }).to_string()} height="8" />
            </svg>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_of_all_that_are_not_deleted() {
        let counts = StatusCounts { active: 90, suspended: 10, locked: 0, unconfirmed: 0, deleted: 7 };
        let shares = shares(&counts, 100);
        let percents: Vec<_> = shares.iter().map(|share| (share.status, share.percent)).collect();
        assert_eq!(percents[..2], [("active", 90.0), ("suspended", 10.0)]);
        assert_eq!(shares.len(), 5);
        assert_eq!(super::shares(&StatusCounts::default(), 0).len(), 4, "nobody at all, and no division by it");
    }
}
