-- Texts of messages to many under a name.
CREATE TABLE message_templates (
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
CREATE INDEX message_templates_shared ON message_templates (id) WHERE shared;
