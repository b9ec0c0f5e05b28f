DROP TABLE profile_values;
DROP TABLE profile_fields;
ALTER TABLE users DROP COLUMN profile;
