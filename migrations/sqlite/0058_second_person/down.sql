ALTER TABLE batches DROP COLUMN shaped_by;
ALTER TABLE users DROP COLUMN reset_serial;
ALTER TABLE users DROP COLUMN pending_email;
