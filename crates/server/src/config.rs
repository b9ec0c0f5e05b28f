//! Flags, each an environment variable too, and what follows from them.

use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use rand::RngCore;
use rollcall_domain::auth::Secret;
use rollcall_domain::auth::link::LinkKey;
use rollcall_domain::db::{Db, Target};
use rollcall_domain::mail::{Folder, Postman, Smtp, Transport};
use rollcall_domain::registry::FOLLOWER;
use rollcall_domain::settings;

/// Where everything is kept.
#[derive(Debug, Args)]
pub struct Store {
    /// The folder for the embedded database, the secret and mail that waits.
    #[arg(long, env = "ROLLCALL_DATA", default_value = "./data")]
    pub data: PathBuf,
    /// postgres://user:password@host/name, or sqlite://path; without one the embedded database in the data folder.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// Connections to the database at once.
    #[arg(long, env = "ROLLCALL_CONNECTIONS", default_value_t = 16)]
    pub connections: u32,
}

/// What nodes that work on something have in common.
#[derive(Debug, Args)]
pub struct Node {
    #[command(flatten)]
    pub store: Store,
    /// The installation's secret, the same on every node; without one it is made and kept in the data folder.
    #[arg(long, env = "ROLLCALL_SECRET", hide_env_values = true)]
    pub secret: Option<String>,
    /// Seconds after which another worker takes over the batch of one that has died.
    #[arg(long, env = "ROLLCALL_LEASE_SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub lease_seconds: u64,
    #[command(flatten)]
    pub mailing: MailOptions,
    /// How the log is written.
    #[arg(long, env = "ROLLCALL_LOG_FORMAT", value_enum, default_value_t = LogFormat::Pretty)]
    pub log_format: LogFormat,
    /// Do not bring the schema up to date at the start.
    #[arg(long)]
    pub no_migrate: bool,
}

/// How mails are sent, and where their links lead.
#[derive(Debug, Args)]
pub struct MailOptions {
    /// The address people reach the server at; with https:// cookies are marked secure. Links in mails begin with it.
    #[arg(long, env = "ROLLCALL_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// The mail server, such as smtps://user:password@mail.example.org; without one mails go to files in the data folder.
    #[arg(long, env = "ROLLCALL_SMTP_URL", hide_env_values = true)]
    pub smtp_url: Option<String>,
    /// The sender of mails.
    #[arg(long, env = "ROLLCALL_MAIL_FROM", default_value = "Rollcall <rollcall@localhost>")]
    pub mail_from: String,
}

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Pretty,
    /// For programs: an object a line.
    Json,
}

impl Store {
    /// Opens a database that is there already: a typing error must not make a new one.
    pub fn open_existing(&self) -> anyhow::Result<Db> {
        if let Target::Sqlite(path) = Target::parse(self.database_url.as_deref(), &self.data)?
            && !path.exists()
        {
            bail!("There is no database {}. Is --data right? `rollcall migrate` makes one.", path.display());
        }
        self.open()
    }

    /// Opens the database; the folder and the file are created if missing.
    pub fn open(&self) -> anyhow::Result<Db> {
        // A wrong setting in the environment fails at start, not in a request.
        settings::environment::check()?;
        let target = Target::parse(self.database_url.as_deref(), &self.data)?;
        make_private(&self.data).with_context(|| {
            format!("The data folder {} cannot be made. Choose another one with --data.", self.data.display())
        })?;
        if let Target::Sqlite(path) = &target {
            require_writable(path)?;
        }
        tracing::info!(database = ?target, "opening");
        Ok(Db::open(&target, self.connections)?.followed_by(FOLLOWER))
    }
}

/// Creates a folder that only its owner can read; an existing one is closed to others if possible.
fn make_private(folder: &Path) -> std::io::Result<()> {
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let mode = std::fs::metadata(folder)?.permissions().mode();
    if mode & 0o077 != 0
        && let Err(error) = std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))
    {
        tracing::warn!(folder = %folder.display(), %error, "others can look into the data folder");
    }
    Ok(())
}

fn require_writable(path: &Path) -> anyhow::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        bail!("The folder {} of the database does not exist. Make it, or correct the path.", folder.display());
    }
    let is_new = !path.exists();
    std::fs::OpenOptions::new()
        .append(true)
        .create(true)
        .mode(0o600)
        .open(path)
        .with_context(|| format!("The database {} cannot be written.", path.display()))?;
    if is_new {
        tracing::info!(path = %path.display(), "a new embedded database was made");
    }
    Ok(())
}

impl Node {
    /// The secret as given, or the one in the data folder, made the first time.
    pub fn secret(&self) -> anyhow::Result<Secret> {
        if let Some(text) = &self.secret {
            return Ok(Secret::new(text)?);
        }
        let path = self.store.data.join("secret.key");
        match std::fs::read_to_string(&path) {
            Ok(text) => Ok(Secret::new(&text)?),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => make_secret(&path),
            Err(error) => Err(error).with_context(|| format!("The secret {} cannot be read.", path.display())),
        }
    }

    /// Who delivers mails; `listen` is where this node is reached when no public address is set.
    pub fn postman(&self, listen: &str) -> anyhow::Result<Postman> {
        let MailOptions { public_url, smtp_url, mail_from } = &self.mailing;
        let transport: Arc<dyn Transport> = match smtp_url {
            Some(url) => Arc::new(Smtp::new(url, mail_from)?),
            None => Arc::new(Folder::new(&self.store.data.join("mail"))),
        };
        if smtp_url.is_none() {
            tracing::info!(folder = %self.store.data.join("mail").display(), "no mail server is set (ROLLCALL_SMTP_URL): mails go to files");
        }
        let base_url = public_url.clone().unwrap_or_else(|| format!("http://{listen}"));
        let base_url = base_url.trim_end_matches('/').to_owned();
        Ok(Postman { transport, links: LinkKey::new(&self.secret()?), base_url })
    }

    /// Starts the log. `RUST_LOG` chooses what is in it.
    pub fn start_log(&self) {
        use tracing_subscriber::EnvFilter;
        let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
        // Where the log cannot be written, a complaint about that cannot be either: it would end the thread in a panic.
        let log =
            tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).log_internal_errors(false);
        match self.log_format {
            LogFormat::Pretty => log.with_target(false).init(),
            LogFormat::Json => log.json().init(),
        }
    }
}

/// Two nodes may start at once: the first to create the file decides.
fn make_secret(path: &Path) -> anyhow::Result<Secret> {
    let mut bytes = [0_u8; 32];
    rand::rng().fill_bytes(&mut bytes);
    let text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let made = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    match made {
        Ok(mut file) => {
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            Ok(Secret::new(&text)?)
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            Ok(Secret::new(&std::fs::read_to_string(path)?)?)
        }
        Err(error) => Err(error).with_context(|| format!("The secret {} cannot be made.", path.display())),
    }
}
