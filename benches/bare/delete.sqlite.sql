-- What the engine itself needs to delete (the first stage) everybody who matches a condition; see delete.postgres.sql.
INSERT INTO batches (id, name, kind, action, state, settings, created_by, created_at, source, apply_when_planned, counts, warnings)
VALUES ('{batch}', 'bare', 'selection', 'delete', 'planned', '{}', '{actor}', {now}, '{}', 1, '{}', '[]');

INSERT INTO batch_rows (batch_id, line, row_key, user_id, asked, outcomes, before, after, version_planned)
SELECT '{batch}', row_number() OVER (ORDER BY u.id), u.username, u.id, 'selected', 32, '{"deleted_at":null}',
  json_object('deleted_at', strftime('%Y-%m-%dT%H:%M:%fZ', {now} / 1000.0, 'unixepoch')), u.version
FROM users u WHERE {who} AND u.deleted_at IS NULL
ORDER BY u.id;

UPDATE users SET deleted_at = {now}, session_epoch = session_epoch + 1,
  version = users.version + 1, updated_at = {now}
FROM (SELECT user_id, version_planned, after FROM batch_rows WHERE batch_id = '{batch}' AND NOT settled LIMIT -1) r
WHERE users.id = r.user_id AND users.version = r.version_planned;

INSERT INTO audit_events (at, actor_id, action, target_id, batch_id, line, payload, salt, digest)
SELECT {now}, '{actor}', 'user.deleted', r.user_id, r.batch_id, r.line,
  '{"before":' || coalesce(r.before, 'null') || ',"after":' || r.after || ',"details":null,"address":null}',
  lower(hex(randomblob(16))), lower(hex(randomblob(32)))
FROM batch_rows r WHERE r.batch_id = '{batch}' AND NOT r.settled ORDER BY r.line;

UPDATE batch_rows SET settled = 1, version_applied = version_planned + 1 WHERE batch_id = '{batch}' AND NOT settled;
UPDATE batches SET state = 'applied' WHERE id = '{batch}';
