//! What may be done about an enrolment. Pure: no database, no clock.

use std::collections::BTreeSet;

use super::change::EnrolmentChange;
use super::{Enrolment, EnrolmentSource, EnrolmentStatus, EnrolmentValues};
use crate::Millis;
use crate::actor::RoleKey;
use crate::refusal::{Code, Refusal};

/// What is asked for a person in a course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EnrolmentRequest {
    /// The person is enrolled; an enrolment that is there gets the role, the group and the dates besides.
    Enrol(NewEnrolment),
    /// The enrolment gets another status.
    SetStatus(EnrolmentStatus),
    /// The person leaves.
    Unenrol,
}

/// An enrolment as it is asked for; `None` leaves as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewEnrolment {
    /// The roles; none: learner.
    pub roles: BTreeSet<RoleKey>,
    /// Whether it counts.
    pub status: Option<EnrolmentStatus>,
    /// From when; `Some(None)`: from the beginning.
    pub starts_at: Option<Option<Millis>>,
    /// Until when; `Some(None)`: without end.
    pub ends_at: Option<Option<Millis>>,
    /// Groups to come into.
    pub groups: BTreeSet<String>,
}

impl NewEnrolment {
    /// The roles that it gives.
    pub fn roles(&self) -> BTreeSet<RoleKey> {
        if self.roles.is_empty() { BTreeSet::from([RoleKey::Learner]) } else { self.roles.clone() }
    }
}

/// What has to change; `None` if everything is as asked.
///
/// # Errors
/// `not_enrolled` for what needs an enrolment, `invalid_value` for an end before the beginning, `forbidden` to unenrol who is enrolled
/// with a cohort: the cohort would bring the person back.
pub fn plan(enrolment: Option<&Enrolment>, request: &EnrolmentRequest) -> Result<Option<EnrolmentChange>, Refusal> {
    let Some(enrolment) = enrolment else {
        return match request {
            EnrolmentRequest::Enrol(new) => {
                let values = EnrolmentValues {
                    roles: new.roles(),
                    status: new.status.unwrap_or(EnrolmentStatus::Active),
                    starts_at: new.starts_at.flatten(),
                    ends_at: new.ends_at.flatten(),
                    groups: new.groups.clone(),
                };
                require_order(&values)?;
                Ok(Some(EnrolmentChange::Enrol(values)))
            }
            EnrolmentRequest::SetStatus(_) | EnrolmentRequest::Unenrol => Err(not_enrolled()),
        };
    };
    let now = &enrolment.values;
    match request {
        EnrolmentRequest::Enrol(new) => {
            let after = EnrolmentValues {
                roles: now.roles.iter().chain(&new.roles).copied().collect(),
                status: new.status.unwrap_or(now.status),
                starts_at: new.starts_at.unwrap_or(now.starts_at),
                ends_at: new.ends_at.unwrap_or(now.ends_at),
                groups: now.groups.union(&new.groups).cloned().collect(),
            };
            require_order(&after)?;
            Ok(EnrolmentChange::between(now, after))
        }
        EnrolmentRequest::SetStatus(status) => {
            Ok(EnrolmentChange::between(now, EnrolmentValues { status: *status, ..now.clone() }))
        }
        EnrolmentRequest::Unenrol => {
            require_own(enrolment)?;
            Ok(Some(EnrolmentChange::Unenrol(now.clone())))
        }
    }
}

/// The roles that a user has to be able to give in the course to make the change: those that it gives and takes away, and all of an
/// enrolment whose rights it ends or puts off. Nobody suspends who holds more.
pub fn roles_touched(change: &EnrolmentChange) -> BTreeSet<RoleKey> {
    let of = |values: Option<&EnrolmentValues>| values.map(|values| values.roles.clone()).unwrap_or_default();
    let (before, after) = (of(change.before()), of(change.after()));
    if change.fields().iter().any(|field| ["status", "starts_at", "ends_at"].contains(field)) {
        return before.union(&after).copied().collect();
    }
    before.symmetric_difference(&after).copied().collect()
}

/// Refuses an enrolment that ends before it begins.
pub fn require_order(values: &EnrolmentValues) -> Result<(), Refusal> {
    match (values.starts_at, values.ends_at) {
        (Some(start), Some(end)) if end <= start => {
            let message = "The enrolment would end before it begins. Correct one of the two times.";
            Err(Refusal { field: Some("ends_at".to_owned()), ..Refusal::new(Code::InvalidValue, message) })
        }
        _ => Ok(()),
    }
}

/// Refuses to end by hand what a cohort keeps.
pub fn require_own(enrolment: &Enrolment) -> Result<(), Refusal> {
    if enrolment.source != EnrolmentSource::Cohort {
        return Ok(());
    }
    let cohort = enrolment.source_key.as_deref().unwrap_or_default();
    let message = format!(
        "The person is enrolled with the cohort {cohort}. Take the person out of the cohort, or suspend the enrolment instead."
    );
    Err(Refusal::new(Code::Forbidden, message))
}

