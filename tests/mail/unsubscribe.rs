//! One click ends mails of a kind, and nothing else does.

use rollcall_testkit::{Answer, Client, TestApp, on_both_engines};

use super::support::announce;

/// The link that ends mails, below the API's root.
fn link(mail: &str) -> String {
    let unfolded = mail.replace("\r\n ", " ");
    let line = unfolded.lines().find(|line| line.starts_with("List-Unsubscribe:")).expect("a way out").to_owned();
    let (_, rest) = line.split_once("/api/v1").expect("a link to the API");
    rest.trim_end_matches('>').to_owned()
}

/// Writes to anna; returns the mails of this kind so far.
fn news(app: &TestApp, admin: &Client) -> Vec<String> {
    announce(app, admin, "News", "Hello");
    app.mails().into_iter().filter(|mail| mail.contains("News")).collect()
}

fn chosen(anna: &Client) -> Answer {
    anna.get("/me/notifications").expect(200)
}

on_both_engines! {
    fn a_link_in_the_mail_ends_mails_of_its_kind_by_a_post_only(app: TestApp) {
        app.person("anna");
        let (admin, anna) = (app.administrator(), app.anonymous.signed_in("anna", rollcall_testkit::PASSWORD));
        let mails = news(&app, &admin);
        assert_eq!(mails.len(), 1);
        assert!(mails[0].contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"), "{}", mails[0]);
        let link = link(&mails[0]);
        // Programs that look for viruses follow links.
        let page = app.anonymous.get(&link).expect(200);
        let page_text = String::from_utf8_lossy(&page.bytes).into_owned();
        assert!(page_text.contains("<form method=\"post\">"), "{page_text}");
        assert_eq!(news(&app, &admin).len(), 2, "looking changes nothing");
        for _ in 0..2 {
            let body = b"List-Unsubscribe=One-Click";
            app.anonymous.send("POST", &link, "application/x-www-form-urlencoded", body).expect(200);
        }
        assert_eq!(news(&app, &admin).len(), 2, "no further mail");
        assert_eq!(chosen(&anna).json["kinds"][1]["choice"], "in_app");
        assert_eq!(anna.get("/conversations").expect(200).items().len(), 3, "the messages are there all the same");
        // A link to a new password still comes.
        admin.post_nothing(&format!("/users/{}/reset-password", app.account("anna").id)).expect(202);
        assert!(app.mails().iter().any(|mail| mail.contains("password-reset#")));
        for wrong in ["x", "AAAA", &link[link.len() - 20..]] {
            app.anonymous.get(&format!("/mail/unsubscribe/{wrong}")).expect_problem(404, "not_found");
            app.anonymous.post_nothing(&format!("/mail/unsubscribe/{wrong}")).expect_problem(404, "not_found");
        }
    }

    fn mails_about_the_account_itself_have_no_way_out(app: TestApp) {
        let admin = app.administrator();
        app.person("anna");
        admin.post_nothing(&format!("/users/{}/reset-password", app.account("anna").id)).expect(202);
        let mails = app.mails();
        assert!(!mails[0].contains("List-Unsubscribe"), "{}", mails[0]);
    }

    fn where_the_site_leaves_no_choice_there_is_no_way_out(app: TestApp) {
        let admin = app.administrator();
        app.person("anna");
        app.set("notifications.bulk_message_locked", "true");
        let mails = news(&app, &admin);
        assert!(mails.len() == 1 && !mails[0].contains("List-Unsubscribe"), "{mails:?}");
    }
}
