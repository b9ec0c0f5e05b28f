-- What the engine itself needs to rename the accounts of a file; see rename.postgres.sql.
INSERT INTO batch_rows (batch_id, line, row_key, user_id, cells, asked, outcomes, settled, before, after, version_planned)
SELECT '{batch}', s.line, s.a, u.id, json_array(s.a, s.b), '[[null,null,null,null],false,"' || s.b || '",[],{}]',
  CASE WHEN u.id IS NULL THEN 8192 ELSE 4 END, u.id IS NULL,
  json_object('username', u.username), json_object('username', s.b), u.version
FROM bench_stage s LEFT JOIN users u ON u.username = s.a AND u.deleted_at IS NULL
ORDER BY s.line;

UPDATE users SET username = r.after ->> 'username', former_usernames = ltrim(former_usernames || ' ' || username),
  search_key = lower(first_name || ' ' || last_name) || char(10) || (r.after ->> 'username') || char(10) || email || char(10) || username || char(10) || id_number_key,
  username_skeleton = replace(replace((r.after ->> 'username'), '0', 'o'), '1', 'l'),
  version = users.version + 1, updated_at = {now}
FROM (SELECT user_id, version_planned, after FROM batch_rows WHERE batch_id = '{batch}' AND NOT settled LIMIT -1) r
WHERE users.id = r.user_id AND users.version = r.version_planned;
