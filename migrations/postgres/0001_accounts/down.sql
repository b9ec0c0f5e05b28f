DROP TABLE settings;
DROP TABLE sessions;
DROP TABLE role_assignments;
DROP TABLE users;
DROP FUNCTION rollcall_fold(text);
