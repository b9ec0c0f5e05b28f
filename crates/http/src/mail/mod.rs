//! Mail: how it fares, bounces, addresses that get none, and links that end it.

mod bounces;
mod status;
mod suppressions;
mod unsubscribe;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(status::get)
        .service(suppressions::list)
        .service(suppressions::lift)
        .service(bounces::take)
        .service(unsubscribe::page)
        .service(unsubscribe::end);
}
