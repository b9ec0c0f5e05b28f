-- Whether a second person has to approve the plan, and who has.
ALTER TABLE batches ADD COLUMN approval_required BOOLEAN NOT NULL DEFAULT 0;
ALTER TABLE batches ADD COLUMN approved_by TEXT;
