CREATE TABLE audit_events (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at bigint NOT NULL,
  actor_id uuid,
  action text NOT NULL,
  target_id uuid,
  batch_id uuid,
  line bigint,
  request_id text,
  payload text,
  salt text,
  digest text NOT NULL,
  block bigint
);
CREATE INDEX audit_events_by_target ON audit_events (target_id, seq);
CREATE INDEX audit_events_by_batch ON audit_events (batch_id, seq) WHERE batch_id IS NOT NULL;
CREATE INDEX audit_events_unsealed ON audit_events (seq) WHERE block IS NULL;

CREATE TABLE audit_blocks (
  number bigint PRIMARY KEY,
  events bigint NOT NULL,
  previous_hash text NOT NULL,
  hash text NOT NULL,
  sealed_at bigint NOT NULL
);
CREATE INDEX audit_events_by_block ON audit_events (block, seq) WHERE block IS NOT NULL;

-- Append-only: sealing sets the block once; an erasure takes payload and salt away; nothing else changes.
CREATE FUNCTION audit_events_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER audit_events_no_truncate BEFORE TRUNCATE ON audit_events
  FOR EACH STATEMENT EXECUTE FUNCTION audit_events_are_append_only();
CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE ON audit_events
  FOR EACH ROW EXECUTE FUNCTION audit_events_are_append_only();
