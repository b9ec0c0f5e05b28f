//! Mails to a server that others have written, by TLS and with a password, read by a parser that others have written.

use std::io::{BufRead, BufReader, Lines};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;

use rollcall_domain::auth::Secret;
use rollcall_domain::auth::link::LinkKey;
use rollcall_domain::deliveries::{self, DeliveryKind, queue};
use rollcall_domain::mail::{Postman, Smtp};
use rollcall_domain::{Clock, Error};
use rollcall_testkit::on_both_engines;
use serde_json::{Value, json};

use super::support::announce;

/// The server, and what it says.
struct Foreign {
    process: Child,
    says: Lines<BufReader<ChildStdout>>,
    port: u64,
    folder: tempfile::TempDir,
}

impl Foreign {
    /// Starts it; `wrapped` for TLS from the first byte.
    fn start(way: &str) -> Self {
        let packages = std::env::var("ROLLCALL_NODE_MODULES");
        let packages = packages.expect("ROLLCALL_NODE_MODULES is not set: run the tests with `cargo xtask test api`");
        let folder = tempfile::tempdir().expect("a folder is made");
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate is made");
        let (key, certificate) = (folder.path().join("key.pem"), folder.path().join("certificate.pem"));
        std::fs::write(&key, made.signing_key.serialize_pem()).expect("the key is written");
        std::fs::write(&certificate, made.cert.pem()).expect("the certificate is written");
        let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("mail/foreign/server.mjs");
        let mut command = Command::new("node");
        command.arg(script).args([PathBuf::from(packages), key, certificate]).arg(way).stdout(Stdio::piped());
        let mut process = command.spawn().expect("node starts");
        let mut says = BufReader::new(process.stdout.take().expect("its output")).lines();
        let first: Value = serde_json::from_str(&says.next().expect("a line").expect("it is read")).expect("JSON");
        let port = first["port"].as_u64().expect("a port");
        Self { process, says, port, folder }
    }

    /// Sends mails there.
    fn postman(&self, scheme: &str, user: &str, query: &str) -> Postman {
        let smtp = self.smtp(scheme, user, query).expect("the address is good");
        let secret = Secret::new("a secret for tests, long enough to be one").expect("a secret");
        Postman {
            transport: Arc::new(smtp),
            links: LinkKey::new(&secret),
            base_url: "https://rollcall.example.org".to_owned(),
        }
    }

    fn smtp(&self, scheme: &str, user: &str, query: &str) -> Result<Smtp, Error> {
        let url = format!("{scheme}://{user}@localhost:{}{query}", self.port);
        Smtp::new(&url, "Rollcall Søuth <accounts@example.org>")
    }

    /// The option that has its certificate trusted.
    fn ca(&self) -> String {
        format!("ca={}", self.folder.path().join("certificate.pem").display())
    }

    /// The next mail, as the server's parser reads it.
    fn mail(&mut self) -> Value {
        serde_json::from_str(&self.says.next().expect("a line").expect("it is read")).expect("JSON")
    }
}

impl Drop for Foreign {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

const USER: &str = "rollcall:p%40ss%20word";

on_both_engines! {
    fn a_message_arrives_by_starttls_with_its_text_its_page_and_the_way_out(app: TestApp) {
        let mut server = Foreign::start("starttls");
        app.person("anna");
        let admin = app.administrator();
        announce(&app, &admin, "Grüße: <b>Treffen</b>", "Hello **there**, see [the plan](https://example.org/plan).\n\n.\n\nÄnde");
        let postman = server.postman("smtp", USER, &format!("?tls=required&{}", server.ca()));
        assert_eq!(postman.deliver(&app.db, app.clock.now()).expect("it is sent"), 1);
        let mail = server.mail();
        let told = ["secure", "user", "subject", "from"].map(|name| mail[name].clone());
        let from = json!("\"Rollcall Søuth\" <accounts@example.org>");
        assert_eq!(told, [json!(true), json!("rollcall"), json!("Grüße: <b>Treffen</b>"), from], "{mail:#}");
        assert_eq!(mail["to"], json!(["anna@example.org"]));
        let (text, page) = (mail["text"].as_str().expect("a text"), mail["html"].as_str().expect("a page"));
        // A line with nothing but a dot is one, and no end.
        assert!(text.contains("\n.\n") && text.contains("Ände") && text.contains("https://example.org/plan"), "{text}");
        assert!(page.contains("<strong>there</strong>") && page.contains("href=\"https://example.org/plan\""), "{page}");
        assert!(mail["message_id"].as_str().is_some_and(|id| id.starts_with('<')));
        assert!(mail["unsubscribe"].as_str().is_some_and(|header| header.contains("<https://rollcall.example.org/")), "{mail:#}");
        assert_eq!(mail["unsubscribe_post"], "List-Unsubscribe-Post: List-Unsubscribe=One-Click");
    }

    fn a_refused_recipient_is_a_bounce_and_others_get_their_mails_over_the_same_connection(app: TestApp) {
        let mut server = Foreign::start("wrapped");
        let mails: Vec<_> = ["anna", "never", "bert"].iter().map(|name| (DeliveryKind::Renamed, app.person(name).id)).collect();
        app.write(|conn| deliveries::put_all(conn, &mails, app.clock.now()));
        let postman = server.postman("smtps", USER, &format!("?{}", server.ca()));
        assert_eq!(postman.deliver(&app.db, app.clock.now()).expect("they are sent"), 3);
        let mut arrived = [server.mail(), server.mail()].map(|mail| mail["to"][0].as_str().unwrap_or_default().to_owned());
        arrived.sort();
        assert_eq!(arrived, ["anna@example.org", "bert@example.org"]);
        let counts = app.read(|conn| queue::counts(conn, app.clock.now()));
        let bounced = counts.ended.iter().find(|(ending, _)| ending.name() == "bounced").map(|(_, count)| *count);
        assert_eq!(bounced, Some(1));
    }

    fn nothing_goes_to_a_server_whose_certificate_is_unknown_or_that_refuses_the_password(app: TestApp) {
        let server = Foreign::start("starttls");
        let mails = [(DeliveryKind::Renamed, app.person("anna").id)];
        app.write(|conn| deliveries::put_all(conn, &mails, app.clock.now()));
        let unknown = server.postman("smtp", USER, "?tls=required");
        assert_eq!(unknown.deliver(&app.db, app.clock.now()).expect("it is tried"), 0);
        let refused = server.postman("smtp", "rollcall:wrong", &format!("?tls=required&{}", server.ca()));
        assert_eq!(refused.deliver(&app.db, app.clock.now() + 60_000).expect("it is tried"), 0);
        let counts = app.read(|conn| queue::counts(conn, app.clock.now()));
        assert_eq!(counts.ended.iter().map(|(_, count)| count).sum::<i64>(), 0, "it waits");
        assert!(server.smtp("smtp", USER, "?tls=required&ca=/nowhere.pem").is_err());
    }
}
