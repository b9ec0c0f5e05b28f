//! One's own account.

mod create_token;
mod delete_token;
mod get;
mod password;
mod sessions;
mod tokens;
mod update;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(get::me)
        .service(update::update)
        .service(password::change)
        .service(sessions::sessions)
        .service(tokens::tokens)
        .service(create_token::create)
        .service(delete_token::delete);
}
