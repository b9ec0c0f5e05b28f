ALTER TABLE users DROP COLUMN system_roles;
