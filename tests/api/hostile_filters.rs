//! Filters, searches and other parameters that mean harm: a 400 that says where, or nothing found; never a 500.

use std::time::Duration;

use rollcall_domain::users::{Field, FieldValue};
use rollcall_http::Options;
use rollcall_testkit::{Engine, TestApp, on_both_engines};
use serde_json::json;

on_both_engines! {
    fn a_wrong_filter_points_at_the_character(app: TestApp) {
        let admin = app.administrator();
        for (filter, position) in [
            ("username", 8), ("username is \"x\"", 9), ("shoe_size eq 4", 0), ("username eq x", 12),
            ("username eq \"x", 12), ("(username pr", 12), ("username pr)", 11), ("é eq \"x\"", 0),
            ("username eq \"é\" and shoe pr", 20), ("suspended eq \"yes\"", 13), ("created_at gt \"soon\"", 14),
            ("password_hash pr", 0), ("created_at eq \"99999-01-01\"", 14), ("not username pr", 4), ("and", 0),
            ("username eq \"\\u0000\"", 12), ("suspended gt true", 10), ("username eq 'x'", 12),
        ] {
            let answer = admin.query("/users", &[("filter", filter)]).expect(400);
            assert_eq!(answer.json["position"], json!(position), "{filter}: {}", answer.text);
            assert!(answer.json["code"].as_str().is_some_and(|code| code.contains("filter")), "{}", answer.text);
        }
    }

    fn what_looks_like_sql_is_a_value_like_any_other(app: TestApp) {
        let admin = app.administrator();
        app.person("anna");
        for value in [
            "' OR '1'='1", "x'; DROP TABLE users; --", "x\\\" or username pr or username eq \\\"", "%' --", "$1", "?1", "{}",
            "\\\\", "'||(SELECT 1)||'", "😀", "\\ud83d\\ude00",
        ] {
            for field in ["last_name", "username", "phone", "full_name", "id"] {
                for operator in ["eq", "co", "sw", "ew"] {
                    if field == "id" && operator != "eq" {
                        continue;
                    }
                    let filter = format!("{field} {operator} \"{value}\"");
                    let answer = admin.query("/users", &[("filter", &filter)]).expect(200);
                    assert!(answer.items().is_empty(), "{filter}: {}", answer.text);
                }
            }
        }
        assert_eq!(admin.query("/users", &[("count", "exact")]).expect(200).json["total"], 2);
    }

    fn filters_too_large_or_too_deep_are_refused(app: TestApp) {
        let admin = app.administrator();
        let deep = format!("{}username pr{}", "(".repeat(200), ")".repeat(200));
        let nots = format!("{}username pr{}", "not (".repeat(500), ")".repeat(500));
        let many = vec!["city pr"; 300].join(" or ");
        let long = format!("username eq \"{}\"", "x".repeat(20_000));
        for filter in [&deep, &nots, &many, &long] {
            let answer = admin.query("/users", &[("filter", filter)]);
            assert!([400, 414, 431].contains(&answer.status), "{} {}", answer.status, answer.text);
        }
        admin.get("/users").expect(200);
    }

    fn as_many_comparisons_and_as_deep_as_is_allowed_do_work(app: TestApp) {
        let admin = app.administrator();
        let many = vec!["(city pr and not (phone co \"x\"))"; 40].join(" or ");
        admin.query("/users", &[("filter", &many)]).expect(200);
        let deep = format!("{}username pr{}", "(".repeat(20), ")".repeat(20));
        assert_eq!(admin.query("/users", &[("filter", &deep)]).expect(200).items().len(), 1);
    }

    fn odd_parameters_are_refused_and_break_nothing(app: TestApp) {
        let admin = app.administrator();
        for query in ["filter=%00", "q=%00", "cursor=%00", "q=a%00b", "limit=%ff", "sort=%27", "fields=%00"] {
            let answer = admin.get(&format!("/users?{query}"));
            assert_eq!(answer.status, 400, "{query}: {}", answer.text);
            assert_eq!(answer.header("content-type").as_deref(), Some("application/problem+json"));
        }
        for query in ["q=%ff", "filter=", "q=", "cursor=", "sort=", "unknown=1"] {
            let status = admin.get(&format!("/users?{query}")).status;
            assert!([200, 400].contains(&status), "{query}: {status}");
        }
        let long = "q".repeat(5_000);
        let answer = admin.query("/users", &[("q", &long)]);
        assert!([200, 400, 414].contains(&answer.status), "{}", answer.text);
    }

    fn ids_that_are_none_name_nobody(app: TestApp) {
        let admin = app.administrator();
        for id in ["x", "%27", "..%2f..%2fetc", "00000000-0000-0000-0000-000000000000", "1", "null", "%F0%9F%98%80", "-1"] {
            for path in [format!("/users/{id}"), format!("/users/{id}/history"), format!("/batches/{id}"), format!("/batches/{id}/rows")] {
                admin.get(&path).expect_problem(404, "not_found");
            }
        }
    }
}

/// A list that takes too long is stopped and says so; lists that follow on the same connections are whole.
fn a_slow_list_is_stopped(engine: Engine) {
    let app = TestApp::start_with(
        engine,
        Options { longest_read: Duration::from_millis(1), requests_per_second: 100_000, ..Options::default() },
    );
    let admin = app.administrator();
    let words = FieldValue::Text("many different words ".repeat(100));
    let names: Vec<String> = (0..1_000).map(|number| format!("p{number}")).collect();
    let fields = [(Field::Description, words)];
    let people: Vec<(&str, &[(Field, FieldValue)])> = names.iter().map(|name| (name.as_str(), &fields[..])).collect();
    app.people_with(&people);
    for _ in 0..3 {
        let slow = [("filter", "description co \"zzz\" or address ew \"y\""), ("count", "exact")];
        let refused = admin.query("/users", &slow).expect_problem(422, "too_broad");
        assert_eq!(refused.json["errors"][0]["field"], "filter");
    }
    let id = app.account("p7").id;
    assert_eq!(admin.get(&format!("/users/{id}")).expect(200).json["username"], "p7");
}

#[test]
fn a_slow_list_is_stopped_on_sqlite() {
    a_slow_list_is_stopped(Engine::Sqlite);
}

#[test]
fn a_slow_list_is_stopped_on_postgres() {
    a_slow_list_is_stopped(Engine::Postgres);
}
