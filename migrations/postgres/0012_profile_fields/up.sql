-- Fields of an organisation's own. An account holds its values as JSON by the fields' names; profile_values is
-- made from that, to find and compare them: the key is folded or sortable text, and stands in unique_key too where
-- no two accounts may have the same value.
ALTER TABLE users ADD COLUMN profile text NOT NULL DEFAULT '{}';

CREATE TABLE profile_fields (
  id uuid NOT NULL PRIMARY KEY,
  name text NOT NULL UNIQUE,
  label text NOT NULL,
  kind text NOT NULL,
  choices text NOT NULL,
  required boolean NOT NULL,
  is_unique boolean NOT NULL,
  visible_to text NOT NULL,
  editable_by text NOT NULL,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  version bigint NOT NULL DEFAULT 1
);

CREATE TABLE profile_values (
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  field_id uuid NOT NULL REFERENCES profile_fields (id) ON DELETE CASCADE,
  key text COLLATE "C" NOT NULL,
  unique_key text COLLATE "C",
  PRIMARY KEY (user_id, field_id)
);
CREATE INDEX profile_values_by_key ON profile_values (field_id, key, user_id);
CREATE UNIQUE INDEX profile_values_unique ON profile_values (field_id, unique_key) WHERE unique_key IS NOT NULL;
