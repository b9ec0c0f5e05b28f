//! The roles that can be held in a course, and what they are called.

use rollcall_wire::courses::CourseRole;
use yew::prelude::*;

use crate::api;
use crate::i18n::words;
use crate::ui::{Load, use_load};

/// The roles of a course, where they are asked for.
#[hook]
pub fn use_course_roles(course: Option<String>) -> Load<Vec<CourseRole>> {
    use_load(course, |course, signal| async move {
        match course {
            Some(course) => api::courses::roles(&course, &signal).await,
            None => Ok(Vec::new()),
        }
    })
}

/// What a role is called: one that the site has made has the name that it was given.
pub fn name(role: &CourseRole) -> String {
    if role.shipped { words::role(&role.key) } else { role.name.clone() }
}

/// What roles are called, by their keys.
pub fn names(keys: &[String], known: &[CourseRole]) -> Vec<String> {
    let of = |key: &String| known.iter().find(|role| role.key == *key).map_or_else(|| words::role(key), name);
    keys.iter().map(of).collect()
}

/// Roles as choices of a field.
pub fn options<'r>(roles: impl IntoIterator<Item = &'r CourseRole>) -> Vec<(AttrValue, AttrValue)> {
    roles.into_iter().map(|role| (role.key.clone().into(), name(role).into())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_own_role_is_called_as_the_site_calls_it() {
        let own = CourseRole { key: "tutor".into(), name: "Tutor in the lab".into(), shipped: false, grantable: true };
        let keys = ["learner".to_owned(), "tutor".to_owned()];
        assert_eq!(names(&keys, std::slice::from_ref(&own)), [words::role("learner"), "Tutor in the lab".to_owned()]);
        assert_eq!(options([&own])[0].1, "Tutor in the lab");
    }
}
