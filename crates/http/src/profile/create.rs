use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use rollcall_domain::profile::store::{self, ProfileFieldPatch};
use rollcall_wire::profile::{CreateProfileField, ProfileField};

use super::show;
use crate::extract::{Body, IdempotencyKey, May, permissions};
use crate::idempotent::{Reply, change};
use crate::problem::Failure;
use crate::state::AppState;

/// Set up a custom profile field
///
/// Needs `profile_fields.manage`. Accounts that are there have no value of it, also where it is required.
#[utoipa::path(
    tag = "Profile fields",
    params(IdempotencyKey),
    request_body = CreateProfileField,
    responses(
        (status = 201, description = "The new field", body = ProfileField),
        (status = 409, description = "There is a field of this name")
    )
)]
#[post("/profile-fields")]
pub async fn create(
    state: web::Data<AppState>,
    may: May<permissions::ProfileFieldsManage>,
    key: IdempotencyKey,
    body: Body<CreateProfileField>,
) -> Result<HttpResponse, Failure> {
    let (bytes, new) = (body.bytes, body.value);
    let given = ProfileFieldPatch {
        label: new.label,
        choices: new.choices,
        required: new.required,
        unique: new.unique,
        visible_to: new.visible_to,
        editable_by: new.editable_by,
    };
    let (actor, now) = (may.caller.actor.clone(), state.now());
    change(state, &may.caller, key, &bytes, move |conn| {
        let field = store::create(conn, &actor, now, &new.name, &new.kind, given)?;
        let location = format!("/api/v1/profile-fields/{}", field.id);
        Ok(Reply::new(StatusCode::CREATED, &show::field(&field))?.at(location).version(field.version))
    })
    .await
}
