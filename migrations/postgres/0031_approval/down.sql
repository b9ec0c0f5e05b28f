ALTER TABLE batches DROP COLUMN approval_required;
ALTER TABLE batches DROP COLUMN approved_by;
