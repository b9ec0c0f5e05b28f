-- A row says itself whether it was carried out: not every operation has versions.
ALTER TABLE batch_rows ADD COLUMN applied BOOLEAN NOT NULL DEFAULT false;
UPDATE batch_rows SET applied = true WHERE version_applied IS NOT NULL;
-- Whether a batch is none for the lane of small ones, however few rows it has.
ALTER TABLE batches ADD COLUMN takes_long BOOLEAN NOT NULL DEFAULT false;
UPDATE batches SET takes_long = true WHERE settings LIKE '%"full_sync":{%';
