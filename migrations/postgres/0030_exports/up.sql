-- A finished export: the file in staged_parts, for as long as it is kept.
ALTER TABLE batches ADD COLUMN export_file uuid;
ALTER TABLE batches ADD COLUMN export_size BIGINT;
ALTER TABLE batches ADD COLUMN export_expires_at BIGINT;
CREATE INDEX batches_with_export ON batches (export_file) WHERE export_file IS NOT NULL;
