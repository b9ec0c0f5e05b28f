//! `q=`: the quick search over name, username, e-mail and ID number.

use rollcall_domain::users::{Field, FieldValue};
use rollcall_testkit::{Client, TestApp, on_both_engines};

fn text(value: &str) -> FieldValue {
    FieldValue::Text(value.to_owned())
}

fn crowd(app: &TestApp) {
    let person = |first: &str, last: &str, number: &str| {
        [(Field::FirstName, text(first)), (Field::LastName, text(last)), (Field::IdNumber, text(number))]
    };
    app.people_with(&[
        ("jmueller", &person("Jürgen", "Müller", "A-1001")),
        ("lwalesa", &person("Lech", "Wałęsa", "A-1002")),
        ("zoe.oestergaard", &person("Zoë", "Østergård", "007")),
        ("strasser", &person("Ute", "Straße", "100%")),
        ("under_score", &person("Iwan", "Петров", "B_7")),
    ]);
}

fn found(client: &Client, q: &str) -> Vec<String> {
    let mut names = client.query("/users", &[("q", q)]).expect(200).each("username");
    names.sort();
    names
}

on_both_engines! {
    fn any_part_of_a_word_in_any_case_and_without_accents_finds(app: TestApp) {
        let admin = app.administrator();
        crowd(&app);
        for (q, expected) in [
            ("müller", "jmueller"), ("MULLER", "jmueller"), ("ulle", "jmueller"), ("gen mul", "jmueller"),
            ("walesa", "lwalesa"), ("WAŁĘSA", "lwalesa"), ("ostergard", "zoe.oestergaard"), ("Zoe", "zoe.oestergaard"),
            ("strasse ute", "strasser"), ("straße", "strasser"), ("петров", "under_score"), ("ПЕТР", "under_score"),
            ("A-1002", "lwalesa"), ("007", "zoe.oestergaard"), ("jmueller@example", "jmueller"), ("zo", "zoe.oestergaard"),
        ] {
            assert_eq!(found(&admin, q), [expected], "{q}");
        }
    }

    fn every_word_has_to_be_found_somewhere(app: TestApp) {
        let admin = app.administrator();
        crowd(&app);
        assert_eq!(found(&admin, "lech A-1002"), ["lwalesa"]);
        assert_eq!(found(&admin, "A-100"), ["jmueller", "lwalesa"]);
        assert_eq!(found(&admin, "lech müller"), Vec::<String>::new());
    }

    fn one_or_two_letters_are_enough(app: TestApp) {
        let admin = app.administrator();
        crowd(&app);
        assert_eq!(found(&admin, "ü")[0], "jmueller");
        assert_eq!(found(&admin, "_").len(), 1, "an underscore is an underscore");
        assert_eq!(found(&admin, "%"), ["strasser"]);
    }

    fn signs_that_mean_something_to_a_database_mean_themselves(app: TestApp) {
        let admin = app.administrator();
        crowd(&app);
        for q in ["\"", "'", "\\", "*", "a\" OR \"b", "NEAR(a b)", "' OR 1=1 --", "100_", "{x}", ":*", "^jm", "(", "AND", "😀😀😀"] {
            assert_eq!(found(&admin, q), Vec::<String>::new(), "{q}");
        }
        assert_eq!(found(&admin, "100%"), ["strasser"]);
        assert_eq!(found(&admin, "  ").len(), 6, "blanks search for nothing");
    }

    fn a_search_does_not_run_from_one_field_into_the_next(app: TestApp) {
        let admin = app.administrator();
        crowd(&app);
        assert_eq!(found(&admin, "muellerjmueller"), Vec::<String>::new());
        assert_eq!(found(&admin, "example.orga-1001"), Vec::<String>::new());
    }

    fn a_search_follows_a_rename_and_works_with_a_filter(app: TestApp) {
        let admin = app.administrator();
        crowd(&app);
        let id = app.account("lwalesa").id;
        admin.patch(&format!("/users/{id}"), &serde_json::json!({ "last_name": "Kowalski" })).expect(200);
        assert_eq!(found(&admin, "kowal"), ["lwalesa"]);
        assert_eq!(found(&admin, "walesa").len(), 1, "the username and e-mail address still hold it");
        let both = admin.query("/users", &[("q", "A-100"), ("filter", "last_name sw \"k\"")]).expect(200);
        assert_eq!(both.each("username"), ["lwalesa"]);
    }

    fn pages_of_a_search_visit_each_account_once(app: TestApp) {
        let admin = app.administrator();
        app.people("someone", 23);
        let pages = admin.pages("/users", &[("q", "someone"), ("limit", "5"), ("sort", "-username")]);
        let names: Vec<String> = pages.iter().flat_map(|page| page.each("username")).collect();
        assert_eq!(names.len(), 23);
        assert!(names.iter().rev().is_sorted());
    }
}
