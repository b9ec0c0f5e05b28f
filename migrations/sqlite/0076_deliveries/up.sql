-- What waits to be sent: through which channel, how urgent, who works at it, how it ended, and where it went.
ALTER TABLE outbox RENAME TO deliveries;
ALTER TABLE deliveries ADD COLUMN channel TEXT NOT NULL DEFAULT 'mail';
ALTER TABLE deliveries ADD COLUMN priority BIGINT NOT NULL DEFAULT 1;
ALTER TABLE deliveries ADD COLUMN claim TEXT;
ALTER TABLE deliveries ADD COLUMN unknown_ends BIGINT NOT NULL DEFAULT 0;
ALTER TABLE deliveries ADD COLUMN result TEXT;
ALTER TABLE deliveries ADD COLUMN sent_to TEXT;
UPDATE deliveries SET result = CASE WHEN last_error IS NULL THEN 'sent' ELSE 'refused' END WHERE delivered_at IS NOT NULL;
-- Mails of their own were due as if they had waited for a day.
UPDATE deliveries SET priority = 0, due_at = created_at WHERE delivered_at IS NULL AND due_at < created_at;
DROP INDEX outbox_waiting;
DROP INDEX outbox_by_recipient;
CREATE INDEX deliveries_waiting ON deliveries (priority, due_at) WHERE delivered_at IS NULL;
CREATE INDEX deliveries_done ON deliveries (delivered_at) WHERE delivered_at IS NOT NULL;
CREATE INDEX deliveries_by_recipient ON deliveries (recipient_id, created_at);

-- How many mails went to a domain within a minute; to all of them where the domain is empty.
CREATE TABLE mail_rates (
  minute BIGINT NOT NULL,
  domain TEXT NOT NULL,
  sent BIGINT NOT NULL,
  PRIMARY KEY (minute, domain)
) WITHOUT ROWID;

-- Mails that did not reach somebody. A delivery bounces once, however often that is told.
CREATE TABLE bounces (
  delivery_id TEXT NOT NULL PRIMARY KEY,
  address TEXT NOT NULL,
  status TEXT NOT NULL,
  is_hard BOOLEAN NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX bounces_by_address ON bounces (address, at);
-- Addresses that get no mail any more.
CREATE TABLE suppressions (
  address TEXT NOT NULL PRIMARY KEY,
  reason TEXT NOT NULL,
  status TEXT NOT NULL,
  at BIGINT NOT NULL
);

-- How somebody wants to be told: about a kind of thing, in one course or, where that is empty, everywhere.
CREATE TABLE notification_choices (
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  course_id TEXT NOT NULL DEFAULT '',
  choice TEXT NOT NULL,
  PRIMARY KEY (user_id, kind, course_id)
) WITHOUT ROWID;
