//! Cohorts, and who is in them.

mod create;
mod delete;
mod get;
mod list;
mod members;
mod preview;
mod show;
mod update;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list::list)
        .service(create::create)
        .service(preview::preview)
        .service(get::get)
        .service(update::update)
        .service(delete::delete)
        .service(members::list)
        .service(members::add)
        .service(members::get)
        .service(members::remove);
}
