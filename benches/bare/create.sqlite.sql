-- What the engine itself needs to make the accounts of a file; see create.postgres.sql.
INSERT INTO batch_rows (batch_id, line, row_key, cells, asked, outcomes, after)
SELECT '{batch}', s.line, s.a, json_array(s.a, s.b, s.c, s.d, s.e, s.f), lower(hex(randomblob(16))), 1,
  json_object('username', s.a, 'email', s.b, 'first_name', s.c, 'last_name', s.d, 'department', s.e, 'city', s.f)
FROM bench_stage s ORDER BY s.line;

INSERT INTO users (
  id, username, email, first_name, last_name, department, city, auth_method, created_at, updated_at, first_name_key,
  last_name_key, id_number_key, institution_key, department_key, city_key, search_key, username_skeleton, email_domain_key
)
SELECT printf('%08x-%04x-7%03x-8%03x-%012x', {now} / 65536, {now} % 65536, s.line / 4096 % 4096, s.line % 4096,
  abs(random()) % 281474976710656),
  s.a, s.b, s.c, s.d, s.e, s.f, 'manual', {now}, {now}, lower(s.c), lower(s.d), '', '', lower(s.e), lower(s.f),
  lower(s.c || ' ' || s.d) || char(10) || s.a || char(10) || s.b || char(10),
  replace(replace(s.a, '0', 'o'), '1', 'l'), 'gro.elpmaxe'
FROM bench_stage s ORDER BY s.line;

UPDATE batch_rows SET user_id = u.id FROM users u WHERE batch_id = '{batch}' AND u.username = row_key;

INSERT INTO deliveries (id, kind, recipient_id, payload, created_at, due_at)
SELECT printf('%08x-%04x-7%03x-8%03x-%012x', {now} / 65536, {now} % 65536, r.line / 4096 % 4096, r.line % 4096,
  abs(random()) % 281474976710656), 'invitation', r.user_id, '{}', {now}, {now}
FROM batch_rows r WHERE r.batch_id = '{batch}' AND NOT r.settled ORDER BY r.line;
