//! Signing in and out.

use std::rc::Rc;

use rollcall_wire::auth::{Login, Me};

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
