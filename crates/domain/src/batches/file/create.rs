//! Making a batch of a file, and reading its file in another way.

use super::header::Header;
use super::rights;
use super::settings::FileSettings;
use crate::batches::engine::batch::{Batch, BatchKind};
use crate::batches::engine::causes::Warning;
use crate::batches::engine::commands::{person, record};
use crate::batches::engine::schedule;
use crate::batches::engine::source::Source;
use crate::batches::engine::store::{self, NewBatch};
use crate::db::Conn;
use crate::id::{BatchId, StagedId};
use crate::roles::Capability;
use crate::settings::Settings;
use crate::{Actor, Context, Millis, Result};

/// A file that was staged and whose header was found good.
#[derive(Debug)]
pub struct Upload<'a> {
    /// A name for the batch.
    pub name: &'a str,
    /// The settings in force.
    pub settings: &'a FileSettings,
    /// What is known about the file.
    pub source: Source,
    /// Its header.
    pub header: &'a Header,
    /// Where it is kept.
    pub staged: StagedId,
}

/// Makes a batch of a file, to be planned by a worker.
pub fn create_from_file(conn: &mut Conn, actor: &Actor, now: Millis, upload: Upload<'_>) -> Result<Batch> {
    let mut settings = serde_json::to_value(upload.settings)?;
    schedule::check(&mut settings, now, &Settings::load(conn)?.timezone)?;
    rights::require_by_columns(actor, upload.settings, &upload.header.columns)?;
    let mut source = Source { hides_deleted: !actor.may(Capability::UsersView), ..upload.source };
    upload.header.describe(&mut source);
    let id = BatchId::new();
    let new = NewBatch {
        id,
        name: upload.name,
        kind: BatchKind::File,
        action: upload.settings.preset.name(),
        settings: &settings,
        created_by: person(actor)?,
        source: &source,
        staged: Some(upload.staged),
        apply: upload.settings.apply,
        confirmed: upload.settings.confirm_affected,
        rows_estimated: upload.header.rows_estimated,
        warnings: &upload.header.warnings,
        undo_of: None,
        takes_long: upload.settings.full_sync.is_some(),
        context: Context::Site,
    };
    store::insert(conn, &new, now)?;
    record(conn, actor, now, "batch.created", id, serde_json::json!({ "sha256": source.sha256 }))?;
    store::find(conn, id)
}

/// The source of a batch whose file is read by another header, and what is to be said of it.
pub fn read_again(batch: &Batch, header: &Header) -> (Source, Vec<Warning>) {
    let mut source = batch.source.clone();
    header.describe(&mut source);
    (source, header.warnings.clone())
}
