-- Texts of messages to many under a name.
CREATE TABLE message_templates (
  id uuid NOT NULL PRIMARY KEY,
  owner_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  name text NOT NULL,
  name_key text COLLATE "C" NOT NULL,
  content text NOT NULL,
  shared boolean NOT NULL DEFAULT false,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  UNIQUE (owner_id, name_key)
);
CREATE INDEX message_templates_shared ON message_templates (id) WHERE shared;
