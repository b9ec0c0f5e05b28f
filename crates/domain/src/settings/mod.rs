//! The site's settings, with the defaults of the product document.

pub mod commands;
pub mod definition;
pub mod environment;

use diesel::prelude::*;
use jiff::tz::TimeZone;

use crate::db::Conn;
use crate::db::schema::settings;
use crate::erasure::{Erasure, Fate};
use crate::time::{DAY, MINUTE};
use crate::words::words;
use crate::{Error, Millis, Result};
use definition::SettingDefinition;

/// Settings have no personal data.
pub const ERASURES: &[Erasure] =
    &[Erasure { table: "settings", rows: "", fate: Fate::Nameless { columns: &["name", "value"] } }];

/// What an administrator can set for the whole site.
#[derive(Debug, Clone)]
pub struct Settings {
    /// A batch that touches more accounts than this asks for the number (`batches.confirm_above`).
    pub confirm_above: i64,
    /// From 50 accounts up, a batch that touches more than this share of all accounts, in percent,
    /// asks for the number (`batches.confirm_share`).
    pub confirm_share: i64,
    /// A batch that touches more accounts than this needs a second person's approval; 0: none does
    /// (`batches.approve_above`).
    pub approve_above: i64,
    /// The largest file to be uploaded, in bytes (`batches.max_file_bytes`).
    pub max_file_bytes: u64,
    /// The most rows a file may have (`batches.max_rows`).
    pub max_rows: i64,
    /// The longest cell, in bytes (`batches.max_cell_bytes`).
    pub max_cell_bytes: usize,
    /// The most people in a document that has to be laid out as a whole (`exports.max_pdf_people`).
    pub max_laid_out: i64,
    /// How long the file of an export is kept (`exports.keep_hours`).
    pub exports_kept: Millis,
    /// How long a link to such a file is good (`exports.link_minutes`).
    pub link_lifetime: Millis,
    /// Whether the username and e-mail address of deleted accounts can be taken by others at once (`users.free_names`).
    pub free_names: bool,
    /// Whether people are told by mail that they were suspended (`users.tell_suspended`).
    pub tell_suspended: bool,
    /// Whether usernames may hold letters and digits of any script (`users.extended_usernames`).
    pub extended_usernames: bool,
    /// How long deleted accounts can be restored, before they are purged (`users.retention_days`).
    pub retention: Millis,
    /// Whether people write messages at all (`messaging.enabled`).
    pub messaging: bool,
    /// Who may write to somebody at most (`messaging.who_may`).
    pub who_may_message: WhoMayMessage,
    /// How people are told of what another person has written to them.
    pub direct_messages: NotificationDefault,
    /// How people are told of what staff have written to many.
    pub bulk_messages: NotificationDefault,
    /// How people are told that a batch of theirs has ended.
    pub batch_ends: NotificationDefault,
    /// How many mails are sent within a minute at most; 0: as many as there are.
    pub mails_per_minute: i64,
    /// The same, to addresses of one domain.
    pub mails_per_domain: i64,
    /// Whether an answer to the mail copy of a message goes to the address of its sender.
    pub answers_to_sender: bool,
    /// Where times without a zone are meant (`site.timezone`).
    pub timezone: TimeZone,
}

words! {
    /// Who may write to somebody in person: each allows less than the one before.
    WhoMayMessage {
        /// Anybody.
        Everybody "everybody",
        /// People of the same course, and contacts.
        CourseMates "course_mates",
        /// Contacts.
        Contacts "contacts",
    }
}

words! {
    /// How somebody is told of something.
    NotificationChoice {
        /// Here only: in the inbox.
        InApp "in_app",
        /// By mail, at once.
        Email "email",
        /// By mail, once a day together with the rest.
        Daily "daily",
        /// By mail, once a week together with the rest.
        Weekly "weekly",
        /// Not at all: it is there for those who look for it.
        Off "off",
    }
}

/// How the site has its people told of one kind of thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotificationDefault {
    /// For those who have chosen nothing.
    pub choice: NotificationChoice,
    /// Whether people can choose nothing else.
    pub locked: bool,
}

impl NotificationDefault {
    const fn of(choice: NotificationChoice) -> Self {
        Self { choice, locked: false }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            confirm_above: 1_000,
            confirm_share: 25,
            approve_above: 0,
            max_file_bytes: 100 * 1024 * 1024,
            max_rows: 1_000_000,
            max_cell_bytes: 64 * 1024,
            max_laid_out: 5_000,
            exports_kept: DAY,
            link_lifetime: 60 * MINUTE,
            free_names: false,
            tell_suspended: false,
            extended_usernames: false,
            retention: 30 * DAY,
            messaging: true,
            who_may_message: WhoMayMessage::Everybody,
            timezone: TimeZone::UTC,
            direct_messages: NotificationDefault::of(NotificationChoice::InApp),
            bulk_messages: NotificationDefault::of(NotificationChoice::Email),
            batch_ends: NotificationDefault::of(NotificationChoice::Email),
            mails_per_minute: 0,
            mails_per_domain: 0,
            answers_to_sender: false,
        }
    }
}

impl Settings {
    /// Reads the settings: what the environment gives counts before what is stored, and a setting that is not set has its default.
    ///
    /// # Errors
    /// If a stored value cannot be read. A default in its place could be one that allows more than was meant.
    pub fn load(conn: &mut Conn) -> Result<Self> {
        Self::of(&stored(conn)?)
    }

    /// Below this many accounts a share says nothing.
    pub const SHARE_COUNTS_FROM: i64 = 50;

    /// Whether so many accounts are so large a share of all that their number is asked for (`batches.confirm_share`).
    pub fn is_large_share(&self, affected: i64, of: i64) -> bool {
        affected >= Self::SHARE_COUNTS_FROM && affected * 100 > of * self.confirm_share
    }

    /// The settings where this is stored.
    fn of(stored: &[(String, String)]) -> Result<Self> {
        let mut site = Self::default();
        for (name, text) in stored {
            let Some(definition) = SettingDefinition::find(name) else { continue };
            let value = definition.kind.read(text).ok_or_else(|| {
                let expected = definition.kind.expected();
                Error::internal(format!("the setting {name} holds {text:?}; it has to be {expected}"))
            })?;
            (definition.set)(&mut site, &value);
        }
        for (name, value) in environment::given()? {
            if let Some(definition) = SettingDefinition::find(name) {
                (definition.set)(&mut site, value);
            }
        }
        Ok(site)
    }
}

/// What is stored: settings, and values that are none of them.
fn stored(conn: &mut Conn) -> Result<Vec<(String, String)>> {
    Ok(settings::table.select((settings::name, settings::value)).load(conn)?)
}

/// Reads one stored value.
pub fn get(conn: &mut Conn, name: &str) -> Result<Option<String>> {
    Ok(settings::table.find(name).select(settings::value).first(conn).optional()?)
}

/// Stores one value.
pub fn set(conn: &mut Conn, name: &str, value: &str) -> Result<()> {
    diesel::delete(settings::table.find(name)).execute(conn)?;
    diesel::insert_into(settings::table).values((settings::name.eq(name), settings::value.eq(value))).execute(conn)?;
    Ok(())
}

/// Forgets a stored value.
pub fn unset(conn: &mut Conn, name: &str) -> Result<()> {
    diesel::delete(settings::table.find(name)).execute(conn)?;
    Ok(())
}
