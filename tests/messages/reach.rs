//! Who may write to whom, and who finds whom.

use rollcall_testkit::{Client, PASSWORD, on_both_engines};
use serde_json::{Value, json};

use super::support::{inbox, two, write};
use crate::courses::support::{course, enrol};

fn found(client: &Client, q: &str) -> Vec<String> {
    client.query("/messages/recipients", &[("q", q)]).expect(200).each("full_name")
}

on_both_engines! {
    fn who_is_blocked_cannot_write_and_learns_no_more(app: TestApp) {
        let (anna, bea) = two(&app);
        write(&app, &anna, "bea", "x").expect(201);
        let annas = app.account("anna").id;
        bea.send("PUT", &format!("/me/blocks/{annas}"), "", b"").expect(204);
        let blocked = write(&app, &anna, "bea", "x").expect_problem(403, "cannot_be_messaged");
        assert_eq!(blocked.json["detail"], "This person cannot be messaged.");
        // Who has blocked somebody does not write to that person either.
        write(&app, &bea, "anna", "x").expect_problem(403, "cannot_be_messaged");
        assert_eq!(bea.get("/me/blocks").expect(200).items().len(), 1);
        bea.send("DELETE", &format!("/me/blocks/{annas}"), "", b"").expect(204);
        write(&app, &anna, "bea", "x").expect(201);
        bea.send("PUT", &format!("/me/blocks/{}", app.account("bea").id), "", b"").expect(422);
    }

    fn contacts_are_asked_and_accept(app: TestApp) {
        let (anna, bea) = two(&app);
        bea.patch("/me/preferences", &json!({ "who_may_message": "contacts" })).expect(200);
        write(&app, &anna, "bea", "x").expect_problem(403, "cannot_be_messaged");
        let (annas, beas) = (app.account("anna").id, app.account("bea").id);
        let asked = anna.send("PUT", &format!("/me/contacts/{beas}"), "", b"").expect(200);
        assert_eq!(asked.json["state"], "asked");
        assert_eq!(bea.get("/me/contacts").expect(200).items()[0]["state"], "asking");
        write(&app, &anna, "bea", "x").expect_problem(403, "cannot_be_messaged");
        let accepted = bea.send("PUT", &format!("/me/contacts/{annas}"), "", b"").expect(200);
        assert_eq!(accepted.json["state"], "accepted");
        assert_eq!(anna.get("/me/contacts").expect(200).items()[0]["state"], "accepted");
        write(&app, &anna, "bea", "x").expect(201);
        bea.send("DELETE", &format!("/me/contacts/{annas}"), "", b"").expect(204);
        assert_eq!(anna.get("/me/contacts").expect(200).items().len(), 0);
        write(&app, &anna, "bea", "x").expect_problem(403, "cannot_be_messaged");
        bea.send("DELETE", &format!("/me/contacts/{annas}"), "", b"").expect_problem(404, "not_found");
    }

    fn people_of_the_same_course_may_write_where_only_they_may(app: TestApp) {
        let admin = app.administrator();
        let (anna, bea) = two(&app);
        bea.patch("/me/preferences", &json!({ "who_may_message": "course_mates" })).expect(200);
        write(&app, &anna, "bea", "x").expect_problem(403, "cannot_be_messaged");
        let path = course(&admin, "C1");
        enrol(&admin, &app, &path, "anna", "learner");
        enrol(&admin, &app, &path, "bea", "learner");
        write(&app, &anna, "bea", "x").expect(201);
    }

    fn an_answer_is_always_possible_unless_one_is_blocked(app: TestApp) {
        let (anna, bea) = two(&app);
        anna.patch("/me/preferences", &json!({ "who_may_message": "contacts" })).expect(200);
        write(&app, &anna, "bea", "Please answer").expect(201);
        write(&app, &bea, "anna", "Yes").expect(201);
    }

    fn the_site_caps_what_people_may_choose(app: TestApp) {
        let admin = app.administrator();
        let (anna, bea) = two(&app);
        admin.patch("/settings", &json!({ "messaging.who_may": "contacts" })).expect(200);
        assert_eq!(bea.get("/me/preferences").expect(200).json["site_allows"], "contacts");
        write(&app, &anna, "bea", "x").expect_problem(403, "cannot_be_messaged");
        assert_eq!(found(&anna, &app.account("bea").first_name), [""; 0]);
        admin.patch("/settings", &json!({ "messaging.who_may": "friends" })).expect(422);
    }

    fn people_are_found_by_name_and_nothing_else(app: TestApp) {
        let admin = app.administrator();
        app.person("anna");
        let set = |name: &str, first: &str, last: &str| {
            app.person(name);
            let id = app.account(name).id;
            admin.patch(&format!("/users/{id}"), &json!({ "first_name": first, "last_name": last })).expect(200);
            id
        };
        set("zora.secret", "Łucja", "Größl");
        let blocked = set("mia", "Mia", "Größl");
        let gone = set("noa", "Noa", "Größl");
        admin.post(&format!("/users/{gone}/suspend"), &json!({})).expect(200);
        let anna = app.anonymous.signed_in("anna", PASSWORD);
        app.anonymous.signed_in("mia", PASSWORD).send("PUT", &format!("/me/blocks/{}", app.account("anna").id), "", b"").expect(204);
        assert_eq!(found(&anna, "grossl"), ["Łucja Größl"]);
        assert_eq!(found(&anna, "luc gro"), ["Łucja Größl"]);
        for hidden in ["zora", "secret", "zora.secret@example.org"] {
            assert_eq!(found(&anna, hidden), [""; 0], "{hidden}");
        }
        let page = anna.query("/messages/recipients", &[("q", "grossl")]).expect(200);
        let members: Vec<&String> = page.items()[0].as_object().into_iter().flat_map(|of| of.keys()).collect();
        assert_eq!(members, ["id", "full_name"]);
        assert_eq!(found(&anna, ""), [""; 0], "without a search one sees one's contacts");
        write(&app, &anna, "mia", "x").expect_problem(403, "cannot_be_messaged");
        assert!(!blocked.to_string().is_empty());
        write(&app, &anna, "noa", "x").expect_problem(403, "cannot_be_messaged");
    }

    fn who_was_deleted_or_never_was_cannot_be_written_to(app: TestApp) {
        let admin = app.administrator();
        let (anna, _) = two(&app);
        write(&app, &anna, "anna", "x").expect(422);
        anna.post("/messages", &json!({ "to": "0199a000-0000-7000-8000-000000000000", "body": "x" })).expect_problem(404, "not_found");
        let bea = app.account("bea").id;
        admin.send("DELETE", &format!("/users/{bea}"), "", b"").expect(204);
        let gone = anna.post("/messages", &json!({ "to": bea, "body": "x" }));
        assert!([403, 404].contains(&gone.status), "{}", gone.text);
        assert_eq!(inbox(&anna), Vec::<Value>::new());
    }
}
