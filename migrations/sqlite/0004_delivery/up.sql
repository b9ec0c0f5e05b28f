CREATE TABLE idempotency_keys (
  actor_id TEXT NOT NULL,
  method TEXT NOT NULL,
  path TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  claimed_at BIGINT NOT NULL,
  status BIGINT,
  location TEXT,
  response TEXT,
  finished BOOLEAN NOT NULL DEFAULT 0,
  PRIMARY KEY (actor_id, method, path, idempotency_key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (claimed_at);

CREATE TABLE outbox (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  recipient_id TEXT,
  payload TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  attempts BIGINT NOT NULL DEFAULT 0,
  last_error TEXT,
  delivered_at BIGINT
);
CREATE INDEX outbox_waiting ON outbox (due_at) WHERE delivered_at IS NULL;
