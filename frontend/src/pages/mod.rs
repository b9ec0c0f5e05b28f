//! The pages: a folder a noun. Pages are made of the parts in [`crate::ui`].

mod account;
mod batches;
mod changes;
mod cohorts;
mod details;
mod fallback;
#[cfg(debug_assertions)]
mod kit;
mod overview;
mod profile_fields;
mod quick_search;
mod short_name;
mod sign_in;
mod sign_ins;
mod users;
mod work;

pub use account::AccountPage;
pub use batches::list::BatchesPage;
pub use batches::new::NewBatchPage;
pub use batches::show::BatchPage;
pub use cohorts::CohortsPage;
pub use fallback::{Forbidden, NotFound, Unavailable};
#[cfg(debug_assertions)]
pub use kit::KitPage;
pub use overview::OverviewPage;
pub use profile_fields::ProfileFieldsPage;
pub use quick_search::QuickSearch;
pub use sign_in::{ForcedPasswordPage, ForgottenPage, LinkPage, SignInPage};
pub use users::{PersonPage, UsersPage};
pub use work::{WorkDrawer, WorkProvider};
