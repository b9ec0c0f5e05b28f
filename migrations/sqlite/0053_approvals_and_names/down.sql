ALTER TABLE batches DROP COLUMN approved_at;

UPDATE users SET username = 'deleted:' || id, email = 'deleted:' || id WHERE freed_username IS NOT NULL;
