-- What the engine itself needs to activate the accounts of a file; see suspend.sqlite.sql.
INSERT INTO batch_rows (batch_id, line, row_key, user_id, cells, asked, outcomes, settled, before, after, version_planned)
SELECT '{batch}', s.line, s.a, u.id, json_array(s.a, s.b), '[false,null,null,null]',
  CASE WHEN u.id IS NULL THEN 8192 WHEN NOT u.suspended THEN 1024 ELSE 16 END,
  u.id IS NULL OR NOT u.suspended,
  json_object('auth_method', u.auth_method, 'suspended', json('true')),
  json_object('auth_method', COALESCE(u.previous_auth_method, u.auth_method), 'suspended', json('false')),
  u.version
FROM bench_stage s LEFT JOIN users u ON u.username = s.a AND u.deleted_at IS NULL
ORDER BY s.line;

UPDATE users SET suspended = 0, auth_method = COALESCE(previous_auth_method, auth_method), previous_auth_method = NULL,
  suspension_reason = NULL, suspended_until = NULL, version = users.version + 1, updated_at = {now}
FROM (SELECT user_id, version_planned FROM batch_rows WHERE batch_id = '{batch}' AND NOT settled LIMIT -1) r
WHERE users.id = r.user_id AND users.version = r.version_planned;
