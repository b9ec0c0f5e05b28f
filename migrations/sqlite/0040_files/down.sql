ALTER TABLE users DROP COLUMN former_usernames;
DROP INDEX batch_rows_with_secret;
ALTER TABLE batch_rows DROP COLUMN secret;
DROP TABLE batch_claims;
