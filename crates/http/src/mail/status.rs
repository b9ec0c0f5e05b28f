use actix_web::{HttpResponse, get, web};
use rollcall_domain::bounces;
use rollcall_domain::deliveries::{Ending, queue};
use rollcall_wire::mail::MailStatus;

use crate::extract::{May, permissions};
use crate::problem::Failure;
use crate::state::AppState;

/// How mail fares
///
/// Needs `mail.manage`.
#[utoipa::path(tag = "Mail", responses((status = 200, description = "How much waits, and how the rest has ended", body = MailStatus)))]
#[get("/mail")]
pub async fn get(state: web::Data<AppState>, _may: May<permissions::MailManage>) -> Result<HttpResponse, Failure> {
    let now = state.now();
    let status = state
        .read(move |conn| {
            let counts = queue::counts(conn, now)?;
            let of =
                |ending: Ending| counts.ended.iter().find(|(found, _)| *found == ending).map_or(0, |(_, count)| *count);
            Ok(MailStatus {
                due: counts.due,
                later: counts.later,
                sent: of(Ending::Sent),
                bounced: of(Ending::Bounced),
                refused: of(Ending::Refused),
                suppressed: of(Ending::Suppressed),
                opted_out: of(Ending::OptedOut),
                no_address: of(Ending::NoAddress),
                outdated: of(Ending::Outdated),
                unknown_ends: counts.unknown_ends,
                suppressions: bounces::store::count(conn)?,
            })
        })
        .await?;
    Ok(HttpResponse::Ok().json(status))
}
