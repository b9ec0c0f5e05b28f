-- What the engine itself needs to undo a batch of suspensions: the rows that changed an account reversed, applied,
-- audited and settled; see suspend.sqlite.sql. `{original}` is the batch to undo.
INSERT INTO batch_rows (batch_id, line, row_key, user_id, outcomes, settled, before, after, version_planned)
SELECT '{batch}', r.line, r.row_key, r.user_id, CASE WHEN r.outcomes = 8 THEN 16 ELSE r.outcomes END,
  u.version <> r.version_applied, r.after, r.before, u.version
FROM batch_rows r JOIN users u ON u.id = r.user_id
WHERE r.batch_id = '{original}' AND r.version_applied IS NOT NULL
ORDER BY r.line;

UPDATE users SET suspended = r.suspended, auth_method = r.auth_method, previous_auth_method = NULL,
  version = users.version + 1, updated_at = {now}
FROM (
  SELECT r.user_id, r.version_planned, r.outcomes <> 16 AS suspended, r.after ->> '$.auth_method' AS auth_method
  FROM batch_rows r WHERE r.batch_id = '{batch}' AND NOT r.settled LIMIT -1
) r
WHERE users.id = r.user_id AND users.version = r.version_planned;
