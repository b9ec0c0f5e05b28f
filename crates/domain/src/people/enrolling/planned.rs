//! What a row asks for in courses, decided on by the rules of enrolments. Pure.

use std::collections::HashMap;

use super::CourseChange;
use crate::Actor;
use crate::batches::file::enrolment_columns::EnrolmentColumn;
use crate::batches::file::enrolments_of_rows::RequestedEnrolment;
use crate::batches::file::request::RowRequest;
use crate::enrolments::commands::require_grantable;
use crate::enrolments::rules::{self, EnrolmentRequest, NewEnrolment};
use crate::enrolments::{Enrolment, EnrolmentStatus};
use crate::id::{CourseId, UserId};
use crate::refusal::{Code, Refusal};

/// The changes that a row makes in courses, or all that keeps it from them. `user` is `None` for a new account.
pub(in crate::people) fn plan(
    actor: &Actor,
    enrolments: &HashMap<(CourseId, UserId), Enrolment>,
    user: Option<UserId>,
    request: &RowRequest,
) -> Result<Vec<CourseChange>, Vec<Refusal>> {
    let (mut changes, mut refused) = (Vec::new(), Vec::new());
    for (course, asked) in &request.enrolments {
        let enrolment = user.and_then(|user| enrolments.get(&(*course, user)));
        match plan_one(actor, *course, enrolment, asked) {
            Ok(change) => changes.extend(change),
            Err(refusal) => refused.push(refusal),
        }
    }
    if refused.is_empty() { Ok(changes) } else { Err(refused) }
}

fn plan_one(
    actor: &Actor,
    course: CourseId,
    enrolment: Option<&Enrolment>,
    asked: &RequestedEnrolment,
) -> Result<Option<CourseChange>, Refusal> {
    let status = |suspended| if suspended { EnrolmentStatus::Suspended } else { EnrolmentStatus::Active };
    let new = NewEnrolment {
        roles: asked.roles.clone(),
        status: asked.suspended.map(status),
        starts_at: asked.starts_at.map(Some),
        ends_at: asked.ends_at.map(|end| Some(end.at)),
        groups: asked.groups.clone(),
    };
    let Some(change) =
        rules::plan(enrolment, &EnrolmentRequest::Enrol(new)).map_err(|refusal| named(refusal, asked))?
    else {
        return Ok(None);
    };
    require_grantable(actor, course, &rules::roles_touched(&change)).map_err(|refusal| named(refusal, asked))?;
    Ok(Some(CourseChange { course, code: asked.code.clone(), change }))
}

/// The refusal with the column that it is about.
fn named(refusal: Refusal, asked: &RequestedEnrolment) -> Refusal {
    let column = match refusal.code {
        Code::RoleNotGrantable => EnrolmentColumn::Role,
        // What the row says does not go with what the enrolment has.
        Code::InvalidValue if asked.ends_at.is_some() => EnrolmentColumn::End,
        Code::InvalidValue => EnrolmentColumn::Start,
        _ => EnrolmentColumn::Course,
    };
    Refusal { field: Some(column.of(asked.number)), ..refusal }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::actor::RoleKey;
    use crate::batches::file::enrolments_of_rows::RequestedEnd;

    fn asked(roles: &[RoleKey]) -> RequestedEnrolment {
        RequestedEnrolment {
            code: "C1".to_owned(),
            number: 3,
            roles: roles.iter().copied().collect(),
            groups: BTreeSet::new(),
            suspended: None,
            starts_at: None,
            ends_at: None,
        }
    }

    fn planned(actor: &Actor, asked: RequestedEnrolment) -> Result<usize, Vec<(Code, Option<String>)>> {
        let request = RowRequest { enrolments: [(CourseId::new(), asked)].into(), ..RowRequest::default() };
        let changes = plan(actor, &HashMap::new(), None, &request);
        let short = |refusals: Vec<Refusal>| refusals.into_iter().map(|it| (it.code, it.field)).collect();
        changes.map(|changes| changes.len()).map_err(short)
    }

    #[test]
    fn nobody_gives_a_role_that_they_may_not_give() {
        let manager = Actor { roles: vec![RoleKey::AccountManager.into()], ..Actor::system() };
        assert_eq!(planned(&manager, asked(&[])), Ok(1));
        let learner = Actor { roles: vec![RoleKey::Learner.into()], ..Actor::system() };
        let refused = vec![(Code::RoleNotGrantable, Some("role3".to_owned()))];
        assert_eq!(planned(&learner, asked(&[RoleKey::Instructor])), Err(refused));
    }

    #[test]
    fn an_end_before_the_beginning_names_its_column() {
        let end = RequestedEnd { at: 5, days_from_now: None };
        let asked = RequestedEnrolment { starts_at: Some(5), ends_at: Some(end), ..asked(&[]) };
        let manager = Actor { roles: vec![RoleKey::AccountManager.into()], ..Actor::system() };
        assert_eq!(planned(&manager, asked), Err(vec![(Code::InvalidValue, Some("enrolend3".to_owned()))]));
    }
}
