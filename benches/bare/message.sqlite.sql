-- What the engine itself needs to write to everybody who matches a condition: plan rows; for each a conversation, its place in the inbox
-- and a message; the text once; an audit entry each.
INSERT INTO batch_rows (batch_id, line, row_key, user_id, asked, outcomes, version_planned)
SELECT '{batch}', row_number() OVER (ORDER BY u.id), u.username, u.id, 'selected', 128, u.version
FROM users u WHERE {who} AND u.deleted_at IS NULL
ORDER BY u.id;

INSERT INTO message_texts (batch_id, subject, body) VALUES ('{batch}', 'News', 'The office is closed on Friday.');

INSERT INTO conversations (id, kind, batch_id, sender_id, last_message_id, created_at)
SELECT printf('%s-7000-8000-%012x', substr('{batch}', 1, 13), r.line), 'bulk', '{batch}', '{actor}', printf('%s-7000-9000-%012x', substr('{batch}', 1, 13), r.line), {now}
FROM batch_rows r WHERE r.batch_id = '{batch}' AND NOT r.settled ORDER BY r.line;

INSERT INTO conversation_members (conversation_id, user_id, other_id, last_at, unread)
SELECT printf('%s-7000-8000-%012x', substr('{batch}', 1, 13), r.line), r.user_id, '{actor}', {now}, 1
FROM batch_rows r WHERE r.batch_id = '{batch}' AND NOT r.settled ORDER BY r.line;

INSERT INTO messages (id, conversation_id, sender_id, recipient_id, sent_at, batch_id)
SELECT printf('%s-7000-9000-%012x', substr('{batch}', 1, 13), r.line), printf('%s-7000-8000-%012x', substr('{batch}', 1, 13), r.line), '{actor}', r.user_id, {now}, '{batch}'
FROM batch_rows r WHERE r.batch_id = '{batch}' AND NOT r.settled ORDER BY r.line;

