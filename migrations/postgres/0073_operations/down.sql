ALTER TABLE batches DROP COLUMN takes_long;
ALTER TABLE batch_rows DROP COLUMN applied;
