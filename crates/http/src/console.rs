//! The console: built beforehand, compressed, and carried in the binary.

use actix_web::http::Method;
use actix_web::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use actix_web::{HttpRequest, HttpResponse};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use crate::unmatched;

#[derive(RustEmbed)]
#[folder = "../../frontend/dist/"]
#[allow_missing = true]
struct Files;

const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><title>Rollcall</title><h1>The console is not built</h1><p>This server was compiled without it. Run <code>cargo xtask frontend</code> and compile the server again. The API works as it is: see <a href=\"/api/docs\">its description</a>.</p></html>";

/// Serves a file of the console; addresses of its pages all get the one page.
pub async fn serve(request: HttpRequest) -> HttpResponse {
    let decoded = request.match_info().as_str();
    let path = decoded.trim_start_matches('/');
    // Addresses of programs: a page in their place would be taken for success.
    let is_for_programs = ["api", "scim", "metrics", "oauth"].contains(&path.split('/').next().unwrap_or(""));
    if is_for_programs || path.starts_with("assets/") && Files::get(path).is_none() {
        return unmatched::answer(request.method().as_str(), decoded);
    }
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return unmatched::not_allowed(request.method().as_str(), "GET, HEAD");
    }
    let name = if Files::get(path).is_some() && !path.is_empty() { path } else { "index.html" };
    file(&request, name)
}

fn file(request: &HttpRequest, name: &str) -> HttpResponse {
    let Some(plain) = Files::get(name) else {
        return HttpResponse::Ok().content_type("text/html; charset=utf-8").body(NOT_BUILT);
    };
    let accepts = request.headers().get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
    let packed = if accepts.contains("br") { Files::get(&format!("{name}.br")) } else { None };
    let mut response = HttpResponse::Ok();
    response.insert_header((CONTENT_TYPE, media_type(name))).insert_header((VARY, "Accept-Encoding"));
    if name == "index.html" {
        let tag = format!("\"{:x}\"", u64::from_be_bytes(first_eight(&Sha256::digest(&plain.data))));
        if request.headers().get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
            return HttpResponse::NotModified().finish();
        }
        response.insert_header((CACHE_CONTROL, "no-cache")).insert_header((ETAG, tag));
    } else {
        // The name holds a digest of the content, so that it never changes.
        response.insert_header((CACHE_CONTROL, "public, max-age=31536000, immutable"));
    }
    match packed {
        Some(packed) => response.insert_header((CONTENT_ENCODING, "br")).body(packed.data.into_owned()),
        None => response.body(plain.data.into_owned()),
    }
}

fn first_eight(bytes: &[u8]) -> [u8; 8] {
    std::array::from_fn(|index| bytes.get(index).copied().unwrap_or(0))
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "ftl" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        "json" => "application/json",
        "png" => "image/png",
        _ => "application/octet-stream",
    }
}
