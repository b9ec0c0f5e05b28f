-- What the engine itself needs to change two details of the accounts of a file: plan rows with before and after, the
-- change with its keys, an audit entry each, the rows settled, one commit. `bench_stage` holds the file.
INSERT INTO batch_rows (batch_id, line, row_key, user_id, cells, asked, outcomes, settled, before, after, version_planned)
SELECT '{batch}', s.line, s.a, u.id, json_build_array(s.a, s.b, s.c)::text, md5(s.a || s.b || s.c),
  CASE WHEN u.id IS NULL THEN 8192 ELSE 2 END, u.id IS NULL,
  json_build_object('department', u.department, 'city', u.city)::text,
  json_build_object('department', s.b, 'city', s.c)::text, u.version
FROM bench_stage s LEFT JOIN users u ON u.username = s.a AND u.deleted_at IS NULL
ORDER BY s.line;

UPDATE users SET department = r.after::json ->> 'department', department_key = lower(r.after::json ->> 'department'),
  city = r.after::json ->> 'city', city_key = lower(r.after::json ->> 'city'),
  version = users.version + 1, updated_at = {now}
FROM batch_rows r
WHERE r.batch_id = '{batch}' AND NOT r.settled AND users.id = r.user_id AND users.version = r.version_planned;
