//! Views as JSON.

use rollcall_domain::id::KeptId;
use rollcall_domain::views::View;
use rollcall_domain::{Error, Result, time};
use rollcall_wire::users::Actor;
use rollcall_wire::views::View as Shown;

pub fn view(view: View) -> Shown {
    let (owner, username) = view.owner;
    Shown {
        id: view.id.to_string(),
        name: view.name,
        q: view.content.q,
        filter: view.content.filter,
        sort: view.content.sort,
        columns: view.content.columns,
        density: view.content.density,
        shared: view.shared,
        owner: Actor { id: owner.to_string(), username },
        created_at: time::format(view.created_at),
        updated_at: time::format(view.updated_at),
        version: view.version,
    }
}

/// The id in a path; what is none names nothing.
pub fn id(text: &str) -> Result<KeptId> {
    text.parse().map_err(|_| Error::NotFound("view"))
}
