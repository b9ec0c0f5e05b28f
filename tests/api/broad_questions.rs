//! Questions that would read very much: answered by whichever plan is quick, or refused with what would be narrower.

use std::collections::BTreeSet;
use std::time::Duration;

use rollcall_domain::users::{Field, FieldValue};
use rollcall_http::Options;
use rollcall_testkit::{Client, Engine, TestApp, on_both_engines};

fn text(value: &str) -> FieldValue {
    FieldValue::Text(value.to_owned())
}

const FIRST: [&str; 5] = ["Anna", "Bela", "Susanna", "Dana", "Johanna"];
const LAST: [&str; 4] = ["Berg", "Steinberger", "Holm", "Bergmann"];

/// Three hundred people, whose names many of them have.
fn crowd(app: &TestApp) {
    let people: Vec<(String, [(Field, FieldValue); 3])> = (0..300)
        .map(|number| {
            let fields = [
                (Field::FirstName, text(FIRST[number % 5])),
                (Field::LastName, text(LAST[number / 5 % 4])),
                (Field::Department, text(&format!("Department {}", number % 7))),
            ];
            (format!("p{number:03}"), fields)
        })
        .collect();
    let people: Vec<(&str, &[(Field, FieldValue)])> =
        people.iter().map(|(name, fields)| (name.as_str(), &fields[..])).collect();
    app.people_with(&people);
}

fn all(client: &Client, parameters: &[(&str, &str)]) -> Vec<String> {
    let pages = client.pages("/users", &[parameters, &[("limit", "17")]].concat());
    pages.iter().flat_map(|page| page.each("username")).collect()
}

/// A server that gives up at once.
fn hasty(engine: Engine) -> TestApp {
    let options = Options { longest_read: Duration::ZERO, requests_per_second: 100_000, ..Options::default() };
    TestApp::start_with(engine, options)
}

#[track_caller]
fn refused(client: &Client, parameters: &[(&str, &str)], field: &str, advice: &str) {
    let answer = client.query("/users", parameters).expect_problem(422, "too_broad");
    assert_eq!(answer.json["errors"][0]["field"], field, "{}", answer.text);
    assert!(answer.text_of("detail").contains(advice), "{}", answer.text);
}

on_both_engines! {
    fn a_search_for_two_words_that_many_have_finds_each_once_in_any_order_and_depth(app: TestApp) {
        let admin = app.administrator();
        crowd(&app);
        for sort in ["last_name,first_name", "-created_at", "username", "-department", "status", "city,-last_access_at"] {
            for (q, expected) in [("anna berg", 135), ("berg", 225), ("an be", 195), ("an", 255), ("Anna holm", 45)] {
                let found = all(&admin, &[("q", q), ("sort", sort)]);
                assert_eq!(found.len(), expected, "{q} by {sort}");
                assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), expected, "{q} by {sort}");
                let counted = admin.query("/users", &[("q", q), ("count", "exact"), ("limit", "1")]).expect(200);
                assert_eq!(counted.json["total"], expected, "{q}");
            }
        }
        let sorted = all(&admin, &[("q", "anna berg"), ("sort", "-username")]);
        assert!(sorted.windows(2).all(|two| two[0] > two[1]), "{sorted:?}");
    }

    fn a_count_leaves_the_deleted_out_as_the_list_does(app: TestApp) {
        let admin = app.administrator();
        crowd(&app);
        for name in ["p001", "p008"] {
            let path = format!("/users/{}", app.account(name).id);
            admin.send("DELETE", &path, "application/json", b"").expect(204);
        }
        for (filter, expected) in [
            ("department eq \"Department 1\"", 41), ("suspended eq false", 299), ("status eq \"deleted\"", 2),
            ("email ew \"@example.org\" and department eq \"Department 1\"", 41), ("deleted_at pr", 2),
        ] {
            let counted = admin.query("/users", &[("filter", filter), ("count", "exact"), ("limit", "500")]).expect(200);
            assert_eq!(counted.json["total"], expected, "{filter}");
            assert_eq!(counted.items().len(), expected, "{filter}");
        }
        assert_eq!(admin.query("/users", &[("count", "exact"), ("limit", "1")]).expect(200).json["total"], 299);
    }
}

#[test]
fn what_takes_too_long_is_refused_with_what_would_be_narrower() {
    let app = hasty(Engine::Sqlite);
    let admin = app.administrator();
    crowd(&app);
    refused(&admin, &[("filter", "email co \"x\"")], "filter", "\"sw\" in the place of \"co\"");
    refused(&admin, &[("filter", "email ew \"x@uni.example\"")], "filter", "email ew \"@example.org\"");
    refused(&admin, &[("filter", "phone sw \"+43\"")], "filter", "No index finds accounts by phone.");
    refused(&admin, &[("q", "an")], "q", "Write three letters or more.");
    refused(&admin, &[("q", "anna"), ("sort", "timezone")], "sort", "Sort by one field of");
    refused(&admin, &[("sort", "timezone")], "sort", "Sort by one field of");
    refused(&admin, &[("q", "anna berg")], "q", "such as a name, a username, a department or a city");
    admin
        .get("/users/export?format=csv&filter=department%20eq%20%22Department%201%22")
        .expect_problem(422, "too_broad");
    let one = admin.get(&format!("/users/{}", app.account("p007").id)).expect(200);
    assert_eq!(one.json["username"], "p007", "what is found by its id is found");
}
