DROP INDEX audit_events_by_actor;
DROP INDEX outbox_by_recipient;
