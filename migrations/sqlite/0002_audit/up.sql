CREATE TABLE audit_events (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at BIGINT NOT NULL,
  actor_id TEXT,
  action TEXT NOT NULL,
  target_id TEXT,
  batch_id TEXT,
  line BIGINT,
  request_id TEXT,
  payload TEXT,
  salt TEXT,
  digest TEXT NOT NULL,
  block BIGINT
);
CREATE INDEX audit_events_by_target ON audit_events (target_id, seq);
CREATE INDEX audit_events_by_batch ON audit_events (batch_id, seq) WHERE batch_id IS NOT NULL;
CREATE INDEX audit_events_unsealed ON audit_events (seq) WHERE block IS NULL;

CREATE TABLE audit_blocks (
  number BIGINT NOT NULL PRIMARY KEY,
  events BIGINT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  sealed_at BIGINT NOT NULL
);
CREATE INDEX audit_events_by_block ON audit_events (block, seq) WHERE block IS NOT NULL;

-- Append-only: sealing sets the block once; an erasure takes payload and salt away; nothing else changes.
CREATE TRIGGER audit_events_no_delete BEFORE DELETE ON audit_events BEGIN
  SELECT RAISE(ABORT, 'audit events are append-only');
END;
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
