//! Addresses that nothing answers in this way: where another method would be answered, that is said (RFC 9110, 15.5.6).

use std::sync::LazyLock;

use actix_web::http::header::ALLOW;
use actix_web::{HttpRequest, HttpResponse, ResponseError, guard, web};
use rollcall_domain::{Error, Noun};
use utoipa::openapi::PathItem;

use crate::docs;
use crate::problem::Failure;

/// A documented address, and the methods that it answers.
struct KnownPath {
    template: String,
    methods: String,
}

static KNOWN: LazyLock<Vec<KnownPath>> = LazyLock::new(|| {
    let described = docs::openapi().paths.paths.into_iter();
    let described = described.map(|(template, item)| KnownPath { methods: methods(&item).join(", "), template });
    let of_the_description = ["/api/openapi.json", "/api/docs"];
    described
        .chain(of_the_description.map(|path| KnownPath { template: path.to_owned(), methods: "GET".to_owned() }))
        .collect()
});

fn methods(item: &PathItem) -> Vec<&'static str> {
    let all = [
        ("GET", &item.get),
        ("POST", &item.post),
        ("PUT", &item.put),
        ("PATCH", &item.patch),
        ("DELETE", &item.delete),
    ];
    all.into_iter().filter_map(|(name, operation)| operation.as_ref().map(|_| name)).collect()
}

/// Addresses such as `/users/export` could be taken for one of `/users/{id}`: each answers for all methods.
pub fn configure(config: &mut web::ServiceConfig) {
    let is_shadowed = |known: &&KnownPath| {
        !known.template.contains('{')
            && KNOWN.iter().any(|other| other.template != known.template && matches(&other.template, &known.template))
    };
    for known in KNOWN.iter().filter(is_shadowed) {
        let others = guard::fn_guard(|request| !known.methods.split(", ").any(|name| name == request.head().method));
        let refuse = move |request: HttpRequest| async move { not_allowed(request.method().as_str(), &known.methods) };
        config.service(web::resource(known.template.as_str()).guard(others).to(refuse));
    }
}

/// A 405 with what the address does answer, or a 404.
pub fn answer(method: &str, path: &str) -> HttpResponse {
    match KNOWN.iter().find(|known| matches(&known.template, path)) {
        Some(known) => not_allowed(method, &known.methods),
        None => Failure::from(Error::NotFound(Noun::Address)).error_response(),
    }
}

/// A 405: the address answers other methods, such as `GET, POST`.
pub fn not_allowed(method: &str, methods: &str) -> HttpResponse {
    let message = format!("This address does not answer {method}. It answers: {methods}.");
    let mut response = Failure::malformed("method_not_allowed", message).error_response();
    if let Ok(methods) = methods.parse() {
        response.headers_mut().insert(ALLOW, methods);
    }
    response
}

/// Whether a path is an address of a template such as `/users/{id}`.
fn matches(template: &str, path: &str) -> bool {
    let (mut wanted, mut given) = (template.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (Some(part), Some(segment)) if part == segment || part.starts_with('{') && !segment.is_empty() => {}
            _ => return false,
        }
    }
}
