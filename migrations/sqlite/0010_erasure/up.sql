-- What somebody did that is about no account is found by its actor when the actor is erased.
CREATE INDEX audit_events_by_actor ON audit_events (actor_id) WHERE actor_id IS NOT NULL AND target_id IS NULL;
CREATE INDEX outbox_by_recipient ON outbox (recipient_id, created_at);
