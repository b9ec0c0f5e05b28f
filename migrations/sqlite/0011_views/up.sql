-- What somebody looks at often: the parts of the list's address under a name.
CREATE TABLE saved_views (
  id TEXT NOT NULL PRIMARY KEY,
  owner_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  content TEXT NOT NULL,
  shared BOOLEAN NOT NULL DEFAULT 0,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  version BIGINT NOT NULL DEFAULT 1,
  UNIQUE (owner_id, name_key)
);
CREATE INDEX saved_views_shared ON saved_views (id) WHERE shared;
