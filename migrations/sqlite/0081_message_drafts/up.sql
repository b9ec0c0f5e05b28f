-- What somebody was writing to many: one draft for the site, and one for each course. `place` is `site` or the id of the course, so that
-- a key can have it.
CREATE TABLE message_drafts (
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  place TEXT NOT NULL,
  course_id TEXT REFERENCES courses (id) ON DELETE CASCADE,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  email BOOLEAN NOT NULL,
  saved_at BIGINT NOT NULL,
  PRIMARY KEY (user_id, place)
) WITHOUT ROWID;
CREATE INDEX message_drafts_by_course ON message_drafts (course_id) WHERE course_id IS NOT NULL;
