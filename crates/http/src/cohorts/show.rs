//! Cohorts as JSON, and as things that paths name.

use rollcall_domain::cohorts::{Cohort, store};
use rollcall_domain::db::Conn;
use rollcall_domain::id::CohortId;
use rollcall_domain::roles::Capability;
use rollcall_domain::{Context, Error, Noun, Result, time};
use rollcall_wire::cohorts::Cohort as CohortJson;

use crate::extract::Thing;

pub fn cohort(cohort: &Cohort) -> CohortJson {
    CohortJson {
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
