-- How every script begins: a batch. `{kind}` and `{does}` say of what kind.
INSERT INTO batches (id, name, kind, action, state, settings, created_by, created_at, source, apply_when_planned, counts, warnings)
VALUES ('{batch}', 'bare', '{kind}', '{does}', 'planned', '{}', '{actor}', {now}, '{}', 1, '{}', '[]');
