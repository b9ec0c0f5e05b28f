-- When the second person has approved.
ALTER TABLE batches ADD COLUMN approved_at BIGINT;

-- What stands in the place of freed names begins with them, so that lists are sorted by what people were called.
UPDATE users SET username = freed_username || ' :' || id, email = freed_email || ' :' || id
WHERE freed_username IS NOT NULL AND freed_email IS NOT NULL;
