-- What the engine itself needs to delete (the first stage) everybody who matches a condition; see delete.postgres.sql.
INSERT INTO batch_rows (batch_id, line, row_key, user_id, asked, outcomes, before, after, version_planned)
SELECT '{batch}', row_number() OVER (ORDER BY u.id), u.username, u.id, 'selected', 32, '{"deleted_at":null}',
  json_object('deleted_at', strftime('%Y-%m-%dT%H:%M:%fZ', {now} / 1000.0, 'unixepoch')), u.version
FROM users u WHERE {who} AND u.deleted_at IS NULL
ORDER BY u.id;

UPDATE users SET deleted_at = {now}, session_epoch = session_epoch + 1,
  version = users.version + 1, updated_at = {now}
FROM (SELECT user_id, version_planned, after FROM batch_rows WHERE batch_id = '{batch}' AND NOT settled LIMIT -1) r
WHERE users.id = r.user_id AND users.version = r.version_planned;
