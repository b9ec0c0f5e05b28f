//! How much memory a server holds when it has nothing to do: after its start, after small work, and after a file.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::measure;
use crate::site::Site;

/// Accounts that are made one by one.
const ACCOUNTS: usize = 3_000;
/// Those among them that get a password, which is judged and hashed.
const WITH_PASSWORD: usize = 30;
/// Rows of the file.
const ROWS: usize = 5_000;
/// How long the program is left alone before it is looked at.
const PAUSE: Duration = Duration::from_secs(15);

/// Resident memory in megabytes, when it rests.
#[derive(Debug)]
pub struct Figures {
    /// After the start and a sign-in.
    pub started: f64,
    /// After three thousand accounts were made one by one and a file was planned.
    pub worked: f64,
    /// That of it which is the program's own: the rest are pages of the program file, which the system can drop.
    pub own: f64,
    /// The most that it held in between.
    pub peak: f64,
    /// How long it took to make the accounts.
    pub making: Duration,
}

/// Works a little, and waits.
pub fn run(site: &mut Site) -> Figures {
    site.settle();
    let client = site.administrator();
    let started = at_rest(site);
    let began = Instant::now();
    for number in 0..ACCOUNTS {
        let mut person = json!({
            "username": format!("rest{number}"), "email": format!("rest{number}@example.org"),
            "first_name": format!("First {number}"), "last_name": "Resting",
        });
        if number % (ACCOUNTS / WITH_PASSWORD) == 0 {
            person["password"] = format!("a long phrase that nobody guesses {number}").into();
        }
        client.post("/users", &person).expect(201);
    }
    let making = began.elapsed();
    let rows = (0..ROWS).map(|number| format!("file{number},file{number}@example.org,First,Last {number}\n"));
    let file = "username,email,firstname,lastname\n".to_owned() + &rows.collect::<String>();
    let planned = client.waiting().upload("people.csv", file.as_bytes(), &json!({ "preset": "upsert" })).expect(202);
    assert_eq!(planned.json["state"], "planned", "{}", planned.text);
    let (worked, pid) = (at_rest(site), site.process.id());
    let (own, peak) = (measure::own_memory(pid), measure::peak_memory(pid));
    println!(
        "at rest: {started:.0} MB after the start, {worked:.0} MB after work ({own:.0} MB of its own), peak {peak:.0} MB"
    );
    Figures { started, worked, own, peak, making }
}

fn at_rest(site: &Site) -> f64 {
    site.settle();
    std::thread::sleep(PAUSE);
    measure::memory(site.process.id())
}
