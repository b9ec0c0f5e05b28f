-- A course. The code is what files and filters name it by; it is compared letter by letter.
CREATE TABLE courses (
  id TEXT NOT NULL PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  category TEXT,
  category_key TEXT NOT NULL DEFAULT '',
  visible BOOLEAN NOT NULL DEFAULT true,
  archived BOOLEAN NOT NULL DEFAULT false,
  starts_at BIGINT,
  ends_at BIGINT,
  group_mode TEXT NOT NULL DEFAULT 'none',
  created_by TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX courses_by_name ON courses (name_key, id);
CREATE INDEX courses_by_category ON courses (category_key, name_key, id);

-- A person takes part in a course, once, in several roles perhaps: their keys in order, with spaces between. The source says what
-- keeps the enrolment: a hand, a file, or a cohort that is enrolled as a whole.
CREATE TABLE enrolments (
  id TEXT NOT NULL PRIMARY KEY,
  course_id TEXT NOT NULL REFERENCES courses (id),
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  roles TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'active',
  starts_at BIGINT,
  ends_at BIGINT,
  source TEXT NOT NULL DEFAULT 'manual',
  source_key TEXT,
  last_access_at BIGINT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  version BIGINT NOT NULL DEFAULT 1,
  UNIQUE (user_id, course_id)
);
CREATE INDEX enrolments_by_course ON enrolments (course_id, user_id);

-- Groups of a course, and who is in them: participants, for as long as they are.
CREATE TABLE course_groups (
  id TEXT NOT NULL PRIMARY KEY,
  course_id TEXT NOT NULL REFERENCES courses (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  version BIGINT NOT NULL DEFAULT 1,
  UNIQUE (course_id, name)
);
CREATE TABLE course_group_members (
  group_id TEXT NOT NULL REFERENCES course_groups (id) ON DELETE CASCADE,
  course_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  PRIMARY KEY (group_id, user_id),
  FOREIGN KEY (user_id, course_id) REFERENCES enrolments (user_id, course_id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX course_group_members_by_participant ON course_group_members (user_id, course_id);

-- Cohorts that are enrolled as a whole, in a role. Who comes into one or goes out of it waits to be enrolled, or the reverse.
CREATE TABLE course_cohorts (
  course_id TEXT NOT NULL REFERENCES courses (id) ON DELETE CASCADE,
  cohort TEXT NOT NULL REFERENCES cohorts (key) ON DELETE CASCADE,
  role TEXT NOT NULL,
  leaving TEXT NOT NULL DEFAULT 'unenrol',
  detached BOOLEAN NOT NULL DEFAULT false,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (course_id, cohort)
) WITHOUT ROWID;
CREATE INDEX course_cohorts_by_cohort ON course_cohorts (cohort);
CREATE TABLE cohort_changes (
  cohort TEXT NOT NULL,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  PRIMARY KEY (cohort, user_id)
) WITHOUT ROWID;
CREATE INDEX cohort_changes_by_user ON cohort_changes (user_id);

-- A batch belongs to the site or to a course: there its rights are held.
ALTER TABLE batches ADD COLUMN context_kind TEXT NOT NULL DEFAULT 'site';
ALTER TABLE batches ADD COLUMN context_id TEXT;
CREATE INDEX batches_by_context ON batches (context_id, created_at) WHERE context_id IS NOT NULL;
CREATE INDEX batches_by_creator ON batches (created_by, created_at);
