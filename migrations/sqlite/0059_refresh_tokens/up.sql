-- Refresh tokens say which session and which generation of it they are, under a MAC that also covers random bytes of the
-- session. Nothing of them is kept but these bytes. Those of before are worth nothing any more: people sign in once more.
DROP TABLE sessions;
CREATE TABLE sessions (
  id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  epoch BIGINT NOT NULL,
  nonce TEXT NOT NULL,
  generation BIGINT NOT NULL DEFAULT 0,
  rotated_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  ended_at BIGINT,
  address TEXT,
  user_agent TEXT
);
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);
