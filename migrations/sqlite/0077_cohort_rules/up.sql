-- What fills a cohort: `manual` (people), or `rule`.
ALTER TABLE cohorts ADD COLUMN source TEXT NOT NULL DEFAULT 'manual';

-- The rule of a cohort, and how far it is carried out. Who is in it by the rule stands in cohort_members alone: no account says it.
CREATE TABLE cohort_rules (
  cohort TEXT NOT NULL PRIMARY KEY REFERENCES cohorts (key) ON DELETE CASCADE,
  rule TEXT NOT NULL,
  -- The attributes it is about, with spaces between.
  attributes TEXT NOT NULL,
  -- Whether time alone can make it mean other people; then when it is looked at next, and how long that took the last time.
  by_time BOOLEAN NOT NULL,
  due_at BIGINT,
  took BIGINT NOT NULL DEFAULT 0,
  paused BOOLEAN NOT NULL DEFAULT 0,
  -- Since when it waits for somebody to look at it, and why: `swing` or `unreadable`.
  held_at BIGINT,
  held_for TEXT,
  -- What is gone through at the moment, `leaving` or `coming`, and up to whom.
  phase TEXT,
  place TEXT,
  -- How many have moved since, of how many.
  swing_since BIGINT NOT NULL DEFAULT 0,
  swing_of BIGINT NOT NULL DEFAULT 0,
  swing BIGINT NOT NULL DEFAULT 0
) WITHOUT ROWID;
