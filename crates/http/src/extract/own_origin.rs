//! Calls that a cookie alone can make come from this site's own pages, or from programs.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::{HOST, HeaderName, ORIGIN};
use actix_web::{FromRequest, HttpRequest, web};
use rollcall_domain::Error;

use crate::problem::Failure;
use crate::state::AppState;

/// A request that no other site's page has made. Browsers say where a request comes from, in `Sec-Fetch-Site` and `Origin`;
/// programs say neither, and are let through.
pub struct OwnOrigin;

impl FromRequest for OwnOrigin {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let header = |name: HeaderName| request.headers().get(name).map(|value| value.to_str().unwrap_or("unreadable"));
        let own = request.app_data::<web::Data<AppState>>().and_then(|state| state.options.public_url.as_deref());
        let is_own = is_own(header(HeaderName::from_static("sec-fetch-site")), header(ORIGIN), header(HOST), own);
        ready(if is_own {
            Ok(Self)
        } else {
            let message = "This call was made by a page of another site. Open Rollcall itself, and try again there.";
            Err(Error::forbidden("foreign_origin", message).into())
        })
    }
}

/// Whether these headers are those of a page of this site, which people reach at `host` or at the public address, or of none.
fn is_own(fetch_site: Option<&str>, origin: Option<&str>, host: Option<&str>, public_url: Option<&str>) -> bool {
    let is_own_site = fetch_site.is_none_or(|site| matches!(site, "same-origin" | "none"));
    let authority =
        |url: &str| url.split_once("://").map(|(_, rest)| rest.split('/').next().unwrap_or(rest).to_lowercase());
    let is_own_origin = origin.is_none_or(|origin| {
        let from = authority(origin);
        from.is_some() && (from == host.map(str::to_lowercase) || from == public_url.and_then(authority))
    });
    is_own_site && is_own_origin
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_this_site_and_programs_are_let_through_and_pages_of_others_are_not() {
        let (host, public) = (Some("people.example.org"), Some("https://accounts.example.org/"));
        for (site, origin) in [
            (None, None),
            (Some("same-origin"), Some("https://people.example.org")),
            (Some("same-origin"), Some("https://People.example.org")),
            (Some("none"), None),
            (None, Some("https://accounts.example.org")),
        ] {
            assert!(is_own(site, origin, host, public), "{site:?} {origin:?}");
        }
        for (site, origin) in [
            (Some("cross-site"), None),
            (Some("same-site"), Some("https://evil.example.org")),
            (None, Some("https://evil.example")),
            (None, Some("https://people.example.org.evil.example")),
            (None, Some("null")),
            (Some("unheard-of"), None),
        ] {
            assert!(!is_own(site, origin, host, public), "{site:?} {origin:?}");
        }
    }
}
