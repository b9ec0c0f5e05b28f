-- When somebody last asked for something to be done with a batch: how long they had to wait for its end counts from here.
ALTER TABLE batches ADD COLUMN asked_at BIGINT NOT NULL DEFAULT 0;
UPDATE batches SET asked_at = created_at;

-- Lists sorted by country.
CREATE INDEX users_by_country ON users (COALESCE(country, ''), id);
