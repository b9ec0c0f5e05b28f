use actix_web::{HttpResponse, post, web};
use rollcall_domain::bounces::SuppressionReason;
use rollcall_domain::bounces::report::{self, Report};
use rollcall_domain::bounces::store::{self, Consequence};
use rollcall_domain::users::email;
use rollcall_domain::{Error, Fault};
use rollcall_wire::mail::{BounceTaken, ReportBounce};

use crate::extract::{May, RawBody, permissions};
use crate::problem::Failure;
use crate::state::AppState;

/// What is reported.
enum Reported {
    /// A mail that was sent here.
    Mail(Report),
    /// An address, without saying which mail it was.
    Address(String, String),
}

/// Report a mail that did not arrive
///
/// Needs `mail.manage`. Either a delivery status notification (RFC 3464) as it came, as `message/rfc822`, or what a relay says of it,
/// as JSON. The same bounce is counted once.
#[utoipa::path(
    tag = "Mail",
    request_body(content((ReportBounce = "application/json"), (String = "message/rfc822", example = "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; anna@example.org\nAction: failed\nStatus: 5.1.1\n\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <0199a000-0000-7000-8000-000000000031@example.org>\n\n--b--\n"))),
    responses(
        (status = 200, description = "What followed", body = BounceTaken),
        (status = 413, description = "The mail is too large"),
        (status = 422, description = "It is no bounce (`not_a_bounce`), says that the mail arrived or is only late (`not_a_failure`), or is about no mail that was sent here (`unknown_delivery`)")
    )
)]
#[post("/mail/bounces")]
pub async fn take(
    state: web::Data<AppState>,
    _may: May<permissions::MailManage>,
    body: RawBody,
) -> Result<HttpResponse, Failure> {
    let reported = if body.media_type == "message/rfc822" {
        Reported::Mail(report::read(&body.bytes)?)
    } else {
        by_relay(body.json::<ReportBounce>()?.value)?
    };
    let now = state.now();
    let taken = state
        .write(move |conn| {
            let (address, consequence) = match reported {
                Reported::Mail(report) => report::take(conn, &report, now)?,
                Reported::Address(address, status) => {
                    let consequence = store::suppress(conn, &address, SuppressionReason::Hard, &status, now)?;
                    (address, consequence)
                }
            };
            let result = match consequence {
                Consequence::Suppressed => "suppressed",
                Consequence::Counted => "counted",
                Consequence::Nothing => "nothing",
            };
            Ok(BounceTaken { address, result: result.to_owned() })
        })
        .await?;
    Ok(HttpResponse::Ok().json(taken))
}

fn by_relay(said: ReportBounce) -> Result<Reported, Failure> {
    let ReportBounce { message_id, recipient, status } = said;
    let invalid = |field: &str, message: &str| Failure::from(Error::from(Fault::new(field, "invalid_value", message)));
    let status = report::checked_status(status.trim()).ok_or_else(|| {
        invalid("status", "The status is one of RFC 3463 that tells of a failure, such as 5.1.1 or 4.4.7.")
    })?;
    match (message_id, recipient) {
        (Some(id), None) => {
            let delivery = report::delivery(&id).ok_or_else(|| {
                let message = "No mail with this Message-ID was sent within the last 30 days.";
                Error::invalid("message_id", "unknown_delivery", message)
            })?;
            Ok(Reported::Mail(Report { delivery, status }))
        }
        (None, Some(_)) if status.starts_with('4') => {
            Err(invalid("status", "Without \"message_id\" only a failure for good (5.x.x) can be counted."))
        }
        (None, Some(address)) if address.chars().any(char::is_control) => {
            Err(invalid("recipient", "The address has no control characters."))
        }
        (None, Some(address)) => Ok(Reported::Address(email::canonical(&address), status)),
        _ => Err(invalid("message_id", "Say either \"message_id\" or \"recipient\".")),
    }
}
