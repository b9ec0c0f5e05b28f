-- A conversation of two people (direct), of a bulk message and its answers (bulk), or of the system with somebody (notice). Two
-- people have one direct conversation: the key is their ids in order.
CREATE TABLE conversations (
  id uuid NOT NULL PRIMARY KEY,
  kind text COLLATE "C" NOT NULL,
  subject text,
  pair_key text COLLATE "C" UNIQUE,
  batch_id uuid,
  sender_id uuid,
  last_message_id uuid NOT NULL,
  created_at bigint NOT NULL
);
CREATE INDEX conversations_by_batch ON conversations (batch_id) WHERE batch_id IS NOT NULL;

-- A conversation in somebody's inbox: what is unread, and how it is kept. Messages up to the time at which it was cleared are not
-- shown there any more.
CREATE TABLE conversation_members (
  conversation_id uuid NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  other_id uuid,
  last_at bigint NOT NULL,
  unread bigint NOT NULL DEFAULT 0,
  starred boolean NOT NULL DEFAULT false,
  muted boolean NOT NULL DEFAULT false,
  archived boolean NOT NULL DEFAULT false,
  cleared_at bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (conversation_id, user_id)
);
CREATE INDEX conversation_members_by_user ON conversation_members (user_id, last_at, conversation_id);
CREATE INDEX conversation_members_unread ON conversation_members (user_id) WHERE unread > 0;

-- A message has one recipient. The text of a bulk message that is the same for everybody is kept once, in message_texts; then the body
-- is null here. A message that was withdrawn has none.
CREATE TABLE messages (
  id uuid NOT NULL PRIMARY KEY,
  conversation_id uuid NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  sender_id uuid,
  recipient_id uuid,
  body text,
  sent_at bigint NOT NULL,
  read_at bigint,
  withdrawn boolean NOT NULL DEFAULT false,
  batch_id uuid
);
CREATE INDEX messages_by_conversation ON messages (conversation_id, id);
CREATE INDEX messages_by_sender ON messages (sender_id) WHERE sender_id IS NOT NULL;
CREATE INDEX messages_by_recipient ON messages (recipient_id, id) WHERE recipient_id IS NOT NULL;
-- However often a bulk message is sent, each recipient has it once.
CREATE UNIQUE INDEX messages_once ON messages (batch_id, recipient_id) WHERE batch_id IS NOT NULL;
CREATE TABLE message_texts (
  batch_id uuid NOT NULL PRIMARY KEY,
  subject text NOT NULL,
  body text NOT NULL
);

CREATE TABLE contacts (
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  contact_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  accepted boolean NOT NULL DEFAULT false,
  created_at bigint NOT NULL,
  PRIMARY KEY (user_id, contact_id)
);
CREATE INDEX contacts_by_contact ON contacts (contact_id);
CREATE TABLE blocks (
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  blocked_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  created_at bigint NOT NULL,
  PRIMARY KEY (user_id, blocked_id)
);
CREATE INDEX blocks_by_blocked ON blocks (blocked_id);
CREATE TABLE message_preferences (
  user_id uuid NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  who_may text COLLATE "C" NOT NULL,
  read_receipts boolean NOT NULL
);
CREATE TABLE message_reports (
  id uuid NOT NULL PRIMARY KEY,
  message_id uuid NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  reporter_id uuid REFERENCES users (id) ON DELETE SET NULL,
  reason text NOT NULL,
  reported_at bigint NOT NULL,
  UNIQUE (message_id, reporter_id)
);
