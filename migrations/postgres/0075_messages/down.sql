DROP TABLE message_reports, message_preferences, blocks, contacts, message_texts, messages, conversation_members, conversations;
