//! What handlers ask of a request, as parameters: who calls and what they may, the body, and the headers
//! that change how it is carried out.

mod body;
mod caller;
mod headers;
mod objects;
mod own_origin;

pub use body::{Body, broken_off, read as read_json};
pub use caller::{Caller, May, SignedIn, permissions};
pub use headers::{IdempotencyKey, IfMatch, Wait, origin};
pub use own_origin::OwnOrigin;
