-- What rows of a plan would have for themselves alone: usernames, addresses, unique values of custom fields.
-- Renames that wait for one another hang together by who holds the name now.
CREATE TABLE batch_claims (
  batch_id TEXT NOT NULL REFERENCES batches (id) ON DELETE CASCADE,
  line BIGINT NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  user_id TEXT,
  holder_id TEXT,
  failed BOOLEAN NOT NULL DEFAULT 0,
  PRIMARY KEY (batch_id, line, field)
) WITHOUT ROWID;
CREATE INDEX batch_claims_by_value ON batch_claims (batch_id, field, value, line) WHERE NOT failed;
CREATE INDEX batch_claims_by_user ON batch_claims (user_id, batch_id) WHERE user_id IS NOT NULL;
CREATE INDEX batch_claims_by_holder ON batch_claims (holder_id, batch_id) WHERE holder_id IS NOT NULL;

-- The hash of a password from a file, until its account is made.
ALTER TABLE batch_rows ADD COLUMN secret TEXT;
CREATE INDEX batch_rows_with_secret ON batch_rows (batch_id) WHERE secret IS NOT NULL;

-- Names that the account had before, folded, with spaces between: people are found by them.
ALTER TABLE users ADD COLUMN former_usernames TEXT NOT NULL DEFAULT '';
