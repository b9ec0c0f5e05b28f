DROP TRIGGER users_search_update ON users;
DROP TRIGGER users_search_insert ON users;
DROP FUNCTION users_search_update();
DROP FUNCTION users_search_insert();
DROP TABLE users_search;
CREATE INDEX users_search ON users USING gin (search_key gin_trgm_ops);
