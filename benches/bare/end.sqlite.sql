-- How every script ends: an audit entry for each row that is not settled, the rows settled, the batch applied.
INSERT INTO audit_events (at, actor_id, action, target_id, batch_id, line, payload, salt, digest)
SELECT {now}, '{actor}', '{event}', r.user_id, r.batch_id, r.line,
  '{"before":' || coalesce(r.before, 'null') || ',"after":' || coalesce(r.after, 'null') || ',"details":null,"address":null}',
  lower(hex(randomblob(16))), lower(hex(randomblob(32)))
FROM batch_rows r WHERE r.batch_id = '{batch}' AND NOT r.settled ORDER BY r.line;

UPDATE batch_rows SET settled = 1, version_applied = coalesce(version_planned, 0) + 1 WHERE batch_id = '{batch}' AND NOT settled;
UPDATE batches SET state = 'applied' WHERE id = '{batch}';
