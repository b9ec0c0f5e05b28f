//! Who gets a message to many: some of them for a preview, and all of them in a course.

use rollcall_wire::batches::Batch;
use rollcall_wire::courses::Course;
use rollcall_wire::messages::CourseTarget;
use serde_json::{Map, Value};
use web_sys::AbortController;

use super::narrowing::Narrowing;
use crate::api::{self, Failure};
use crate::pages::users::query::UsersQuery;
use crate::pages::users::selection::{Question, Selection};
use crate::url::Query;

/// So many are asked for at once; the most that the API gives.
const AT_ONCE: usize = 500;

/// A page of those whom a question finds, by id.
async fn page_of(
    question: &Question,
    course: Option<&Course>,
    cursor: &str,
    limit: usize,
) -> Result<(Vec<String>, Option<String>), Failure> {
    let controller = AbortController::new().map_err(|_| Failure::Unreachable)?;
    let query = Query::default().with("q", &question.q).with("filter", &question.filter);
    let query = query.with("limit", limit).with("cursor", cursor);
    match course {
        Some(course) => {
            let page = api::courses::participants(&course.id, &query, &controller.signal()).await?;
            Ok((page.items.into_iter().map(|participant| participant.user.id).collect(), page.next_cursor))
        }
        None => {
            let page = api::users::list(&query, &controller.signal()).await?;
            Ok((page.items.into_iter().map(|user| user.id).collect(), page.next_cursor))
        }
    }
}

/// Some of a selection, as many as that at most. None of a list that was pasted: only the plan says who is in it.
pub async fn some_of(selection: &Selection, course: Option<&Course>, most: usize) -> Result<Vec<String>, Failure> {
    match selection {
        Selection::Picked(people) => Ok(people.keys().take(most).cloned().collect()),
        Selection::Everybody { question, except, .. } => {
            let limit = (most + except.len()).min(AT_ONCE);
            let (ids, _) = page_of(question, course, "", limit).await?;
            Ok(ids.into_iter().filter(|id| !except.contains_key(id)).take(most).collect())
        }
        Selection::Pasted(_) => Ok(Vec::new()),
    }
}

/// Whether a selection means everybody in a course.
fn is_whole(selection: &Selection, course: &Course) -> bool {
    let whole = UsersQuery::default().question_in(Some(&course.code));
    matches!(selection, Selection::Everybody { question, except, .. } if except.is_empty() && *question == whole)
}

/// A selection of participants as the API of courses takes it: everybody, or these people.
pub(super) async fn target(selection: &Selection, course: &Course) -> Result<CourseTarget, Failure> {
    if is_whole(selection, course) {
        return Ok(CourseTarget::default());
    }
    let mut ids = Vec::new();
    match selection {
        Selection::Picked(people) => ids.extend(people.keys().cloned()),
        Selection::Everybody { question, except, .. } => {
            let mut cursor = Some(String::new());
            while let Some(from) = cursor {
                let (found, next) = page_of(question, Some(course), &from, AT_ONCE).await?;
                ids.extend(found.into_iter().filter(|id| !except.contains_key(id)));
                cursor = next;
            }
        }
        // Lists are pasted for the whole site only.
        Selection::Pasted(_) => {}
    }
    Ok(CourseTarget { ids: Some(ids), ..CourseTarget::default() })
}

/// Plans a message to participants of a course.
pub async fn plan_in(
    course: &Course,
    (selection, narrowing): (&Selection, &Narrowing),
    settings: &Map<String, Value>,
) -> Result<Batch, Failure> {
    let target = narrowing.on(target(selection, course).await?);
    api::messages::plan_in(&course.id, &target, settings).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::courses;

    #[test]
    fn everybody_in_a_course_is_told_from_some_of_them() {
        let course = courses::sample("Fire safety");
        let question = UsersQuery::default().question_in(Some(&course.code));
        let everybody = Selection::Everybody { question: question.clone(), total: 9, except: Default::default() };
        assert!(is_whole(&everybody, &course));
        assert!(!is_whole(&everybody.with("a", "Anna", false), &course));
        let searched = Question { q: "an".to_owned(), ..question };
        assert!(!is_whole(&Selection::Everybody { question: searched, total: 2, except: Default::default() }, &course));
        assert!(!is_whole(&Selection::default().with("a", "Anna", true), &course));
    }
}
