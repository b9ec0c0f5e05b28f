//! Accounts.

mod activate;
mod create;
mod delete;
mod get;
mod history;
mod list;
mod restore;
mod suspend;
mod update;
pub mod view;

pub use list::{count, limit};

use utoipa_actix_web::service_config::ServiceConfig;

pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list::list)
        .service(create::create)
        .service(get::get)
        .service(update::update)
        .service(delete::delete)
        .service(restore::restore)
        .service(suspend::suspend)
        .service(activate::activate)
        .service(history::history);
}
