use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use rollcall_domain::users::Field;
use rollcall_domain::users::commands::{self, Creation};
use rollcall_wire::users::{CreateUser, User};

use super::view;
use crate::extract::{Body, IdempotencyKey, May, permissions};
use crate::idempotent::{Reply, change};
use crate::problem::Failure;
use crate::state::{AppState, blocking};

/// Make an account
///
/// Needs `users.create`, and `users.view_private` for phone numbers, postal address and ID number. The account is confirmed and active. The password is checked by the policy;
/// without one, `send_invitation` e-mails a link to set it.
#[utoipa::path(
    tag = "Users",
    params(IdempotencyKey),
    request_body = CreateUser,
    responses(
        (status = 201, description = "The new account", body = User),
        (status = 409, description = "The username or the e-mail address is taken")
    )
)]
#[post("/users")]
pub async fn create(
    state: web::Data<AppState>,
    may: May<permissions::UsersCreate>,
    key: IdempotencyKey,
    body: Body<CreateUser>,
) -> Result<HttpResponse, Failure> {
    body.check()?;
    let bytes = body.bytes.clone();
    let new = body.value;
    let password_hash = match new.password.clone() {
        None => None,
        Some(text) => {
            let about = [&new.username, &new.email, &new.first_name, &new.last_name].map(String::clone);
            let own = may.caller.actor.user_id.map(|id| id.to_string()).unwrap_or_default();
            let _turn = state.turn_to_hash(&format!("staff:{own}")).await?;
            let passwords = state.passwords.clone();
            Some(blocking(move || passwords.hash_chosen(&text, &about.each_ref().map(String::as_str))).await?)
        }
    };
    let creation = Creation {
        password_hash,
        send_invitation: new.send_invitation.unwrap_or(false),
        must_change_password: new.must_change_password.unwrap_or(false),
        profile: new.profile.clone(),
        details: details(new),
    };
    let (actor, now) = (may.caller.actor.clone(), state.now());
    change(state, &may.caller, key, &bytes, move |conn| {
        let account = commands::create(conn, &actor, now, creation)?;
        let location = format!("/api/v1/users/{}", account.id);
        Ok(Reply::new(StatusCode::CREATED, &view::with_roles(conn, &account, &actor, now)?)?
            .at(location)
            .version(account.version))
    })
    .await
}

fn details(new: CreateUser) -> Vec<(Field, Option<String>)> {
    let required = [
        (Field::Username, new.username),
        (Field::Email, new.email),
        (Field::FirstName, new.first_name),
        (Field::LastName, new.last_name),
    ];
    let optional = [
        (Field::IdNumber, new.id_number),
        (Field::Institution, new.institution),
        (Field::Department, new.department),
        (Field::Phone, new.phone),
        (Field::MobilePhone, new.mobile_phone),
        (Field::Address, new.address),
        (Field::City, new.city),
        (Field::Country, new.country),
        (Field::Language, new.language),
        (Field::Timezone, new.timezone),
        (Field::Description, new.description),
        (Field::AuthMethod, new.auth_method),
        (Field::ExternalId, new.external_id),
    ];
    let required = required.into_iter().map(|(field, value)| (field, Some(value)));
    required.chain(optional.into_iter().filter(|(_, value)| value.is_some())).collect()
}
