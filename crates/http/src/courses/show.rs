//! Courses and enrolments as JSON, and courses as things that paths name.

use rollcall_domain::courses::{Course, VisibleCourses, groups, store};
use rollcall_domain::db::Conn;
use rollcall_domain::enrolments::cohorts::EnrolledCohort;
use rollcall_domain::enrolments::{Enrolment, EnrolmentSource};
use rollcall_domain::id::CourseId;
use rollcall_domain::roles::Capability;
use rollcall_domain::{Actor, Context, Error, Millis, Noun, Result, time};
use rollcall_wire::courses as wire;

use crate::extract::Thing;

/// A course; how many take part is for those who may see them.
pub fn course(course: &Course, participants: Option<i64>) -> wire::Course {
    wire::Course {
        id: course.id.to_string(),
        code: course.code.to_string(),
        name: course.name.clone(),
        category: course.category.clone(),
        visible: course.visible,
        archived: course.archived,
        starts_at: course.starts_at.map(time::format),
        ends_at: course.ends_at.map(time::format),
        group_mode: course.group_mode.name().to_owned(),
        participants,
        created_at: time::format(course.created_at),
        updated_at: time::format(course.updated_at),
        version: course.version,
    }
}

/// How many take part in a course, if the caller may see them.
pub fn participants(conn: &mut Conn, actor: &Actor, id: CourseId) -> Result<Option<i64>> {
    if !may_see_participants(actor, id) {
        return Ok(None);
    }
    let sizes = rollcall_domain::enrolments::store::sizes(conn, &[id])?;
    Ok(Some(sizes.get(&id).copied().unwrap_or(0)))
}

/// Whether a user may see who takes part in a course.
pub fn may_see_participants(actor: &Actor, id: CourseId) -> bool {
    let context = Context::Course(id);
    actor.may_in(Capability::ParticipantsView, context) || actor.may_act_in(Capability::EnrolmentsManage, context)
}

/// An enrolment.
pub fn enrolment(course: &Course, enrolment: &Enrolment, now: Millis) -> wire::Enrolment {
    let values = &enrolment.values;
    wire::Enrolment {
        id: enrolment.id.to_string(),
        course: wire::CourseRef { id: course.id.to_string(), code: course.code.to_string(), name: course.name.clone() },
        user_id: enrolment.user.to_string(),
        roles: values.roles.iter().map(ToString::to_string).collect(),
        status: values.status.name().to_owned(),
        active: enrolment.is_active(now),
        starts_at: values.starts_at.map(time::format),
        ends_at: values.ends_at.map(time::format),
        groups: values.groups.iter().cloned().collect(),
        source: enrolment.source.name().to_owned(),
        cohort: enrolment.source_key.clone().filter(|_| enrolment.source == EnrolmentSource::Cohort),
        last_access_at: enrolment.last_access_at.map(time::format),
        created_at: time::format(enrolment.created_at),
        updated_at: time::format(enrolment.updated_at),
        version: enrolment.version,
    }
}

/// A group, and how many are in it.
pub fn group(group: &groups::Group, members: i64) -> wire::Group {
    wire::Group {
        id: group.id.to_string(),
        name: group.name.clone(),
        members,
        created_at: time::format(group.created_at),
        updated_at: time::format(group.updated_at),
        version: group.version,
    }
}

/// A cohort that is enrolled as a whole.
pub fn cohort(enrolled: &EnrolledCohort) -> wire::EnrolledCohort {
    wire::EnrolledCohort {
        cohort: enrolled.cohort.to_string(),
        role: enrolled.role.to_string(),
        leaving: enrolled.leaving.name().to_owned(),
    }
}

/// The id in a path; what is none names nothing.
pub fn id(text: &str) -> Result<CourseId> {
    text.parse().map_err(|_| Error::NotFound(Noun::Course))
}

impl Thing for Course {
    const SEEN_WITH: Capability = Capability::ParticipantsView;

    fn find(conn: &mut Conn, text: &str) -> Result<Self> {
        store::find(conn, id(text)?)
    }

    fn absent() -> Error {
        Error::NotFound(Noun::Course)
    }

    fn context(&self) -> Context {
        Context::Course(self.id)
    }

    fn is_seen_by(&self, actor: &Actor) -> bool {
        VisibleCourses::to(actor).contains(self)
    }
}
