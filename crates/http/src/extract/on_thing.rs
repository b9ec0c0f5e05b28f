//! What a caller may do with the thing that the path names, as a handler's parameter.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use rollcall_domain::db::Conn;
use rollcall_domain::roles::Capability;
use rollcall_domain::{Context, Error, Result};

use super::Caller;
use super::may::{Allowed, Permission, denied};
use crate::problem::Failure;
use crate::state::AppState;

/// Something that paths name by `{id}`, and that rights can be held on.
pub trait Thing: Sized + Send + 'static {
    /// What it takes to know that it is there.
    const SEEN_WITH: Capability;

    /// Finds it by what stands in the path.
    fn find(conn: &mut Conn, id: &str) -> Result<Self>;

    /// The error for one that is not there, or not for the caller to know of.
    fn absent() -> Error;

    /// The context that rights on it are held in.
    fn context(&self) -> Context;
}

/// A caller who holds a capability in the context of the thing that the path names. Who holds it nowhere is refused before
/// anything is looked up; who may not see the thing cannot tell it from one that is not there.
pub struct MayOn<P, T> {
    /// Who it is.
    pub caller: Caller,
    /// The thing, as it was when the request came.
    pub thing: T,
    permission: PhantomData<P>,
}

impl<P: Permission, T: Thing> FromRequest for MayOn<P, T> {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = std::result::Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let caller = Caller::from_request(request, payload);
        let request = request.clone();
        let allow = Allowed::announce(&request);
        Box::pin(async move {
            let caller = caller.await?;
            if !P::is_held_somewhere(&caller.actor) {
                return Err(denied(&request, &caller, P::CAPABILITY).await?);
            }
            let thing: T = found(&request).await?;
            let context = thing.context();
            if !P::is_held(&caller.actor, context) {
                return Err(match caller.actor.may_in(T::SEEN_WITH, context) {
                    true => denied(&request, &caller, P::CAPABILITY).await?,
                    false => T::absent().into(),
                });
            }
            // Nobody listens where the handler takes no body.
            let _ = allow.send(());
            Ok(Self { caller, thing, permission: PhantomData })
        })
    }
}

async fn found<T: Thing>(request: &HttpRequest) -> std::result::Result<T, Failure> {
    let state = request.app_data::<web::Data<AppState>>().cloned().ok_or_else(|| Error::internal("no state"))?;
    let id: String = web::Path::<String>::extract(request).await.map_err(|_| T::absent())?.into_inner();
    state.read(move |conn| T::find(conn, &id)).await
}
