DROP INDEX batches_with_export;
ALTER TABLE batches DROP COLUMN export_file;
ALTER TABLE batches DROP COLUMN export_size;
ALTER TABLE batches DROP COLUMN export_expires_at;
