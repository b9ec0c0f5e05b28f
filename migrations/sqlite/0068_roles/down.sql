ALTER TABLE role_assignments RENAME TO role_assignments_after;
DROP INDEX role_assignments_by_role;
CREATE TABLE role_assignments (
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  role TEXT NOT NULL,
  assigned_at BIGINT NOT NULL,
  PRIMARY KEY (user_id, role)
) WITHOUT ROWID;
INSERT INTO role_assignments (user_id, role, assigned_at)
SELECT user_id, role, assigned_at FROM role_assignments_after WHERE context_kind = 'site' AND own_role IS NULL;
DROP TABLE role_assignments_after;
CREATE INDEX role_assignments_by_role ON role_assignments (role, user_id);
DROP TABLE roles;
