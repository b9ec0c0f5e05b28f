//! What conversations and the people in them are called.

use rollcall_wire::messages::Conversation;
use rollcall_wire::users::PersonRef;

use crate::t;

/// Who writes: nobody is the system, or somebody whose account is no more.
pub fn person(person: Option<&PersonRef>) -> String {
    person.map_or_else(|| t!("by-system"), |person| person.full_name.clone())
}

/// With whom one writes.
pub fn people(conversation: &Conversation) -> String {
    let names: Vec<&str> = conversation.with.iter().map(|person| person.full_name.as_str()).collect();
    if names.is_empty() { t!("by-system") } else { names.join(", ") }
}

/// What a conversation is called: by what it is about, or by the people in it.
pub fn title(conversation: &Conversation) -> String {
    conversation.subject.clone().filter(|subject| !subject.is_empty()).unwrap_or_else(|| people(conversation))
}

#[cfg(test)]
pub mod tests {
    use super::*;

    pub fn conversation(subject: Option<&str>, with: &[&str]) -> Conversation {
        let person = |name: &&str| PersonRef {
            id: (*name).to_owned(),
            username: (*name).to_owned(),
            full_name: (*name).to_owned(),
        };
        Conversation {
            id: "c1".to_owned(),
            kind: "direct".to_owned(),
            subject: subject.map(str::to_owned),
            with: with.iter().map(person).collect(),
            last_message: None,
            last_at: "2026-03-01T09:30:00.000Z".to_owned(),
            unread: 0,
            starred: false,
            muted: false,
            archived: false,
        }
    }

    #[test]
    fn a_conversation_is_called_by_its_subject_or_its_people() {
        assert_eq!(title(&conversation(Some("Welcome"), &["Anna"])), "Welcome");
        assert_eq!(title(&conversation(None, &["Anna"])), "Anna");
        assert_eq!(title(&conversation(None, &[])), t!("by-system"));
    }
}
