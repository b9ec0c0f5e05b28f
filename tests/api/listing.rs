//! `GET /users`: pages, orders, counts and members.

use std::collections::BTreeSet;

use rollcall_domain::users::{Field, FieldValue};
use rollcall_testkit::{Answer, Client, TestApp, on_both_engines};
use serde_json::Value;

const SORTS: [&str; 19] = [
    "last_name",
    "first_name",
    "username",
    "email",
    "id_number",
    "institution",
    "department",
    "city",
    "created_at",
    "last_access_at",
    "country",
    "language",
    "timezone",
    "auth_method",
    "status",
    "updated_at",
    "first_access_at",
    "suspended_until",
    "deleted_at",
];

fn text(value: &str) -> FieldValue {
    FieldValue::Text(value.to_owned())
}

/// Thirty people who share most of their values, and some who have none.
fn people_with_ties(app: &TestApp) -> usize {
    for number in 0..30_usize {
        let name = format!("t{number:02}");
        let mut fields = vec![
            (Field::FirstName, text(["Ana", "Ána", "Zoë"][number % 3])),
            (Field::LastName, text(["Øst", "ost", "Zeta", "élan"][number % 4])),
        ];
        if !number.is_multiple_of(3) {
            fields.push((Field::City, text(["Graz", "GRAZ", "Wien"][number % 3])));
            fields.push((Field::Department, text("Sales")));
        }
        app.people_with(&[(&name, &fields)]);
    }
    30
}

fn ids(pages: &[Answer]) -> Vec<String> {
    pages.iter().flat_map(|page| page.each("id")).collect()
}

#[track_caller]
fn each_exactly_once(found: &[String], expected: usize) {
    let distinct: BTreeSet<&String> = found.iter().collect();
    assert_eq!((found.len(), distinct.len()), (expected, expected));
}

fn walk(client: &Client, sort: &str, limit: &str) -> Vec<Answer> {
    client.pages("/users", &[("sort", sort), ("limit", limit)])
}

