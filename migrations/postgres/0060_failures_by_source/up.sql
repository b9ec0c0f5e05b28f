-- Failed sign-ins of an account, by where they come from: a network, or a device that the person is known on. The account's
-- locked_until is the longest rest among them, to be shown.
CREATE TABLE sign_in_failures (
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  source text COLLATE "C" NOT NULL,
  failures bigint NOT NULL,
  locked_until bigint,
  last_at bigint NOT NULL,
  PRIMARY KEY (user_id, source)
);
CREATE INDEX sign_in_failures_by_time ON sign_in_failures (last_at);
UPDATE users SET locked_until = NULL WHERE locked_until IS NOT NULL;
ALTER TABLE users DROP COLUMN failed_sign_ins;
