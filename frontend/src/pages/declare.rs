//! Declares pages by a table: from a row come the page's variant, its address both ways, what it needs, its place in the
//! navigation and its component. The rows are in [`super::table`].

use crate::ui::Symbol;
use crate::url::encode;

/// What the frame knows of a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageRow {
    /// Its path; `{id}` stands for a part that differs. A page is nested below the one that the beginning of its path names.
    pub path: &'static str,
    /// The key of what it is called.
    pub title: &'static str,
    /// It takes one of these capabilities to see it; none of them for a page that is open to all users who are signed in.
    pub needs: &'static [&'static str],
    /// The capabilities of which one is enough if it is held in any course.
    pub in_a_course: &'static [&'static str],
    /// Its symbol in the navigation; `None` if it is not there.
    pub symbol: Option<Symbol>,
}

/// The parts of a path, without empty ones.
fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|part| !part.is_empty())
}

fn is_id(segment: &str) -> bool {
    segment.starts_with('{')
}

/// The ids in a path that a pattern fits; `None` if it does not.
pub fn ids_in(pattern: &str, path: &str) -> Option<Vec<String>> {
    let (mut expected, mut found, mut ids) = (segments(pattern), segments(path), Vec::new());
    loop {
        match (expected.next(), found.next()) {
            (None, None) => return Some(ids),
            (Some(expected), Some(found)) if is_id(expected) => ids.push(found.to_owned()),
            (Some(expected), Some(found)) if expected == found => {}
            _ => return None,
        }
    }
}

/// The path of a pattern with these ids, in their order.
pub fn filled(pattern: &str, ids: &[&str]) -> String {
    let mut ids = ids.iter();
    let mut path = String::new();
    for segment in segments(pattern) {
        path.push('/');
        match ids.as_slice().first().filter(|_| is_id(segment)) {
            Some(id) => {
                path.push_str(&encode(id));
                ids.next();
            }
            None => path.push_str(segment),
        }
    }
    path
}

/// A value that a row may leave out.
macro_rules! optional {
    () => {
        None
    };
    ($value:expr) => {
        Some($value)
    };
}

/// The type of an id in a path.
macro_rules! id_type {
    ($id:ident) => {
        String
    };
}

/// Draws a page: one of the program itself, or one of a part that is fetched when it is first needed (`part.rs`).
macro_rules! drawn {
    ([] $path:expr, $component:ident, $($id:ident),*) => {
        html! { <$component key={$path} $($id={$id.clone()})* /> }
    };
    ([$part:ident] $path:expr, $component:ident, $($id:ident),*) => {{
        #[cfg_attr(feature = "split", wasm_split_helpers::wasm_split($part, fallible))]
        fn draw($($id: String),*) -> Result<Html, $crate::api::Failure> {
            Ok(html! { <$component $($id={$id})* /> })
        }
        $(let $id = $id.clone();)*
        #[cfg(feature = "split")]
        let load = Callback::from(move |()| futures_util::FutureExt::boxed_local(draw($($id.clone()),*)));
        #[cfg(not(feature = "split"))]
        let load = Callback::from(move |()| {
            futures_util::FutureExt::boxed_local(std::future::ready(draw($($id.clone()),*)))
        });
        html! { <Part key={$path} {load} /> }
    }};
}

/// Declares [`Route`](super::Route): a row is a variant with the ids in its path, and its component.
macro_rules! pages {
    ($(
        $(#[$about:meta])*
        $page:ident $(($($id:ident),+))? => $component:ident {
            path: $path:literal, title: $title:literal $(, needs: $needs:literal $(or $other:literal)*)?
            $(, in_a_course: $of_course:literal $(or $of_course_too:literal)*)? $(, symbol: $symbol:ident)? $(, part: $part:ident)?
        }
    )+) => {
        /// A page inside the frame, with the ids in its path.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Route {
            $($(#[$about])* $page $(($($crate::pages::declare::id_type!($id)),+))?,)+
        }

        impl Route {
            /// The rows, in the order of the navigation.
            pub const ROWS: &'static [PageRow] = &[$(PageRow {
                path: $path,
                title: $title,
                needs: &[$($needs $(, $other)*)?],
                in_a_course: &[$($of_course $(, $of_course_too)*)?],
                symbol: $crate::pages::declare::optional!($($crate::ui::Symbol::$symbol)?),
            }),+];

            /// The page at a path. Where several fit, it is the one whose row comes first.
            pub fn of(path: &str) -> Option<Self> {
                $(if let Some(ids) = $crate::pages::declare::ids_in($path, path) {
                    let mut _ids = ids.into_iter();
                    return Some(Self::$page $(($({ let $id = _ids.next(); $id.unwrap_or_default() }),+))?);
                })+
                None
            }

            /// Its path.
            pub fn path(&self) -> String {
                match self {
                    $(Self::$page $(($($id),+))? => $crate::pages::declare::filled($path, &[$($($id.as_str()),+)?]),)+
                }
            }

            fn pattern(&self) -> &'static str {
                match self {
                    $(Self::$page { .. } => $path,)+
                }
            }

            /// Draws it. With a key, so that one person's page never shows the remains of another's.
            pub fn draw(&self) -> Html {
                match self {
                    $(Self::$page $(($($id),+))? => {
                        $crate::pages::declare::drawn!([$($part)?] self.path(), $component, $($($id),+)?)
                    })+
                }
            }
        }
    };
}

pub(super) use {drawn, id_type, optional, pages};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_gives_the_ids_of_its_paths_and_takes_them_back() {
        let pattern = "/courses/{course}/assignments/{id}";
        assert_eq!(ids_in(pattern, "/courses/c1/assignments/a%202"), Some(vec!["c1".to_owned(), "a%202".to_owned()]));
        assert_eq!(filled(pattern, &["c1", "a 2"]), "/courses/c1/assignments/a%202");
        assert_eq!((ids_in(pattern, "/courses/c1"), ids_in("/users", "/users/")), (None, Some(Vec::new())));
    }
}
