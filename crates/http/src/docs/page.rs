//! The document for people: a plain page without a script.

use std::sync::LazyLock;

use actix_web::HttpResponse;
use actix_web::http::header::CONTENT_SECURITY_POLICY;
use actix_web::web::Bytes;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use super::DOCUMENT;

/// Made once, as the document is.
static PAGE: LazyLock<Bytes> =
    LazyLock::new(|| Bytes::from(render(&serde_json::from_slice(&DOCUMENT).unwrap_or_default())));

/// The page. Its style stands in it, and is allowed by its digest.
pub async fn page() -> HttpResponse {
    let digest = BASE64_STANDARD.encode(Sha256::digest(STYLE));
    let policy = format!("default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; frame-ancestors 'none'");
    HttpResponse::Ok()
        .insert_header((CONTENT_SECURITY_POLICY, policy))
        .content_type("text/html; charset=utf-8")
        .body(PAGE.clone())
}

/// How the page looks.
const STYLE: &str = ":root{color-scheme:light dark}body{font:1rem/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem}caption{text-align:start;opacity:.75}th,td{text-align:start;padding:.2rem 1rem .2rem 0;vertical-align:top;font-weight:normal}section{border-block-start:1px solid;padding-block:.5rem}";

fn render(document: &serde_json::Value) -> String {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let text = |value: &serde_json::Value, name: &str| {
        escape(value.get(name).and_then(serde_json::Value::as_str).unwrap_or(""))
    };
    let mut body = String::new();
    for (path, methods) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in methods.as_object().into_iter().flatten() {
            let summary = text(operation, "summary");
            let description = text(operation, "description");
            body.push_str(&format!("<section><h2><code>{} {}</code></h2><p><strong>{summary}</strong></p><p>{description}</p><table><caption>Parameters and answers</caption><tbody>", method.to_uppercase(), escape(path)));
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                body.push_str(&format!(
                    "<tr><th scope=\"row\"><code>{}</code> ({})</th><td>{}</td></tr>",
                    text(parameter, "name"),
                    text(parameter, "in"),
                    text(parameter, "description")
                ));
            }
            for (status, answer) in operation["responses"].as_object().into_iter().flatten() {
                body.push_str(&format!(
                    "<tr><th scope=\"row\">{}</th><td>{}</td></tr>",
                    escape(status),
                    text(answer, "description")
                ));
            }
            body.push_str("</tbody></table></section>");
        }
    }
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Rollcall API</title><style>{STYLE}</style></head><body><main><h1>Rollcall API</h1><p>The document for programs: <a href=\"/api/openapi.json\">openapi.json</a> (OpenAPI 3.1).</p>{body}</main></body></html>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[actix_web::test]
    async fn the_style_of_the_page_is_allowed_by_its_digest() {
        let answer = page().await;
        let policy = answer.headers().get(CONTENT_SECURITY_POLICY).and_then(|policy| policy.to_str().ok());
        let text = String::from_utf8_lossy(&PAGE).into_owned();
        let style =
            text.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>")).map_or("", |found| found.0);
        let digest = BASE64_STANDARD.encode(Sha256::digest(style));
        assert!(policy.is_some_and(|policy| policy.contains(&digest) && !policy.contains("unsafe")), "{policy:?}");
    }
}
