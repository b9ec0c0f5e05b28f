-- How every script ends: an audit entry for each row that is not settled, the rows settled, the batch applied.
INSERT INTO audit_events (at, actor_id, action, target_id, batch_id, line, payload, salt, digest)
SELECT {now}, '{actor}', '{event}', user_id, batch_id, line, payload, salt,
  encode(sha256(convert_to(salt || payload, 'UTF8')), 'hex')
FROM (
  SELECT r.user_id, r.batch_id, r.line, replace(gen_random_uuid()::text, '-', '') AS salt,
    '{"before":' || coalesce(r.before, 'null') || ',"after":' || coalesce(r.after, 'null') || ',"details":null,"address":null}' AS payload
  FROM batch_rows r WHERE r.batch_id = '{batch}' AND NOT r.settled ORDER BY r.line
) entries;

UPDATE batch_rows SET settled = true, version_applied = coalesce(version_planned, 0) + 1 WHERE batch_id = '{batch}' AND NOT settled;
UPDATE batches SET state = 'applied' WHERE id = '{batch}';
