//! What a mail says, read by a parser of somebody else's.

use mail_parser::{HeaderValue, MessageParser, MimeHeaders};
use rollcall_domain::users::{Field, FieldValue};
use rollcall_testkit::{PASSWORD, TestApp, on_both_engines};

use super::support::announce;

/// Writes to anna; returns the mail.
fn mailed(app: &TestApp, subject: &str, body: &str) -> String {
    announce(app, &app.anonymous.signed_in("mara", PASSWORD), subject, body);
    app.mails().pop().expect("a mail")
}

on_both_engines! {
    fn a_mail_has_a_text_and_a_page_that_say_the_same(app: TestApp) {
        app.administrator_called("mara");
        app.person("anna");
        let mail = mailed(&app, "Grüße für {first_name}", "Dear {first_name},\n\n- see [the plan](https://example.org/plan)\n- **bring** tea");
        let parsed = MessageParser::default().parse(mail.as_bytes()).expect("a mail");
        assert!(parsed.subject().is_some_and(|subject| subject.starts_with("Grüße für ")), "{mail}");
        let (text, html) = (parsed.body_text(0).expect("a text"), parsed.body_html(0).expect("a page"));
        assert!(text.contains("- see the plan (https://example.org/plan)") && text.contains("- bring tea"), "{text}");
        assert!(html.contains("href=\"https://example.org/plan\"") && html.contains("<strong>bring</strong>"), "{html}");
        assert!(html.contains("lang=\"en\""), "{html}");
        let header = |name: &'static str| parsed.header(name).cloned();
        assert!(matches!(header("Auto-Submitted"), Some(HeaderValue::Text(text)) if text == "auto-generated"));
        assert!(header("List-Unsubscribe").is_some() && header("Reply-To").is_none());
        assert_eq!(parsed.parts.iter().filter(|part| part.content_type().is_some_and(|kind| kind.ctype() == "text")).count(), 2);
    }

    fn nothing_in_a_message_runs_and_no_name_forges_a_header(app: TestApp) {
        app.administrator_called("mara");
        let name = [(Field::LastName, FieldValue::Text("[x](http://evil.example)".to_owned()))];
        app.people_with(&[("anna", &name)]);
        let mail = mailed(&app, "For {full_name}", "Dear {full_name} <script>alert(1)</script>");
        let parsed = MessageParser::default().parse(mail.as_bytes()).expect("a mail");
        let html = parsed.body_html(0).expect("a page");
        assert!(!html.contains("<script") && !html.contains("href=\"http://evil.example"), "{html}");
        assert_eq!(parsed.to().and_then(|to| to.first()).and_then(|to| to.address()), Some("anna@example.org"));
    }

    fn people_are_told_in_their_language(app: TestApp) {
        let admin = app.administrator();
        let german = [(Field::Language, FieldValue::Text("de".to_owned()))];
        app.people_with(&[("anna", &german)]);
        admin.post_nothing(&format!("/users/{}/reset-password", app.account("anna").id)).expect(202);
        let mails = app.mails();
        let parsed = MessageParser::default().parse(mails[0].as_bytes()).expect("a mail");
        assert_eq!(parsed.subject(), Some("Wählen Sie ein neues Passwort"));
        let text = parsed.body_text(0).expect("a text");
        assert!(text.contains("Guten Tag") && text.contains("/password-reset#"), "{text}");
        assert!(parsed.body_html(0).is_some_and(|html| html.contains("lang=\"de\"")));
    }

    fn an_answer_to_the_mail_goes_to_its_sender_where_the_site_wants_it_so(app: TestApp) {
        app.administrator_called("mara");
        app.person("anna");
        app.set("mail.answers_to_sender", "true");
        let mail = mailed(&app, "News", "Hello");
        let parsed = MessageParser::default().parse(mail.as_bytes()).expect("a mail");
        assert_eq!(parsed.reply_to().and_then(|to| to.first()).and_then(|to| to.address()), Some("mara@example.org"));
    }
}
