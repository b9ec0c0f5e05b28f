//! The courses that a text finds while it is typed.

use rollcall_wire::Page;
use rollcall_wire::courses::Course;
use web_sys::AbortSignal;

use crate::api::{self, Failure};
use crate::t;
use crate::ui::{SUGGESTED, Suggested};
use crate::url::Query;

impl Suggested for Course {
    fn id(&self) -> &str {
        &self.id
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn detail(&self) -> String {
        self.code.clone()
    }

    fn count(found: usize) -> String {
        if found == 0 { t!("courses-none-found") } else { t!("courses-total", count = found) }
    }
}

/// The courses with a text in their name or code that are not archived; the first ones by name where there is no text.
pub async fn search(text: String, signal: AbortSignal) -> Result<Page<Course>, Failure> {
    let query = Query::default().with("q", text).with("filter", "archived eq false").with("limit", SUGGESTED);
    api::courses::list(&query, &signal).await
}
