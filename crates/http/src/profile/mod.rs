//! Custom profile fields.

mod create;
mod delete;
mod get;
mod list;
pub mod show;
mod update;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list::list)
        .service(get::get)
        .service(create::create)
        .service(update::update)
        .service(delete::delete);
}
