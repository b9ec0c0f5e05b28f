//! Figures for the overview.

use actix_web::{HttpResponse, get, web};
use rollcall_domain::settings::Settings;
use rollcall_domain::users::stats;
use rollcall_wire::stats::{AccountStats, DayCount, StatusCounts};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::extract::{May, permissions};
use crate::problem::Failure;
use crate::state::AppState;

/// How many days of sign-ins are shown.
const DAYS: i32 = 30;

/// Accounts in figures
///
/// Needs `users.view`. Accounts by status, and the sign-ins of the last 30 days in the site's zone.
#[utoipa::path(
    tag = "Users",
    responses(
        (status = 200, description = "The figures", body = AccountStats),
        (status = 422, description = "Counting takes longer than 5 seconds (`too_broad`)")
    )
)]
#[get("/stats/accounts")]
pub async fn accounts(state: web::Data<AppState>, _: May<permissions::UsersView>) -> Result<HttpResponse, Failure> {
    let now = state.now();
    let answer = state
        .read_within(move |conn| {
            let zone = Settings::load(conn)?.timezone;
            let counts = stats::by_status(conn, now)?;
            let days = stats::sign_ins_by_day(conn, DAYS, &zone, now)?;
            let stats::StatusCounts { active, suspended, locked, unconfirmed, deleted } = counts;
            Ok(AccountStats {
                total: active + suspended + locked + unconfirmed,
                by_status: StatusCounts { active, suspended, locked, unconfirmed, deleted },
                sign_ins: days.into_iter().map(|day| DayCount { date: day.date, count: day.count }).collect(),
                timezone: zone.iana_name().unwrap_or("UTC").to_owned(),
            })
        })
        .await?;
    Ok(HttpResponse::Ok().json(answer))
}

pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(accounts);
}
