use actix_web::{HttpResponse, get, web};
use rollcall_domain::settings::commands;
use rollcall_wire::Page;
use rollcall_wire::settings::Setting;

use super::show;
use crate::extract::{May, permissions};
use crate::problem::Failure;
use crate::state::AppState;

/// Browse settings
///
/// Needs `settings.manage`. All of them, on one page, each with its value, its default, and where the value comes from.
#[utoipa::path(tag = "Settings", responses((status = 200, description = "The settings", body = Page<Setting>)))]
#[get("/settings")]
pub async fn list(state: web::Data<AppState>, _: May<permissions::SettingsManage>) -> Result<HttpResponse, Failure> {
    let settings = state.read(commands::all).await?;
    Ok(HttpResponse::Ok().json(show::page(settings)))
}
