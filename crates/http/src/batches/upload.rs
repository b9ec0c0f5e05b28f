use std::fs::File;
use std::io::{Seek, Write};
use std::time::Duration;

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::{HttpResponse, post, web};
use futures_util::TryStreamExt;
use rollcall_domain::batches::engine::source::Source;
use rollcall_domain::batches::engine::{names, stage};
use rollcall_domain::batches::file::create::{self, Upload};
use rollcall_domain::batches::file::rights;
use rollcall_domain::batches::file::settings::FileSettings;
use rollcall_domain::batches::file::uploaded::{self, Look};
use rollcall_domain::filter::Scope;
use rollcall_domain::settings::Settings;
use rollcall_domain::tabular::{Sniffed, Sniffer, workbook};
use rollcall_domain::{Error, Result, profile, visible};
use rollcall_wire::batches;
use sha2::{Digest, Sha256};

use super::view;
use crate::extract::{IdempotencyKey, May, Wait, broken_off, permissions};
use crate::idempotent::{Begun, RepeatableRequest};
use crate::problem::Failure;
use crate::slow_bodies::is_too_slow;
use crate::state::{AppState, blocking};

/// The parts of an upload, for the API document.
#[derive(utoipa::ToSchema)]
#[schema(example = json!({ "file": "username,suspended\nanna.bauer,1\n", "settings": { "preset": "suspension", "apply": true } }))]
#[expect(dead_code, reason = "it is a description; the parts are read as they come")]
struct UploadForm {
    /// The file.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// The settings, as JSON.
    settings: Option<batches::FileSettings>,
}

/// Upload a file
///
/// Needs `batches.create` and what the kind of file needs: `users.suspend` for `suspension`, `users.update` for `rename`,
/// `users.delete` for `delete`; `users.create` and `users.update` for `upsert`, by its mode, `users.delete` where it may
/// delete, and `users.suspend` where it suspends. With `apply` also `batches.apply`.
/// Private columns (`phone1`, `phone2`, `address`, `idnumber`), defaults and filters, and `match_by: id_number`, need
/// `users.view_private`: else a 403 that names them.
/// The file is planned row by row; nothing is written to any account until it is applied. With
/// `Prefer: wait=60` the answer comes when the batch rests.
#[utoipa::path(
    tag = "Batches",
    params(IdempotencyKey, Wait),
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses(
        (status = 202, description = "The batch", body = batches::Batch),
        (status = 413, description = "The file is too large"),
        (status = 422, description = "The file or the settings cannot be used")
    )
)]
#[post("/batches/file")]
pub async fn upload(
    state: web::Data<AppState>,
    may: May<permissions::BatchesCreate>,
    key: IdempotencyKey,
    wait: Wait,
    parts: Multipart,
) -> Result<HttpResponse, Failure> {
    let actor = may.caller.actor.clone();
    let known =
        state.read(move |conn| Ok((Settings::load(conn)?, profile::store::names(conn)?, Scope::of(conn, &actor)?)));
    let (site, custom, scope) = known.await?;
    let received = receive(parts, &site).await?;
    let wire: batches::FileSettings = crate::extract::read_json(&received.settings)?;
    let settings = FileSettings::resolve(&serde_json::to_value(&wire)?)?;
    // Before anything is unpacked: only people who may make such a batch can have a workbook read.
    rights::require_by_settings(&may.caller.actor, &settings)?;
    settings.full_sync.as_ref().map(|sync| sync.parse(&scope)).transpose()?;
    let turn = state.turn_to_unpack(&may.caller.actor).await?;
    let (file, look) = look(received.file, received.sniffed, &settings, site.max_cell_bytes).await?;
    let longest_row = site.max_cell_bytes * 4;
    let judge = move || {
        let header = look.header(&settings, &custom, longest_row)?;
        Ok((header, look, settings))
    };
    let (header, look, settings) = blocking(judge).await?;
    drop(turn);
    let name = names::of_person(wire.name.as_deref())?.unwrap_or_else(|| names::of_file(&received.file_name));
    let told_apart_by = [received.sha256.as_bytes(), &received.settings].concat();
    let once = match RepeatableRequest::begin(&state, &may.caller, key, &told_apart_by).await? {
        Begun::Replay(response) => return Ok(response),
        Begun::Fresh(once) => once,
    };
    let db = state.db.clone();
    let staged = match blocking(move || stage::store(&db, file)).await {
        Ok(staged) => staged,
        Err(failure) => {
            once.abandon().await?;
            return Err(failure);
        }
    };
    let (actor, now) = (may.caller.actor.clone(), state.now());
    let source = Source {
        file_name: Some(received.file_name),
        size: Some(received.size),
        sha256: Some(received.sha256),
        is_workbook: look.sheet.is_some(),
        ..Source::default()
    };
    let started = view::start(&state, &may.caller, &once, wait.0, move |conn| {
        create::create_from_file(
            conn,
            &actor,
            now,
            Upload { name: &name, settings: &settings, source, header: &header, staged },
        )
    });
    match started.await {
        Ok(response) => Ok(response),
        Err(failure) => {
            // What was staged for a batch that did not come to be is of no use.
            state.write(move |conn| stage::remove_unused(conn, staged)).await?;
            Err(failure)
        }
    }
}

