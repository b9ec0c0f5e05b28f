//! Batches: from the upload to the undo.

mod apply;
mod cancel;
mod events;
mod get;
pub mod hub;
mod list;
mod plan;
mod repair;
mod report;
mod rows;
mod select;
mod template;
mod undo;
mod upload;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(upload::upload)
        .service(select::select)
        .service(list::list)
        .service(get::get)
        .service(events::events)
        .service(rows::rows)
        .service(repair::repair)
        .service(plan::plan)
        .service(apply::apply)
        .service(cancel::cancel)
        .service(undo::undo)
        .service(report::report)
        .service(report::rejected)
        .service(template::template);
}
