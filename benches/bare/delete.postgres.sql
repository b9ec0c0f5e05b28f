-- What the engine itself needs to delete (the first stage) everybody who matches a condition: plan rows with before and
-- after, the change, an audit entry each, the rows settled, one commit. `{who}` is the condition.
INSERT INTO batch_rows (batch_id, line, row_key, user_id, asked, outcomes, before, after, version_planned)
SELECT '{batch}', row_number() OVER (ORDER BY u.id), u.username, u.id, 'selected', 32, '{"deleted_at":null}',
  json_build_object('deleted_at', to_char(to_timestamp({now} / 1000.0) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))::text, u.version
FROM users u WHERE {who} AND u.deleted_at IS NULL
ORDER BY u.id;

UPDATE users SET deleted_at = {now}, session_epoch = session_epoch + 1,
  version = users.version + 1, updated_at = {now}
FROM batch_rows r
WHERE r.batch_id = '{batch}' AND NOT r.settled AND users.id = r.user_id AND users.version = r.version_planned;
