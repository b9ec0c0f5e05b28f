//! The OpenAPI document, made from the handlers.

use actix_web::{HttpResponse, web};
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
    document
}

pub fn configure(config: &mut web::ServiceConfig) {
    config.route("/api/openapi.json", web::get().to(document)).route("/api/docs", web::get().to(page));
}

async fn document() -> HttpResponse {
    HttpResponse::Ok().json(openapi())
}

/// The document for people: a plain page, made here, without a script.
async fn page() -> HttpResponse {
    HttpResponse::Ok().content_type("text/html; charset=utf-8").body(render(&serde_json::to_value(openapi()).unwrap_or_default()))
}

fn render(document: &serde_json::Value) -> String {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let text = |value: &serde_json::Value, name: &str| escape(value.get(name).and_then(serde_json::Value::as_str).unwrap_or(""));
    let mut body = String::new();
    for (path, methods) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in methods.as_object().into_iter().flatten() {
            let summary = text(operation, "summary");
            let description = text(operation, "description");
            body.push_str(&format!("<section><h2><code>{} {}</code></h2><p><strong>{summary}</strong></p><p>{description}</p><table><caption>Parameters and answers</caption><tbody>", method.to_uppercase(), escape(path)));
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                body.push_str(&format!("<tr><th scope=\"row\"><code>{}</code> ({})</th><td>{}</td></tr>", text(parameter, "name"), text(parameter, "in"), text(parameter, "description")));
            }
            for (status, answer) in operation["responses"].as_object().into_iter().flatten() {
                body.push_str(&format!("<tr><th scope=\"row\">{}</th><td>{}</td></tr>", escape(status), text(answer, "description")));
            }
            body.push_str("</tbody></table></section>");
        }
    }
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Rollcall API</title><style>:root{{color-scheme:light dark}}body{{font:1rem/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem}}caption{{text-align:start;opacity:.75}}th,td{{text-align:start;padding:.2rem 1rem .2rem 0;vertical-align:top;font-weight:normal}}section{{border-block-start:1px solid;padding-block:.5rem}}</style></head><body><main><h1>Rollcall API</h1><p>The document for programs: <a href=\"/api/openapi.json\">openapi.json</a> (OpenAPI 3.1).</p>{body}</main></body></html>"
    )
}
