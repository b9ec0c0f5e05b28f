//! Files on their way to a client: one place for all of them.

use actix_web::body::{BodyStream, BoxBody, SizedStream};
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_TYPE};
use actix_web::{HttpResponse, web};
use futures_util::TryStreamExt;
use futures_util::stream;
use rollcall_domain::Error;
use rollcall_domain::tabular::Pieces;
use rollcall_domain::tabular::export::Format;

use crate::problem::Failure;

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

/// Gives the pieces away as they are made, each on a thread that may wait. A piece is made when the one before has gone.
pub fn respond(file: File, pieces: impl Pieces + Send + 'static) -> HttpResponse {
    let span = tracing::Span::current();
    let pieces = stream::try_unfold((pieces, span), |(mut pieces, span)| async move {
        let made = web::block(move || (span.in_scope(|| pieces.next_piece()), pieces, span)).await;
        let (piece, pieces, span) = made.map_err(Error::internal)?;
        Ok::<_, Error>(piece?.map(|piece| (web::Bytes::from(piece), (pieces, span))))
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
