DROP INDEX users_by_email_domain;
ALTER TABLE users DROP COLUMN email_domain_key;
