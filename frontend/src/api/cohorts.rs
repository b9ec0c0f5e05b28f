//! Cohorts, and who is in them.

use rollcall_wire::Page;
use rollcall_wire::cohorts::{AddMember, Cohort, CreateCohort, Membership, PreviewRule, RulePreview, UpdateCohort};
use web_sys::AbortSignal;

use super::Failure;
use super::request::Call;
use crate::url::{Query, encode};

fn path(id: &str) -> String {
    format!("/cohorts/{}", encode(id))
}

/// One page of the cohorts that a query means, by name.
pub async fn list(query: &Query, signal: &AbortSignal) -> Result<Page<Cohort>, Failure> {
    Call::get(query.on("/cohorts")).signal(Some(signal)).fetch().await
}

/// A cohort as it is now.
pub async fn get(id: &str) -> Result<Cohort, Failure> {
    Call::get(path(id)).fetch().await
}

/// Makes a cohort.
pub async fn create(cohort: &CreateCohort) -> Result<Cohort, Failure> {
    Call::post("/cohorts").json(cohort).fetch().await
}

/// Changes a cohort, if it still has the version that was seen.
pub async fn update(id: &str, version: i64, changes: &UpdateCohort) -> Result<Cohort, Failure> {
    Call::patch(path(id)).if_match(version).json(changes).fetch().await
}

/// Who would come and go by a rule.
pub async fn preview(asked: &PreviewRule, signal: &AbortSignal) -> Result<RulePreview, Failure> {
    Call::post("/cohorts/preview").json(asked).signal(Some(signal)).fetch().await
}

/// Why somebody is in a cohort, or is not.
pub async fn membership(id: &str, user_id: &str) -> Result<Membership, Failure> {
    Call::get(format!("{}/members/{}", path(id), encode(user_id))).fetch().await
}

/// Deletes a cohort without members, if it has not changed.
pub async fn delete(cohort: &Cohort) -> Result<(), Failure> {
    Call::delete(path(&cohort.id)).if_match(cohort.version).send().await.map(|_| ())
}

/// Puts a user into a cohort.
pub async fn add(cohort: &Cohort, user_id: &str) -> Result<(), Failure> {
    let member = AddMember { user_id: user_id.to_owned() };
    Call::post(format!("{}/members", path(&cohort.id))).json(&member).send().await.map(|_| ())
}

/// Takes a user out of a cohort.
pub async fn remove(cohort: &Cohort, user_id: &str) -> Result<(), Failure> {
    Call::delete(format!("{}/members/{}", path(&cohort.id), encode(user_id))).send().await.map(|_| ())
}
