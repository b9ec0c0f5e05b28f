//! Everybody as CSV, beside the engine's own tool that prints the same rows and columns.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rollcall_domain::db::Engine;

use crate::site::Site;
use crate::{load, measure};

/// What came of it.
#[derive(Debug)]
pub struct Figures {
    /// How many people were written.
    pub people: i64,
    /// Bytes of the file.
    pub bytes: u64,
    /// From the call to the last byte, each run.
    pub asked: Vec<Duration>,
    /// The tool's times.
    pub tool: Vec<Duration>,
    /// The program's peak memory in megabytes.
    pub memory: f64,
}

/// The fields of the export, and the columns that the tool prints.
const FIELDS: &str = "username,email,first_name,last_name,id_number,institution,department,city,country,auth_method,\
                      suspended,created_at,last_access_at";

/// Exports everybody, so many times.
pub fn run(site: &mut Site, runs: usize) -> Figures {
    let people = load::number(site.db(), "SELECT count(*) AS n FROM users WHERE deleted_at IS NULL");
    let mut figures = Figures { people, bytes: 0, asked: Vec::new(), tool: Vec::new(), memory: 0.0 };
    for _ in 0..runs {
        site.settle();
        let client = site.administrator();
        let began = Instant::now();
        let read = client.read_through(&format!("/users/export?format=csv&fields={FIELDS}"));
        figures.asked.push(began.elapsed());
        figures.memory = figures.memory.max(measure::peak_memory(site.process.id()));
        // A header, and nobody left out: no cell of these accounts has a line break.
        assert_eq!(read.lines, people as u64 + 1, "everybody is in the file");
        figures.bytes = read.bytes;
        site.settle();
        let began = Instant::now();
        print(site);
        figures.tool.push(began.elapsed());
        println!("export: {:?}, the engine's tool {:?}", figures.asked.last(), figures.tool.last());
    }
    figures
}

/// The middle one of some times.
pub fn median(times: &[Duration]) -> Duration {
    let mut times = times.to_vec();
    times.sort();
    times[times.len() / 2]
}

/// The engine's tool prints the same query; what it prints is read and thrown away.
fn print(site: &Site) {
    let query = format!("SELECT {FIELDS} FROM users WHERE deleted_at IS NULL");
    let mut tool = match site.engine {
        Engine::Sqlite => {
            let mut tool = Command::new("sqlite3");
            tool.args(["-readonly", "-csv", "-header"]).arg(site.file()).arg(query);
            tool
        }
        Engine::Postgres => {
            let mut tool = Command::new("psql");
            tool.arg("-qAt")
                .arg(site.url())
                .arg("-c")
                .arg(format!("COPY ({query}) TO STDOUT WITH (FORMAT csv, HEADER)"));
            tool
        }
    };
    let mut child = tool.stdout(Stdio::piped()).spawn().expect("the engine's tool is installed");
    let mut printed = child.stdout.take().expect("its output is read");
    std::io::copy(&mut printed, &mut std::io::sink()).expect("its output is read");
    assert!(child.wait().expect("it ends").success(), "the engine's tool prints the query");
}
