-- The domain of an e-mail address, its letters in reverse, so that the end of a domain is a beginning that an index finds. With
-- the names of the usual order behind it: the people of a domain are listed by name, and none of them is sorted.
ALTER TABLE users ADD COLUMN email_domain_key TEXT NOT NULL DEFAULT '';
UPDATE users SET email_domain_key = rollcall_domain_key(COALESCE(freed_email, email));
CREATE INDEX users_by_email_domain ON users (email_domain_key, last_name_key, first_name_key, id);