/// What was sent.
struct ReceivedUpload {
    file: File,
    file_name: String,
    sha256: String,
    sniffed: Sniffed,
    settings: Vec<u8>,
    /// Bytes, as they came.
    size: u64,
}

/// Looks at what was sent: at the sheet that is to be read, where it is a workbook.
async fn look(
    mut file: File,
    sniffed: Sniffed,
    settings: &FileSettings,
    longest_cell: usize,
) -> Result<(File, Look), Failure> {
    if !workbook::looks_like_one(&sniffed.head) {
        return Ok((file, Look { sniffed, sheet: None }));
    }
    let sheet = settings.sheet.clone();
    blocking(move || {
        let copy = file.try_clone().map_err(Error::internal)?;
        let look = uploaded::look_at_workbook(copy, sheet.as_deref(), longest_cell)?;
        file.rewind().map_err(Error::internal)?;
        Ok((file, look))
    })
    .await
}

/// Streams the parts: the file to disk, looked at as it passes.
async fn receive(mut parts: Multipart, site: &Settings) -> Result<ReceivedUpload, Failure> {
    let mut file = None;
    let mut settings = None;
    while let Some(part) = next(&mut parts).await? {
        match part.name() {
            Some("file") if file.is_none() => file = Some(receive_file(part, site).await?),
            Some("settings") if settings.is_none() => settings = Some(receive_settings(part).await?),
            name => {
                let message = format!(
                    "There is no place for this part \"{}\". Send one part \"file\" and one \"settings\".",
                    name.unwrap_or("")
                );
                return Err(Error::invalid(name.unwrap_or("part"), "unknown_field", message).into());
            }
        }
    }
    let (file, file_name, sha256, sniffed) = file.ok_or_else(|| {
        Error::invalid("file", "missing_value", "There is no part \"file\". With curl: -F file=@leavers.csv")
    })?;
    let (size, settings) = (sniffed.size, settings.unwrap_or_else(|| b"{}".to_vec()));
    Ok(ReceivedUpload { file, file_name, sha256, sniffed, settings, size })
}

async fn receive_file(mut part: Field, site: &Settings) -> Result<(File, String, String, Sniffed), Failure> {
    let given = part.content_disposition().and_then(|disposition| disposition.get_filename()).unwrap_or("upload.csv");
    // The name is for people; no path is ever made of it.
    let file_name: String = given
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or(given)
        .chars()
        .filter(|letter| visible::is_shown(*letter))
        .take(200)
        .collect();
    let mut file = tempfile::tempfile().map_err(Error::internal)?;
    let (mut hasher, mut sniffer, mut size) = (Sha256::new(), Sniffer::default(), 0_u64);
    while let Some(piece) = next(&mut part).await? {
        size += piece.len() as u64;
        if size > site.max_file_bytes {
            let megabytes = site.max_file_bytes / 1_048_576;
            return Err(Error::TooLarge(format!("The file is larger than {megabytes} MB. Split it into several files, or raise the limit in the settings.")).into());
        }
        hasher.update(&piece);
        sniffer.feed(&piece);
        file.write_all(&piece).map_err(Error::internal)?;
    }
    file.rewind().map_err(Error::internal)?;
    let sha256 = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok((file, if file_name.is_empty() { "upload.csv".to_owned() } else { file_name }, sha256, sniffer.finish()))
}

async fn receive_settings(mut part: Field) -> Result<Vec<u8>, Failure> {
    const LARGEST: usize = 64 * 1024;
    let mut text = Vec::new();
    while let Some(piece) = next(&mut part).await? {
        if text.len() + piece.len() > LARGEST {
            return Err(Error::TooLarge(format!("The settings are larger than {LARGEST} bytes.")).into());
        }
        text.extend_from_slice(&piece);
    }
    Ok(text)
}

/// The next part, or the next piece of one. A body that ends without its last boundary would be waited for for ever.
async fn next<T>(
    source: &mut (impl futures_util::Stream<Item = Result<T, MultipartError>> + Unpin),
) -> Result<Option<T>, Failure> {
    const LONGEST_SILENCE: Duration = Duration::from_secs(30);
    match tokio::time::timeout(LONGEST_SILENCE, source.try_next()).await {
        Ok(next) => next.map_err(broken),
        Err(_) => Err(broken(MultipartError::Incomplete)),
    }
}

fn broken(error: MultipartError) -> Failure {
    let message = format!(
        "The upload cannot be read: {error}. Send it as multipart/form-data, with curl: -F file=@leavers.csv -F 'settings={{\"preset\":\"suspension\"}}'"
    );
    if let MultipartError::Payload(error) = &error
        && is_too_slow(error)
    {
        return broken_off(error);
    }
    let is_no_multipart = matches!(error, MultipartError::ContentTypeMissing | MultipartError::ContentTypeIncompatible);
    Failure::malformed(if is_no_multipart { "unsupported_media_type" } else { "invalid_multipart" }, message)
}
