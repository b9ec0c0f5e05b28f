use actix_web::http::StatusCode;
use actix_web::{HttpResponse, patch, web};
use rollcall_domain::auth::session;
use rollcall_domain::profile::Editor;
use rollcall_domain::users::commands::Edit;
use rollcall_domain::users::{Field, commands};
use rollcall_wire::auth::Me;
use rollcall_wire::users::UpdateMe;

use crate::auth::own_account;
use crate::extract::{Body, IfMatch, May, permissions};
use crate::idempotent::Reply;
use crate::problem::Failure;
use crate::state::AppState;

/// Change one's own account
///
/// Needs `me.write`. A JSON merge patch: missing members stay as they are, `null` empties. Username, e-mail address and what
/// the organisation keeps are changed by staff.
#[utoipa::path(
    tag = "Own account",
    params(IfMatch),
    request_body = UpdateMe,
    responses(
        (status = 200, description = "The account as it is now", body = Me),
        (status = 422, description = "A value is not valid, or a member is changed by staff only")
    )
)]
#[patch("/me")]
pub async fn update(
    state: web::Data<AppState>,
    may: May<permissions::MeWrite>,
    if_match: IfMatch,
    body: Body<UpdateMe>,
) -> Result<HttpResponse, Failure> {
    let (actor, now) = (may.caller.actor, state.now());
    let id = actor.user_id.ok_or_else(session::signed_out)?;
    let profile = body.value.profile.clone();
    let edit = Edit { details: details(body.value), profile, system_roles: None, cohorts: None, by: Editor::OneSelf };
    let reply = state
        .write(move |conn| {
            let account = commands::update(conn, &actor, now, id, if_match.0, &edit)?;
            Ok(Reply::new(StatusCode::OK, &own_account(conn, id, now)?)?.version(account.version))
        })
        .await?;
    Ok(reply.into_response())
}

fn details(patch: UpdateMe) -> Vec<(Field, Option<String>)> {
    [
        (Field::FirstName, patch.first_name),
        (Field::LastName, patch.last_name),
        (Field::Phone, patch.phone),
        (Field::MobilePhone, patch.mobile_phone),
        (Field::Address, patch.address),
        (Field::City, patch.city),
        (Field::Country, patch.country),
        (Field::Language, patch.language),
        (Field::Timezone, patch.timezone),
        (Field::Description, patch.description),
    ]
    .into_iter()
    .filter_map(|(field, value)| Some((field, value.into_option()?)))
    .collect()
}
