-- What somebody was writing to many: one draft for the site, and one for each course. `place` is `site` or the id of the course, so that
-- a key can have it.
CREATE TABLE message_drafts (
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  place text COLLATE "C" NOT NULL,
  course_id uuid REFERENCES courses (id) ON DELETE CASCADE,
  subject text NOT NULL,
  body text NOT NULL,
  email boolean NOT NULL,
  saved_at bigint NOT NULL,
  PRIMARY KEY (user_id, place)
);
CREATE INDEX message_drafts_by_course ON message_drafts (course_id) WHERE course_id IS NOT NULL;
