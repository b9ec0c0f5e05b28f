//! Enrolling in a course, and writing to many, by a selection of all accounts that were created between two moments.

use std::ops::Range;

use serde_json::{Value, json};

use crate::bare::Script;
use crate::batch::{self, Figures};
use crate::site::Site;

/// People of a batch.
const PEOPLE: usize = 100_000;

/// Enrols blocks of 100,000 accounts in a course.
pub fn enrol(site: &mut Site, runs: usize) -> Figures {
    let client = site.administrator();
    let course = client.post("/courses", &json!({ "code": "bench", "name": "Bench" })).expect(201).text_of("id");
    by_selection(site, runs, "enrol by selection", Script::Enrol, &json!({ "course": "bench" }), "enrol", &course)
}

/// Writes to blocks of 100,000 accounts.
pub fn message(site: &mut Site, runs: usize) -> Figures {
    let settings = json!({ "subject": "News", "body": "The office is closed on Friday.", "include_inactive": true });
    by_selection(site, runs, "message by selection", Script::Message, &settings, "message", "")
}

fn by_selection(
    site: &mut Site,
    runs: usize,
    name: &'static str,
    script: Script,
    settings: &Value,
    action: &str,
    course: &str,
) -> Figures {
    let mut figures = Figures::new(name, PEOPLE.min(site.accounts / 6));
    site.first_block();
    for _ in 0..runs {
        let (own, other) = (made(&site.next_block(figures.rows)), made(&site.next_block(figures.rows)));
        let at = |millis: i64| rollcall_domain::time::format(millis);
        let filter = format!("created_at ge \"{}\" and created_at lt \"{}\"", at(own.start), at(own.end));
        let selection = json!({ "action": action, "target": { "filter": filter }, "settings": settings });
        let run = batch::by_call(site, |client| client.post("/batches/selection", &selection).expect(202).json);
        let who = format!("u.created_at >= {} AND u.created_at < {}", other.start, other.end);
        let (_, bare) = batch::bare(site, script, None, &[("{who}", &who), ("{course}", course)]);
        figures.add(run, bare);
    }
    figures
}

/// When the accounts of a block were made, as the load scripts say.
pub fn made(block: &Range<usize>) -> Range<i64> {
    let at = |number: usize| 1_600_000_000_000 + number as i64 * 60_000;
    at(block.start)..at(block.end)
}
