-- Groups of people at site level. The key is what accounts, files and filters name them by, and never changes.
CREATE TABLE cohorts (
  id TEXT NOT NULL PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  description TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX cohorts_by_name ON cohorts (name_key, id);

-- The cohorts that an account is in, in order and with spaces between: a field of the account like any other, with its values
-- before and after. cohort_members follows it, and says since when.
ALTER TABLE users ADD COLUMN cohorts TEXT NOT NULL DEFAULT '';
CREATE TABLE cohort_members (
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  cohort TEXT NOT NULL REFERENCES cohorts (key),
  added_at BIGINT NOT NULL,
  PRIMARY KEY (user_id, cohort)
) WITHOUT ROWID;
CREATE INDEX cohort_members_by_cohort ON cohort_members (cohort, user_id);
