//! Calls that change one account and answer with it.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpRequest, HttpResponse, web};
use rollcall_domain::db::Conn;
use rollcall_domain::id::UserId;
use rollcall_domain::users::Account;
use rollcall_domain::{Actor, Millis, Result};
use serde::de::DeserializeOwned;

use super::view;
use crate::extract::{Body, Caller, IdempotencyKey, IfMatch};
use crate::idempotent::{Reply, change};
use crate::problem::Failure;
use crate::state::AppState;

/// What such a call brings besides its caller: the account in the path, `If-Match`, `Idempotency-Key`, a body.
/// It stands behind the permission in a handler's parameters, as a body does.
pub struct OneAccount<T> {
    /// What the body says.
    pub asked: T,
    /// The rest, to answer with.
    pub call: Call,
}

/// A call that waits to be answered.
pub struct Call {
    state: web::Data<AppState>,
    id: UserId,
    version: Option<i64>,
    key: IdempotencyKey,
    body: web::Bytes,
}

type Parts<T> = (web::Data<AppState>, web::Path<String>, IfMatch, IdempotencyKey, Body<T>);

impl<T: DeserializeOwned + 'static> FromRequest for OneAccount<T> {
    type Error = actix_web::Error;
    type Future = Pin<Box<dyn Future<Output = std::result::Result<Self, actix_web::Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let parts = Parts::<T>::from_request(request, payload);
        Box::pin(async move {
            let (state, id, version, key, body) = parts.await?;
            let id = view::id(&id).map_err(Failure::from)?;
            Ok(Self { asked: body.value, call: Call { state, id, version: version.0, key, body: body.bytes } })
        })
    }
}

impl Call {
    /// Changes the account, once however often the call comes, and answers with it as it then is.
    pub async fn answer(
        self,
        caller: &Caller,
        status: StatusCode,
        work: impl FnOnce(&mut Conn, &Actor, Millis, UserId, Option<i64>) -> Result<Account> + Send + 'static,
    ) -> std::result::Result<HttpResponse, Failure> {
        let Self { state, id, version, key, body } = self;
        let (actor, now) = (caller.actor.clone(), state.now());
        change(state, caller, key, &body, move |conn| {
            let account = work(conn, &actor, now, id, version)?;
            Ok(Reply::new(status, &view::with_roles(conn, &account, &actor, now)?)?.version(account.version))
        })
        .await
    }
}
