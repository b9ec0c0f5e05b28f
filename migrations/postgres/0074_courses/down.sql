DROP INDEX batches_by_creator;
ALTER TABLE batches DROP COLUMN context_id, DROP COLUMN context_kind;
DROP TABLE cohort_changes, course_cohorts, course_group_members, course_groups, enrolments, courses;
