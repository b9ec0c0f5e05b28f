-- What the engine itself needs to change two details of the accounts of a file, once they are planned; see update.postgres.sql.
UPDATE users SET department = r.after ->> 'department', department_key = lower(r.after ->> 'department'),
  city = r.after ->> 'city', city_key = lower(r.after ->> 'city'),
  version = users.version + 1, updated_at = {now}
FROM (SELECT user_id, version_planned, after FROM batch_rows WHERE batch_id = '{batch}' AND NOT settled LIMIT -1) r
WHERE users.id = r.user_id AND users.version = r.version_planned;
