-- What the engine itself needs to plan a file that changes two details of accounts: rows with before and after.
INSERT INTO batch_rows (batch_id, line, row_key, user_id, cells, asked, outcomes, settled, before, after, version_planned)
SELECT '{batch}', s.line, s.a, u.id, json_build_array(s.a, s.b, s.c)::text, md5(s.a || s.b || s.c),
  CASE WHEN u.id IS NULL THEN 8192 ELSE 2 END, u.id IS NULL,
  json_build_object('department', u.department, 'city', u.city)::text,
  json_build_object('department', s.b, 'city', s.c)::text, u.version
FROM bench_stage s LEFT JOIN users u ON u.username = s.a AND u.deleted_at IS NULL
ORDER BY s.line;
