//! The OpenAPI document, made from the handlers: each says what is its own, and what follows from it for every call of its
//! kind is added in one place ([`conventions`]).

mod conventions;
mod page;

use std::sync::LazyLock;

use actix_web::web::Bytes;
use actix_web::{HttpResponse, web};
use rollcall_wire::Problem;
use rollcall_wire::batches::BatchEvent;
use utoipa::OpenApi;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa_actix_web::AppExt;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Rollcall",
        description = "User-account administration for learning platforms. Every change to more than one account is a batch: planned row by row, reviewed, applied exactly once, reported and undone.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    components(schemas(Problem, BatchEvent)),
    security(("token" = []))
)]
struct Base;

/// The document that is served at `/api/openapi.json` and checked in as `openapi/openapi.json`.
pub fn openapi() -> utoipa::openapi::OpenApi {
    let (_, mut document) = actix_web::App::new()
        .into_utoipa_app()
        .openapi(Base::openapi())
        .service(utoipa_actix_web::scope("/api/v1").configure(crate::api))
        .split_for_parts();
    let token = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
    let components = document.components.get_or_insert_default();
    components.add_security_scheme("token", SecurityScheme::Http(token));
    conventions::complete(&mut document);
    document
}

pub fn configure(config: &mut web::ServiceConfig) {
    config.route("/api/openapi.json", web::get().to(document)).route("/api/docs", web::get().to(page::page));
}

/// Built once: it takes milliseconds, and can be requested without signing in.
static DOCUMENT: LazyLock<Bytes> = LazyLock::new(|| Bytes::from(serde_json::to_vec(&openapi()).unwrap_or_default()));

async fn document() -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(DOCUMENT.clone())
}
