//! Mails to many, beside a bare loop of the same library into the same catcher.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use lettre::Message;
use lettre::message::MultiPart;
use lettre::transport::smtp::client::SmtpConnection;
use lettre::transport::smtp::extension::ClientId;
use serde_json::json;

use crate::courses::made;
use crate::site::Site;

/// Mails of a run.
const MAILS: usize = 20_000;
/// The program keeps so many connections.
const CONNECTIONS: usize = 4;

/// What came of it.
#[derive(Debug)]
pub struct Figures {
    /// How many mails there were.
    pub mails: usize,
    /// From the first mail that the program's catcher took to the last.
    pub sent: Duration,
    /// The bare loop's time for as many.
    pub bare: Duration,
}

impl Figures {
    /// The program's pace, as a share of the bare loop's.
    pub fn share(&self) -> f64 {
        self.bare.as_secs_f64() / self.sent.as_secs_f64()
    }
}

/// Writes to many, with a copy by mail.
pub fn run(site: &mut Site) -> Figures {
    site.settle();
    site.first_block();
    let mails = MAILS.min(site.accounts / 6);
    let catcher = Catcher::open(site.mail_port);
    let client = site.administrator();
    let limits = json!({ "mail.per_minute": 0, "mail.per_domain_per_minute": 0 });
    client.patch("/settings", &limits).expect(200);
    let people = made(&site.next_block(mails));
    let at = rollcall_domain::time::format;
    let filter = format!("created_at ge \"{}\" and created_at lt \"{}\"", at(people.start), at(people.end));
    let settings = json!({ "subject": "News", "body": BODY, "email": true, "include_inactive": true, "apply": true });
    let selection = json!({ "action": "message", "target": { "filter": filter }, "settings": settings });
    let batch = client.waiting().post("/batches/selection", &selection).expect(202).json;
    let confirmed = json!({ "confirm_affected": batch["affected"] });
    client.post(&format!("/batches/{}/apply", batch["id"].as_str().unwrap_or_default()), &confirmed).expect(202);
    let sent = catcher.wait_for(mails);
    let size = catcher.size();
    catcher.forget();
    bare(site.mail_port, mails, size);
    let figures = Figures { mails, sent, bare: catcher.wait_for(mails) };
    println!("{figures:?}: {:.0} % of the bare loop, {size} bytes a mail", figures.share() * 100.0);
    figures
}

const BODY: &str =
    "Hello {first_name|there},\n\nthe office is closed on **Friday**. See [the plan](https://example.org/plan).";

/// Sends as many mails of about this size, over as many connections.
fn bare(port: u16, mails: usize, size: usize) {
    thread::scope(|scope| {
        for own in 0..CONNECTIONS {
            scope.spawn(move || {
                let hello = ClientId::default();
                let patience = Some(Duration::from_secs(30));
                let mut smtp = SmtpConnection::connect(("127.0.0.1", port), patience, &hello, None, None)
                    .expect("the catcher takes the connection");
                for number in (own..mails).step_by(CONNECTIONS) {
                    let text = "The office is closed on Friday.\n".repeat(size / 64);
                    let message = Message::builder()
                        .from("Rollcall <accounts@example.org>".parse().expect("an address"))
                        .to(format!("u{number}@example.org").parse().expect("an address"))
                        .subject("News")
                        .multipart(MultiPart::alternative_plain_html(text.clone(), text))
                        .expect("a message");
                    smtp.send(message.envelope(), &message.formatted()).expect("the catcher takes it");
                }
                let _ = smtp.quit();
            });
        }
    });
}

/// Takes every mail and keeps the times only.
struct Catcher {
    taken: Arc<Mutex<Vec<(Instant, usize)>>>,
}

impl Catcher {
    fn open(port: u16) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", port)).expect("the port is free");
        let taken = Arc::new(Mutex::new(Vec::new()));
        let shared = Arc::clone(&taken);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let taken = Arc::clone(&shared);
                // A connection that breaks ends by itself.
                thread::spawn(move || drop(talk(&stream, &taken)));
            }
        });
        Self { taken }
    }

    /// Waits for so many; the time from the first to the last.
    fn wait_for(&self, mails: usize) -> Duration {
        let began = Instant::now();
        loop {
            let taken = self.taken.lock().expect("no thread has failed");
            if let (Some((first, _)), Some((last, _))) = (taken.first(), taken.get(mails - 1)) {
                return *last - *first;
            }
            drop(taken);
            assert!(began.elapsed() < Duration::from_secs(600), "the mails do not arrive");
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// The size of a mail.
    fn size(&self) -> usize {
        self.taken.lock().expect("no thread has failed").first().map_or(0, |(_, size)| *size)
    }

    fn forget(&self) {
        self.taken.lock().expect("no thread has failed").clear();
    }
}

fn talk(stream: &TcpStream, taken: &Mutex<Vec<(Instant, usize)>>) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let (mut lines, mut out) = (BufReader::new(stream), stream);
    out.write_all(b"220 catcher\r\n")?;
    let mut line = String::new();
    loop {
        line.clear();
        if lines.read_line(&mut line)? == 0 {
            return Ok(());
        }
        match line.get(..4).unwrap_or_default().to_ascii_uppercase().as_str() {
            "EHLO" => out.write_all(b"250-catcher\r\n250 8BITMIME\r\n")?,
            "QUIT" => return out.write_all(b"221 bye\r\n"),
            "DATA" => {
                out.write_all(b"354 go on\r\n")?;
                let mut size = 0;
                loop {
                    line.clear();
                    size += lines.read_line(&mut line)?;
                    if line == ".\r\n" || line.is_empty() {
                        break;
                    }
                }
                taken.lock().expect("no thread has failed").push((Instant::now(), size));
                out.write_all(b"250 taken\r\n")?;
            }
            _ => out.write_all(b"250 fine\r\n")?,
        }
    }
}
