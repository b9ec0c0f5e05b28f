-- Names that were taken since cannot be put back: those accounts keep the names that nobody can have.
DROP INDEX users_freed_username;
DROP INDEX users_freed_email;
ALTER TABLE users DROP COLUMN names_freed;
ALTER TABLE users DROP COLUMN freed_username;
ALTER TABLE users DROP COLUMN freed_email;
