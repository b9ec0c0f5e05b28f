//! Cohorts as JSON, and as things that paths name.

use rollcall_domain::cohort_rules::store::CohortRule;
use rollcall_domain::cohort_rules::why::{Joined, Membership, Part};
use rollcall_domain::cohorts::{Cohort, CohortKey, store};
use rollcall_domain::db::Conn;
use rollcall_domain::filter::private::mask_filter;
use rollcall_domain::id::CohortId;
use rollcall_domain::roles::Capability;
use rollcall_domain::{Actor, Context, Error, Noun, Result, cohort_rules, field_rights, time};
use rollcall_wire::cohorts::{Cohort as CohortJson, HeldRule, Membership as MembershipJson, RulePart};

use crate::extract::Thing;

/// Cohorts as the actor may see them, with their rules.
pub fn cohorts(conn: &mut Conn, actor: &Actor, cohorts: &[Cohort]) -> Result<Vec<CohortJson>> {
    let keys: Vec<&CohortKey> = cohorts.iter().map(|cohort| &cohort.key).collect();
    let rules = cohort_rules::store::of(conn, &keys)?;
    Ok(cohorts.iter().map(|cohort| shown(cohort, rules.get(&cohort.key), actor)).collect())
}

/// One of them.
pub fn cohort(conn: &mut Conn, actor: &Actor, cohort: &Cohort) -> Result<CohortJson> {
    let rule = cohort_rules::store::find(conn, &cohort.key)?;
    Ok(shown(cohort, rule.as_ref(), actor))
}

fn shown(cohort: &Cohort, rule: Option<&CohortRule>, actor: &Actor) -> CohortJson {
    let text = rule.filter(|rule| !rule.is_ending()).map(|rule| {
        let mut text = rule.rule.clone();
        if !field_rights::may_see(actor) {
            mask_filter(&mut text);
        }
        text
    });
    let held = rule.and_then(|rule| rule.held);
    CohortJson {
        id: cohort.id.to_string(),
        key: cohort.key.to_string(),
        name: cohort.name.clone(),
        description: cohort.description.clone(),
        source: cohort.source.name().to_owned(),
        rule: text,
        paused: rule.is_some_and(|rule| rule.paused),
        held: held.map(|(since, why)| HeldRule { reason: why.name().to_owned(), since: time::format(since) }),
        settling: rule.is_some_and(|rule| rule.phase.is_some()),
        members: cohort.members,
        created_at: time::format(cohort.created_at),
        updated_at: time::format(cohort.updated_at),
        version: cohort.version,
    }
}

/// How somebody stands to a cohort.
pub fn membership(membership: Membership) -> MembershipJson {
    MembershipJson {
        member: membership.since.is_some(),
        since: membership.since.map(time::format),
        rule: membership.by_rule.map(part),
    }
}

fn part(part: Part) -> RulePart {
    let joined = match part.joined {
        Joined::All => "all",
        Joined::Any => "any",
        Joined::Not => "not",
        Joined::One => "one",
    };
    RulePart {
        joined: joined.to_owned(),
        text: part.text,
        holds: part.holds,
        parts: part.parts.into_iter().map(self::part).collect(),
    }
}

/// The id in a path; what is none names nothing.
pub fn id(text: &str) -> Result<CohortId> {
    text.parse().map_err(|_| Error::NotFound(Noun::Cohort))
}

impl Thing for Cohort {
    const SEEN_WITH: Capability = Capability::UsersView;

    fn find(conn: &mut Conn, text: &str) -> Result<Self> {
        store::find(conn, id(text)?)
    }

    fn absent() -> Error {
        Error::NotFound(Noun::Cohort)
    }

    fn context(&self) -> Context {
        Context::Cohort(self.id)
    }
}
