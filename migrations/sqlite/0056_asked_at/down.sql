DROP INDEX users_by_country;
ALTER TABLE batches DROP COLUMN asked_at;
