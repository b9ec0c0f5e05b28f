-- What a username looks like (the skeleton of UTS 39): names that look alike have the same. No engine can work it out, so it is
-- filled in by the program, for accounts that are there already a few at a time.
ALTER TABLE users ADD COLUMN username_skeleton text COLLATE "C";
CREATE INDEX users_by_skeleton ON users (username_skeleton) WHERE username_skeleton IS NOT NULL;
CREATE INDEX users_without_skeleton ON users (id) WHERE username_skeleton IS NULL;

-- The same of usernames that rows of a plan would give.
ALTER TABLE batch_claims ADD COLUMN skeleton text COLLATE "C";
CREATE INDEX batch_claims_by_skeleton ON batch_claims (batch_id, skeleton) WHERE skeleton IS NOT NULL;
