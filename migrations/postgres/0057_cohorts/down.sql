DROP TABLE cohort_members;
ALTER TABLE users DROP COLUMN cohorts;
DROP TABLE cohorts;
