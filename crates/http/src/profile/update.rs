use actix_web::http::StatusCode;
use actix_web::{HttpResponse, patch, web};
use rollcall_domain::profile::store::{self, ProfileFieldPatch};
use rollcall_wire::profile::{ProfileField, UpdateProfileField};

use super::show;
use crate::extract::{Body, IfMatch, May, permissions};
use crate::idempotent::Reply;
use crate::problem::Failure;
use crate::state::AppState;

/// Change a custom profile field
///
/// Needs `profile_fields.manage`. Name and kind stay. Values that are there stay, also where they could not be given any
/// more.
#[utoipa::path(
    tag = "Profile fields",
    params(("id" = String, Path, description = "The field's id"), IfMatch),
    request_body = UpdateProfileField,
    responses(
        (status = 200, description = "The field as it is now", body = ProfileField),
        (status = 404, description = "No such field"),
        (status = 409, description = "Values are to be unique, and are not")
    )
)]
#[patch("/profile-fields/{id}")]
pub async fn update(
    state: web::Data<AppState>,
    may: May<permissions::ProfileFieldsManage>,
    id: web::Path<String>,
    if_match: IfMatch,
    body: Body<UpdateProfileField>,
) -> Result<HttpResponse, Failure> {
    let (id, now, actor, patch) = (show::id(&id)?, state.now(), may.caller.actor, body.value);
    let given = ProfileFieldPatch {
        label: patch.label,
        choices: patch.choices,
        required: patch.required,
        unique: patch.unique,
        visible_to: patch.visible_to,
        editable_by: patch.editable_by,
    };
    let reply = state
        .write(move |conn| {
            let field = store::update(conn, &actor, now, id, if_match.0, given)?;
            Ok(Reply::new(StatusCode::OK, &show::field(&field))?.version(field.version))
        })
        .await?;
    Ok(reply.into_response())
}
