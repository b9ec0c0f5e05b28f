//! Courses, their groups and cohorts, and who is enrolled.

use serde::{Deserialize, Serialize};

use crate::Patch;
use crate::users::User;

/// A course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "id": "0199a000-0000-7000-8000-000000000011", "code": "fire-safety-2026", "name": "Fire safety 2026", "category": "Safety",
    "visible": true, "archived": false, "starts_at": "2026-03-01T00:00:00.000Z", "ends_at": null, "group_mode": "none",
    "participants": 214, "created_at": "2026-02-01T09:30:00.000Z", "updated_at": "2026-02-01T09:30:00.000Z", "version": 1
})))]
pub struct Course {
    /// Its identity.
    pub id: String,
    /// What files, filters and settings name it by; compared letter by letter.
    pub code: String,
    /// What people read.
    pub name: String,
    /// What it is listed under.
    pub category: Option<String>,
    /// Whether its learners see it.
    pub visible: bool,
    /// Whether it is over for good: it is read, and nothing is done in it.
    pub archived: bool,
    /// When it begins.
    pub starts_at: Option<String>,
    /// When it ends.
    pub ends_at: Option<String>,
    /// `none`, `visible` or `separate`: whether participants of one group see those of another.
    pub group_mode: String,
    /// How many are enrolled, those included whose deleted account can still be restored. `null` for learners.
    pub participants: Option<i64>,
    /// When it was made.
    pub created_at: String,
    /// When it was last changed.
    pub updated_at: String,
    /// Counts its changes; the ETag.
    pub version: i64,
}

/// A new course.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "code": "fire-safety-2026", "name": "Fire safety 2026", "category": "Safety" })))]
pub struct CreateCourse {
    /// 1 to 100 characters of one line, which no other course has.
    pub code: String,
    /// 1 to 255 characters.
    pub name: String,
    /// At most 255 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Missing: yes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visible: Option<bool>,
    /// Missing: no.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived: Option<bool>,
    /// A time, or a day in UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_at: Option<String>,
    /// The same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<String>,
    /// `none` (if it is missing), `visible` or `separate`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group_mode: Option<String>,
}

/// A merge patch on a course: missing members stay as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "archived": true, "category": null })))]
pub struct UpdateCourse {
    /// As in `CreateCourse`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// As in `CreateCourse`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// As in `CreateCourse`; `null`: none.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub category: Patch<String>,
    /// Whether its learners see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visible: Option<bool>,
    /// Whether it is over for good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archived: Option<bool>,
    /// `null`: it has no beginning.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub starts_at: Patch<String>,
    /// `null`: it has no end.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub ends_at: Patch<String>,
    /// As in `CreateCourse`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_mode: Option<String>,
}

/// What a copy of a course is called. Its settings and groups are those of the course; nobody is enrolled in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "code": "fire-safety-2027", "name": "Fire safety 2027" })))]
pub struct CopyCourse {
    /// As in `CreateCourse`.
    pub code: String,
    /// As in `CreateCourse`; missing: that of the course.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// A user's taking part in a course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "id": "0199a000-0000-7000-8000-000000000012", "course": { "id": "0199a000-0000-7000-8000-000000000011",
    "code": "fire-safety-2026", "name": "Fire safety 2026" }, "user_id": "0199a000-0000-7000-8000-000000000001",
    "roles": ["learner"], "status": "active", "active": true, "starts_at": null, "ends_at": null, "groups": ["Monday"],
    "source": "manual", "cohort": null, "last_access_at": null, "created_at": "2026-03-01T09:30:00.000Z",
    "updated_at": "2026-03-01T09:30:00.000Z", "version": 1767258000000_i64
})))]
pub struct Enrolment {
    /// Its identity.
    pub id: String,
    /// The course.
    pub course: CourseRef,
    /// The person.
    pub user_id: String,
    /// The keys of the roles.
    pub roles: Vec<String>,
    /// `active` or `suspended`.
    pub status: String,
    /// Whether it counts now: active, begun, and not ended.
    pub active: bool,
    /// From when it counts.
    pub starts_at: Option<String>,
    /// Until when.
    pub ends_at: Option<String>,
    /// The names of the groups.
    pub groups: Vec<String>,
    /// What keeps it: `manual`, `file` or `cohort`.
    pub source: String,
    /// The key of the cohort that keeps it.
    pub cohort: Option<String>,
    /// When the person last looked at the course, exact to five minutes.
    pub last_access_at: Option<String>,
    /// When it was made.
    pub created_at: String,
    /// When it was last changed.
    pub updated_at: String,
    /// Grows with every change; the ETag.
    pub version: i64,
}

/// A course by its names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CourseRef {
    /// Its identity.
    pub id: String,
    /// Its code.
    pub code: String,
    /// What people read.
    pub name: String,
}

/// Who is enrolled, and how.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "user_id": "0199a000-0000-7000-8000-000000000001", "role": "learner", "groups": ["Monday"]
})))]
pub struct CreateEnrolment {
    /// The account's id. Either this or `identifier`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// The exact username or e-mail address, for callers who see no list of accounts; or the ID number, with `users.view_private`.
    /// Whatever does not name one account is a 404.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
    /// The role; missing: learner. Instead of `roles`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Several roles. Instead of `role`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roles: Option<Vec<String>>,
    /// `active` (if it is missing) or `suspended`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// A time, or a day in UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_at: Option<String>,
    /// The same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<String>,
    /// Groups of the course, by name or id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub groups: Option<Vec<String>>,
}

