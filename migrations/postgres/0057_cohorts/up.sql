-- Groups of people at site level. The key is what accounts, files and filters name them by, and never changes.
CREATE TABLE cohorts (
  id uuid NOT NULL PRIMARY KEY,
  key text COLLATE "C" NOT NULL UNIQUE,
  name text NOT NULL,
  name_key text COLLATE "C" NOT NULL,
  description text,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  version bigint NOT NULL DEFAULT 1
);
CREATE INDEX cohorts_by_name ON cohorts (name_key, id);

-- The cohorts that an account is in, in order and with spaces between: a field of the account like any other, with its values
-- before and after. cohort_members follows it, and says since when.
ALTER TABLE users ADD COLUMN cohorts text NOT NULL DEFAULT '';
CREATE TABLE cohort_members (
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  cohort text COLLATE "C" NOT NULL REFERENCES cohorts (key),
  added_at bigint NOT NULL,
  PRIMARY KEY (user_id, cohort)
);
CREATE INDEX cohort_members_by_cohort ON cohort_members (cohort, user_id);
