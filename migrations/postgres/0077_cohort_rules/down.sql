DROP TABLE cohort_rules;
ALTER TABLE cohorts DROP COLUMN source;
