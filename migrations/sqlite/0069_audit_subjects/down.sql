DROP TRIGGER audit_events_no_update;
DROP INDEX audit_events_by_actor;
DROP INDEX audit_events_by_subject_key;
ALTER TABLE audit_blocks DROP COLUMN format;
ALTER TABLE audit_events DROP COLUMN subject_kind;
ALTER TABLE audit_events DROP COLUMN subject_key;
ALTER TABLE audit_events DROP COLUMN context_kind;
ALTER TABLE audit_events DROP COLUMN context_id;
CREATE INDEX audit_events_by_actor ON audit_events (actor_id) WHERE actor_id IS NOT NULL AND target_id IS NULL;
CREATE TRIGGER audit_events_no_update BEFORE UPDATE ON audit_events
WHEN new.seq IS NOT old.seq OR new.at IS NOT old.at OR new.action IS NOT old.action OR new.digest IS NOT old.digest
  OR new.actor_id IS NOT old.actor_id OR new.target_id IS NOT old.target_id OR new.batch_id IS NOT old.batch_id
  OR new.line IS NOT old.line OR new.request_id IS NOT old.request_id
  OR (old.block IS NOT NULL AND new.block IS NOT old.block)
  OR (new.payload IS NOT NULL AND new.payload IS NOT old.payload)
  OR (new.salt IS NOT NULL AND new.salt IS NOT old.salt)
BEGIN
  SELECT RAISE(ABORT, 'audit events are append-only');
END;
