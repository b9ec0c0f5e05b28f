DELETE FROM role_assignments WHERE context_kind <> 'site' OR own_role IS NOT NULL;
DROP INDEX role_assignments_once_at_site;
DROP INDEX role_assignments_once;
DROP INDEX role_assignments_by_user;
ALTER TABLE role_assignments DROP CONSTRAINT role_assignments_pkey;
ALTER TABLE role_assignments
  DROP COLUMN id,
  DROP COLUMN own_role,
  DROP COLUMN context_kind,
  DROP COLUMN context_id,
  DROP COLUMN until,
  DROP COLUMN reason,
  DROP COLUMN assigned_by,
  ADD PRIMARY KEY (user_id, role);
DROP TABLE roles;
