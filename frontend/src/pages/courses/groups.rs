//! The groups of a course, where they are asked for.

use rollcall_wire::courses::Group;
use yew::prelude::*;

use crate::api;
use crate::ui::{Load, use_load};

/// The groups of a course, by name.
#[hook]
pub fn use_groups(course: Option<String>) -> Load<Vec<Group>> {
    use_load(course, |course, signal| async move {
        match course {
            Some(course) => api::courses::groups(&course, &signal).await,
            None => Ok(Vec::new()),
        }
    })
}
