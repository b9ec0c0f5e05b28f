//! The pages: a folder a noun. Pages are made of the parts in [`crate::ui`].

mod batches;
mod fallback;
mod sign_in;
mod users;

pub use batches::list::BatchesPage;
pub use batches::new::NewBatchPage;
pub use batches::show::BatchPage;
pub use fallback::{Forbidden, NotFound, Unavailable};
pub use sign_in::SignInPage;
pub use users::UsersPage;
