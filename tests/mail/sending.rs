//! Mails reach a server once, whatever it does.

use rollcall_domain::deliveries::{self, DeliveryKind, queue};
use rollcall_domain::{Clock, Millis};
use rollcall_testkit::{TestApp, on_both_engines};
use serde_json::json;

use super::server::Server;

const MINUTE: Millis = 60_000;
const DAY: Millis = 24 * 60 * MINUTE;

/// Has people told of a new username, each by a mail.
fn tell(app: &TestApp, names: &[&str]) {
    let mails: Vec<_> = names.iter().map(|name| (DeliveryKind::Renamed, app.person(name).id)).collect();
    app.write(|conn| deliveries::put_all(conn, &mails, app.clock.now()));
}

/// The counts that the API gives.
fn counted(app: &TestApp, name: &str) -> i64 {
    app.administrator_called("mara");
    let admin = app.anonymous.signed_in("mara", rollcall_testkit::PASSWORD);
    admin.get("/mail").expect(200).json[name].as_i64().expect("a number")
}

on_both_engines! {
    fn a_mail_that_was_not_taken_is_tried_again_and_one_refused_for_good_is_not(app: TestApp) {
        let (server, now) = (Server::start(), app.clock.now());
        let postman = server.postman();
        tell(&app, &["anna", "later", "never", "policy", "spam"]);
        assert_eq!(postman.deliver(&app.db, now).expect("it is tried"), 4, "one sent, three not taken for good");
        assert_eq!(server.recipients(), ["anna@example.org"]);
        assert_eq!(postman.deliver(&app.db, now).expect("it is tried"), 0, "the other waits for its pause");
        server.accept("later");
        assert_eq!(postman.deliver(&app.db, now + MINUTE).expect("it is tried"), 1);
        assert_eq!(server.recipients(), ["anna@example.org", "later@example.org"]);
        assert_eq!(postman.deliver(&app.db, now + 4 * DAY).expect("it is tried"), 0);
        let counts = app.read(|conn| queue::counts(conn, now));
        let of = |name: &str| counts.ended.iter().find(|(ending, _)| ending.name() == name).map_or(0, |(_, count)| *count);
        assert_eq!((of("sent"), of("bounced"), of("refused")), (2, 1, 2));
    }

    fn a_mail_whose_fate_is_unknown_is_sent_again_as_the_same_and_counted(app: TestApp) {
        let (server, now) = (Server::start(), app.clock.now());
        let postman = server.postman();
        tell(&app, &["anna", "lost"]);
        assert_eq!(postman.deliver(&app.db, now).expect("it is tried"), 1);
        server.accept("lost");
        assert_eq!(postman.deliver(&app.db, now + MINUTE).expect("it is tried"), 1);
        let lost: Vec<String> = server.taken().into_iter().filter(|(to, _)| to.starts_with("lost")).map(|(_, mail)| mail).collect();
        assert_eq!(lost.len(), 2);
        let id = |mail: &str| mail.lines().find(|line| line.starts_with("Message-ID")).map(str::to_owned).expect("an id");
        assert_eq!(id(&lost[0]), id(&lost[1]), "its receiver can tell that it is the same");
        assert_eq!(counted(&app, "unknown_ends"), 1);
    }

    fn a_mail_that_a_dead_node_had_claimed_is_sent_and_counted_as_unknown(app: TestApp) {
        let (server, now) = (Server::start(), app.clock.now());
        tell(&app, &["anna", "bea"]);
        let due = app.read(|conn| queue::due(conn, now, false, 10));
        let ids: Vec<_> = due.iter().map(|delivery| delivery.id).collect();
        assert_eq!(app.write(|conn| queue::claim(conn, &ids, now)).len(), 2);
        assert!(app.write(|conn| queue::claim(conn, &ids, now)).is_empty(), "nobody else claims them meanwhile");
        assert_eq!(server.postman().deliver(&app.db, now + MINUTE).expect("it is tried"), 0);
        assert_eq!(server.postman().deliver(&app.db, now + 6 * MINUTE).expect("it is tried"), 2);
        assert_eq!(server.recipients(), ["anna@example.org", "bea@example.org"]);
        assert_eq!(counted(&app, "unknown_ends"), 2);
    }

    fn a_connection_that_breaks_before_the_mail_costs_that_mail_an_attempt_only(app: TestApp) {
        let (server, now) = (Server::start(), app.clock.now());
        let postman = server.postman();
        tell(&app, &["early", "anna", "bea"]);
        assert_eq!(postman.deliver(&app.db, now).expect("it is tried"), 2);
        server.accept("early");
        assert_eq!(postman.deliver(&app.db, now + MINUTE).expect("it is tried"), 1);
        assert_eq!(server.recipients(), ["anna@example.org", "bea@example.org", "early@example.org"]);
        assert_eq!(counted(&app, "unknown_ends"), 0);
    }

    fn while_no_server_is_there_nothing_is_lost_and_nothing_given_up(app: TestApp) {
        let now = app.clock.now();
        let nobody = {
            let server = Server::start();
            let mut postman = server.postman();
            let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
            let address = listener.local_addr().expect("an address");
            drop(listener);
            postman.transport = std::sync::Arc::new(
                rollcall_domain::mail::Smtp::new(&format!("smtp://{address}"), "a@example.org").expect("an address"),
            );
            postman
        };
        tell(&app, &["anna", "bea"]);
        // For weeks.
        for day in 0..20 {
            assert_eq!(nobody.deliver(&app.db, now + day * DAY).expect("it is tried"), 0);
        }
        let server = Server::start();
        assert_eq!(server.postman().deliver(&app.db, now + 20 * DAY + MINUTE).expect("it is tried"), 2);
        assert_eq!(server.recipients(), ["anna@example.org", "bea@example.org"]);
    }

    fn many_mails_go_over_few_connections(app: TestApp) {
        let (server, now) = (Server::start(), app.clock.now());
        let postman = server.postman();
        let mails: Vec<_> = app.people("p", 100).into_iter().map(|person| (DeliveryKind::Renamed, person.id)).collect();
        app.write(|conn| deliveries::put_all(conn, &mails, now));
        let mut done = 0;
        while done < 100 {
            done += postman.deliver(&app.db, now).expect("they are sent");
        }
        assert_eq!(server.recipients().len(), 100);
        assert!(server.connections() <= 4, "{}", server.connections());
    }

    fn no_more_mails_are_sent_within_a_minute_than_the_site_allows(app: TestApp) {
        let server = Server::start();
        let postman = server.postman();
        let now = app.clock.now() / MINUTE * MINUTE;
        app.set("mail.per_minute", "5");
        app.set("mail.per_domain_per_minute", "3");
        let admin = app.administrator();
        let names: Vec<String> = (0..8).map(|at| format!("p{at}")).collect();
        for (at, name) in names.iter().enumerate() {
            let domain = if at % 2 == 0 { "example.org" } else { "example.net" };
            let body = json!({ "username": name, "email": format!("{name}@{domain}"), "first_name": "P", "last_name": "P" });
            admin.post("/users", &body).expect(201);
        }
        let mails: Vec<_> = names.iter().map(|name| (DeliveryKind::Renamed, app.account(name).id)).collect();
        app.write(|conn| deliveries::put_all(conn, &mails, now));
        let deliver_all = |at: Millis| while postman.deliver(&app.db, at).expect("it is tried") > 0 {};
        deliver_all(now);
        assert_eq!(server.recipients().len(), 5);
        let to = |domain: &str| server.recipients().iter().filter(|to| to.ends_with(domain)).count();
        assert!(to("example.org") <= 3 && to("example.net") <= 3);
        deliver_all(now + 30_000);
        assert_eq!(server.recipients().len(), 5, "the minute is not over");
        deliver_all(now + MINUTE);
        assert_eq!(server.recipients().len(), 8);
    }
}
