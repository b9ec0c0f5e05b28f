-- What waits to be sent: through which channel, how urgent, who works at it, how it ended, and where it went.
ALTER TABLE outbox RENAME TO deliveries;
ALTER INDEX outbox_pkey RENAME TO deliveries_pkey;
ALTER TABLE deliveries ADD COLUMN channel text NOT NULL DEFAULT 'mail';
ALTER TABLE deliveries ADD COLUMN priority bigint NOT NULL DEFAULT 1;
ALTER TABLE deliveries ADD COLUMN claim text;
ALTER TABLE deliveries ADD COLUMN unknown_ends bigint NOT NULL DEFAULT 0;
ALTER TABLE deliveries ADD COLUMN result text;
ALTER TABLE deliveries ADD COLUMN sent_to text;
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
  minute bigint NOT NULL,
  domain text COLLATE "C" NOT NULL,
  sent bigint NOT NULL,
  PRIMARY KEY (minute, domain)
);

-- Mails that did not reach somebody. A delivery bounces once, however often that is told.
CREATE TABLE bounces (
  delivery_id uuid NOT NULL PRIMARY KEY,
  address text COLLATE "C" NOT NULL,
  status text NOT NULL,
  is_hard boolean NOT NULL,
  at bigint NOT NULL
);
CREATE INDEX bounces_by_address ON bounces (address, at);
-- Addresses that get no mail any more.
CREATE TABLE suppressions (
  address text COLLATE "C" NOT NULL PRIMARY KEY,
  reason text NOT NULL,
  status text NOT NULL,
  at bigint NOT NULL
);

-- How somebody wants to be told: about a kind of thing, in one course or, where that is empty, everywhere.
CREATE TABLE notification_choices (
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  kind text NOT NULL,
  course_id text NOT NULL DEFAULT '',
  choice text NOT NULL,
  PRIMARY KEY (user_id, kind, course_id)
);
