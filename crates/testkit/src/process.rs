//! The real program in a process of its own, to be killed.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::client::Client;

/// A running `rollcall serve`. Dropping it kills it.
pub struct Process {
    child: Child,
    /// Where it answers.
    pub address: String,
}

/// A free port.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    listener.local_addr().expect("the listener has an address").port()
}

/// The program to test, as the test command says.
pub fn program() -> String {
    std::env::var("ROLLCALL_BIN").expect("ROLLCALL_BIN is not set: run the tests with `cargo xtask test api`")
}

impl Process {
    /// Starts the program over a data folder, and over a database where a URL is given; returns once it answers.
    pub fn start(data: &Path, database_url: Option<&str>, environment: &[(&str, &str)]) -> Self {
        let mut command = Command::new(program());
        command.args(["serve", "--listen", "127.0.0.1:0"]).arg("--data").arg(data);
        command
            .env("ROLLCALL_ADMIN_PASSWORD", crate::PASSWORD)
            .env("RUST_LOG", "warn")
            .envs(environment.iter().copied());
        match database_url {
            Some(url) => command.env("DATABASE_URL", url),
            None => command.env_remove("DATABASE_URL"),
        };
        let log =
            std::fs::OpenOptions::new().create(true).append(true).open(data.join("log.txt")).expect("the log opens");
        let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().expect("the program starts");
        let mut lines = BufReader::new(child.stdout.take().expect("its output is read")).lines();
        let line = lines.find_map(|line| line.ok().filter(|line| line.contains("answers at")));
        let Some(line) = line else {
            let log = std::fs::read_to_string(data.join("log.txt")).unwrap_or_default();
            panic!("the program ended before it answered:\n{log}");
        };
        let address = line.rsplit(' ').next().unwrap_or_default().to_owned();
        Self { child, address }
    }

    /// A caller who is not signed in.
    pub fn client(&self) -> Client {
        Client::new(&self.address)
    }

    /// The id of the process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// SIGKILL: the process has no chance to do anything any more.
    pub fn kill(mut self) {
        self.child.kill().expect("the process is killed");
        self.child.wait().expect("the process is gone");
    }

    /// SIGTERM, and waits for the end; returns whether it was a good one.
    pub fn terminate(mut self, longest: Duration) -> bool {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args(["-TERM", &pid]).status().expect("kill runs");
        assert!(sent.success());
        let began = Instant::now();
        while began.elapsed() < longest {
            if let Some(status) = self.child.try_wait().expect("the process is waited for") {
                return status.success();
            }
            std::thread::yield_now();
        }
        false
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Killed already, where the test did it.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
