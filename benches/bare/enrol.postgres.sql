-- What the engine itself needs to enrol everybody who matches a condition in a course: plan rows, enrolments, an audit entry each.
-- Ids grow with the lines, as those of the product grow with time.
INSERT INTO batch_rows (batch_id, line, row_key, user_id, asked, outcomes, after)
SELECT '{batch}', row_number() OVER (ORDER BY u.id), u.username, u.id, 'selected', 512,
  '{"ends_at":null,"groups":[],"roles":["learner"],"starts_at":null,"status":"active"}'
FROM users u WHERE {who} AND u.deleted_at IS NULL
ORDER BY u.id;

INSERT INTO enrolments (id, course_id, user_id, roles, status, source, created_at, updated_at, version)
SELECT (substr('{batch}', 1, 13) || '-7000-8000-' || lpad(to_hex(r.line), 12, '0'))::uuid, '{course}', r.user_id, 'learner', 'active',
  'manual', {now}, {now}, {now}
FROM batch_rows r WHERE r.batch_id = '{batch}' AND NOT r.settled ORDER BY r.line;
