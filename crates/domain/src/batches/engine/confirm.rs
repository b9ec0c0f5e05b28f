//! When a batch is so large, or so grave, that the number of accounts has to be confirmed (PRODUCT 0).

use super::batch::Batch;
use super::counts::Counts;
use super::operation::Operation;
use crate::Result;
use crate::db::Conn;
use crate::outcome::Outcome;
use crate::settings::Settings;

/// Whether applying the batch asks for the number. All accounts are counted only where their number matters.
pub fn asks(conn: &mut Conn, operation: &dyn Operation, batch: &Batch, settings: &Settings) -> Result<bool> {
    let people = if batch.affected < Settings::SHARE_COUNTS_FROM { 0 } else { operation.population(conn)? };
    let always = batch.affected > 0 && operation.always_asks(batch);
    Ok(always || is_required(batch.affected, &batch.counts, people, settings))
}

/// Whether applying asks for the exact number of affected accounts.
pub fn is_required(affected: i64, counts: &Counts, accounts: i64, settings: &Settings) -> bool {
    let is_many = affected > settings.confirm_above || settings.is_large_share(affected, accounts);
    counts.get(Outcome::Delete) > 0 || is_many
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_accounts_a_large_share_or_a_deletion_ask_for_the_number() {
        let settings = Settings::default();
        let required = |affected, accounts| is_required(affected, &Counts::default(), accounts, &settings);
        assert!(!required(1_000, 1_000_000));
        assert!(required(1_001, 1_000_000));
        assert!(!required(49, 50));
        assert!(required(51, 200));
        assert!(!required(50, 200));
        let mut counts = Counts::default();
        counts.add(Outcome::Delete.into());
        assert!(is_required(1, &counts, 1_000_000, &settings));
    }
}
