//! People at their consoles while a large batch is planned and applied.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use rollcall_domain::db::Urgency;
use rollcall_testkit::PASSWORD;
use serde_json::json;

use crate::batch::Run;
use crate::rate::{self, Times};
use crate::site::Site;
use crate::{load, measure, suspending};

/// Rows of the batch.
const ROWS: usize = 500_000;
/// Calls a second: sign-ins, `GET /me`, pages of the list, suspensions of one person.
const RATES: [f64; 4] = [2.0, 20.0, 5.0, 5.0];

/// What came of it.
#[derive(Debug)]
pub struct Figures {
    /// The batch.
    pub run: Run,
    /// Its rows.
    pub rows: usize,
    /// The calls: what, at which rate, their times.
    pub calls: Vec<(&'static str, f64, Times)>,
    /// The same calls while nothing else happens.
    pub at_rest: Vec<(&'static str, f64, Times)>,
    /// One password's check on this machine at rest, in milliseconds.
    pub argon2: f64,
    /// Processor time of the program for one `GET /me`, in milliseconds.
    pub me_cpu: f64,
}

/// Runs the calls alone, then beside a batch.
pub fn run(site: &mut Site) -> Figures {
    let argon2 = argon2();
    let me_cpu = me_cpu(site);
    let resting = AtomicBool::new(false);
    let (at_rest, ()) = beside(site, &resting, 0, || thread::sleep(Duration::from_secs(8)));
    let rows = ROWS.min(site.accounts / 2);
    // Everybody is suspended or active as earlier works left them; the batch finds all of them active.
    let reset = format!(
        "UPDATE users SET suspended = {no}, auth_method = 'manual', previous_auth_method = NULL WHERE suspended",
        no = if site.engine == rollcall_domain::db::Engine::Sqlite { "0" } else { "false" }
    );
    site.db()
        .write(Urgency::Foreground, |conn| {
            if site.engine == rollcall_domain::db::Engine::Postgres {
                conn.batch_execute("SET LOCAL statement_timeout = 0")?;
            }
            Ok(conn.batch_execute(&reset)?)
        })
        .expect("everybody is active");
    site.settle();
    let done = AtomicBool::new(false);
    let (calls, run) = beside(site, &done, 10_000, || suspending::run_once(site, 1..rows + 1));
    for (what, rate, times) in &calls {
        println!(
            "{what}: {rate}/s, {} calls, p50 {:.0} ms, p99 {:.0} ms, worst {:.0} ms, {} failed",
            times.len(),
            times.percentile(50.0),
            times.percentile(99.0),
            times.percentile(100.0),
            times.failed
        );
    }
    Figures { run, rows, calls, at_rest, argon2, me_cpu }
}

/// The calls at their rates for as long as `work` takes. Those who are suspended one by one are the last accounts,
/// from `skip` on; the batch has the first half.
fn beside<T>(
    site: &Site,
    done: &AtomicBool,
    skip: usize,
    work: impl FnOnce() -> T,
) -> (Vec<(&'static str, f64, Times)>, T) {
    let client = site.administrator();
    let ids = ids(site, skip);
    thread::scope(|scope| {
        let sign_ins = scope.spawn(|| {
            let anonymous = site.process.client();
            rate::constant(RATES[0], 8, done, |_| anonymous.sign_in("admin", PASSWORD).status == 200)
        });
        let me = scope.spawn(|| rate::constant(RATES[1], 20, done, |_| client.get("/me").status == 200));
        let lists = scope.spawn(|| {
            rate::constant(RATES[2], 8, done, |number| {
                let letter = char::from(b'a' + (number % 26) as u8).to_string();
                client.query("/users", &[("filter", &format!("last_name sw \"{letter}\""))]).status == 200
            })
        });
        let suspensions = scope.spawn(|| {
            rate::constant(RATES[3], 8, done, |number| {
                let id = &ids[number % ids.len()];
                client.post(&format!("/users/{id}/suspend"), &json!({})).status == 200
            })
        });
        let value = work();
        done.store(true, Ordering::Relaxed);
        let times = |thread: thread::ScopedJoinHandle<'_, Times>| thread.join().expect("the calls are made");
        let calls = vec![
            ("sign-in", RATES[0], times(sign_ins)),
            ("GET /me", RATES[1], times(me)),
            ("page of the list", RATES[2], times(lists)),
            ("suspend one account", RATES[3], times(suspensions)),
        ];
        (calls, value)
    })
}

fn ids(site: &Site, skip: usize) -> Vec<String> {
    let query = format!(
        "SELECT CAST(id AS TEXT) AS text FROM users WHERE username > 'u{:07}' ORDER BY username LIMIT 10000",
        site.accounts / 2 + skip
    );
    load::texts(site.db(), &query)
}

/// The bare check of a password, the median of a few.
fn argon2() -> f64 {
    let passwords = rollcall_domain::auth::password::Passwords::new(1).expect("passwords can be checked");
    let hash = passwords.hash(PASSWORD).expect("a password hashes");
    let mut times: Vec<Duration> = (0..9)
        .map(|_| {
            let began = Instant::now();
            assert!(passwords.verify(PASSWORD, Some(&hash)));
            began.elapsed()
        })
        .collect();
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1_000.0
}

/// Processor time of the program for one `GET /me`.
fn me_cpu(site: &Site) -> f64 {
    const CALLS: u32 = 2_000;
    site.settle();
    let client = site.administrator();
    let pid = site.process.id();
    let before = measure::cpu(pid);
    for _ in 0..CALLS {
        client.get("/me").expect(200);
    }
    (measure::cpu(pid) - before).as_secs_f64() * 1_000.0 / f64::from(CALLS)
}
