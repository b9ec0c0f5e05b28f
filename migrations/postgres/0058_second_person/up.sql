-- The address that somebody has asked to have in place of the one in use, until it is confirmed from there.
ALTER TABLE users ADD COLUMN pending_email TEXT;

-- Counts links to choose a new password: with a new one the older ones end.
ALTER TABLE users ADD COLUMN reset_serial BIGINT NOT NULL DEFAULT 0;

-- Everybody who has planned a batch, mended its rows or changed its settings, as ids with spaces between: none of them is a
-- second person who could approve it.
ALTER TABLE batches ADD COLUMN shaped_by TEXT NOT NULL DEFAULT '';
