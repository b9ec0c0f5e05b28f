//! What handlers ask of a request, as parameters: who calls and what they may, the body, and the headers
//! that change how it is carried out.

mod body;
mod caller;
mod headers;
mod may;
mod objects;
mod on_batch;
mod on_thing;
mod own_origin;

pub use body::{Body, RawBody, broken_off, read as read_json};
pub use caller::{Caller, SignedIn};
pub use headers::{IdempotencyKey, IfMatch, Wait, origin};
pub use may::{May, denied, permissions};
pub use on_batch::{Apply, OnBatch, Plan, See, has_batches};
pub use on_thing::{MayOn, Thing, VisibleThing};
pub use own_origin::OwnOrigin;
