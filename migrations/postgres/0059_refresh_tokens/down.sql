DROP TABLE sessions;
CREATE TABLE sessions (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  epoch bigint NOT NULL,
  refresh_hash text COLLATE "C" NOT NULL UNIQUE,
  previous_hash text COLLATE "C",
  generation bigint NOT NULL DEFAULT 0,
  rotated_at bigint NOT NULL,
  created_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  ended_at bigint,
  address text,
  user_agent text
);
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_previous ON sessions (previous_hash) WHERE previous_hash IS NOT NULL;
CREATE INDEX sessions_by_expiry ON sessions (expires_at);
