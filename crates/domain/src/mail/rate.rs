//! How many mails are sent within a minute: in all, and to addresses of one domain. Counted for all nodes together.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::schema::mail_rates as r;
use crate::settings::Settings;
use crate::time::MINUTE;
use crate::{Millis, Result};

/// Stands for all domains.
const ALL: &str = "";

/// Whether each of these addresses may be written to within the minute at hand; those that may are counted.
pub(super) fn admit(conn: &mut Conn, site: &Settings, addresses: &[&str], now: Millis) -> Result<Vec<bool>> {
    let (in_all, a_domain) = (site.mails_per_minute, site.mails_per_domain);
    if in_all == 0 && a_domain == 0 {
        return Ok(vec![true; addresses.len()]);
    }
    let minute = now / MINUTE;
    let domains: Vec<String> = addresses.iter().map(|address| domain(address)).collect();
    diesel::delete(r::table.filter(r::minute.lt(minute))).execute(conn)?;
    let counted: Vec<(String, i64)> = r::table.filter(r::minute.eq(minute)).select((r::domain, r::sent)).load(conn)?;
    let before: HashMap<String, i64> = counted.into_iter().collect();
    let mut sent = before.clone();
    let mut admitted = Vec::with_capacity(domains.len());
    for domain in &domains {
        let of = |name: &str| sent.get(name).copied().unwrap_or_default();
        let is_free = (in_all == 0 || of(ALL) < in_all) && (a_domain == 0 || of(domain) < a_domain);
        if is_free {
            *sent.entry(ALL.to_owned()).or_default() += 1;
            *sent.entry(domain.clone()).or_default() += 1;
        }
        admitted.push(is_free);
    }
    for (domain, sent) in &sent {
        let more = sent - before.get(domain).copied().unwrap_or_default();
        if more == 0 {
            continue;
        }
        // Another node may have counted meanwhile.
        let counted = r::table.find((minute, domain));
        if diesel::update(counted).set(r::sent.eq(r::sent + more)).execute(conn)? == 0 {
            let row = (r::minute.eq(minute), r::domain.eq(domain), r::sent.eq(more));
            diesel::insert_into(r::table).values(row).execute(conn)?;
        }
    }
    Ok(admitted)
}

/// When the minute at hand is over.
pub(super) fn next_minute(now: Millis) -> Millis {
    (now / MINUTE + 1) * MINUTE
}

fn domain(address: &str) -> String {
    address.rsplit_once('@').map_or(address, |(_, domain)| domain).to_lowercase()
}
