-- The overview counts few accounts among many, and sign-ins by day: none of it may read the whole table.
CREATE INDEX users_locked ON users (locked_until) WHERE locked_until IS NOT NULL;
CREATE INDEX users_unconfirmed ON users (id) WHERE NOT confirmed;
CREATE INDEX audit_events_sign_ins ON audit_events (at) WHERE action = 'session.started';
