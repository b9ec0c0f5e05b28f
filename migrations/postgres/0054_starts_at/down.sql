ALTER TABLE batches DROP COLUMN starts_at;
