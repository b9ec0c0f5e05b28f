-- The search index in a table of its own. PostgreSQL writes a changed row anew, and with it an entry in every index of
-- its table; a trigram index takes one for each three letters. Suspending somebody must not cost that.
DROP INDEX users_search;
CREATE TABLE users_search (
  user_id uuid PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  search_key text NOT NULL
);
INSERT INTO users_search (user_id, search_key) SELECT id, search_key FROM users;
CREATE INDEX users_search_by_trigram ON users_search USING gin (search_key gin_trgm_ops);

CREATE FUNCTION users_search_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO users_search (user_id, search_key) SELECT id, search_key FROM added;
  RETURN NULL;
END
$$;
CREATE TRIGGER users_search_insert AFTER INSERT ON users REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION users_search_insert();

CREATE FUNCTION users_search_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE users_search SET search_key = NEW.search_key WHERE user_id = NEW.id;
  RETURN NULL;
END
$$;
CREATE TRIGGER users_search_update AFTER UPDATE OF search_key ON users
  FOR EACH ROW WHEN (OLD.search_key IS DISTINCT FROM NEW.search_key) EXECUTE FUNCTION users_search_update();
