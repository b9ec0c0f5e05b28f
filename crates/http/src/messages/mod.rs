//! Messages: one's conversations, bulk messages in courses with their templates and drafts, contacts, reports.

mod answer;
mod audience;
mod blocks;
mod contacts;
mod conversations;
mod course_message;
mod draft;
mod events;
pub mod news;
mod preferences;
mod preview;
mod read;
mod recipients;
mod reports;
mod send;
mod show;
mod templates;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(events::events)
        .service(conversations::list)
        .service(conversations::messages)
        .service(conversations::keep)
        .service(conversations::clear)
        .service(answer::answer)
        .service(read::read)
        .service(recipients::recipients)
        .service(send::send)
        .service(preview::preview)
        .service(preview::test)
        .service(draft::get)
        .service(draft::keep)
        .service(draft::discard)
        .service(reports::report)
        .service(reports::list)
        .service(contacts::list)
        .service(contacts::add)
        .service(contacts::remove)
        .service(blocks::list)
        .service(blocks::add)
        .service(blocks::remove)
        .service(preferences::get)
        .service(preferences::update)
        .service(course_message::message)
        .service(audience::count)
        .configure(templates::configure);
}
