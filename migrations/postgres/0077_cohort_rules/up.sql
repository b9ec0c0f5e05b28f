-- What fills a cohort: `manual` (people), or `rule`.
ALTER TABLE cohorts ADD COLUMN source text NOT NULL DEFAULT 'manual';

-- The rule of a cohort, and how far it is carried out. Who is in it by the rule stands in cohort_members alone: no account says it.
CREATE TABLE cohort_rules (
  cohort text COLLATE "C" NOT NULL PRIMARY KEY REFERENCES cohorts (key) ON DELETE CASCADE,
  rule text NOT NULL,
  -- The attributes it is about, with spaces between.
  attributes text NOT NULL,
  -- Whether time alone can make it mean other people; then when it is looked at next, and how long that took the last time.
  by_time boolean NOT NULL,
  due_at bigint,
  took bigint NOT NULL DEFAULT 0,
  paused boolean NOT NULL DEFAULT false,
  -- Since when it waits for somebody to look at it, and why: `swing` or `unreadable`.
  held_at bigint,
  held_for text,
  -- What is gone through at the moment, `leaving` or `coming`, and up to whom.
  phase text,
  place uuid,
  -- How many have moved since, of how many.
  swing_since bigint NOT NULL DEFAULT 0,
  swing_of bigint NOT NULL DEFAULT 0,
  swing bigint NOT NULL DEFAULT 0
);
