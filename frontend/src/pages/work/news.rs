//! Which batches have come to rest between two looks.

use rollcall_wire::batches::Batch;

/// A person's own batches that were under way and no longer are.
pub fn ended<'a>(before: &[Batch], now: &'a [Batch], person: &str) -> Vec<&'a Batch> {
    let was_under_way = |id: &str| before.iter().any(|batch| batch.id == id && !batch.is_resting());
    let own = |batch: &Batch| batch.created_by.as_ref().is_some_and(|actor| actor.id == person);
    now.iter().filter(|batch| batch.is_resting() && own(batch) && was_under_way(&batch.id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batch(id: &str, state: &str, by: &str) -> Batch {
        let json = serde_json::json!({
            "id": id, "name": id, "kind": "file", "action": "suspension", "state": state, "settings": {},
            "created_by": {"id": by, "username": by}, "created_at": "", "started_at": null, "finished_at": null,
            "source": {}, "progress": {"done": 0, "total": 0}, "counts": {}, "affected": 0,
            "confirmation_required": false, "warnings": [], "undoable": false, "undo_of": null,
            "undone_by": null, "version": 1,
        });
        serde_json::from_value(json).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn news_are_one_s_own_batches_that_have_just_come_to_rest() {
        let before = [batch("a", "applying", "me"), batch("b", "applying", "other"), batch("c", "applied", "me")];
        let now = [
            batch("a", "applied", "me"),
            batch("b", "applied", "other"),
            batch("c", "applied", "me"),
            batch("d", "planned", "me"),
        ];
        let ended: Vec<_> = ended(&before, &now, "me").iter().map(|batch| batch.id.as_str()).collect();
        assert_eq!(ended, ["a"]);
    }
}
