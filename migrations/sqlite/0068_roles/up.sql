-- Roles that a site has made for itself; the shipped ones are constants. Capabilities, contexts and the roles that may be
-- assigned are names with spaces between.
CREATE TABLE roles (
  key TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  description TEXT,
  capabilities TEXT NOT NULL,
  contexts TEXT NOT NULL,
  may_assign TEXT NOT NULL DEFAULT '',
  copied_from TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  version BIGINT NOT NULL DEFAULT 1
);

-- A role is held somewhere, by somebody, perhaps until a time. Rows of the site follow users.system_roles. An own role is named a
-- second time, so that the database holds that it is there, and stays for as long as somebody holds it.
DROP INDEX role_assignments_by_role;
ALTER TABLE role_assignments RENAME TO role_assignments_before;
CREATE TABLE role_assignments (
  id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  role TEXT NOT NULL,
  own_role TEXT REFERENCES roles (key),
  context_kind TEXT NOT NULL DEFAULT 'site',
  context_id TEXT,
  until BIGINT,
  reason TEXT,
  assigned_at BIGINT NOT NULL,
  assigned_by TEXT,
  CHECK ((context_kind = 'site') = (context_id IS NULL)),
  CHECK (own_role IS NULL OR own_role = role)
);
INSERT INTO role_assignments (id, user_id, role, assigned_at)
SELECT substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-7' || substr(r, 1, 3) || '-8' || substr(r, 4, 3) || '-' || substr(r, 7, 12),
  user_id, role, assigned_at
FROM (SELECT user_id, role, assigned_at, printf('%012x', max(assigned_at, 0)) AS h, lower(hex(randomblob(9))) AS r
  FROM role_assignments_before);
DROP TABLE role_assignments_before;
CREATE UNIQUE INDEX role_assignments_once_at_site ON role_assignments (user_id, role) WHERE context_kind = 'site';
CREATE UNIQUE INDEX role_assignments_once ON role_assignments (user_id, role, context_kind, context_id)
  WHERE context_id IS NOT NULL;
CREATE INDEX role_assignments_by_user ON role_assignments (user_id);
CREATE INDEX role_assignments_by_role ON role_assignments (role, user_id);
CREATE INDEX role_assignments_by_own_role ON role_assignments (own_role) WHERE own_role IS NOT NULL;
CREATE INDEX role_assignments_by_context ON role_assignments (context_kind, context_id) WHERE context_id IS NOT NULL;
CREATE INDEX role_assignments_until ON role_assignments (until) WHERE until IS NOT NULL;
