//! Taking the file of an export: by whom, until when, and by a link that works without signing in.

use serde_json::{Value, json};

use super::operation::{EXPORT, Exports};
use super::settings::ExportSettings;
use crate::auth::link::LinkKey;
use crate::batches::engine::batch::{Batch, State};
use crate::batches::engine::commands::{person, record};
use crate::batches::engine::operation::Operation;
use crate::batches::engine::rights::require;
use crate::batches::engine::{stage, store};
use crate::db::{Conn, Db};
use crate::id::{BatchId, StagedId};
use crate::roles::Capability;
use crate::settings::Settings;
use crate::tabular::export::Format;
use crate::{Actor, Error, Millis, Noun, Origin, Result};

/// A file that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExportFile {
    file: StagedId,
    /// Its format.
    pub format: Format,
    /// Its length in bytes.
    pub size: u64,
    /// Until when it is kept.
    pub expires_at: Millis,
}

impl ExportFile {
    /// The file of a batch, if there is one.
    pub fn of(batch: &Batch) -> Option<Self> {
        let (Some(file), Some(size), Some(expires_at)) =
            (batch.export_file, batch.export_size, batch.export_expires_at)
        else {
            return None;
        };
        let format = ExportSettings::format_of(&batch.settings)?;
        (batch.state == State::Applied).then_some(Self { file, format, size: size.unsigned_abs(), expires_at })
    }

    /// The file, part by part.
    pub fn pieces(self, db: &Db) -> stage::Parts {
        stage::Parts::of(db, self.file)
    }
}

/// The file of a batch, for a user who may have it, and what it takes to go on having it. The audit keeps that it was taken.
pub fn take(conn: &mut Conn, actor: &Actor, now: Millis, id: BatchId) -> Result<(ExportFile, Vec<Capability>)> {
    let ready = allowed(conn, actor, now, id)?;
    record(conn, actor, now, "batch.export_downloaded", id, Value::Null)?;
    Ok((ready, Exports.needs(&store::find(conn, id)?)?))
}

/// A link to the file that works without signing in: its token, and until when.
pub fn issue(conn: &mut Conn, key: &LinkKey, actor: &Actor, now: Millis, id: BatchId) -> Result<(String, Millis)> {
    let ready = allowed(conn, actor, now, id)?;
    let until = ready.expires_at.min(now + Settings::load(conn)?.link_lifetime);
    let person = person(actor)?;
    let token = key.issue_download(conn, person, id, until)?.ok_or_else(|| Error::NotFound(Noun::Account))?;
    record(conn, actor, now, "batch.export_link_made", id, Value::Null)?;
    Ok((token, until))
}

/// The file, for anybody who has the link: as long as the person who made it still may have the file.
pub fn take_by_link(
    conn: &mut Conn,
    key: &LinkKey,
    origin: &Origin,
    now: Millis,
    id: BatchId,
    token: &str,
) -> Result<ExportFile> {
    let (actor, ready) = of_link(conn, key, now, id, token)?;
    let actor = Actor { origin: origin.clone(), ..actor };
    record(conn, &actor, now, "batch.export_downloaded", id, json!({ "by": "link" }))?;
    Ok(ready)
}

/// Refuses a link that is no longer good.
pub fn require_good_link(conn: &mut Conn, key: &LinkKey, now: Millis, id: BatchId, token: &str) -> Result<()> {
    of_link(conn, key, now, id, token).map(drop)
}

/// Who made a link, and the file that it is to.
fn of_link(conn: &mut Conn, key: &LinkKey, now: Millis, id: BatchId, token: &str) -> Result<(Actor, ExportFile)> {
    let person = key.read_download(conn, token, id, now)?;
    let actor = crate::users::administrators::acting(conn, person, now)?.ok_or_else(crate::auth::link::worthless)?;
    let ready = allowed(conn, &actor, now, id)?;
    Ok((actor, ready))
}

/// Who made the batch may have its file, and administrators, as long as they may export at all.
fn allowed(conn: &mut Conn, actor: &Actor, now: Millis, id: BatchId) -> Result<ExportFile> {
    require(actor, Capability::ExportsCreate)?;
    let batch = store::find(conn, id)?;
    if batch.action != EXPORT {
        return Err(Error::conflict("not_an_export", "This batch makes no file. Its report is at /report.csv."));
    }
    // The file was written with the rights of the person who made it; who takes it may have fewer.
    Exports.require(actor, &batch)?;
    if actor.user_id != Some(batch.created_by) && !actor.is_administrator() {
        let message = "Only the person who made the export and administrators may have its file. Make one of your own.";
        return Err(Error::forbidden("forbidden", message));
    }
    if batch.state != State::Applied {
        let message = format!("The batch is {}; its file is there once it is applied.", batch.state.name());
        return Err(Error::conflict("not_applied", message));
    }
    let ready = ExportFile::of(&batch).filter(|ready| ready.expires_at > now);
    ready.ok_or_else(|| {
        let message =
            "The file is no longer kept: its time has ended, or the data of a person in it was erased. Export again.";
        Error::conflict("file_expired", message)
    })
}
