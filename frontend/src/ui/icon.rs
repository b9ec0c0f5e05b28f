//! Icons as inline drawings in the colour of the text: nothing to load, no web font.

use yew::prelude::*;

/// What an icon shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Symbol {
    /// Done, all right.
    Check,
    /// Look before you go on.
    Warning,
    /// Not possible.
    Error,
    /// Good to know.
    Info,
    /// Take away.
    Close,
    /// Find.
    Search,
    /// Opens a list.
    Down,
    /// The page before.
    Left,
    /// The page after.
    Right,
    /// Sorted from small to large.
    Ascending,
    /// Sorted from large to small.
    Descending,
    /// Can be sorted.
    Sortable,
    /// Get a file.
    Download,
    /// Send a file.
    Upload,
    /// Bring back.
    Undo,
    /// Change a value.
    Edit,
    /// The navigation.
    Menu,
    /// People.
    People,
    /// Groups, some of whom are in both.
    Groups,
    /// Courses.
    Book,
    /// Learning.
    Learning,
    /// Lists of work.
    Tasks,
    /// From old to new.
    Arrow,
    /// One more.
    Add,
    /// Figures.
    Chart,
    /// Which columns.
    Columns,
    /// What can be set.
    Sliders,
    /// Narrows a list.
    Filter,
    /// Work under way.
    Bell,
    /// Messages.
    Mail,
    /// Letters by e-mail.
    Post,
    /// More can be done.
    More,
}

impl Symbol {
    /// Lines on a grid of 16 by 16.
    fn path(self) -> &'static str {
        match self {
            Self::Check => "M1.8 8a6.2 6.2 0 1 0 12.4 0A6.2 6.2 0 1 0 1.8 8M5.2 8.2l2 2 3.6-4",
            Self::Warning => "M8 2 1.5 13.6h13zM8 6.4v3.4M8 11.7v.1",
            Self::Error => "M1.8 8a6.2 6.2 0 1 0 12.4 0A6.2 6.2 0 1 0 1.8 8M8 4.8v3.8M8 11v.1",
            Self::Info => "M1.8 8a6.2 6.2 0 1 0 12.4 0A6.2 6.2 0 1 0 1.8 8M8 7.4v3.8M8 4.9V5",
            Self::Close => "m3.5 3.5 9 9m0-9-9 9",
            Self::Search => "M2.2 6.8a4.6 4.6 0 1 0 9.2 0 4.6 4.6 0 1 0-9.2 0m8 3.4L14 14",
            Self::Down => "m3.5 6 4.5 4.5L12.5 6",
            Self::Left => "M10 3.5 5.5 8l4.5 4.5",
            Self::Right => "M6 3.5 10.5 8 6 12.5",
            Self::Ascending => "M8 13.5v-11M4 6.5l4-4 4 4",
            Self::Descending => "M8 2.5v11m-4-4 4 4 4-4",
            Self::Sortable => "m5 6 3-3 3 3M5 10l3 3 3-3",
            Self::Download => "M8 2v8m-3.2-3L8 10.2 11.2 7M2.5 13.5h11",
            Self::Upload => "M8 10.5V2.3M4.8 5.4 8 2.2l3.2 3.2M2.5 13.5h11",
            Self::Undo => "M6 3 2.8 6.2 6 9.4M3 6.2h6.2a3.8 3.8 0 0 1 0 7.6H6",
            Self::Edit => "m10.6 2.8 2.6 2.6L5.6 13l-3.2.6.6-3.2z",
            Self::Menu => "M2 4h12M2 8h12M2 12h12",
            Self::People => {
                "M3.4 5.4a2.4 2.4 0 1 0 4.8 0 2.4 2.4 0 1 0-4.8 0M1.4 13.4c.2-2.6 1.8-4 4.4-4s4.2 1.4 4.4 4M10.4 3.2a2.3 2.3 0 0 1 0 4.5M11.8 9.7c1.7.4 2.6 1.7 2.8 3.7"
            }
            Self::Groups => {
                "M1.6 8a4.4 4.4 0 1 0 8.8 0 4.4 4.4 0 1 0-8.8 0M5.6 8a4.4 4.4 0 1 0 8.8 0 4.4 4.4 0 1 0-8.8 0"
            }
            Self::Book => {
                "M8 4.2C6.6 3.2 4.6 2.8 2 2.8v9.4c2.6 0 4.6.4 6 1.4 1.4-1 3.4-1.4 6-1.4V2.8c-2.6 0-4.6.4-6 1.4v9.4"
            }
            Self::Learning => "M8 3 1.2 6 8 9l6.8-3zM4 7.4v3.2c2.4 1.9 5.6 1.9 8 0V7.4M14.8 6v4.4",
            Self::Tasks => "m1.8 4 1.3 1.3 2.3-2.6M1.8 11l1.3 1.3 2.3-2.6M8 4h6.2M8 11.2h6.2",
            Self::Arrow => "M2 8h11.5M9.5 4l4 4-4 4",
            Self::Add => "M8 3v10M3 8h10",
            Self::Chart => "M2 13.8h12M4 11.5V8M8 11.5v-9M12 11.5V6",
            Self::Columns => "M2 3h12v10H2zM6 3v10M10 3v10",
            Self::Sliders => {
                "M2 4.5h6m4 0h2M2 11.5h2m4 0h6M8 4.5a2 2 0 1 0 4 0 2 2 0 1 0-4 0M4 11.5a2 2 0 1 0 4 0 2 2 0 1 0-4 0"
            }
            Self::Filter => "M2 3h12L9.4 8.4v4.8l-2.8-1.6V8.4z",
            Self::Mail => "M2 3h12v8H7l-3 2.6V11H2zM5 6h6M5 8.3h4",
            Self::Post => "M1.8 3.5h12.4v9H1.8zM2 4l6 4.6L14 4",
            Self::More => "M8 3.2v.1M8 7.95v.1M8 12.7v.1",
            Self::Bell => "M4 11.4V7a4 4 0 0 1 8 0v4.4l1.2 1.2H2.8zM6.8 14.2h2.4",
        }
    }
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub symbol: Symbol,
}

/// An icon beside a text; screen readers pass over it.
#[component]
pub fn Icon(props: &Props) -> Html {
    html! {
        <svg class="rc-icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d={props.symbol.path()} />
        </svg>
    }
}
