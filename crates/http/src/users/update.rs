use actix_web::http::StatusCode;
use actix_web::{HttpResponse, patch, web};
use rollcall_domain::profile::Editor;
use rollcall_domain::users::commands::Edit;
use rollcall_domain::users::{Field, commands};
use rollcall_wire::Patch;
use rollcall_wire::users::{UpdateUser, User};

use super::view;
use crate::extract::{Body, IfMatch, May, permissions};
use crate::idempotent::Reply;
use crate::problem::Failure;
use crate::state::AppState;

/// Change an account
///
/// Needs `users.update`, `roles.assign` for `system_roles`, `cohorts.manage` for `cohorts`, `users.view_private` for phone
/// numbers, postal address and ID number. E-mail address and method of people who hold a role at site level are changed by
/// administrators only (`protected_staff`), one's own address by `POST /me/email`. The address before is told of a new one. A JSON merge patch: missing members stay as
/// they are, `null` empties.
#[utoipa::path(
    tag = "Users",
    params(("id" = String, Path, description = "The account's id"), IfMatch),
    request_body = UpdateUser,
    responses(
        (status = 200, description = "The account as it is now", body = User),
        (status = 409, description = "The username or the e-mail address is taken")
    )
)]
#[patch("/users/{id}")]
pub async fn update(
    state: web::Data<AppState>,
    may: May<permissions::UsersUpdate>,
    id: web::Path<String>,
    if_match: IfMatch,
    body: Body<UpdateUser>,
) -> Result<HttpResponse, Failure> {
    let (id, now) = (view::id(&id)?, state.now());
    let list = |asked: &Patch<Vec<String>>| asked.clone().into_option().map(Option::unwrap_or_default);
    let (system_roles, cohorts) = (list(&body.value.system_roles), list(&body.value.cohorts));
    let profile = body.value.profile.clone();
    let edit = Edit { details: details(body.value), profile, system_roles, cohorts, by: Editor::Staff };
    let actor = may.caller.actor;
    let reply = state
        .write(move |conn| {
            let account = commands::update(conn, &actor, now, id, if_match.0, &edit)?;
            Ok(Reply::new(StatusCode::OK, &view::with_roles(conn, &account, &actor, now)?)?.version(account.version))
        })
        .await?;
    Ok(reply.into_response())
}

fn details(patch: UpdateUser) -> Vec<(Field, Option<String>)> {
    [
        (Field::Username, patch.username),
        (Field::Email, patch.email),
        (Field::FirstName, patch.first_name),
        (Field::LastName, patch.last_name),
        (Field::IdNumber, patch.id_number),
        (Field::Institution, patch.institution),
        (Field::Department, patch.department),
        (Field::Phone, patch.phone),
        (Field::MobilePhone, patch.mobile_phone),
        (Field::Address, patch.address),
        (Field::City, patch.city),
        (Field::Country, patch.country),
        (Field::Language, patch.language),
        (Field::Timezone, patch.timezone),
        (Field::Description, patch.description),
        (Field::AuthMethod, patch.auth_method),
        (Field::ExternalId, patch.external_id),
    ]
    .into_iter()
    .filter_map(|(field, value)| Some((field, value.into_option()?)))
    .collect()
}
