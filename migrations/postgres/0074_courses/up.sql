-- A course. The code is what files and filters name it by; it is compared letter by letter.
CREATE TABLE courses (
  id uuid NOT NULL PRIMARY KEY,
  code text COLLATE "C" NOT NULL UNIQUE,
  name text NOT NULL,
  name_key text COLLATE "C" NOT NULL,
  category text,
  category_key text COLLATE "C" NOT NULL DEFAULT '',
  visible boolean NOT NULL DEFAULT true,
  archived boolean NOT NULL DEFAULT false,
  starts_at bigint,
  ends_at bigint,
  group_mode text COLLATE "C" NOT NULL DEFAULT 'none',
  created_by uuid,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  version bigint NOT NULL DEFAULT 1
);
CREATE INDEX courses_by_name ON courses (name_key, id);
CREATE INDEX courses_by_category ON courses (category_key, name_key, id);

-- A person takes part in a course, once, in several roles perhaps: their keys in order, with spaces between. The source says what
-- keeps the enrolment: a hand, a file, or a cohort that is enrolled as a whole.
CREATE TABLE enrolments (
  id uuid NOT NULL PRIMARY KEY,
  course_id uuid NOT NULL REFERENCES courses (id),
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  roles text COLLATE "C" NOT NULL,
  status text COLLATE "C" NOT NULL DEFAULT 'active',
  starts_at bigint,
  ends_at bigint,
  source text COLLATE "C" NOT NULL DEFAULT 'manual',
  source_key text COLLATE "C",
  last_access_at bigint,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  UNIQUE (user_id, course_id)
);
CREATE INDEX enrolments_by_course ON enrolments (course_id, user_id);

-- Groups of a course, and who is in them: participants, for as long as they are.
CREATE TABLE course_groups (
  id uuid NOT NULL PRIMARY KEY,
  course_id uuid NOT NULL REFERENCES courses (id) ON DELETE CASCADE,
  name text COLLATE "C" NOT NULL,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  UNIQUE (course_id, name)
);
CREATE TABLE course_group_members (
  group_id uuid NOT NULL REFERENCES course_groups (id) ON DELETE CASCADE,
  course_id uuid NOT NULL,
  user_id uuid NOT NULL,
  PRIMARY KEY (group_id, user_id),
  FOREIGN KEY (user_id, course_id) REFERENCES enrolments (user_id, course_id) ON DELETE CASCADE
);
CREATE INDEX course_group_members_by_participant ON course_group_members (user_id, course_id);

-- Cohorts that are enrolled as a whole, in a role. Who comes into one or goes out of it waits to be enrolled, or the reverse.
CREATE TABLE course_cohorts (
  course_id uuid NOT NULL REFERENCES courses (id) ON DELETE CASCADE,
  cohort text COLLATE "C" NOT NULL REFERENCES cohorts (key) ON DELETE CASCADE,
  role text COLLATE "C" NOT NULL,
  leaving text COLLATE "C" NOT NULL DEFAULT 'unenrol',
  detached boolean NOT NULL DEFAULT false,
  created_at bigint NOT NULL,
  PRIMARY KEY (course_id, cohort)
);
CREATE INDEX course_cohorts_by_cohort ON course_cohorts (cohort);
CREATE TABLE cohort_changes (
  cohort text COLLATE "C" NOT NULL,
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  PRIMARY KEY (cohort, user_id)
);
CREATE INDEX cohort_changes_by_user ON cohort_changes (user_id);

-- A batch belongs to the site or to a course: there its rights are held.
ALTER TABLE batches ADD COLUMN context_kind text COLLATE "C" NOT NULL DEFAULT 'site', ADD COLUMN context_id uuid,
  ADD CHECK ((context_kind = 'site') = (context_id IS NULL));
CREATE INDEX batches_by_context ON batches (context_id, created_at) WHERE context_id IS NOT NULL;
CREATE INDEX batches_by_creator ON batches (created_by, created_at);
