//! What is delivered, through what, and how urgent it is.

use crate::words::words;

words! {
    /// What is told.
    DeliveryKind {
        /// A link to choose the first password.
        Invitation "invitation",
        /// A link to choose a new password.
        PasswordReset "password_reset",
        /// A link to prove the address.
        Confirmation "confirmation",
        /// A link to confirm another address of one's own; it goes to that one.
        EmailChange "email_change",
        /// That a user has asked for another address; the payload is the address in use, which is told.
        EmailChangeAsked "email_change_asked",
        /// That the address was changed; the payload is the one before, which is told.
        EmailChanged "email_changed",
        /// That one's own account was suspended.
        Suspended "suspended",
        /// One's own new username.
        Renamed "renamed",
        /// That a batch has come to its end; the payload is its id.
        BatchEnded "batch_ended",
        /// A message, as a copy; the payload is its id.
        Message "message",
        /// A message that one has sent to oneself to see how it looks, as a copy; the payload is its id.
        TestCopy "test_copy",
        /// A message that waits to be told together with others; the payload is its id.
        DigestItem "digest_item",
    }
}

words! {
    /// Through what something is delivered.
    Channel {
        /// By mail.
        Mail "mail",
    }
}

words! {
    /// How a delivery has ended.
    Ending {
        /// The mail server has taken it.
        Sent "sent",
        /// The mail server says that it cannot reach the person.
        Bounced "bounced",
        /// The mail server refuses the mail itself, and would for every recipient.
        Refused "refused",
        /// Mails to the address have bounced before.
        Suppressed "suppressed",
        /// The person does not want to be told by mail.
        OptedOut "opted_out",
        /// There is no address, or none that is surely the person's alone.
        NoAddress "no_address",
        /// What it would tell has changed since: the account is gone, the message was read or withdrawn, the link is used.
        Outdated "outdated",
    }
}

/// What is delivered first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Priority {
    /// One person waits for it: a link to a new password is not behind a hundred thousand invitations.
    Own,
    /// One of many.
    Many,
}

impl Priority {
    /// Each, the most urgent first.
    pub const ALL: [Self; 2] = [Self::Own, Self::Many];

    /// That of so many at once.
    pub(super) fn of(count: usize) -> Self {
        if count == 1 { Self::Own } else { Self::Many }
    }

    /// As it is stored.
    pub(super) fn rank(self) -> i64 {
        match self {
            Self::Own => 0,
            Self::Many => 1,
        }
    }
}
