//! Deleting (the first stage) by a selection of all accounts that were created between two moments.

use serde_json::json;

use crate::bare::Script;
use crate::batch::{self, Figures};
use crate::courses::made;
use crate::site::Site;

/// Accounts of a batch.
const ACCOUNTS: usize = 100_000;

/// Deletes blocks of 100,000 accounts.
pub fn delete(site: &mut Site, runs: usize) -> Figures {
    let mut figures = Figures::new("delete by selection", ACCOUNTS.min(site.accounts / 6));
    site.first_block();
    for _ in 0..runs {
        let (own, other) = (made(&site.next_block(figures.rows)), made(&site.next_block(figures.rows)));
        let at = |millis: i64| rollcall_domain::time::format(millis);
        let filter = format!("created_at ge \"{}\" and created_at lt \"{}\"", at(own.start), at(own.end));
        let selection = json!({ "action": "delete", "target": { "filter": filter } });
        let run = batch::by_call(site, |client| client.post("/batches/selection", &selection).expect(202).json);
        let who = format!("u.created_at >= {} AND u.created_at < {}", other.start, other.end);
        let (_, bare) = batch::bare(site, Script::Delete, None, &[("{who}", &who)]);
        figures.add(run, bare);
    }
    figures
}
