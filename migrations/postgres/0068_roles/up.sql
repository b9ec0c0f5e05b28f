-- Roles that a site has made for itself; the shipped ones are constants. Capabilities, contexts and the roles that may be
-- assigned are names with spaces between.
CREATE TABLE roles (
  key text COLLATE "C" PRIMARY KEY,
  name text NOT NULL,
  description text,
  capabilities text NOT NULL,
  contexts text NOT NULL,
  may_assign text NOT NULL DEFAULT '',
  copied_from text,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  version bigint NOT NULL DEFAULT 1
);

-- A role is held somewhere, by somebody, perhaps until a time. Rows of the site follow users.system_roles. An own role is named a
-- second time, so that the database holds that it is there, and stays for as long as somebody holds it.
ALTER TABLE role_assignments DROP CONSTRAINT role_assignments_pkey;
ALTER TABLE role_assignments
  ADD COLUMN id uuid,
  ADD COLUMN own_role text COLLATE "C" REFERENCES roles (key),
  ADD COLUMN context_kind text COLLATE "C" NOT NULL DEFAULT 'site',
  ADD COLUMN context_id uuid,
  ADD COLUMN until bigint,
  ADD COLUMN reason text,
  ADD COLUMN assigned_by uuid,
  ADD CHECK ((context_kind = 'site') = (context_id IS NULL)),
  ADD CHECK (own_role IS NULL OR own_role = role);
UPDATE role_assignments a SET id = (
  substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-7' || substr(r, 1, 3) || '-8' || substr(r, 4, 3) || '-' || substr(r, 7, 12))::uuid
FROM (SELECT user_id, role, lpad(to_hex(greatest(assigned_at, 0)), 12, '0') AS h,
  replace(gen_random_uuid()::text, '-', '') AS r FROM role_assignments) made
WHERE made.user_id = a.user_id AND made.role = a.role;
ALTER TABLE role_assignments ADD PRIMARY KEY (id);
CREATE UNIQUE INDEX role_assignments_once_at_site ON role_assignments (user_id, role) WHERE context_kind = 'site';
CREATE UNIQUE INDEX role_assignments_once ON role_assignments (user_id, role, context_kind, context_id)
  WHERE context_id IS NOT NULL;
CREATE INDEX role_assignments_by_user ON role_assignments (user_id);
CREATE INDEX role_assignments_by_own_role ON role_assignments (own_role) WHERE own_role IS NOT NULL;
CREATE INDEX role_assignments_by_context ON role_assignments (context_kind, context_id) WHERE context_id IS NOT NULL;
CREATE INDEX role_assignments_until ON role_assignments (until) WHERE until IS NOT NULL;
