-- A conversation of two people (direct), of a bulk message and its answers (bulk), or of the system with somebody (notice). Two
-- people have one direct conversation: the key is their ids in order.
CREATE TABLE conversations (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  subject TEXT,
  pair_key TEXT UNIQUE,
  batch_id TEXT,
  sender_id TEXT,
  last_message_id TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX conversations_by_batch ON conversations (batch_id) WHERE batch_id IS NOT NULL;

-- A conversation in somebody's inbox: what is unread, and how it is kept. Messages up to the time at which it was cleared are not
-- shown there any more.
CREATE TABLE conversation_members (
  conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  other_id TEXT,
  last_at BIGINT NOT NULL,
  unread BIGINT NOT NULL DEFAULT 0,
  starred BOOLEAN NOT NULL DEFAULT false,
  muted BOOLEAN NOT NULL DEFAULT false,
  archived BOOLEAN NOT NULL DEFAULT false,
  cleared_at BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (conversation_id, user_id)
) WITHOUT ROWID;
CREATE INDEX conversation_members_by_user ON conversation_members (user_id, last_at, conversation_id);
CREATE INDEX conversation_members_unread ON conversation_members (user_id) WHERE unread > 0;

-- A message has one recipient. The text of a bulk message that is the same for everybody is kept once, in message_texts; then the body
-- is null here. A message that was withdrawn has none.
CREATE TABLE messages (
  id TEXT NOT NULL PRIMARY KEY,
  conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  sender_id TEXT,
  recipient_id TEXT,
  body TEXT,
  sent_at BIGINT NOT NULL,
  read_at BIGINT,
  withdrawn BOOLEAN NOT NULL DEFAULT false,
  batch_id TEXT
);
CREATE INDEX messages_by_conversation ON messages (conversation_id, id);
CREATE INDEX messages_by_sender ON messages (sender_id) WHERE sender_id IS NOT NULL;
CREATE INDEX messages_by_recipient ON messages (recipient_id, id) WHERE recipient_id IS NOT NULL;
-- However often a bulk message is sent, each recipient has it once.
CREATE UNIQUE INDEX messages_once ON messages (batch_id, recipient_id) WHERE batch_id IS NOT NULL;
CREATE TABLE message_texts (
  batch_id TEXT NOT NULL PRIMARY KEY,
  subject TEXT NOT NULL,
  body TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE contacts (
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  contact_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  accepted BOOLEAN NOT NULL DEFAULT false,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (user_id, contact_id)
) WITHOUT ROWID;
CREATE INDEX contacts_by_contact ON contacts (contact_id);
CREATE TABLE blocks (
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  blocked_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (user_id, blocked_id)
) WITHOUT ROWID;
CREATE INDEX blocks_by_blocked ON blocks (blocked_id);
CREATE TABLE message_preferences (
  user_id TEXT NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  who_may TEXT NOT NULL,
  read_receipts BOOLEAN NOT NULL
) WITHOUT ROWID;
CREATE TABLE message_reports (
  id TEXT NOT NULL PRIMARY KEY,
  message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  reporter_id TEXT REFERENCES users (id) ON DELETE SET NULL,
  reason TEXT NOT NULL,
  reported_at BIGINT NOT NULL,
  UNIQUE (message_id, reporter_id)
);
