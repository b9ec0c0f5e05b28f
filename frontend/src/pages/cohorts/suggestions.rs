//! The cohorts that a text finds while it is typed.

use rollcall_wire::Page;
use rollcall_wire::cohorts::Cohort;
use web_sys::AbortSignal;

use crate::api::{self, Failure};
use crate::t;
use crate::ui::{SUGGESTED, Suggested};
use crate::url::Query;

impl Suggested for Cohort {
    fn id(&self) -> &str {
        &self.id
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn detail(&self) -> String {
        format!("{} · {}", self.key, t!("users-total", count = self.members))
    }

    fn count(found: usize) -> String {
        if found == 0 { t!("cohorts-none-found") } else { t!("cohorts-total", count = found) }
    }
}

/// The same of those that people fill.
pub async fn search_manual(text: String, signal: AbortSignal) -> Result<Page<Cohort>, Failure> {
    let query = Query::default().with("q", text).with("source", "manual").with("limit", SUGGESTED);
    api::cohorts::list(&query, &signal).await
}

/// The cohorts with a text in their name or key; the first ones by name where there is no text.
pub async fn search(text: String, signal: AbortSignal) -> Result<Page<Cohort>, Failure> {
    api::cohorts::list(&Query::default().with("q", text).with("limit", SUGGESTED), &signal).await
}
