-- The domain of an e-mail address, its letters in reverse, so that the end of a domain is a beginning that an index finds. With
-- the names of the usual order behind it: the people of a domain are listed by name, and none of them is sorted.
-- Filled in as a generated column, which writes the table anew once; an update would also write every index.
ALTER TABLE users ADD COLUMN email_domain_key text COLLATE "C" NOT NULL
  GENERATED ALWAYS AS (reverse(substring(COALESCE(freed_email, email) from '[^@]*$'))) STORED;
ALTER TABLE users ALTER COLUMN email_domain_key DROP EXPRESSION;
ALTER TABLE users ALTER COLUMN email_domain_key SET DEFAULT '';
CREATE INDEX users_by_email_domain ON users (email_domain_key, last_name_key, first_name_key, id);
