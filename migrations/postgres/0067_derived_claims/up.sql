-- Whether a username was derived from what a row says: one that a row writes itself comes first.
ALTER TABLE batch_claims ADD COLUMN derived boolean NOT NULL DEFAULT false;
