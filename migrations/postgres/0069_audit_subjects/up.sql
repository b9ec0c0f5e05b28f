-- An entry is about a thing of any kind, by its id or by its key, in a context. Those from before are about accounts, and the site.
ALTER TABLE audit_events
  ADD COLUMN subject_kind text COLLATE "C" NOT NULL DEFAULT 'user',
  ADD COLUMN subject_key text COLLATE "C",
  ADD COLUMN context_kind text COLLATE "C" NOT NULL DEFAULT 'site',
  ADD COLUMN context_id uuid;
CREATE INDEX audit_events_by_subject_key ON audit_events (subject_kind, subject_key, seq) WHERE subject_key IS NOT NULL;
DROP INDEX audit_events_by_actor;
CREATE INDEX audit_events_by_actor ON audit_events (actor_id)
  WHERE actor_id IS NOT NULL AND (target_id IS NULL OR subject_kind <> 'user');

-- Blocks hash the columns of their entries by position. The format says which.
ALTER TABLE audit_blocks ADD COLUMN format bigint NOT NULL DEFAULT 1;

CREATE OR REPLACE FUNCTION audit_events_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP IN ('DELETE', 'TRUNCATE') THEN
    RAISE EXCEPTION 'audit events are append-only';
  END IF;
  IF (NEW.seq, NEW.at, NEW.action, NEW.digest) IS DISTINCT FROM (OLD.seq, OLD.at, OLD.action, OLD.digest)
    OR NEW.actor_id IS DISTINCT FROM OLD.actor_id
    OR NEW.target_id IS DISTINCT FROM OLD.target_id
    OR (NEW.subject_kind, NEW.context_kind) IS DISTINCT FROM (OLD.subject_kind, OLD.context_kind)
    OR NEW.subject_key IS DISTINCT FROM OLD.subject_key
    OR NEW.context_id IS DISTINCT FROM OLD.context_id
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
