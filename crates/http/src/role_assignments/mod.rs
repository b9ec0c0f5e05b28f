//! Who holds which role, where, until when and why.

mod create;
mod delete;
mod list;
mod show;

pub use show::context;
use utoipa_actix_web::service_config::ServiceConfig;

pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list::list).service(create::create).service(delete::delete);
}
