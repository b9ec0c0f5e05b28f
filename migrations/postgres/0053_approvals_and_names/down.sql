ALTER TABLE batches DROP COLUMN approved_at;

UPDATE users SET username = 'deleted:' || id::text, email = 'deleted:' || id::text WHERE freed_username IS NOT NULL;
