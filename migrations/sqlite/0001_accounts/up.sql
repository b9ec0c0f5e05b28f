-- Times are milliseconds since 1970 in UTC on both engines; see docs/adr/0001.
CREATE TABLE users (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  username TEXT NOT NULL UNIQUE,
  email TEXT NOT NULL UNIQUE,
  first_name TEXT NOT NULL,
  last_name TEXT NOT NULL,
  id_number TEXT,
  institution TEXT,
  department TEXT,
  phone TEXT,
  mobile_phone TEXT,
  address TEXT,
  city TEXT,
  country TEXT,
  language TEXT,
  timezone TEXT,
  description TEXT,
  auth_method TEXT NOT NULL,
  previous_auth_method TEXT,
  suspended BOOLEAN NOT NULL DEFAULT 0,
  suspended_until BIGINT,
  suspension_reason TEXT,
  confirmed BOOLEAN NOT NULL DEFAULT 1,
  failed_sign_ins BIGINT NOT NULL DEFAULT 0,
  locked_until BIGINT,
  must_change_password BOOLEAN NOT NULL DEFAULT 0,
  password_hash TEXT,
  session_epoch BIGINT NOT NULL DEFAULT 1,
  external_id TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  deleted_at BIGINT,
  first_access_at BIGINT,
  last_access_at BIGINT NOT NULL DEFAULT 0,
  last_ip TEXT,
  version BIGINT NOT NULL DEFAULT 1,
  first_name_key TEXT NOT NULL,
  last_name_key TEXT NOT NULL,
  id_number_key TEXT NOT NULL,
  institution_key TEXT NOT NULL,
  department_key TEXT NOT NULL,
  city_key TEXT NOT NULL,
  search_key TEXT NOT NULL
);
CREATE INDEX users_by_last_name ON users (last_name_key, first_name_key, id);
CREATE INDEX users_by_first_name ON users (first_name_key, id);
CREATE INDEX users_by_id_number ON users (id_number_key, id);
CREATE INDEX users_by_institution ON users (institution_key, id);
CREATE INDEX users_by_department ON users (department_key, id);
CREATE INDEX users_by_city ON users (city_key, id);
CREATE INDEX users_by_created_at ON users (created_at, id);
CREATE INDEX users_by_last_access_at ON users (last_access_at, id);
CREATE INDEX users_suspended ON users (last_name_key, first_name_key, id) WHERE suspended;
CREATE INDEX users_suspended_until ON users (suspended_until) WHERE suspended_until IS NOT NULL;
CREATE INDEX users_deleted ON users (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE VIRTUAL TABLE users_search USING fts5 (
  search_key, content = 'users', content_rowid = 'seq', tokenize = 'trigram', detail = 'none', columnsize = 0
);
CREATE TRIGGER users_search_insert AFTER INSERT ON users BEGIN
  INSERT INTO users_search (rowid, search_key) VALUES (new.seq, new.search_key);
END;
CREATE TRIGGER users_search_delete AFTER DELETE ON users BEGIN
  INSERT INTO users_search (users_search, rowid, search_key) VALUES ('delete', old.seq, old.search_key);
END;
CREATE TRIGGER users_search_update AFTER UPDATE OF search_key ON users WHEN old.search_key IS NOT new.search_key BEGIN
  INSERT INTO users_search (users_search, rowid, search_key) VALUES ('delete', old.seq, old.search_key);
  INSERT INTO users_search (rowid, search_key) VALUES (new.seq, new.search_key);
END;

CREATE TABLE role_assignments (
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  role TEXT NOT NULL,
  assigned_at BIGINT NOT NULL,
  PRIMARY KEY (user_id, role)
) WITHOUT ROWID;
CREATE INDEX role_assignments_by_role ON role_assignments (role, user_id);

CREATE TABLE sessions (
  id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  epoch BIGINT NOT NULL,
  refresh_hash TEXT NOT NULL UNIQUE,
  previous_hash TEXT,
  generation BIGINT NOT NULL DEFAULT 0,
  rotated_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  ended_at BIGINT,
  address TEXT,
  user_agent TEXT
);
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_previous ON sessions (previous_hash) WHERE previous_hash IS NOT NULL;
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

CREATE TABLE settings (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
);
