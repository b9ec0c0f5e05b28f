//! Signing in and out.

use std::rc::Rc;

use rollcall_wire::auth::{ChangePassword, ChosenPassword, ForgottenPassword, LinkToken, Login, Me};

use super::request::{Call, read};
use super::{Failure, token};

/// Signs in with a password.
pub async fn sign_in(username: String, password: String) -> Result<Rc<Me>, Failure> {
    let login = Login { username, password, totp: None };
    let response = Call::post("/auth/login").json(&login).send_alone().await?;
    Ok(token::keep(read(response).await?))
}

/// Goes on with an earlier session, if the browser still has its cookie.
pub async fn resume() -> Result<Rc<Me>, Failure> {
    token::renew().await
}

/// Ends the session here and on the server.
pub async fn sign_out() -> Result<(), Failure> {
    let ended = Call::post("/auth/logout").send().await;
    token::forget();
    ended.map(|_| ())
}

/// Changes one's own password; all other sessions end, this one goes on under a new token.
pub async fn change_password(current_password: String, new_password: String) -> Result<Rc<Me>, Failure> {
    let call = Call::post("/me/password").json(&ChangePassword { current_password, new_password });
    Ok(token::keep(call.fetch().await?))
}

/// What a link in a mail is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// Choose the first password.
    Invitation,
    /// Choose a new one.
    PasswordReset,
    /// Confirm an address.
    Confirmation,
}

impl LinkKind {
    /// Its name in addresses, here and in the API.
    pub fn code(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::PasswordReset => "password-reset",
            Self::Confirmation => "confirmation",
        }
    }

    /// The kind with this name.
    pub fn of(code: &str) -> Option<Self> {
        [Self::Invitation, Self::PasswordReset, Self::Confirmation].into_iter().find(|kind| kind.code() == code)
    }
}

/// Asks for a link to choose a new password; the answer does not tell whether the address is known.
pub async fn forgot_password(email: String) -> Result<(), Failure> {
    Call::post("/auth/password-reset").json(&ForgottenPassword { email }).send_alone().await.map(|_| ())
}

/// Uses a link, with the password that was chosen where it is for one.
pub async fn by_link(kind: LinkKind, link: &str, password: Option<String>) -> Result<(), Failure> {
    let call = Call::post(format!("/auth/{}/complete", kind.code()));
    let token = link.to_owned();
    let call = match password {
        Some(password) => call.json(&ChosenPassword { token, password }),
        None => call.json(&LinkToken { token }),
    };
    call.send_alone().await.map(|_| ())
}
