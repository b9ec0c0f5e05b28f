ALTER TABLE batch_claims DROP COLUMN derived;
