//! Cohorts as JSON.

use rollcall_domain::cohorts::Cohort;
use rollcall_domain::id::CohortId;
use rollcall_domain::{Error, Result, time};
use rollcall_wire::cohorts::Cohort as Shown;

pub fn cohort(cohort: &Cohort) -> Shown {
    Shown {
        id: cohort.id.to_string(),
        key: cohort.key.to_string(),
        name: cohort.name.clone(),
        description: cohort.description.clone(),
        members: cohort.members,
        created_at: time::format(cohort.created_at),
        updated_at: time::format(cohort.updated_at),
        version: cohort.version,
    }
}

/// The id in a path; what is none names nothing.
pub fn id(text: &str) -> Result<CohortId> {
    text.parse().map_err(|_| Error::NotFound("cohort"))
}
