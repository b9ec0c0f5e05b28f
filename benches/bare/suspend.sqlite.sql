-- What the engine itself needs to suspend the accounts of a file: plan rows with before and after, the change, an
-- audit entry each, the rows settled, one commit. `bench_stage` holds the file. No guard rails, no checks.
INSERT INTO batch_rows (batch_id, line, row_key, user_id, cells, asked, outcomes, settled, before, after, version_planned)
SELECT '{batch}', s.line, s.a, u.id, json_array(s.a, s.b), '[true,null,null,null]',
  CASE WHEN u.id IS NULL THEN 8192 WHEN u.suspended AND u.auth_method = 'nologin' THEN 1024 WHEN u.suspended THEN 2 ELSE 8 END,
  u.id IS NULL OR (u.suspended AND u.auth_method = 'nologin'),
  CASE WHEN u.suspended THEN json_object('auth_method', u.auth_method)
    ELSE json_object('auth_method', u.auth_method, 'suspended', json('false')) END,
  CASE WHEN u.suspended THEN '{"auth_method":"nologin"}' ELSE '{"auth_method":"nologin","suspended":true}' END,
  u.version
FROM bench_stage s LEFT JOIN users u ON u.username = s.a AND u.deleted_at IS NULL
ORDER BY s.line;

UPDATE users SET suspended = 1, previous_auth_method = auth_method, auth_method = 'nologin',
  session_epoch = session_epoch + 1, version = users.version + 1, updated_at = {now}
FROM (SELECT user_id, version_planned FROM batch_rows WHERE batch_id = '{batch}' AND NOT settled LIMIT -1) r
WHERE users.id = r.user_id AND users.version = r.version_planned;
