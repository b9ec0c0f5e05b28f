-- Fields of an organisation's own. An account holds its values as JSON by the fields' names; profile_values is
-- made from that, to find and compare them: the key is folded or sortable text, and stands in unique_key too where
-- no two accounts may have the same value.
ALTER TABLE users ADD COLUMN profile TEXT NOT NULL DEFAULT '{}';

CREATE TABLE profile_fields (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  label TEXT NOT NULL,
  kind TEXT NOT NULL,
  choices TEXT NOT NULL,
  required BOOLEAN NOT NULL,
  is_unique BOOLEAN NOT NULL,
  visible_to TEXT NOT NULL,
  editable_by TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  version BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE profile_values (
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  field_id TEXT NOT NULL REFERENCES profile_fields (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  unique_key TEXT,
  PRIMARY KEY (user_id, field_id)
) WITHOUT ROWID;
CREATE INDEX profile_values_by_key ON profile_values (field_id, key, user_id);
CREATE UNIQUE INDEX profile_values_unique ON profile_values (field_id, unique_key) WHERE unique_key IS NOT NULL;
