use actix_web::{HttpResponse, patch, web};
use rollcall_domain::settings::commands;
use rollcall_wire::Page;
use rollcall_wire::settings::{Setting, UpdateSettings};

use super::show;
use crate::extract::{Body, May, permissions};
use crate::problem::Failure;
use crate::state::AppState;

/// Change settings
///
/// Needs `settings.manage`. New values by name; null gives a setting its default back. All of them change, or none. What the environment
/// of the server gives cannot be changed here (`read_only`).
#[utoipa::path(
    tag = "Settings",
    request_body = UpdateSettings,
    responses(
        (status = 200, description = "The settings as they are now", body = Page<Setting>),
        (status = 422, description = "A name is no setting, or a value is not valid; see `errors`")
    )
)]
#[patch("/settings")]
pub async fn update(
    state: web::Data<AppState>,
    may: May<permissions::SettingsManage>,
    body: Body<UpdateSettings>,
) -> Result<HttpResponse, Failure> {
    let (now, actor, changes) = (state.now(), may.caller.actor, body.value.0);
    let settings = state.write(move |conn| commands::change(conn, &actor, now, &changes)).await?;
    Ok(HttpResponse::Ok().json(show::page(settings)))
}
