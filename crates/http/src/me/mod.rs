//! One's own account.

mod create_token;
mod delete_token;
mod email;
mod end_session;
mod end_sessions;
mod get;
mod notifications;
mod password;
mod profile_fields;
mod sessions;
mod tokens;
mod update;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(get::me)
        .service(update::update)
        .service(password::change)
        .service(email::change_email)
        .service(notifications::get)
        .service(notifications::update)
        .service(profile_fields::list)
        .service(sessions::sessions)
        .service(end_sessions::end)
        .service(end_session::end)
        .service(tokens::tokens)
        .service(create_token::create)
        .service(delete_token::delete);
}
