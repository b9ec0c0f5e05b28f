//! Files on their way to a client: one place for all of them.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use actix_web::body::{BodyStream, BoxBody, SizedStream};
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_TYPE};
use actix_web::rt::task::JoinHandle;
use actix_web::{HttpResponse, rt, web};
use futures_util::{TryStreamExt, stream};
use rollcall_domain::pieces::Pieces;
use rollcall_domain::roles::Capability;
use rollcall_domain::tabular::export::Format;
use rollcall_domain::{Actor, Error};
use tracing::Span;

use crate::extract::Caller;
use crate::problem::Failure;
use crate::state::AppState;

/// A file as the body of an answer, for the API document.
#[derive(utoipa::ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "it is a description; files are streamed")]
pub struct Bytes(Vec<u8>);

/// What a client is told about a file.
pub struct File {
    /// The name to store it under; letters, digits, `-` and `.` only.
    pub name: String,
    /// The media type.
    pub media_type: &'static str,
    /// Whether it is compressed as it is.
    pub is_compressed: bool,
    /// Its length in bytes, where that is known beforehand.
    pub size: Option<u64>,
}

impl File {
    /// A table of this name in this format.
    pub fn table(name: &str, format: Format) -> Self {
        Self {
            name: format!("{name}.{}", format.name()),
            media_type: format.media_type(),
            is_compressed: format.is_compressed(),
            size: None,
        }
    }
}

/// Whether the caller may still take the file. It is asked before each piece, as a download may go on for hours.
pub type StillMay = Box<dyn Fn() -> Pin<Box<dyn Future<Output = bool>>>>;

/// Of a signed-in user who needs these capabilities.
pub fn while_allowed(state: &web::Data<AppState>, caller: &Caller, needed: Vec<Capability>) -> StillMay {
    while_they(state, caller, move |actor| needed.iter().all(|capability| actor.may(*capability)))
}

/// Of a user who is signed in and meets a condition.
pub fn while_they(
    state: &web::Data<AppState>,
    caller: &Caller,
    may: impl Fn(&Actor) -> bool + Send + Sync + 'static,
) -> StillMay {
    let (state, caller, may) = (state.clone(), caller.clone(), Arc::new(may));
    Box::new(move || {
        let (state, caller, may) = (state.clone(), caller.clone(), Arc::clone(&may));
        Box::pin(async move { caller.still(&state, |actor| may(actor)).await })
    })
}

/// Gives the pieces away, each made on a thread that may wait. While one is on its way the next is made, and no more: a client that
/// reads slowly holds little. The answer breaks off, and so is seen not to be whole, where the right to it has gone.
pub fn respond(file: File, pieces: impl Pieces + Send + 'static, still_may: StillMay) -> HttpResponse {
    let first = (make(pieces, Span::current()), still_may);
    let pieces = stream::try_unfold(first, |(made, still_may)| async move {
        let (piece, pieces, span) = made.await.map_err(Error::internal)?;
        let Some(piece) = piece? else { return Ok(None) };
        if !still_may().await {
            return Err(Error::forbidden("forbidden", "You may no longer have this file."));
        }
        Ok::<_, Error>(Some((web::Bytes::from(piece), (make(pieces, span), still_may))))
    });
    let pieces = pieces.map_err(Failure::from);
    let mut response = HttpResponse::Ok();
    response
        .insert_header((CONTENT_TYPE, file.media_type))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", file.name)));
    if file.is_compressed {
        // Compressing it once more would take time and make it no shorter.
        response.insert_header((CONTENT_ENCODING, "identity"));
    }
    match file.size {
        Some(size) => response.body(BoxBody::new(SizedStream::new(size, pieces))),
        None => response.body(BoxBody::new(BodyStream::new(pieces))),
    }
}

/// A piece that is being made, and the producer of the next ones.
type PieceTask<P> = JoinHandle<(rollcall_domain::Result<Option<Vec<u8>>>, P, Span)>;

fn make<P: Pieces + Send + 'static>(mut pieces: P, span: Span) -> PieceTask<P> {
    rt::task::spawn_blocking(move || (span.in_scope(|| pieces.next_piece()), pieces, span))
}
