//! The parts that pages are made of, and the only place that knows PatternFly.
//!
//! From `patternfly_yew` come the parts that are sound as they are: label, description list, page
//! section. Built here on PatternFly's styles are those where the crate
//! falls short for keyboards and screen readers: its page has two `main` landmarks, its button
//! gives up the focus when pressed and can't carry test ids, its modal is not modal, its toasts are
//! in no live region, its tables have no `aria-sort`, its icons need a web font, and its spinner
//! sets an attribute `style`, which the policy of the site does not allow.

mod action_menu;
mod alert;
mod bars;
mod bulk_bar;
mod button;
mod card;
mod chooser;
mod combobox;
mod confirm;
mod days;
mod dialog;
mod diff;
mod drawer;
mod dropzone;
mod empty;
mod facts;
mod field;
mod filter_builder;
mod focus;
mod form_buttons;
mod header;
mod icon;
mod label;
mod link;
mod list;
mod load;
mod menu;
mod name_dialog;
mod offline;
mod overdue;
mod pager;
mod problem;
mod progress;
mod row;
mod search_box;
mod section;
mod shell;
mod skeleton;
mod suggestions;
mod table;
mod tabs;
mod task;
mod theme;
mod tick;
mod tiles;
mod toast;
mod type_ahead;
mod wizard;

pub use action_menu::{Act as MenuAct, ActionMenu};
pub use alert::{Alert, Tone};
pub use bars::OutcomeBars;
pub use bulk_bar::BulkBar;
pub use button::{Button, Look};
pub use card::Card;
pub use chooser::{Choosable, ColumnChooser};
pub use combobox::{Combobox, Suggestion};
pub use confirm::Confirm;
pub use days::DayBars;
pub use dialog::{Dialog, DialogSize};
pub use diff::{Change, Diff};
pub use drawer::Drawer;
pub use dropzone::Dropzone;
pub use empty::Empty;
pub use facts::{Fact, Facts};
pub use field::{Check, CopyField, Form, PickField, SearchField, Select, TextArea, TextField, use_unique_id};
pub use filter_builder::{FilterBuilder, FilterField, FinderRequest};
pub use focus::{after_act, rescue as rescue_focus, use_focus_return, use_rescue_after_acts, use_rescued_focus};
pub use form_buttons::FormButtons;
pub use header::{Above, PageHeader};
pub use icon::{Icon, Symbol};
pub use label::{Badge, Hue};
pub use link::Link;
pub use list::{List, ListBody, ListPage, ListQuery, ListState, ListToolbar, Position, SearchQuery, use_list};
pub use load::{Load, use_load};
pub use name_dialog::{NameDialog, NameWords};
pub use pager::{CursorTrail, Pager};
pub use problem::{ProblemAlert, field_errors, words};
pub use progress::Progress;
pub use row::{Cell, Pick, Row, WideCell};
pub use search_box::SearchBox;
pub use section::{Heading, Section, Spoken};
pub use shell::{Entry, Mark, Shell};
pub use skeleton::{PageSkeleton, TableSkeleton, TextSkeleton};
pub use suggestions::{SUGGESTED, Suggested, use_picking, use_suggestions};
pub use table::{Column, Density, PickAll, Sorting, Table};
pub use tabs::{TabLink, Tabs};
pub use task::{Task, use_task};
pub use theme::apply_stored as apply_stored_theme;
pub use tick::{Tick, Ticked};
pub use tiles::{Tile, Tiles};
pub use toast::{Toast, Toaster, use_announcer, use_toaster};
pub use type_ahead::TypeAhead;
pub use wizard::{Steps, Wizard};
