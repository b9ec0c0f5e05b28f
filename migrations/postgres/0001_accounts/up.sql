-- Times are milliseconds since 1970 in UTC on both engines; see docs/adr/0001.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- The same folding as `text::fold`, for the fields that have no key column of their own.
CREATE FUNCTION rollcall_fold(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT replace(replace(replace(replace(translate(
    regexp_replace(
      lower(regexp_replace(
        normalize(value, NFKD),
        '[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]',
        '', 'g') COLLATE "und-x-icu"),
      '[\u0300-\u036f]', '', 'g'),
    'łøđıðς', 'lodidσ'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th') COLLATE "C"
$$;

CREATE TABLE users (
  id uuid PRIMARY KEY,
  username text COLLATE "C" NOT NULL UNIQUE,
  email text COLLATE "C" NOT NULL UNIQUE,
  first_name text COLLATE "C" NOT NULL,
  last_name text COLLATE "C" NOT NULL,
  id_number text COLLATE "C",
  institution text COLLATE "C",
  department text COLLATE "C",
  phone text COLLATE "C",
  mobile_phone text COLLATE "C",
  address text COLLATE "C",
  city text COLLATE "C",
  country text COLLATE "C",
  language text COLLATE "C",
  timezone text COLLATE "C",
  description text COLLATE "C",
  auth_method text COLLATE "C" NOT NULL,
  previous_auth_method text COLLATE "C",
  suspended boolean NOT NULL DEFAULT false,
  suspended_until bigint,
  suspension_reason text COLLATE "C",
  confirmed boolean NOT NULL DEFAULT true,
  failed_sign_ins bigint NOT NULL DEFAULT 0,
  locked_until bigint,
  must_change_password boolean NOT NULL DEFAULT false,
  password_hash text COLLATE "C",
  session_epoch bigint NOT NULL DEFAULT 1,
  external_id text COLLATE "C",
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  deleted_at bigint,
  first_access_at bigint,
  last_access_at bigint NOT NULL DEFAULT 0,
  last_ip text COLLATE "C",
  version bigint NOT NULL DEFAULT 1,
  first_name_key text COLLATE "C" NOT NULL,
  last_name_key text COLLATE "C" NOT NULL,
  id_number_key text COLLATE "C" NOT NULL,
  institution_key text COLLATE "C" NOT NULL,
  department_key text COLLATE "C" NOT NULL,
  city_key text COLLATE "C" NOT NULL,
  search_key text NOT NULL
) WITH (fillfactor = 85);
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
CREATE INDEX users_search ON users USING gin (search_key gin_trgm_ops);

CREATE TABLE role_assignments (
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  role text COLLATE "C" NOT NULL,
  assigned_at bigint NOT NULL,
  PRIMARY KEY (user_id, role)
);
CREATE INDEX role_assignments_by_role ON role_assignments (role, user_id);

CREATE TABLE sessions (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  epoch bigint NOT NULL,
  refresh_hash text COLLATE "C" NOT NULL UNIQUE,
  previous_hash text COLLATE "C",
  generation bigint NOT NULL DEFAULT 0,
  rotated_at bigint NOT NULL,
  created_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  ended_at bigint,
  address text,
  user_agent text
);
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_previous ON sessions (previous_hash) WHERE previous_hash IS NOT NULL;
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

CREATE TABLE settings (
  name text COLLATE "C" PRIMARY KEY,
  value text NOT NULL
);
