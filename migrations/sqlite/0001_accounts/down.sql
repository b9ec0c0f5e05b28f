DROP TABLE settings;
DROP TABLE sessions;
DROP TABLE role_assignments;
DROP TABLE users_search;
DROP TABLE users;
