//! Rollcall's REST API and the console, over actix-web.
//!
//! A folder a noun, a file a use case: its parameters, its OpenAPI text and its handler together. A
//! handler names who may call it by a parameter ([`extract::May`]), turns JSON into a domain command, and
//! the outcome into JSON. It decides nothing about accounts, and holds no SQL.

mod auth;
mod batches;
mod cohorts;
mod connections;
mod console;
mod courses;
mod denied_attempts;
mod docs;
mod download;
pub mod extract;
mod health;
mod idempotent;
mod limits;
mod mail;
mod me;
mod messages;
mod observe;
mod paging;
mod person_turns;
mod presets;
mod problem;
mod profile;
mod role_assignments;
mod roles;
mod saved_items;
mod server;
mod settings;
mod slow_bodies;
mod state;
mod stats;
mod unmatched;
mod users;
mod views;

pub use docs::openapi;
pub use server::{Running, server};
pub use state::{AppState, Options};

use actix_web::dev::{ServiceFactory, ServiceRequest};
use actix_web::middleware::{Compress, DefaultHeaders, from_fn};
use actix_web::{App, web};
use utoipa_actix_web::AppExt;
use utoipa_actix_web::service_config::ServiceConfig;

/// Everything under `/api/v1`.
fn api(config: &mut ServiceConfig<'_>) {
    auth::configure(config);
    me::configure(config);
    users::configure(config);
    views::configure(config);
    presets::configure(config);
    profile::configure(config);
    roles::configure(config);
    settings::configure(config);
    role_assignments::configure(config);
    cohorts::configure(config);
    courses::configure(config);
    messages::configure(config);
    mail::configure(config);
    batches::configure(config);
    stats::configure(config);
}

/// What the pages of the console may load: only what this server gives, and WebAssembly.
/// No style that stands in a page is applied, not even an empty one.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// The headers that every answer has, unless it has others of its own. With `tls` browsers come back by TLS only, for a year.
fn headers(tls: bool) -> DefaultHeaders {
    let headers = DefaultHeaders::new()
        .add(("Content-Security-Policy", CONTENT_SECURITY_POLICY))
        .add(("X-Content-Type-Options", "nosniff"))
        .add(("X-Frame-Options", "DENY"))
        .add(("Referrer-Policy", "same-origin"))
        .add(("Cross-Origin-Opener-Policy", "same-origin"))
        .add(("Permissions-Policy", "camera=(), geolocation=(), microphone=()"));
    if tls { headers.add(("Strict-Transport-Security", "max-age=31536000")) } else { headers }
}

/// The application, ready to be served.
pub fn app(
    state: web::Data<AppState>,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = actix_web::dev::ServiceResponse<impl actix_web::body::MessageBody>,
        Error = actix_web::Error,
        InitError = (),
    >,
> {
    let tls = state.options.tls;
    let (app, _) = App::new()
        .configure(unmatched::configure)
        .into_utoipa_app()
        .service(utoipa_actix_web::scope("/api/v1").configure(api))
        .split_for_parts();
    app.app_data(state)
        .app_data(web::QueryConfig::default().error_handler(problem::from_query))
        .app_data(web::PathConfig::default().error_handler(problem::from_path))
        .configure(health::configure)
        .configure(docs::configure)
        .default_service(web::to(console::serve))
        .wrap(from_fn(limits::per_caller))
        .wrap(from_fn(slow_bodies::in_time))
        .wrap(Compress::default())
        .wrap(headers(tls))
        .wrap(from_fn(observe::every_request))
}
