DROP TABLE audit_blocks;
DROP TABLE audit_events;
