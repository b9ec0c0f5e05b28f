DROP INDEX audit_events_sign_ins;
DROP INDEX users_unconfirmed;
DROP INDEX users_locked;
