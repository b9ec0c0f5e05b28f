//! Courses: their settings, groups and cohorts, and who is enrolled.

mod cohorts;
mod copy;
mod create;
mod delete;
mod enrolments;
mod get;
mod groups;
mod list;
mod own;
mod participants;
mod roles;
pub mod show;
mod update;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list::list)
        .service(create::create)
        .service(get::get)
        .service(update::update)
        .service(delete::delete)
        .service(copy::copy)
        .service(enrolments::list)
        .service(enrolments::create)
        .service(enrolments::get)
        .service(enrolments::update)
        .service(enrolments::delete)
        .service(enrolments::of_user)
        .service(participants::list)
        .service(roles::list)
        .service(groups::list)
        .service(groups::create)
        .service(groups::update)
        .service(groups::delete)
        .service(cohorts::list)
        .service(cohorts::put)
        .service(cohorts::delete)
        .service(own::list);
}