on_both_engines! {
    fn a_place_in_one_list_is_none_in_another(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 4);
        let asked = |more: &[(&str, &str)]| admin.query("/users", &[&[("limit", "2"), ("sort", "username")], more].concat());
        let cursor = asked(&[("filter", "username sw \"p\"")]).expect(200).text_of("next_cursor");
        asked(&[("filter", "username sw \"p\""), ("cursor", &cursor)]).expect(200);
        for other in [&[][..], &[("filter", "username co \"p\"")], &[("filter", "username sw \"p\""), ("q", "p")]] {
            asked(&[other, &[("cursor", &cursor)]].concat()).expect_problem(400, "invalid_cursor");
        }
    }

    fn every_order_in_both_directions_visits_each_account_once(app: TestApp) {
        let admin = app.administrator();
        let all = people_with_ties(&app) + 1;
        for sort in SORTS {
            let upwards = ids(&walk(&admin, sort, "7"));
            each_exactly_once(&upwards, all);
            let mut downwards = ids(&walk(&admin, &format!("-{sort}"), "7"));
            each_exactly_once(&downwards, all);
            downwards.reverse();
            assert_eq!(upwards, downwards, "{sort}");
            assert_eq!(upwards, ids(&walk(&admin, sort, "500")), "{sort}: the size of a page changes nothing");
        }
    }

    fn several_orders_at_once_in_different_directions_visit_each_account_once(app: TestApp) {
        let admin = app.administrator();
        let all = people_with_ties(&app) + 1;
        for sort in ["last_name,-created_at", "-city,first_name,-username", "-last_name,-first_name", "city,city"] {
            each_exactly_once(&ids(&walk(&admin, sort, "4")), all);
        }
    }

    fn names_are_ordered_without_case_and_accents_and_the_id_breaks_ties(app: TestApp) {
        let admin = app.administrator();
        people_with_ties(&app);
        let page = admin.query("/users", &[("sort", "last_name"), ("limit", "500")]).expect(200);
        let folded: Vec<String> = page.each("last_name").iter().map(|name| rollcall_domain::text::fold(name)).collect();
        assert!(folded.is_sorted(), "{folded:?}");
        let keyed: Vec<(String, String)> = folded.into_iter().zip(page.each("id")).collect();
        assert!(keyed.is_sorted());
        let default = admin.query("/users", &[("limit", "500")]).expect(200);
        let explicit = admin.query("/users", &[("sort", "last_name,first_name"), ("limit", "500")]).expect(200);
        assert_eq!(default.each("id"), explicit.each("id"));
    }

    fn states_are_ordered_by_name_and_who_has_nothing_comes_first(app: TestApp) {
        let admin = app.administrator();
        for (name, country) in [("ada", Some("SE")), ("bob", None), ("cleo", Some("AT"))] {
            let country = country.map_or(FieldValue::Null, text);
            app.people_with(&[(name, &[(Field::Country, country)])]);
        }
        admin.post_nothing(&format!("/users/{}/suspend", app.account("ada").id)).expect(200);
        let names = |sort: &str| -> Vec<String> {
            let page = admin.query("/users", &[("sort", sort), ("filter", "username ne \"root-admin\"")]).expect(200);
            page.each("username")
        };
        assert_eq!(names("country"), ["bob", "cleo", "ada"]);
        assert_eq!(names("-country"), ["ada", "cleo", "bob"]);
        assert_eq!(names("status,username"), ["bob", "cleo", "ada"]);
        assert_eq!(names("-status,username"), ["ada", "bob", "cleo"]);
        assert_eq!(names("auth_method,username"), ["bob", "cleo", "ada"], "who is suspended signs in by nologin");
    }

    fn the_deleted_are_ordered_by_when_they_were(app: TestApp) {
        let admin = app.administrator();
        for name in ["ada", "bob", "cleo"] {
            app.person(name);
        }
        for name in ["bob", "cleo", "ada"] {
            admin.send("DELETE", &format!("/users/{}", app.account(name).id), "", b"").expect(204);
            app.clock.advance(1_000);
        }
        let deleted = [("filter", "status eq \"deleted\""), ("sort", "-deleted_at"), ("limit", "1")];
        let names: Vec<String> = admin.pages("/users", &deleted).iter().flat_map(|page| page.each("username")).collect();
        assert_eq!(names, ["ada", "cleo", "bob"]);
    }

    fn people_who_come_meanwhile_disturb_nobody_who_was_there(app: TestApp) {
        let admin = app.administrator();
        let there: BTreeSet<String> = app.people("p", 40).iter().map(|person| person.id.to_string()).collect();
        let mut found = Vec::new();
        let mut cursor: Option<String> = None;
        for round in 0.. {
            let mut parameters = vec![("sort", "username"), ("limit", "5")];
            parameters.extend(cursor.as_deref().map(|cursor| ("cursor", cursor)));
            let page = admin.query("/users", &parameters).expect(200);
            found.extend(page.each("id"));
            app.people_with(&[(&format!("a-new-{round}"), &[]), (&format!("z-new-{round}"), &[])]);
            cursor = page.json["next_cursor"].as_str().map(str::to_owned);
            if cursor.is_none() || round > 50 {
                break;
            }
        }
        let distinct: BTreeSet<String> = found.iter().cloned().collect();
        assert_eq!(distinct.len(), found.len(), "nobody comes twice");
        assert!(there.is_subset(&distinct), "nobody is left out");
    }

    fn the_count_is_exact_whatever_the_page(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 12);
        let count = |parameters: &[(&str, &str)]| admin.query("/users", parameters).expect(200).json["total"].clone();
        assert_eq!(count(&[("count", "exact"), ("limit", "1")]), 13);
        assert_eq!(count(&[("count", "exact"), ("filter", "username sw \"p1\"")]), 3);
        assert_eq!(count(&[("count", "exact"), ("q", "p1")]), 3);
        assert!(count(&[("count", "estimate")]).is_i64());
        assert_eq!(count(&[("count", "estimate"), ("q", "p1")]), 3);
        assert_eq!(count(&[]), Value::Null);
        admin.query("/users", &[("count", "roughly")]).expect_problem(400, "invalid_parameter");
    }

    fn a_page_has_fifty_people_unless_told_otherwise(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 60);
        assert_eq!(admin.get("/users").expect(200).items().len(), 50);
        assert_eq!(admin.query("/users", &[("limit", "1")]).expect(200).items().len(), 1);
        assert_eq!(admin.query("/users", &[("limit", "500")]).expect(200).items().len(), 61);
        for limit in ["0", "501", "-1", "many", "99999999999999999999", "1.5"] {
            admin.query("/users", &[("limit", limit)]).expect_problem(400, "invalid_parameter");
        }
    }

    fn the_last_page_says_so_even_if_it_is_full(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 9);
        let sizes: Vec<usize> = walk(&admin, "username", "5").iter().map(|page| page.items().len()).collect();
        assert_eq!(sizes, [5, 5]);
    }

    fn members_can_be_chosen_and_the_id_is_always_there(app: TestApp) {
        let admin = app.administrator();
        app.person("anna");
        let page = admin.query("/users", &[("fields", "username, status"), ("filter", "username eq \"anna\"")]).expect(200);
        let members: Vec<&String> = page.items()[0].as_object().expect("an object").keys().collect();
        assert_eq!(members, ["id", "username", "status"]);
        admin.query("/users", &[("fields", "username,password_hash")]).expect_problem(400, "invalid_parameter");
    }

    fn a_cursor_that_belongs_elsewhere_is_refused(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 5);
        let page = admin.query("/users", &[("sort", "username"), ("limit", "2")]).expect(200);
        let cursor = page.text_of("next_cursor");
        admin.query("/users", &[("sort", "username"), ("cursor", &cursor)]).expect(200);
        for (sort, cursor) in [("-username", cursor.as_str()), ("email", cursor.as_str()), ("username", "made-up"), ("username", "e30")] {
            admin.query("/users", &[("sort", sort), ("cursor", cursor)]).expect_problem(400, "invalid_cursor");
        }
    }

    fn an_order_that_there_is_none_of_is_refused_with_those_there_are(app: TestApp) {
        let admin = app.administrator();
        for sort in ["shoe_size", "--username", "username;drop table users", "password_hash", ","] {
            let answer = admin.query("/users", &[("sort", sort)]).expect_problem(400, "unknown_sort");
            assert!(answer.text_of("detail").contains("last_access_at"));
        }
    }
}
