CREATE OR REPLACE FUNCTION audit_events_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP IN ('DELETE', 'TRUNCATE') THEN
    RAISE EXCEPTION 'audit events are append-only';
  END IF;
  IF (NEW.seq, NEW.at, NEW.action, NEW.digest) IS DISTINCT FROM (OLD.seq, OLD.at, OLD.action, OLD.digest)
    OR NEW.actor_id IS DISTINCT FROM OLD.actor_id
    OR NEW.target_id IS DISTINCT FROM OLD.target_id
    OR NEW.batch_id IS DISTINCT FROM OLD.batch_id
    OR NEW.line IS DISTINCT FROM OLD.line
    OR NEW.request_id IS DISTINCT FROM OLD.request_id
    OR (OLD.block IS NOT NULL AND NEW.block IS DISTINCT FROM OLD.block)
    OR (NEW.payload IS NOT NULL AND NEW.payload IS DISTINCT FROM OLD.payload)
    OR (NEW.salt IS NOT NULL AND NEW.salt IS DISTINCT FROM OLD.salt) THEN
    RAISE EXCEPTION 'audit events are append-only';
  END IF;
  RETURN NEW;
END
$$;
DROP INDEX audit_events_by_actor;
ALTER TABLE audit_blocks DROP COLUMN format;
ALTER TABLE audit_events
  DROP COLUMN subject_kind,
  DROP COLUMN subject_key,
  DROP COLUMN context_kind,
  DROP COLUMN context_id;
CREATE INDEX audit_events_by_actor ON audit_events (actor_id) WHERE actor_id IS NOT NULL AND target_id IS NULL;
