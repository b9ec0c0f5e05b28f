-- Accounts by the engine's own means. Indexes are taken away before and made again after. Half of the addresses are of one
-- domain, one in a hundred of another, and the rest of 500 more.
INSERT INTO users (
  id, username, email, first_name, last_name, id_number, institution, department, city, country, auth_method,
  suspended, created_at, updated_at, last_access_at, first_name_key, last_name_key, id_number_key, institution_key,
  department_key, city_key, search_key, profile, username_skeleton, cohorts, email_domain_key
)
SELECT
  (lpad(to_hex((1600000000000 + i * 60000) / 65536), 8, '0') || '-' || lpad(to_hex((1600000000000 + i * 60000) % 65536), 4, '0')
    || '-7' || lpad(to_hex(i % 4096), 3, '0') || '-8' || lpad(to_hex(i * 7 % 4096), 3, '0')
    || '-' || lpad(to_hex(i * 2654435761 % 281474976710656), 12, '0'))::uuid,
  'u' || lpad(i::text, GREATEST(7, length(i::text)), '0'), 'u' || lpad(i::text, GREATEST(7, length(i::text)), '0') || '@' || d.name, f.name, s.name || e.name,
  'E' || lpad(i::text, GREATEST(7, length(i::text)), '0'),
  'School ' || (i % 10), 'Department ' || (i % 20), 'City ' || (i % 50), 'DE', 'manual',
  i % 50 = 0, 1600000000000 + i * 60000, 1600000000000 + i * 60000,
  CASE WHEN i % 7 = 0 THEN 0 ELSE 1700000000000 + i * 7919 % 100000000000 END,
  lower(f.name), lower(s.name || e.name), 'e' || lpad(i::text, GREATEST(7, length(i::text)), '0'), 'school ' || (i % 10),
  'department ' || (i % 20), 'city ' || (i % 50),
  lower(f.name || ' ' || s.name || e.name) || chr(10) || 'u' || lpad(i::text, GREATEST(7, length(i::text)), '0') || chr(10)
    || 'u' || lpad(i::text, GREATEST(7, length(i::text)), '0') || '@' || d.name || chr(10) || 'e' || lpad(i::text, GREATEST(7, length(i::text)), '0'),
  '{"desk":"Desk ' || i % 10000 || '"}',
  translate('u' || lpad(i::text, GREATEST(7, length(i::text)), '0'), '01', 'ol'),
  CASE WHEN i % 10000 = 0 THEN 'few many' WHEN i % 20 = 0 THEN 'many' ELSE '' END,
  reverse(d.name)
FROM generate_series(1::bigint, {accounts}) i
JOIN bench_first f ON f.k = i % 40
JOIN bench_start s ON s.k = i / 40 % 60
JOIN bench_end e ON e.k = i / 2400 % 60
JOIN bench_domain d ON d.k = CASE WHEN i % 100 = 0 THEN 0 WHEN i % 2 = 0 THEN 1 ELSE 2 + i % 1000 END
ORDER BY i;
INSERT INTO profile_fields (id, name, label, kind, choices, required, is_unique, visible_to, editable_by, created_at, updated_at)
VALUES ('00000000-0000-7000-8000-000000000001', 'desk', 'Desk', 'text', '[]', false, false, 'everybody', 'staff', 1600000000000, 1600000000000);
INSERT INTO profile_values (user_id, field_id, key)
SELECT id, '00000000-0000-7000-8000-000000000001', lower(profile::json ->> 'desk') FROM users ORDER BY id;
INSERT INTO cohorts (id, key, name, name_key, created_at, updated_at)
VALUES ('00000000-0000-7000-8000-000000000002', 'few', 'Few', 'few', 1600000000000, 1600000000000),
  ('00000000-0000-7000-8000-000000000003', 'many', 'Many', 'many', 1600000000000, 1600000000000);
INSERT INTO cohort_members (user_id, cohort, added_at)
SELECT users.id, cohorts.key, users.created_at FROM users JOIN cohorts ON users.cohorts LIKE '%' || cohorts.key || '%' ORDER BY users.id;