/// Refuses what another user has changed since it was planned.
pub fn recheck(enrolment: Option<&Enrolment>, change: &EnrolmentChange, code: Code) -> Result<(), Refusal> {
    let is_as_planned = match (change, enrolment) {
        (EnrolmentChange::Enrol(_), None) => true,
        // What does not change was taken from the enrolment as it is.
        (EnrolmentChange::Update { before, .. } | EnrolmentChange::Unenrol(before), Some(now)) => *before == now.values,
        _ => false,
    };
    if is_as_planned {
        return Ok(());
    }
    Err(Refusal::new(code, "Another user has changed the enrolment in the meantime. It was left as it is."))
}

/// The refusal for a user who does not take part.
pub fn not_enrolled() -> Refusal {
    Refusal::new(
        Code::NotEnrolled,
        "The person is not enrolled in the course. Enrol the person first, or leave the row out.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{CourseId, EnrolmentId, UserId};

    fn enrolled(source: EnrolmentSource) -> Enrolment {
        Enrolment {
            id: EnrolmentId::new(),
            course: CourseId::new(),
            user: UserId::new(),
            values: EnrolmentValues {
                roles: BTreeSet::from([RoleKey::Learner]),
                status: EnrolmentStatus::Active,
                starts_at: None,
                ends_at: None,
                groups: BTreeSet::new(),
            },
            source,
            source_key: None,
            last_access_at: None,
            created_at: 1,
            updated_at: 1,
            version: 1,
        }
    }

    fn as_role(role: RoleKey) -> EnrolmentRequest {
        EnrolmentRequest::Enrol(NewEnrolment { roles: BTreeSet::from([role]), ..NewEnrolment::default() })
    }

    #[test]
    fn who_is_enrolled_already_gets_what_is_lacking_and_nothing_else() {
        let enrolment = enrolled(EnrolmentSource::Manual);
        assert_eq!(plan(Some(&enrolment), &as_role(RoleKey::Learner)), Ok(None));
        let change = plan(Some(&enrolment), &as_role(RoleKey::Instructor)).expect("allowed").expect("a change");
        assert_eq!(change.fields(), BTreeSet::from(["roles"]));
        assert_eq!(change.after().map(|after| after.roles.len()), Some(2));
    }

    #[test]
    fn without_a_role_one_is_enrolled_as_a_learner() {
        let asked = EnrolmentRequest::Enrol(NewEnrolment::default());
        let change = plan(None, &asked).expect("allowed").expect("a change");
        assert_eq!(change.after().map(|after| after.roles.clone()), Some(BTreeSet::from([RoleKey::Learner])));
        assert_eq!(plan(Some(&enrolled(EnrolmentSource::Manual)), &asked), Ok(None));
    }

    #[test]
    fn who_is_not_enrolled_can_neither_leave_nor_be_suspended() {
        for request in [EnrolmentRequest::Unenrol, EnrolmentRequest::SetStatus(EnrolmentStatus::Suspended)] {
            assert_eq!(plan(None, &request).map_err(|refusal| refusal.code), Err(Code::NotEnrolled));
        }
    }

    #[test]
    fn what_a_cohort_keeps_is_suspended_and_not_ended_by_hand() {
        let kept = enrolled(EnrolmentSource::Cohort);
        let refused = plan(Some(&kept), &EnrolmentRequest::Unenrol).map_err(|refusal| refusal.code);
        assert_eq!(refused, Err(Code::Forbidden));
        assert!(
            plan(Some(&kept), &EnrolmentRequest::SetStatus(EnrolmentStatus::Suspended)).is_ok_and(|it| it.is_some())
        );
    }

    #[test]
    fn an_enrolment_does_not_end_before_it_begins() {
        let new = NewEnrolment { starts_at: Some(Some(10)), ends_at: Some(Some(10)), ..NewEnrolment::default() };
        let refused = plan(None, &EnrolmentRequest::Enrol(new)).map_err(|refusal| refusal.code);
        assert_eq!(refused, Err(Code::InvalidValue));
    }

    #[test]
    fn a_change_holds_as_long_as_the_enrolment_is_as_planned() {
        let enrolment = enrolled(EnrolmentSource::Manual);
        let change = EnrolmentChange::Unenrol(enrolment.values.clone());
        assert_eq!(recheck(Some(&enrolment), &change, Code::ChangedSincePlan), Ok(()));
        let mut other = enrolment;
        other.values.status = EnrolmentStatus::Suspended;
        for now in [Some(&other), None] {
            let refused = recheck(now, &change, Code::ChangedSincePlan).map_err(|refusal| refusal.code);
            assert_eq!(refused, Err(Code::ChangedSincePlan));
        }
    }
}
