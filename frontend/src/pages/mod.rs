//! The pages: a folder a noun, and [`table`], which lists them. Pages are made of the parts in [`crate::ui`].

mod account;
mod batches;
mod changes;
mod cohorts;
mod courses;
mod declare;
mod details;
mod fallback;
pub mod inbox;
#[cfg(debug_assertions)]
mod kit;
mod mail;
mod messages;
mod overview;
mod part;
mod profile_fields;
mod quick_search;
mod settings;
mod short_name;
mod sign_in;
mod sign_ins;
mod table;
mod users;
mod work;

pub use declare::PageRow;
pub use fallback::{Forbidden, NotFound, Unavailable};
#[cfg(debug_assertions)]
pub use kit::KitPage;
pub use quick_search::QuickSearch;
pub use sign_in::{ForcedPasswordPage, ForgottenPage, LinkPage, SignInPage};
pub use table::Route;
pub use work::{WorkDrawer, WorkProvider};
