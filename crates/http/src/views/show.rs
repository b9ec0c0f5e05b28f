//! Views as JSON.

use rollcall_domain::filter::private::mask_filter;
use rollcall_domain::views::{Content, View};
use rollcall_domain::{self as domain, field_rights, time};
use rollcall_wire::users::Actor;
use rollcall_wire::views::View as ViewJson;

use crate::saved_items::SavedItemJson;

impl SavedItemJson for Content {
    type Json = ViewJson;
    const PATH: &'static str = "/views";

    /// A view as the caller may see it: what its filter compares private fields with, and ID numbers that it
    /// searches for, are masked without the permission.
    fn json(mut view: View, reader: &domain::Actor) -> ViewJson {
        if !field_rights::may_see(reader) {
            view.content.filter.iter_mut().for_each(mask_filter);
            view.content.q.iter_mut().for_each(field_rights::mask_search);
        }
        let (owner, username) = view.owner;
        ViewJson {
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
}
