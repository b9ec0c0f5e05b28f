CREATE TABLE idempotency_keys (
  actor_id uuid NOT NULL,
  method text NOT NULL,
  path text NOT NULL,
  idempotency_key text NOT NULL,
  body_hash text NOT NULL,
  claimed_at bigint NOT NULL,
  status bigint,
  location text,
  response text,
  finished boolean NOT NULL DEFAULT false,
  PRIMARY KEY (actor_id, method, path, idempotency_key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (claimed_at);

CREATE TABLE outbox (
  id uuid NOT NULL PRIMARY KEY,
  kind text NOT NULL,
  recipient_id uuid,
  payload text NOT NULL,
  created_at bigint NOT NULL,
  due_at bigint NOT NULL,
  attempts bigint NOT NULL DEFAULT 0,
  last_error text,
  delivered_at bigint
);
CREATE INDEX outbox_waiting ON outbox (due_at) WHERE delivered_at IS NULL;
