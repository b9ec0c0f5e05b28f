-- When a batch that waits is to be applied; without it at once.
ALTER TABLE batches ADD COLUMN starts_at BIGINT;
