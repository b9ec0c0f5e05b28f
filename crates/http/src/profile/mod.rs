//! Custom profile fields.

mod create;
mod delete;
mod list;
pub mod show;
mod update;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list::list)
        .service(list::get)
        .service(create::create)
        .service(update::update)
        .service(delete::delete);
}
