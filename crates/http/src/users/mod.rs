//! Accounts.

mod activate;
mod capabilities;
mod confirm;
mod create;
mod delete;
mod export;
mod force_password_change;
mod get;
pub mod history;
pub mod list;
mod resend_confirmation;
mod reset_password;
mod restore;
pub mod sessions;
mod sign_out;
mod single;
mod suspend;
mod unlock;
mod update;
pub mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list::list)
        .service(create::create)
        .service(export::export)
        .service(get::get)
        .service(update::update)
        .service(delete::delete)
        .service(restore::restore)
        .service(suspend::suspend)
        .service(activate::activate)
        .service(unlock::unlock)
        .service(confirm::confirm)
        .service(resend_confirmation::resend_confirmation)
        .service(reset_password::reset_password)
        .service(force_password_change::force_password_change)
        .service(sign_out::sign_out)
        .service(sessions::sessions)
        .service(history::history)
        .service(capabilities::capabilities);
}
