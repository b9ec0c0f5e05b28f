//! A PostgreSQL of a test's own, to be broken.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::process::free_port;

const PATIENCE: Duration = Duration::from_secs(60);

/// A PostgreSQL server in a folder of its own; it goes with this value.
pub struct Cluster {
    folder: PathBuf,
    /// Where it listens.
    pub port: u16,
    _temporary: Option<tempfile::TempDir>,
}

/// The folder of PostgreSQL's programs, as the test command says.
fn programs() -> PathBuf {
    let folder = std::env::var_os("ROLLCALL_POSTGRES_PROGRAMS");
    folder.expect("ROLLCALL_POSTGRES_PROGRAMS is not set: run the tests with `cargo xtask test api`").into()
}

/// A program of PostgreSQL's, as a user that it does not refuse.
fn program(name: &str, folder: &Path) -> Command {
    let program = programs().join(name);
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n");
    let mut command = if is_root {
        let mut command = Command::new("setpriv");
        command.args(["--reuid", "postgres", "--regid", "postgres", "--clear-groups"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    command.current_dir(folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn hand_over(folder: &Path) {
    // Only root can, and only root has to.
    drop(Command::new("chown").arg("postgres").arg(folder).stderr(Stdio::null()).status());
}

impl Cluster {
    /// Makes a cluster in a temporary folder and starts it with these settings.
    pub fn start(settings: &[&str]) -> Self {
        let temporary = tempfile::Builder::new().prefix("rollcall-cluster-").tempdir().expect("a folder is made");
        let mut cluster = Self::start_in(temporary.path(), settings);
        cluster._temporary = Some(temporary);
        cluster
    }

    /// Makes a cluster in a folder that is there, and starts it.
    pub fn start_in(folder: &Path, settings: &[&str]) -> Self {
        hand_over(folder);
        let data = folder.join("data");
        let mut initdb = program("initdb", folder);
        initdb.arg("-D").arg(&data).args(["-U", "app", "-A", "trust", "-N", "--locale=C.UTF-8", "-E", "UTF8"]);
        initdb.arg("--wal-segsize=1");
        assert!(initdb.status().expect("initdb runs").success());
        let cluster = Self { folder: folder.to_owned(), port: free_port(), _temporary: None };
        let common = ["listen_addresses = '127.0.0.1'", "restart_after_crash = on", "wal_level = replica"];
        let port = format!("port = {}", cluster.port);
        let sockets = format!("unix_socket_directories = '{}'", folder.display());
        let lines: Vec<&str> =
            common.into_iter().chain([port.as_str(), sockets.as_str()]).chain(settings.iter().copied()).collect();
        cluster.configure(&lines);
        cluster.launch();
        cluster
    }

    /// Makes a streaming replica and starts it.
    pub fn replica(&self) -> Self {
        let temporary = tempfile::Builder::new().prefix("rollcall-replica-").tempdir().expect("a folder is made");
        hand_over(temporary.path());
        let replica = Self { folder: temporary.path().to_owned(), port: free_port(), _temporary: Some(temporary) };
        let mut backup = program("pg_basebackup", &replica.folder);
        backup.args(["-h", "127.0.0.1", "-U", "app", "-R", "-X", "stream", "-c", "fast", "-p", &self.port.to_string()]);
        assert!(backup.arg("-D").arg(replica.folder.join("data")).status().expect("pg_basebackup runs").success());
        replica.configure(&[
            &format!("port = {}", replica.port),
            &format!("unix_socket_directories = '{}'", replica.folder.display()),
            // A new primary does not wait for a standby.
            "synchronous_standby_names = ''",
        ]);
        replica.launch();
        replica
    }

    /// The URL of its database `postgres`.
    pub fn url(&self) -> String {
        Self::url_at(self.port)
    }

    /// The same through another port, such as a proxy's.
    pub fn url_at(port: u16) -> String {
        format!("postgres://app@127.0.0.1:{port}/postgres")
    }

    /// Adds settings; later ones go before earlier ones.
    pub fn configure(&self, lines: &[&str]) {
        let path = self.folder.join("data/postgresql.conf");
        let text = std::fs::read_to_string(&path).expect("the configuration is read");
        std::fs::write(&path, format!("{text}\n{}\n", lines.join("\n"))).expect("the configuration is written");
    }

    /// Takes the configuration over anew.
    pub fn reload(&self) {
        assert!(self.control(&["reload"]), "the configuration is taken over");
    }

    /// Starts the server, also after it was killed.
    pub fn launch(&self) {
        let began = Instant::now();
        // What a killed server has left behind may still be going, or come back by itself.
        while !self.answers() && !self.control(&["-w", "-t", "30", "-l", "log", "start"]) {
            assert!(began.elapsed() < PATIENCE, "PostgreSQL does not start:\n{}", self.log());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Ends the server at once, as a crash of the machine would.
    pub fn crash(&self) {
        self.control(&["-m", "immediate", "stop"]);
    }

    /// Makes a replica the primary.
    pub fn promote(&self) {
        assert!(self.control(&["-w", "promote"]), "the replica is promoted:\n{}", self.log());
    }

    /// SIGKILL to the first process of the server.
    pub fn kill_postmaster(&self) {
        let pid = std::fs::read_to_string(self.folder.join("data/postmaster.pid")).expect("the server runs");
        kill(pid.lines().next().unwrap_or_default());
    }

    /// Whether it answers.
    pub fn answers(&self) -> bool {
        let mut ask = program("pg_isready", &self.folder);
        ask.args(["-q", "-h", "127.0.0.1", "-U", "app", "-d", "postgres", "-p", &self.port.to_string()]);
        ask.status().is_ok_and(|status| status.success())
    }

    /// What it wrote to its log.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }

    fn control(&self, arguments: &[&str]) -> bool {
        let mut control = program("pg_ctl", &self.folder);
        control.arg("-D").arg(self.folder.join("data")).args(arguments).status().is_ok_and(|status| status.success())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.crash();
    }
}

/// SIGKILL.
pub fn kill(pid: &str) {
    drop(Command::new("kill").args(["-KILL", pid]).stderr(Stdio::null()).status());
}
