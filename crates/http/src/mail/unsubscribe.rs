use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use actix_web::{HttpResponse, get, post, web};
use rollcall_domain::notifications::unsubscribe;

use crate::problem::Failure;
use crate::state::AppState;

/// A page without anything that is not in it: people come here from their mail, perhaps without having the console.
fn html(title: &str, text: &str, button: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>{title} · Rollcall</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><meta name=\"robots\" content=\"noindex\"></head>\n\
         <body>\n<main>\n<h1>{title}</h1>\n<p>{text}</p>\n{button}</main>\n</body>\n</html>\n"
    )
}

fn page_of(text: String) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(text)
}

/// The page that ends mails of a kind
///
/// The link in a mail. Nothing happens before the button is pressed: programs that look for viruses follow links, too.
#[utoipa::path(
    tag = "Mail",
    security(()),
    params(("token" = String, Path, description = "What stands in the link of the mail")),
    responses(
        (status = 200, description = "A page with a button", body = String, content_type = "text/html", example = "<!doctype html>"),
        (status = 404, description = "The link is none of ours")
    )
)]
#[get("/mail/unsubscribe/{token}")]
pub async fn page(state: web::Data<AppState>, token: web::Path<String>) -> Result<HttpResponse, Failure> {
    unsubscribe::read(&state.link_key, &token)?;
    let button = "<form method=\"post\"><button type=\"submit\">End these mails</button></form>\n";
    let text = "You will get no more mails of this kind. What they tell is still there when you sign in, and mails about the security of \
                your account still come.";
    Ok(page_of(html("End these mails?", text, button)))
}

/// End mails of a kind
///
/// Without signing in, as RFC 8058 has it: mail programs call it from the header of a mail. However often: the outcome is the same.
#[utoipa::path(
    tag = "Mail",
    security(()),
    params(("token" = String, Path, description = "What stands in the link of the mail")),
    responses(
        (status = 200, description = "The mails have ended", body = String, content_type = "text/html", example = "<!doctype html>"),
        (status = 404, description = "The link is none of ours")
    )
)]
#[post("/mail/unsubscribe/{token}")]
pub async fn end(state: web::Data<AppState>, token: web::Path<String>) -> Result<HttpResponse, Failure> {
    let (key, token) = (state.link_key.clone(), token.into_inner());
    state.write(move |conn| unsubscribe::carry_out(conn, &key, &token)).await?;
    let text = "You will get no more mails of this kind. You can choose otherwise under \"Notifications\" when you are signed in.";
    Ok(page_of(html("These mails have ended", text, "")))
}
