//! Cohorts by rule: a rule over everybody, and what a hundred rules cost those who write accounts.

use std::time::{Duration, Instant};

use rollcall_testkit::Client;
use serde_json::{Value, json};

use crate::batch::Run;
use crate::rate::Times;
use crate::site::Site;
use crate::suspending;

/// So many rules there are.
const RULES: usize = 100;
/// Single changes that are timed.
const CHANGES: usize = 200;
/// Rows of the batch.
const ROWS: usize = 100_000;

/// What came of it.
#[derive(Debug)]
pub struct Figures {
    /// How many came by the rule over everybody.
    pub members: i64,
    /// How long until they were in.
    pub filled: Duration,
    /// How long it takes to go through everybody again, where nobody moves.
    pub looked: Duration,
    /// A change of one account's department, without rules and with them.
    pub single: [Times; 2],
    /// A suspension by file, without rules and with them.
    pub batch: [Run; 2],
}

/// Measures without rules first.
pub fn run(site: &mut Site) -> Figures {
    site.first_block();
    let rows = ROWS.min(site.accounts / 6);
    let client = site.administrator();
    let ids = ids(&client);
    let (own, other) = (site.next_block(rows), site.next_block(rows));
    let (plain, alone) = (changes(&client, &ids), suspending::run_once(site, own));
    let (filled, looked, members) = over_everybody(site);
    let client = site.administrator();
    for number in 0..RULES {
        // A half of them asks for the department, which the single changes are about, and a quarter for what the file changes.
        let rule = match number % 4 {
            0 | 1 => format!("department eq \"Nowhere {number}\" or department sw \"Neverland {number}\""),
            2 => format!("suspended eq true and username sw \"nobody{number}\""),
            _ => format!("city eq \"Nowhere {number}\" and last_name co \"x{number}\""),
        };
        client.post("/cohorts", &json!({ "name": format!("Rule {number}"), "rule": rule })).expect(201);
    }
    let (ruled, beside) = (changes(&client, &ids), suspending::run_once(site, other));
    let figures = Figures { members, filled, looked, single: [plain, ruled], batch: [alone, beside] };
    println!("{figures:?}");
    figures
}

fn ids(client: &Client) -> Vec<String> {
    let page = client.query("/users", &[("limit", "200"), ("sort", "-created_at")]).expect(200);
    page.each("id").into_iter().take(CHANGES).collect()
}

/// Moves people from one department to another, one after the other.
fn changes(client: &Client, ids: &[String]) -> Times {
    let mut failed = 0;
    let times = ids.iter().enumerate().map(|(number, id)| {
        let change = json!({ "department": format!("Bench {number} {:?}", Instant::now()) });
        let began = Instant::now();
        failed += usize::from(client.patch(&format!("/users/{id}"), &change).status != 200);
        began.elapsed()
    });
    let times = times.collect();
    Times::new(times, failed)
}

/// Fills a cohort with all whose address is at the usual domain, and looks at everybody once more.
fn over_everybody(site: &Site) -> (Duration, Duration, i64) {
    site.settle();
    let client = site.administrator();
    let rule = "email ew \"@example.org\" and last_name pr";
    let preview = client.post("/cohorts/preview", &json!({ "rule": rule })).expect(200).json;
    let count = preview["coming"]["count"].as_i64().expect("a count");
    let began = Instant::now();
    let body = json!({ "name": "Everybody", "rule": rule, "confirm_affected": count });
    let cohort = format!("/cohorts/{}", client.post("/cohorts", &body).expect(201).text_of("id"));
    let members = settled(&client, &cohort)["members"].as_i64().expect("a number");
    let filled = began.elapsed();
    assert_eq!(members, count, "everybody who matches is in it");
    client.patch(&cohort, &json!({ "paused": true })).expect(200);
    let began = Instant::now();
    client.patch(&cohort, &json!({ "paused": false })).expect(200);
    settled(&client, &cohort);
    (filled, began.elapsed(), members)
}

/// The cohort once everybody was gone through.
fn settled(client: &Client, cohort: &str) -> Value {
    loop {
        let now = client.get(cohort).expect(200).json;
        if now["settling"] == false {
            return now;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}
