ALTER TABLE users ADD COLUMN failed_sign_ins bigint NOT NULL DEFAULT 0;
DROP TABLE sign_in_failures;
