//! A mail server that does to a mail what the name of its recipient says.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use rollcall_domain::auth::Secret;
use rollcall_domain::auth::link::LinkKey;
use rollcall_domain::mail::{Postman, Smtp};

/// What the server has taken, and what it does otherwise.
#[derive(Clone, Default)]
struct Notes {
    taken: Arc<Mutex<Vec<(String, String)>>>,
    known: Arc<Mutex<Vec<String>>>,
    connections: Arc<Mutex<usize>>,
}

/// A mail server. It takes mail for everybody but those whose names begin so: `later` is put off (450), `never` is unknown (550 5.1.1),
/// `policy` is refused because of the sender (554 5.7.1), `spam` behind the mail (554 5.6.0), `early` loses the connection
/// before the mail, `lost` behind its last line, having taken it.
pub struct Server {
    address: SocketAddr,
    notes: Notes,
}

impl Server {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = listener.local_addr().expect("an address");
        let notes = Notes::default();
        let shared = notes.clone();
        // It ends with the process of the tests.
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let notes = shared.clone();
                *notes.connections.lock().expect("the count") += 1;
                std::thread::spawn(move || talk(stream, &notes));
            }
        });
        Self { address, notes }
    }

    /// Who carries mails to it.
    pub fn postman(&self) -> Postman {
        let secret = Secret::new("a secret for tests, long enough to be one").expect("a secret");
        let smtp =
            Smtp::new(&format!("smtp://{}", self.address), "Rollcall <accounts@example.org>").expect("an address");
        Postman {
            transport: Arc::new(smtp),
            links: LinkKey::new(&secret),
            base_url: "https://people.example.org".to_owned(),
        }
    }

    /// To whom the mails went that it has taken, sorted.
    pub fn recipients(&self) -> Vec<String> {
        let mut all: Vec<String> = self.taken().into_iter().map(|(recipient, _)| recipient).collect();
        all.sort();
        all
    }

    /// The mails that it has taken: to whom, and the text.
    pub fn taken(&self) -> Vec<(String, String)> {
        self.notes.taken.lock().expect("the notes").clone()
    }

    /// Takes mail for this name from now on.
    pub fn accept(&self, name: &str) {
        self.notes.known.lock().expect("the names").push(name.to_owned());
    }

    /// How often somebody has connected.
    pub fn connections(&self) -> usize {
        *self.notes.connections.lock().expect("the count")
    }
}

fn talk(stream: TcpStream, notes: &Notes) {
    let mut out = stream.try_clone().expect("a stream");
    let mut say = |text: &str| out.write_all(format!("{text}\r\n").as_bytes()).is_ok();
    say("220 ready");
    let (mut recipient, mut data): (String, Option<String>) = (String::new(), None);
    let is = |recipient: &str, name: &str| {
        let known = notes.known.lock().expect("the names");
        recipient.starts_with(name) && !known.iter().any(|known| recipient.starts_with(known.as_str()))
    };
    for line in BufReader::new(stream).lines().map_while(Result::ok) {
        if let Some(text) = &mut data {
            if line != "." {
                text.push_str(line.strip_prefix('.').unwrap_or(&line));
                text.push_str("\r\n");
                continue;
            }
            if is(&recipient, "spam") {
                data = None;
                say("554 5.6.0 not this one");
                continue;
            }
            let mail = (recipient.clone(), data.take().unwrap_or_default());
            notes.taken.lock().expect("the notes").push(mail);
            if is(&recipient, "lost") {
                return;
            }
            say("250 taken");
            continue;
        }
        let fine = match line.split([' ', ':']).next().unwrap_or_default().to_uppercase().as_str() {
            "EHLO" | "HELO" => say("250 here"),
            "RCPT" => {
                let address = line.split(':').nth(1).unwrap_or_default();
                recipient = address.trim().trim_matches(['<', '>']).to_owned();
                say(match () {
                    () if is(&recipient, "later") => "450 4.2.0 later",
                    () if is(&recipient, "never") => "550 5.1.1 nobody here is called so",
                    () if is(&recipient, "policy") => "554 5.7.1 your network is on a list",
                    () => "250 known",
                })
            }
            "DATA" if is(&recipient, "early") => return,
            "DATA" => {
                data = Some(String::new());
                say("354 go on")
            }
            "QUIT" => return,
            _ => say("250 fine"),
        };
        if !fine {
            return;
        }
    }
}
