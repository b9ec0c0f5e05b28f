//! Courses: what they are, their groups and cohorts, and who is enrolled.

use rollcall_wire::Page;
use rollcall_wire::courses::{
    CopyCourse, Course, CourseRole, CreateCourse, CreateEnrolment, EnrolCohort, EnrolledCohort, Enrolment, Group,
    NameGroup, OwnCourse, Participant, UpdateCourse, UpdateEnrolment,
};
use serde::Deserialize;
use web_sys::AbortSignal;

use super::Failure;
use super::request::Call;
use crate::url::{Query, encode};

fn path(id: &str, rest: &str) -> String {
    format!("/courses/{}{rest}", encode(id))
}

/// One page of the courses that a query means, by name.
pub async fn list(query: &Query, signal: &AbortSignal) -> Result<Page<Course>, Failure> {
    Call::get(query.on("/courses")).signal(Some(signal)).fetch().await
}

/// A course as it is now.
pub async fn get(id: &str) -> Result<Course, Failure> {
    Call::get(path(id, "")).fetch().await
}

/// Makes a course.
pub async fn create(course: &CreateCourse) -> Result<Course, Failure> {
    Call::post("/courses").json(course).fetch().await
}

/// Makes a course with the settings and groups of another.
pub async fn copy(id: &str, named: &CopyCourse) -> Result<Course, Failure> {
    Call::post(path(id, "/copy")).json(named).fetch().await
}

/// Changes a course, if it still has the version that was seen.
pub async fn update(id: &str, version: i64, changes: &UpdateCourse) -> Result<Course, Failure> {
    Call::patch(path(id, "")).if_match(version).json(changes).fetch().await
}

/// Deletes a course in which nobody is enrolled, if it still is as it was seen.
pub async fn delete(course: &Course) -> Result<(), Failure> {
    Call::delete(path(&course.id, "")).if_match(course.version).send().await.map(|_| ())
}

/// One page of the people who take part in a course.
pub async fn participants(id: &str, query: &Query, signal: &AbortSignal) -> Result<Page<Participant>, Failure> {
    Call::get(query.on(&path(id, "/participants"))).signal(Some(signal)).fetch().await
}

/// The roles that can be held in a course.
pub async fn roles(id: &str, signal: &AbortSignal) -> Result<Vec<CourseRole>, Failure> {
    let page: Page<CourseRole> = Call::get(path(id, "/roles")).signal(Some(signal)).fetch().await?;
    Ok(page.items)
}

/// Enrols a user.
pub async fn enrol(course: &str, new: &CreateEnrolment) -> Result<Enrolment, Failure> {
    Call::post(path(course, "/enrolments")).json(new).fetch().await
}

fn enrolment_path(enrolment: &Enrolment) -> String {
    path(&enrolment.course.id, &format!("/enrolments/{}", encode(&enrolment.id)))
}

/// Changes an enrolment, if it still is as it was seen.
pub async fn change_enrolment(enrolment: &Enrolment, changes: &UpdateEnrolment) -> Result<Enrolment, Failure> {
    Call::patch(enrolment_path(enrolment)).if_match(enrolment.version).json(changes).fetch().await
}

/// Ends an enrolment, if it still is as it was seen.
pub async fn unenrol(enrolment: &Enrolment) -> Result<(), Failure> {
    Call::delete(enrolment_path(enrolment)).if_match(enrolment.version).send().await.map(|_| ())
}

/// The courses that a user takes part in, the latest enrolment first.
pub async fn of_user(id: &str, signal: &AbortSignal) -> Result<Vec<Enrolment>, Failure> {
    let path = format!("/users/{}/enrolments", encode(id));
    let page: Page<Enrolment> = Call::get(path).signal(Some(signal)).fetch().await?;
    Ok(page.items)
}

/// The groups of a course, by name.
pub async fn groups(id: &str, signal: &AbortSignal) -> Result<Vec<Group>, Failure> {
    let page: Page<Group> = Call::get(path(id, "/groups")).signal(Some(signal)).fetch().await?;
    Ok(page.items)
}

/// Makes a group.
pub async fn create_group(course: &str, name: String) -> Result<Group, Failure> {
    Call::post(path(course, "/groups")).json(&NameGroup { name }).fetch().await
}

/// Gives a group another name, if it still is as it was seen.
pub async fn rename_group(course: &str, group: &Group, name: String) -> Result<Group, Failure> {
    let path = path(course, &format!("/groups/{}", encode(&group.id)));
    Call::patch(path).if_match(group.version).json(&NameGroup { name }).fetch().await
}

/// Deletes a group, if it still is as it was seen.
pub async fn delete_group(course: &str, group: &Group) -> Result<(), Failure> {
    let path = path(course, &format!("/groups/{}", encode(&group.id)));
    Call::delete(path).if_match(group.version).send().await.map(|_| ())
}

/// The cohorts that a course enrols as a whole.
pub async fn cohorts(id: &str, signal: &AbortSignal) -> Result<Vec<EnrolledCohort>, Failure> {
    let page: Page<EnrolledCohort> = Call::get(path(id, "/cohorts")).signal(Some(signal)).fetch().await?;
    Ok(page.items)
}

/// Enrols a cohort as a whole, or changes how it is enrolled.
pub async fn put_cohort(course: &str, key: &str, how: &EnrolCohort) -> Result<EnrolledCohort, Failure> {
    Call::put(path(course, &format!("/cohorts/{}", encode(key)))).json(how).fetch().await
}

/// Enrols a cohort no more.
pub async fn remove_cohort(course: &str, key: &str) -> Result<(), Failure> {
    Call::delete(path(course, &format!("/cohorts/{}", encode(key)))).send().await.map(|_| ())
}

/// One's own courses, by name.
pub async fn own(signal: &AbortSignal) -> Result<Vec<OwnCourse>, Failure> {
    let page: Page<OwnCourse> = Call::get("/me/courses").signal(Some(signal)).fetch().await?;
    Ok(page.items)
}

/// What one may do in a course of one's own.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct RightsInCourse {
    /// The course.
    pub id: String,
    /// Capabilities by their names.
    pub capabilities: Vec<String>,
}

/// The same as [`own`], with nothing but one's rights: the frame around every page asks for them.
pub async fn own_rights(signal: &AbortSignal) -> Result<Vec<RightsInCourse>, Failure> {
    let page: Page<RightsInCourse> = Call::get("/me/courses").signal(Some(signal)).fetch().await?;
    Ok(page.items)
}
