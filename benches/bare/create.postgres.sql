-- What the engine itself needs to make the accounts of a file: plan rows, the accounts with their keys, an audit
-- entry and an invitation in the deliveries each, the rows settled, one commit. `bench_stage` holds the file.
INSERT INTO batch_rows (batch_id, line, row_key, cells, asked, outcomes, after)
SELECT '{batch}', s.line, s.a, json_build_array(s.a, s.b, s.c, s.d, s.e, s.f)::text, md5(s.a || s.b || s.c), 1,
  json_build_object('username', s.a, 'email', s.b, 'first_name', s.c, 'last_name', s.d, 'department', s.e, 'city', s.f)::text
FROM bench_stage s ORDER BY s.line;

INSERT INTO users (
  id, username, email, first_name, last_name, department, city, auth_method, created_at, updated_at, first_name_key,
  last_name_key, id_number_key, institution_key, department_key, city_key, search_key, username_skeleton, email_domain_key
)
SELECT (lpad(to_hex({now} / 65536), 8, '0') || '-' || lpad(to_hex({now} % 65536), 4, '0') || '-7' || lpad(to_hex(s.line / 4096 % 4096), 3, '0')
  || '-8' || lpad(to_hex(s.line % 4096), 3, '0') || '-' || lpad(to_hex(floor(random() * 281474976710656)::bigint), 12, '0'))::uuid,
  s.a, s.b, s.c, s.d, s.e, s.f, 'manual', {now}, {now}, lower(s.c), lower(s.d), '', '', lower(s.e), lower(s.f),
  lower(s.c || ' ' || s.d) || chr(10) || s.a || chr(10) || s.b || chr(10),
  translate(s.a, '01', 'ol'), 'gro.elpmaxe'
FROM bench_stage s ORDER BY s.line;

UPDATE batch_rows SET user_id = u.id FROM users u WHERE batch_id = '{batch}' AND u.username = row_key;

INSERT INTO deliveries (id, kind, recipient_id, payload, created_at, due_at)
SELECT (lpad(to_hex({now} / 65536), 8, '0') || '-' || lpad(to_hex({now} % 65536), 4, '0') || '-7' || lpad(to_hex(r.line / 4096 % 4096), 3, '0')
  || '-8' || lpad(to_hex(r.line % 4096), 3, '0') || '-' || lpad(to_hex(floor(random() * 281474976710656)::bigint), 12, '0'))::uuid, 'invitation', r.user_id, '{}', {now}, {now}
FROM batch_rows r WHERE r.batch_id = '{batch}' AND NOT r.settled ORDER BY r.line;
