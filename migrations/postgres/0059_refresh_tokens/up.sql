-- Refresh tokens say which session and which generation of it they are, under a MAC that also covers random bytes of the
-- session. Nothing of them is kept but these bytes. Those of before are worth nothing any more: people sign in once more.
DROP TABLE sessions;
CREATE TABLE sessions (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  epoch bigint NOT NULL,
  nonce text COLLATE "C" NOT NULL,
  generation bigint NOT NULL DEFAULT 0,
  rotated_at bigint NOT NULL,
  created_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  ended_at bigint,
  address text,
  user_agent text
);
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);
