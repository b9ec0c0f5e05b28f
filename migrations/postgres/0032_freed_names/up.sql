-- The names of deleted accounts that others may take: kept here, while the columns of the names hold what nobody can have.
ALTER TABLE users ADD COLUMN names_freed BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE users ADD COLUMN freed_username TEXT;
ALTER TABLE users ADD COLUMN freed_email TEXT;
CREATE INDEX users_freed_username ON users (freed_username) WHERE freed_username IS NOT NULL;
CREATE INDEX users_freed_email ON users (freed_email) WHERE freed_email IS NOT NULL;
