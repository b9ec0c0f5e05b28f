-- What the engine itself needs to change two details of the accounts of a file; see update.postgres.sql.
INSERT INTO batch_rows (batch_id, line, row_key, user_id, cells, asked, outcomes, settled, before, after, version_planned)
SELECT '{batch}', s.line, s.a, u.id, json_array(s.a, s.b, s.c), lower(hex(randomblob(16))),
  CASE WHEN u.id IS NULL THEN 8192 ELSE 2 END, u.id IS NULL,
  json_object('department', u.department, 'city', u.city),
  json_object('department', s.b, 'city', s.c), u.version
FROM bench_stage s LEFT JOIN users u ON u.username = s.a AND u.deleted_at IS NULL
ORDER BY s.line;

UPDATE users SET department = r.after ->> 'department', department_key = lower(r.after ->> 'department'),
  city = r.after ->> 'city', city_key = lower(r.after ->> 'city'),
  version = users.version + 1, updated_at = {now}
FROM (SELECT user_id, version_planned, after FROM batch_rows WHERE batch_id = '{batch}' AND NOT settled LIMIT -1) r
WHERE users.id = r.user_id AND users.version = r.version_planned;
