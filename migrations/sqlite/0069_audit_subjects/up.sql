-- An entry is about a thing of any kind, by its id or by its key, in a context. Those from before are about accounts, and the site.
ALTER TABLE audit_events ADD COLUMN subject_kind TEXT NOT NULL DEFAULT 'user';
ALTER TABLE audit_events ADD COLUMN subject_key TEXT;
ALTER TABLE audit_events ADD COLUMN context_kind TEXT NOT NULL DEFAULT 'site';
ALTER TABLE audit_events ADD COLUMN context_id TEXT;
CREATE INDEX audit_events_by_subject_key ON audit_events (subject_kind, subject_key, seq) WHERE subject_key IS NOT NULL;
DROP INDEX audit_events_by_actor;
CREATE INDEX audit_events_by_actor ON audit_events (actor_id)
  WHERE actor_id IS NOT NULL AND (target_id IS NULL OR subject_kind <> 'user');

-- Blocks hash the columns of their entries by position. The format says which.
ALTER TABLE audit_blocks ADD COLUMN format BIGINT NOT NULL DEFAULT 1;

DROP TRIGGER audit_events_no_update;
CREATE TRIGGER audit_events_no_update BEFORE UPDATE ON audit_events
WHEN new.seq IS NOT old.seq OR new.at IS NOT old.at OR new.action IS NOT old.action OR new.digest IS NOT old.digest
  OR new.actor_id IS NOT old.actor_id OR new.target_id IS NOT old.target_id OR new.batch_id IS NOT old.batch_id
  OR new.subject_kind IS NOT old.subject_kind OR new.subject_key IS NOT old.subject_key
  OR new.context_kind IS NOT old.context_kind OR new.context_id IS NOT old.context_id
  OR new.line IS NOT old.line OR new.request_id IS NOT old.request_id
  OR (old.block IS NOT NULL AND new.block IS NOT old.block)
  OR (new.payload IS NOT NULL AND new.payload IS NOT old.payload)
  OR (new.salt IS NOT NULL AND new.salt IS NOT old.salt)
BEGIN
  SELECT RAISE(ABORT, 'audit events are append-only');
END;
