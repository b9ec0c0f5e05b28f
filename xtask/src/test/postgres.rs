//! A PostgreSQL of our own for tests and benches: in a temporary folder, on a free port, gone afterwards.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use crate::{command, tools};

/// Whom the server programs run as where we are root, which they refuse.
const USERS: [&str; 2] = ["postgres", "nobody"];
const PATIENCE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(50);

/// A running server; it ends with this value.
pub(crate) struct Cluster {
    server: Child,
    port: u16,
    _folder: TempDir,
}

impl Cluster {
    /// Makes a cluster for tests and waits until it answers. Nothing in it has to survive a power cut, and many test
    /// systems share the server.
    pub(crate) fn start() -> Result<Self> {
        Self::start_with(&["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=400"])
    }

    /// Makes a cluster that keeps what it has acknowledged, as one in use does.
    pub(crate) fn durable() -> Result<Self> {
        Self::start_with(&["shared_buffers=512MB", "max_wal_size=4GB"])
    }

    fn start_with(settings: &[&str]) -> Result<Self> {
        let programs = tools::postgres()?;
        let user = if command::is_root() { Some(unprivileged()?) } else { None };
        let folder = tempfile::Builder::new().prefix("rollcall-postgres-").tempdir()?;
        if let Some(user) = user {
            command::run(Command::new("chown").arg(user).arg(folder.path()))?;
        }
        let data = folder.path().join("data");
        let mut initdb = as_user(user, folder.path(), &programs.join("initdb"));
        initdb.arg("-D").arg(&data).args(["-U", "app", "-A", "trust", "-N"]);
        command::capture(initdb.args(["--locale=C.UTF-8", "-E", "UTF8"]))?;

        let port = free_port()?;
        let mut server = as_user(user, folder.path(), &programs.join("postgres"));
        server.arg("-D").arg(&data).arg("-k").arg(folder.path());
        server.args(["-c", "listen_addresses=127.0.0.1", "-p", &port.to_string()]);
        for setting in settings {
            server.args(["-c", setting]);
        }
        let log = folder.path().join("log");
        server.stdin(Stdio::null()).stdout(Stdio::null()).stderr(std::fs::File::create(&log)?);
        let server = server.spawn().context("cannot start PostgreSQL")?;
        let mut cluster = Self { server, port, _folder: folder };
        cluster.wait(&programs, &log)?;
        println!("PostgreSQL is at {}", cluster.url());
        Ok(cluster)
    }

    /// For the tests, which make databases of their own in it.
    pub(crate) fn url(&self) -> String {
        format!("postgres://app@127.0.0.1:{}/postgres", self.port)
    }

    fn wait(&mut self, programs: &Path, log: &Path) -> Result<()> {
        let start = Instant::now();
        let port = self.port.to_string();
        let ready = programs.join("pg_isready");
        while start.elapsed() < PATIENCE && self.server.try_wait()?.is_none() {
            let mut ask = Command::new(&ready);
            if command::succeeds(ask.args(["-q", "-h", "127.0.0.1", "-d", "postgres", "-U", "app", "-p", &port])) {
                return Ok(());
            }
            std::thread::sleep(PAUSE);
        }
        bail!("PostgreSQL did not start:\n{}", std::fs::read_to_string(log).unwrap_or_default())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // SIGINT is PostgreSQL's fast shutdown: it ends the connections and then itself.
        let stop = command::succeeds(Command::new("kill").args(["-INT", &self.server.id().to_string()]));
        if !stop {
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
    }
}

/// A command as the user, which is told to stop when this program dies without doing so itself.
fn as_user(user: Option<&str>, folder: &Path, program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "INT"]);
    if let Some(user) = user {
        command.args(["--reuid", user, "--regid", user, "--clear-groups"]);
    }
    command.arg(program).current_dir(folder);
    command
}

fn unprivileged() -> Result<&'static str> {
    let exists = |user: &&str| command::succeeds(Command::new("id").arg(user));
    USERS.into_iter().find(exists).context("PostgreSQL refuses to run as root, and there is no user postgres")
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind("127.0.0.1:0").context("no port is free on 127.0.0.1")?;
    Ok(listener.local_addr()?.port())
}
