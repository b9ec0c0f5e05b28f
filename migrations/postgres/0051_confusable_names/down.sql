DROP INDEX batch_claims_by_skeleton;
ALTER TABLE batch_claims DROP COLUMN skeleton;
DROP INDEX users_without_skeleton;
DROP INDEX users_by_skeleton;
ALTER TABLE users DROP COLUMN username_skeleton;
