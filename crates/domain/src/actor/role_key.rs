//! What a role is named by: the shipped ones, and those that a site has made for itself.

use std::fmt;

/// The key of a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoleKey {
    /// Everything.
    Administrator,
    /// Accounts, batches and cohorts, but no accounts of administrators.
    AccountManager,
    /// Looks at accounts and helps people to sign in.
    Helpdesk,
    /// Reads everything, changes nothing.
    Auditor,
    /// Decides on requests to delete an account.
    PrivacyOfficer,
    /// Makes courses.
    CourseCreator,
    /// Runs a course.
    Instructor,
    /// Looks after a course.
    CourseManager,
    /// One's own account; everybody holds it without an assignment.
    Learner,
    /// A role that the site has made for itself.
    Own(OwnRoleKey),
}

impl RoleKey {
    /// The shipped roles, in the order of the API document.
    pub const SHIPPED: [Self; 9] = [
        Self::Administrator,
        Self::AccountManager,
        Self::Helpdesk,
        Self::Auditor,
        Self::PrivacyOfficer,
        Self::CourseCreator,
        Self::Instructor,
        Self::CourseManager,
        Self::Learner,
    ];

    /// The key in the API and the database.
    pub fn key(&self) -> &str {
        match self {
            Self::Administrator => "administrator",
            Self::AccountManager => "account_manager",
            Self::Helpdesk => "helpdesk",
            Self::Auditor => "auditor",
            Self::PrivacyOfficer => "privacy_officer",
            Self::CourseCreator => "course_creator",
            Self::Instructor => "instructor",
            Self::CourseManager => "course_manager",
            Self::Learner => "learner",
            Self::Own(key) => key.as_str(),
        }
    }

    /// The role that a key names, whether or not there is an own role of this key. `None` if no role can have it.
    pub fn from_key(key: &str) -> Option<Self> {
        let shipped = Self::SHIPPED.into_iter().find(|role| role.key() == key);
        shipped.or_else(|| OwnRoleKey::parse(key).map(Self::Own))
    }

    /// Whether it is one of the shipped roles.
    pub fn is_shipped(self) -> bool {
        !matches!(self, Self::Own(_))
    }
}

impl fmt::Display for RoleKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

/// The longest key of an own role, in characters.
pub const LONGEST_KEY: usize = 50;

/// The key of an own role: `a-z`, `0-9` and `_`, beginning with a letter. It stays for as long as the role is there.
/// Kept in place, since roles are compared and passed on by every rule about accounts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OwnRoleKey {
    letters: [u8; LONGEST_KEY],
    length: u8,
}

impl OwnRoleKey {
    /// Reads a key; `None` if the text cannot be one.
    pub fn parse(text: &str) -> Option<Self> {
        let is_letter = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'_';
        let is_key = text.len() <= LONGEST_KEY
            && text.starts_with(|first: char| first.is_ascii_lowercase())
            && text.bytes().all(is_letter);
        if !is_key {
            return None;
        }
        let mut letters = [0; LONGEST_KEY];
        letters.iter_mut().zip(text.bytes()).for_each(|(place, letter)| *place = letter);
        Some(Self { letters, length: u8::try_from(text.len()).ok()? })
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        let letters = self.letters.get(..usize::from(self.length)).unwrap_or_default();
        std::str::from_utf8(letters).unwrap_or_default()
    }
}

impl fmt::Debug for OwnRoleKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_back() {
        for role in RoleKey::SHIPPED {
            assert_eq!(RoleKey::from_key(role.key()), Some(role));
        }
        let longest = "x".repeat(LONGEST_KEY);
        for key in ["training_lead", "a", "tier2_helpdesk", &longest] {
            let role = RoleKey::from_key(key).expect("a key");
            assert_eq!((role.key(), role.is_shipped()), (key, false));
        }
    }

    #[test]
    fn what_is_no_key_names_no_role() {
        for wrong in ["", "Training", "2nd_line", "_x", "a b", "a-b", "größe", &"x".repeat(LONGEST_KEY + 1)] {
            assert_eq!(RoleKey::from_key(wrong), None, "{wrong}");
        }
    }
}
