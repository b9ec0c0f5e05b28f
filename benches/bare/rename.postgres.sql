-- What the engine itself needs to rename the accounts of a file: plan rows with before and after, the names with what
-- the search finds them by, an audit entry each, the rows settled, one commit. `bench_stage` holds the file. Nobody
-- looks whether a name is free.
INSERT INTO batch_rows (batch_id, line, row_key, user_id, cells, asked, outcomes, settled, before, after, version_planned)
SELECT '{batch}', s.line, s.a, u.id, json_build_array(s.a, s.b)::text, '[[null,null,null,null],false,"' || s.b || '",[],{}]',
  CASE WHEN u.id IS NULL THEN 8192 ELSE 4 END, u.id IS NULL,
  json_build_object('username', u.username)::text, json_build_object('username', s.b)::text, u.version
FROM bench_stage s LEFT JOIN users u ON u.username = s.a AND u.deleted_at IS NULL
ORDER BY s.line;

UPDATE users SET username = r.after::json ->> 'username', former_usernames = ltrim(former_usernames || ' ' || username),
  search_key = lower(first_name || ' ' || last_name) || chr(10) || (r.after::json ->> 'username') || chr(10) || email || chr(10) || username || chr(10) || id_number_key,
  username_skeleton = translate((r.after::json ->> 'username'), '01', 'ol'),
  version = users.version + 1, updated_at = {now}
FROM batch_rows r
WHERE r.batch_id = '{batch}' AND NOT r.settled AND users.id = r.user_id AND users.version = r.version_planned;
