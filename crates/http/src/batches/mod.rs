//! Batches: from the upload to the undo.

mod apply;
mod approve;
mod cancel;
mod download;
mod download_by_link;
mod download_link;
mod events;
mod get;
pub mod hub;
mod list;
mod plan;
mod repair;
mod report;
mod results;
mod rows;
pub mod select;
mod settings;
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
        .service(results::results)
        .service(repair::repair)
        .service(plan::plan)
        .service(approve::approve)
        .service(apply::apply)
        .service(cancel::cancel)
        .service(undo::undo)
        .service(download::download)
        .service(download_link::download_link)
        .service(download_by_link::download_by_link)
        .service(report::report)
        .service(report::rejected)
        .service(template::template)
        .service(settings::settings);
}
