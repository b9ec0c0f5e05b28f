//! Role assignments as JSON.

use rollcall_domain::context::Context;
use rollcall_domain::role_assignments::Assignment;
use rollcall_domain::time;
use rollcall_wire::Context as ContextView;
use rollcall_wire::roles::RoleAssignment;
use rollcall_wire::users::Actor;

/// A context.
pub fn context(context: Context) -> ContextView {
    ContextView { kind: context.kind().name().to_owned(), id: context.id().map(|id| id.to_string()) }
}

/// A role that a user holds.
pub fn assignment(held: &Assignment) -> RoleAssignment {
    let by = held.assigned_by.clone();
    RoleAssignment {
        id: held.id.to_string(),
        user_id: held.user.to_string(),
        role: held.role.to_string(),
        context: context(held.context),
        until: held.until.map(time::format),
        reason: held.reason.clone(),
        assigned_at: time::format(held.assigned_at),
        assigned_by: by.map(|(id, username)| Actor { id: id.to_string(), username: username.unwrap_or_default() }),
    }
}
