//! The words of mails with a link.

use crate::auth::link::Purpose;
use crate::outbox;
use crate::users::Account;

/// What a kind of mail with a link says.
pub(super) struct Text {
    /// What its link is for.
    pub(super) purpose: Purpose,
    /// The page of the console that the link opens.
    pub(super) page: &'static str,
    pub(super) subject: &'static str,
    request: &'static str,
    ends: &'static str,
}

/// The words for a kind of mail; `None` if it has no link.
pub(super) fn of(kind: &str) -> Option<Text> {
    Some(match kind {
        outbox::INVITATION => Text {
            purpose: Purpose::Invitation,
            page: "invitation",
            subject: "Your account is ready",
            request: "An account was made for you. Choose a password to sign in for the first time:",
            ends: "The link is good for seven days and can be used once.",
        },
        outbox::PASSWORD_RESET => Text {
            purpose: Purpose::PasswordReset,
            page: "password-reset",
            subject: "Choose a new password",
            request: "Somebody has asked for a new password for your account. Choose it here:",
            ends: "The link is good for an hour and can be used once. If it was not you who asked, do nothing: your password stays as it is.",
        },
        outbox::CONFIRMATION => Text {
            purpose: Purpose::Confirmation,
            page: "confirmation",
            subject: "Confirm your e-mail address",
            request: "Please confirm that this is your e-mail address:",
            ends: "The link is good for seven days.",
        },
        outbox::EMAIL_CHANGE => Text {
            purpose: Purpose::EmailChange,
            page: "confirmation",
            subject: "Confirm your new e-mail address",
            request: "You have asked to use this address for your account from now on. Confirm that it is yours:",
            ends: "The link is good for a day. Until then your account keeps the address that it has. If it was not you who asked, do nothing.",
        },
        _ => return None,
    })
}

impl Text {
    /// What it says below the greeting.
    pub(super) fn body(&self, account: &Account, link: &str) -> String {
        format!("{}\n\n{link}\n\n{}\n\nYour username is {}.", self.request, self.ends, account.username)
    }
}
