-- Whether a second person has to approve the plan, and who has.
ALTER TABLE batches ADD COLUMN approval_required BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE batches ADD COLUMN approved_by uuid;
