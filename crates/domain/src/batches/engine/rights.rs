//! What it takes to do anything with a batch.

use crate::actor::Capability;
use crate::{Actor, Error, Result};

/// Refuses a user who lacks the capability.
pub fn require(actor: &Actor, capability: Capability) -> Result<()> {
    // A batch is carried out with the rights of its person. So the scopes of the token that asks for it are checked here.
    if capability == Capability::RolesAssign && actor.may(capability) && actor.grants_less_than_its_person() {
        let message = "This token is not for all that the roles hold which you may hand out. Sign in, or use a token for all of it.";
        return Err(Error::forbidden("role_not_grantable", message));
    }
    if actor.may(capability) {
        return Ok(());
    }
    Err(Error::forbidden(
        "forbidden",
        format!("This needs the capability {}, which none of your roles has.", capability.name()),
    ))
}
