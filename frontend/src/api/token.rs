//! The access token: held in memory only, renewed through the cookie that scripts can't read.

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::FutureExt;
use futures_util::future::{LocalBoxFuture, Shared};
use rollcall_wire::auth::{Me, Session};
use yew::Callback;

use super::Failure;
use super::request::{Call, read};

type Renewal = Shared<LocalBoxFuture<'static, Result<Rc<Me>, Failure>>>;

#[derive(Default)]
struct TokenState {
    token: Option<String>,
    renewal: Option<Renewal>,
    on_end: Callback<()>,
    on_forced_change: Callback<()>,
}

thread_local! {
    static HELD: RefCell<TokenState> = RefCell::default();
}

/// The access token, while there is one.
pub fn current() -> Option<String> {
    HELD.with_borrow(|held| held.token.clone())
}

/// Says whom to tell when the session is over.
pub fn on_end(listener: Callback<()>) {
    HELD.with_borrow_mut(|held| held.on_end = listener);
}

/// Says whom to tell when the server refuses everything until the person has chosen a new password.
pub fn on_forced_change(listener: Callback<()>) {
    HELD.with_borrow_mut(|held| held.on_forced_change = listener);
}

/// The server refuses everything until the person has chosen a new password.
pub fn force_change() {
    let listener = HELD.with_borrow(|held| held.on_forced_change.clone());
    listener.emit(());
}

/// Takes over a fresh session.
pub fn keep(session: Session) -> Rc<Me> {
    HELD.with_borrow_mut(|held| held.token = Some(session.access_token));
    Rc::new(session.user)
}

/// Forgets the token without telling anybody.
pub fn forget() {
    HELD.with_borrow_mut(|held| held.token = None);
}

/// The session has ended without signing out.
pub fn end() {
    let listener = HELD.with_borrow_mut(|held| {
        let was_in = held.token.take().is_some();
        was_in.then(|| held.on_end.clone())
    });
    if let Some(listener) = listener {
        listener.emit(());
    }
}

/// Gets a fresh access token. Calls that need one at the same time share one renewal, because the
/// server takes each refresh token only once.
pub async fn renew() -> Result<Rc<Me>, Failure> {
    let running = HELD.with_borrow(|held| held.renewal.clone());
    let renewal = running.unwrap_or_else(|| {
        let renewal = refresh().boxed_local().shared();
        HELD.with_borrow_mut(|held| held.renewal = Some(renewal.clone()));
        renewal
    });
    let outcome = renewal.await;
    HELD.with_borrow_mut(|held| held.renewal = None);
    if let Err(failure) = &outcome
        && failure.status().is_some_and(|status| status < 500 && status != 429)
    {
        end();
    }
    outcome
}

async fn refresh() -> Result<Rc<Me>, Failure> {
    let response = super::locks::one_tab_at_a_time(Call::post("/auth/refresh").send_alone()).await?;
    Ok(keep(read(response).await?))
}
