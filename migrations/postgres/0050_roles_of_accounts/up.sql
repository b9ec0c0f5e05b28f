-- The roles that an account holds at site level, in their order and with spaces between: a field of the account like any other,
-- with its values before and after. role_assignments follows it, and says since when.
ALTER TABLE users ADD COLUMN system_roles text NOT NULL DEFAULT '';
UPDATE users SET system_roles = (
  SELECT string_agg(role, ' ' ORDER BY role) FROM role_assignments WHERE user_id = users.id)
WHERE id IN (SELECT user_id FROM role_assignments);
