//! `GET /batches` and `GET /batches/{id}/rows`.

use rollcall_testkit::{Client, on_both_engines};
use serde_json::json;

use crate::batches::support::{at, plan, suspension};

on_both_engines! {
    fn the_latest_comes_first_and_pages_hold_each_batch_once(app: TestApp) {
        let admin = app.administrator();
        let mut made = Vec::new();
        for number in 0..7 {
            let name = format!("batch {number}");
            let batch = admin.waiting().upload("x.csv", b"username,suspended\np,1\n", &suspension(json!({ "name": name }))).expect(202);
            made.push(batch.text_of("id"));
            if number == 3 {
                app.clock.advance(5);
            }
        }
        let pages = admin.pages("/batches", &[("limit", "3")]);
        assert_eq!(pages.iter().map(|page| page.items().len()).collect::<Vec<_>>(), [3, 3, 1]);
        let found: Vec<String> = pages.iter().flat_map(|page| page.each("id")).collect();
        made.reverse();
        assert_eq!(found, made);
        assert_eq!(pages[0].items()[0]["created_by"]["username"], "root-admin");
        assert_eq!(pages[0].items()[0]["name"], "batch 6");
    }

    fn a_filter_narrows_the_list_and_its_count_on_every_page(app: TestApp) {
        let (admin, manager) = (app.administrator(), app.account_manager());
        app.people("p", 3);
        let make = |client: &Client, name: &str, rows: &str, apply: bool| {
            let settings = suspension(json!({ "name": name, "apply": apply }));
            let file = format!("username,suspended\n{rows}");
            client.waiting().upload("x.csv", file.as_bytes(), &settings).expect(202).text_of("id")
        };
        let applied = make(&admin, "Änderungen", "p0,1\np1,1\n", true);
        let planned = make(&manager, "leavers", "p2,1\n", false);
        let undo = admin.waiting().post_nothing(&format!("/batches/{applied}/undo")).expect(202).text_of("id");
        let found = |filter: &str| {
            let pages = admin.pages("/batches", &[("filter", filter), ("limit", "1"), ("count", "exact")]);
            let ids: Vec<String> = pages.iter().flat_map(|page| page.each("id")).collect();
            assert!(pages.iter().all(|page| page.json["total"] == ids.len()), "{filter}");
            ids
        };
        let all = [undo.clone(), planned.clone(), applied.clone()];
        for (filter, expected) in [
            ("", &all[..]),
            ("created_at ge \"-P1D\"", &all[..]),
            ("state eq \"Applied\"", &all[2..]),
            ("state eq \"planned\" and kind ne \"undo\"", &all[1..2]),
            ("affected gt 1", &[undo.clone(), applied.clone()]),
            ("name co \"änder\"", &[undo.clone(), applied.clone()]),
            ("name sw \"ander\" or created_by.username ne \"root-admin\"", &all[1..]),
            (&format!("undo_of eq \"{applied}\""), &all[..1]),
            ("undo_of pr or undone_by pr", &all[..1]),
            ("not (started_at pr)", &all[..2]),
            ("id eq \"nonsense\"", &[]),
            ("people eq \" P0 \"", &all[2..]),
            (&format!("people eq \"{}\" and kind eq \"file\"", app.account("p1").id), &all[2..]),
            ("people eq \"p2\"", &[]),
            ("people ne \"p0\"", &all[..2]),
            ("people pr", &all[2..]),
        ] {
            assert_eq!(found(filter), expected, "{filter}");
        }
        let wrong = admin.query("/batches", &[("filter", "state is \"x\"")]).expect_problem(400, "invalid_filter");
        assert_eq!(wrong.json["position"], 6);
        admin.query("/batches", &[("filter", "username eq \"x\"")]).expect_problem(400, "invalid_filter");
    }

    fn whoever_may_see_batches_sees_those_of_others(app: TestApp) {
        let (admin, manager) = (app.administrator(), app.account_manager());
        let batch = plan(&admin, "username,suspended\np,1\n");
        assert_eq!(manager.get("/batches").expect(200).each("id"), [batch.text_of("id")]);
        manager.get(&at(&batch, "/rows")).expect(200);
    }

    fn pages_of_rows_are_in_the_order_of_lines(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 6);
        let batch = plan(&admin, "username,suspended\np0,1\nx,1\np1,0\np2,1\ny,1\np3,1\n");
        let pages = admin.pages(&at(&batch, "/rows"), &[("limit", "4")]);
        let lines: Vec<String> = pages.iter().flat_map(|page| page.each("line")).collect();
        assert_eq!(lines, ["2", "3", "4", "5", "6", "7"]);
        let only = |outcome: &str| admin.query(&at(&batch, "/rows"), &[("outcome", outcome)]).expect(200).each("line");
        assert_eq!((only("suspend"), only("error"), only("unchanged")), (
            vec!["2".to_owned(), "5".to_owned(), "7".to_owned()], vec!["3".to_owned(), "6".to_owned()], vec!["4".to_owned()],
        ));
        assert_eq!(only("delete"), Vec::<String>::new());
    }

    fn parameters_that_cannot_be_are_refused(app: TestApp) {
        let admin = app.administrator();
        let batch = plan(&admin, "username,suspended\np,1\n");
        for path in ["/batches".to_owned(), at(&batch, "/rows")] {
            admin.get(&format!("{path}?cursor=nonsense")).expect_problem(400, "invalid_cursor");
            for limit in ["0", "501", "x"] {
                admin.get(&format!("{path}?limit={limit}")).expect_problem(400, "invalid_parameter");
            }
        }
        let answer = admin.get(&at(&batch, "/rows?outcome=party")).expect_problem(400, "invalid_parameter");
        assert!(answer.text_of("detail").contains("unchanged"));
    }

    fn batches_come_oldest_first_and_narrowed_where_that_is_asked_for(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let made: Vec<String> = (0..3).map(|_| plan(&admin, "username,suspended\np0,1\n").text_of("id")).collect();
        let pages = admin.pages("/batches", &[("sort", "created_at"), ("limit", "2"), ("fields", "state")]);
        let items: Vec<_> = pages.iter().flat_map(|page| page.items().clone()).collect();
        let expected: Vec<_> = made.iter().map(|id| serde_json::json!({ "id": id, "state": "planned" })).collect();
        assert_eq!(items, expected);
        admin.query("/batches", &[("sort", "shoe")]).expect_problem(400, "unknown_sort");
        admin.query("/batches", &[("fields", "shoe")]).expect_problem(400, "invalid_parameter");
    }

    fn a_misspelt_parameter_finds_nobody_instead_of_everybody(app: TestApp) {
        let admin = app.administrator();
        for path in ["/users", "/users/export", "/batches"] {
            let refused = admin.query(path, &[("fliter", "username eq \"p0\"")]).expect_problem(400, "invalid_parameter");
            assert!(refused.text_of("detail").starts_with("There is no parameter \"fliter\", there are \""), "{}", refused.text);
        }
    }
}