/// A merge patch on an enrolment: missing members stay as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "status": "suspended", "ends_at": null })))]
pub struct UpdateEnrolment {
    /// The roles that the person has afterwards: at least one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roles: Option<Vec<String>>,
    /// `active` or `suspended`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// `null`: from the beginning.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub starts_at: Patch<String>,
    /// `null`: without end.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub ends_at: Patch<String>,
    /// The groups that the person is in afterwards, by name or id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<Vec<String>>,
}

/// A person who takes part in a course: the account, and the enrolment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "id": "0199a000-0000-7000-8000-000000000002", "username": "anna.bauer", "email": "anna.bauer@example.org",
    "first_name": "Anna", "last_name": "Bauer", "full_name": "Anna Bauer", "id_number": "004711", "institution": null,
    "department": "Sales", "phone": "+43 1 234567", "mobile_phone": null, "address": null, "city": "Wien", "country": "AT",
    "language": "de-AT", "timezone": "Europe/Vienna", "description": null, "auth_method": "manual", "suspended": false,
    "suspended_until": null, "suspension_reason": null, "confirmed": true, "locked": false, "must_change_password": false,
    "status": "active", "system_roles": [], "cohorts": [], "profile": { "contract": "Permanent" }, "external_id": null,
    "created_at": "2026-03-01T09:30:00.000Z", "updated_at": "2026-03-01T09:30:00.000Z", "deleted_at": null,
    "first_access_at": null, "last_access_at": null, "last_ip": null, "version": 1,
    "enrolment": {
        "id": "0199a000-0000-7000-8000-000000000012", "course": { "id": "0199a000-0000-7000-8000-000000000011",
    "code": "fire-safety-2026", "name": "Fire safety 2026" }, "user_id": "0199a000-0000-7000-8000-000000000001",
    "roles": ["learner"], "status": "active", "active": true, "starts_at": null, "ends_at": null, "groups": ["Monday"],
    "source": "manual", "cohort": null, "last_access_at": null, "created_at": "2026-03-01T09:30:00.000Z",
    "updated_at": "2026-03-01T09:30:00.000Z", "version": 1767258000000_i64
    }
})))]
pub struct Participant {
    /// The account. Without `users.view` only what participants may know of each other.
    #[serde(flatten)]
    pub user: User,
    /// How the person takes part.
    pub enrolment: Enrolment,
}

/// A role that can be held in a course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "key": "learner", "name": "Learner", "shipped": true, "grantable": true
})))]
pub struct CourseRole {
    /// Its key.
    pub key: String,
    /// What people read.
    pub name: String,
    /// Whether it comes with the program.
    pub shipped: bool,
    /// Whether the caller may give it and take it away in the course.
    pub grantable: bool,
}

/// A group of a course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "id": "0199a000-0000-7000-8000-000000000013", "name": "Monday", "members": 12,
    "created_at": "2026-03-01T09:30:00.000Z", "updated_at": "2026-03-01T09:30:00.000Z", "version": 1
})))]
pub struct Group {
    /// Its identity.
    pub id: String,
    /// Its name, which no other group of the course has.
    pub name: String,
    /// How many participants are in it.
    pub members: i64,
    /// When it was made.
    pub created_at: String,
    /// When it was last changed.
    pub updated_at: String,
    /// Counts its changes; the ETag.
    pub version: i64,
}

/// A new group, or another name for one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "name": "Monday" })))]
pub struct NameGroup {
    /// 1 to 255 characters.
    pub name: String,
}

/// A cohort that a course enrols as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "cohort": "apprentices-2026", "role": "learner", "leaving": "unenrol" })))]
pub struct EnrolledCohort {
    /// Its key.
    pub cohort: String,
    /// The role that its people get.
    pub role: String,
    /// What happens to those who go out of it: `unenrol` or `suspend`.
    pub leaving: String,
}

/// How a cohort is enrolled.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "role": "learner", "leaving": "suspend" })))]
pub struct EnrolCohort {
    /// The role that its people get; missing: learner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// `unenrol` (if it is missing) or `suspend`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leaving: Option<String>,
}

/// A course of one's own: with one's enrolment, unless one only holds a role in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "id": "0199a000-0000-7000-8000-000000000011", "code": "fire-safety-2026", "name": "Fire safety 2026", "category": "Safety",
    "visible": true, "archived": false, "starts_at": "2026-03-01T00:00:00.000Z", "ends_at": null, "group_mode": "none",
    "participants": null, "created_at": "2026-02-01T09:30:00.000Z", "updated_at": "2026-02-01T09:30:00.000Z", "version": 1,
    "enrolment": {
        "id": "0199a000-0000-7000-8000-000000000012", "course": { "id": "0199a000-0000-7000-8000-000000000011",
    "code": "fire-safety-2026", "name": "Fire safety 2026" }, "user_id": "0199a000-0000-7000-8000-000000000001",
    "roles": ["learner"], "status": "active", "active": true, "starts_at": null, "ends_at": null, "groups": ["Monday"],
    "source": "manual", "cohort": null, "last_access_at": null, "created_at": "2026-03-01T09:30:00.000Z",
    "updated_at": "2026-03-01T09:30:00.000Z", "version": 1767258000000_i64
    },
    "capabilities": ["messages.send", "me.read", "me.write"]
})))]
pub struct OwnCourse {
    /// The course.
    #[serde(flatten)]
    pub course: Course,
    /// How one takes part.
    pub enrolment: Option<Enrolment>,
    /// What one may do in it, by the names of capabilities.
    pub capabilities: Vec<String>,
}
