-- What the engine itself needs to change two details of the accounts of a file, once they are planned (plan.postgres.sql): the
-- change with its keys, an audit entry each, the rows settled, one commit. `bench_stage` holds the file.
UPDATE users SET department = r.after::json ->> 'department', department_key = lower(r.after::json ->> 'department'),
  city = r.after::json ->> 'city', city_key = lower(r.after::json ->> 'city'),
  version = users.version + 1, updated_at = {now}
FROM batch_rows r
WHERE r.batch_id = '{batch}' AND NOT r.settled AND users.id = r.user_id AND users.version = r.version_planned;
