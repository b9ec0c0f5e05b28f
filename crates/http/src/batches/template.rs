use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::{HttpResponse, get, web};
use rollcall_domain::Error;
use rollcall_wire::Problem;

use crate::extract::{May, permissions};
use crate::problem::Failure;

const SUSPENSION: &str = "username,suspended,auth,reason,until\r\nanna.bauer,1,,left on 28 February,\r\nbilal.khan,1,,parental leave,2027-03-01\r\nchen.wei,0,,,\r\n";

/// An example file
///
/// Needs `batches.view`.
#[utoipa::path(
    tag = "Batches",
    params(("name" = String, Path, description = "`suspension.csv`")),
    responses(
        (status = 200, description = "The file", body = String, content_type = "text/csv", example = "username,suspended\nanna.bauer,1\n"),
        (status = 404, description = "No such template", body = Problem, content_type = "application/problem+json")
    )
)]
#[get("/batch-templates/{name}")]
pub async fn template(_: May<permissions::BatchesView>, name: web::Path<String>) -> Result<HttpResponse, Failure> {
    if *name != "suspension.csv" {
        return Err(Error::NotFound("template").into());
    }
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8"))
        .insert_header((CONTENT_DISPOSITION, "attachment; filename=\"suspension.csv\""))
        .body(SUSPENSION))
}
