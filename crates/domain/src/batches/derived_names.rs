//! Usernames that a row does not write as an account has them: changed by standardising, or made by a template. Pure.
//!
//! People can share what a name is derived from (`o'brien` and `obrien` are both "obrien"), so such a name says who is
//! meant only where something else of the row confirms it. It may always make an account. This is the one place that
//! decides it, whatever the row asks for: details, suspension, roles, cohorts, deletion.

use super::request::Request;
use crate::text::fold;
use crate::users::refusal::{Code, Refusal};
use crate::users::values::show;
use crate::users::{Account, Field, FieldValue};

/// How a username was derived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Derivation {
    /// Characters that usernames may not have were removed.
    Standardised,
    /// It was made from other columns.
    Template,
}

/// Whether the row's e-mail address or ID number is the account's, so that the derived name means it.
pub fn confirms(request: &Request, account: &Account) -> bool {
    let value = |field: Field| request.details.iter().find(|(named, _)| *named == field).map(|(_, value)| value);
    let has_address = value(Field::Email).is_some_and(|address| *address == account.get(Field::Email));
    let has_number = match (value(Field::IdNumber), &account.id_number) {
        (Some(FieldValue::Text(number)), Some(held)) => fold(number) == fold(held),
        _ => false,
    };
    has_address || has_number
}

/// The refusal of a row whose derived name is an account's that nothing else of the row confirms. `makes_account` is
/// whether the row would make an account if the name were free.
pub fn refusal(derivation: Derivation, written: &str, name: &str, makes_account: bool) -> Refusal {
    let origin = match derivation {
        Derivation::Standardised => format!("\"{}\" becomes \"{}\"", show(written), show(name)),
        Derivation::Template => format!("The username \"{}\" is made from this row", show(name)),
    };
    let found = if derivation == Derivation::Standardised { written } else { name };
    let (code, repair, expected) = if makes_account {
        (
            Code::UsernameTaken,
            "otherwise write another one, or choose the mode create_numbered",
            "a username that is free",
        )
    } else {
        (Code::UnknownUser, "otherwise correct it, or make the account first", "the username of an account")
    };
    let message = format!(
        "{origin}, and an account has that name whose e-mail address and ID number are not those of this row. If it is the same person, write the username as the account has it; {repair}."
    );
    Refusal::of(code, "username", found, expected, message)
}
