//! Addresses that nothing answers in this way: where another method would be answered, that is said (RFC 9110, 15.5.6).

use std::sync::LazyLock;

use actix_web::http::header::ALLOW;
use actix_web::{HttpResponse, ResponseError};
use rollcall_domain::Error;
use utoipa::openapi::PathItem;

use crate::docs;
use crate::problem::Failure;

/// A documented address, and the methods that it answers.
struct Known {
    template: String,
    methods: String,
}

static KNOWN: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let paths = docs::openapi().paths.paths;
    paths.into_iter().map(|(template, item)| Known { methods: methods(&item).join(", "), template }).collect()
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

/// A 405 with what the address does answer, or a 404.
pub fn answer(method: &str, path: &str) -> HttpResponse {
    let Some(known) = KNOWN.iter().find(|known| matches(&known.template, path)) else {
        return Failure::from(Error::NotFound("address")).error_response();
    };
    let message = format!("This address does not answer {method}. It answers: {}.", known.methods);
    let mut response = Failure::malformed("method_not_allowed", message).error_response();
    if let Ok(methods) = known.methods.parse() {
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
