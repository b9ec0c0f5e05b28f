//! Usernames that a row does not write as an account has them: changed by standardising, or made by a template. Pure.
//!
//! People can share what a name is derived from (`o'brien` and `obrien` are both "obrien"), so such a name says who is
//! meant only where something else of the row confirms it. It may always make an account. This is the one place that
//! decides it, whatever the row asks for: details, suspension, roles, cohorts, deletion.

use std::collections::BTreeSet;

use super::request::RowRequest;
use crate::refusal::{Code, Refusal};
use crate::text::{fold, show};
use crate::users::values::id_number_form;
use crate::users::{Account, Field, FieldValue};

/// How a username was derived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Derivation {
    /// Characters that usernames may not have were removed.
    Standardised,
    /// It was made from other columns.
    Template,
}

/// Whether the row's e-mail address or ID number is the account's, so that the derived name means it. `shared` are ID
/// numbers that several accounts have (folded): those say nothing.
pub fn confirms(request: &RowRequest, account: &Account, shared: &BTreeSet<String>) -> bool {
    let address = value(request, Field::Email);
    address.is_some_and(|address| *address == account.get(Field::Email))
        || number_in_common(request, account).is_some_and(|number| !shared.contains(&fold(&number)))
}

/// The ID number that a row and an account have in common, unless it is one such as "n/a" or "000", which people write where
/// there is none.
pub fn number_in_common(request: &RowRequest, account: &Account) -> Option<String> {
    let (Some(FieldValue::Text(number)), Some(held)) = (value(request, Field::IdNumber), &account.id_number) else {
        return None;
    };
    let says_something = number.chars().any(|letter| letter.is_numeric() && letter != '0');
    (says_something && id_number_form(number) == id_number_form(held)).then(|| held.clone())
}

fn value(request: &RowRequest, field: Field) -> Option<&FieldValue> {
    request.details.iter().find(|(named, _)| *named == field).map(|(_, value)| value)
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
