DROP TABLE message_reports;
DROP TABLE message_preferences;
DROP TABLE blocks;
DROP TABLE contacts;
DROP TABLE message_texts;
DROP TABLE messages;
DROP TABLE conversation_members;
DROP TABLE conversations;
