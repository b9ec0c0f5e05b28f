//! `filter=`: each operator on each kind of field. The expected people are the same on both engines.

use rollcall_domain::roles::RoleKey;
use rollcall_domain::users::{Field, FieldValue};
use rollcall_testkit::{Client, TestApp, on_both_engines};
use serde_json::json;

const HOUR: i64 = 3_600_000;

fn text(value: &str) -> FieldValue {
    FieldValue::Text(value.to_owned())
}

fn execute(app: &TestApp, sql: &str) {
    app.write(|conn| Ok(diesel::RunQueryDsl::execute(diesel::sql_query(sql), conn)?));
}

/// Five people: two with a department, one with wildcards in her fields, one who is Greek.
fn crowd(app: &TestApp) {
    app.people_with(&[
        (
            "ada",
            &[
                (Field::FirstName, text("Ada")),
                (Field::LastName, text("Łukasz")),
                (Field::Department, text("Sales")),
                (Field::Phone, text("+43 1")),
                (Field::Country, text("AT")),
                (Field::Description, text("ΜΆΪΟΣ in Þórshöfn")),
            ],
        ),
        (
            "bob",
            &[
                (Field::FirstName, text("Bob")),
                (Field::LastName, text("Sales")),
                (Field::Department, text("SALES East")),
                (Field::Address, text("Ærøvej 1\nВЕРХНЯЯ УЛИЦА")),
                (Field::AuthMethod, text("ldap")),
            ],
        ),
        (
            "cleo",
            &[(Field::City, text("100%")), (Field::Description, text("a_b\\c%")), (Field::ExternalId, text("X-1"))],
        ),
        ("dan", &[(Field::Confirmed, FieldValue::Bool(false)), (Field::MustChangePassword, FieldValue::Bool(true))]),
        ("eve", &[(Field::Suspended, FieldValue::Bool(true)), (Field::SuspensionReason, text("Left"))]),
    ]);
    execute(app, "UPDATE users SET created_at = 1750000000000 WHERE username = 'ada'");
    execute(
        app,
        "UPDATE users SET last_access_at = 1760000000000, first_access_at = 1750000000000, last_ip = '10.0.0.7' WHERE username = 'bob'",
    );
    execute(app, "UPDATE users SET suspended_until = 1900000000000 WHERE username = 'eve'");
    let cleo = app.account("cleo").id;
    app.write(|conn| rollcall_domain::users::administrators::assign(conn, cleo, RoleKey::AccountManager, 1));
}

fn found(client: &Client, filter: &str) -> String {
    let page = client.query("/users", &[("filter", filter), ("sort", "username"), ("count", "exact")]).expect(200);
    let names: Vec<String> = page.each("username").into_iter().filter(|name| name != "root-admin").collect();
    assert_eq!(page.json["total"], page.items().len(), "{filter}");
    names.join(" ")
}

#[track_caller]
fn finds(client: &Client, cases: &[(&str, &str)]) {
    for (filter, expected) in cases {
        assert_eq!(found(client, filter), *expected, "{filter}");
    }
}

on_both_engines! {
    fn texts_are_compared_without_case_and_accents(app: TestApp) {
        let admin = app.administrator();
        crowd(&app);
        finds(&admin, &[
            (r#"last_name eq "lukasz""#, "ada"),
            (r#"last_name eq "ŁUKASZ""#, "ada"),
            (r#"Last_Name EQ "łukasz""#, "ada"),
            (r#"last_name ne "lukasz""#, "bob cleo dan eve"),
            (r#"department co "ALES""#, "ada bob"),
            (r#"department sw "sales""#, "ada bob"),
            (r#"department ew "east""#, "bob"),
            (r#"department eq "sales""#, "ada"),
            (r#"last_name gt "dan""#, "ada bob eve"),
            (r#"last_name ge "dan""#, "ada bob dan eve"),
            (r#"last_name lt "dan""#, "cleo"),
            (r#"last_name le "dan""#, "cleo dan"),
            (r#"full_name co "ada luk""#, "ada"),
            (r#"full_name eq "bob sales""#, "bob"),
            (r#"full_name pr"#, "ada bob cleo dan eve"),
        ]);
    }

    fn texts_without_a_folded_column_are_compared_the_same(app: TestApp) {
        let admin = app.administrator();
        crowd(&app);
        finds(&admin, &[
            (r#"description co "μαιος""#, "ada"),
            (r#"description co "μάϊοσ IN""#, "ada"),
            (r#"description ew "þÓRSHÖFN""#, "ada"),
            (r#"description ew "thorshofn""#, "ada"),
            (r#"address sw "ærØVEJ""#, "bob"),
            (r#"address co "aerovej""#, "bob"),
            (r#"address co "верхняя улица""#, "bob"),
            (r#"country eq "at""#, "ada"),
            (r#"phone sw "+43""#, "ada"),
            (r#"suspension_reason eq "LEFT""#, "eve"),
            (r#"last_ip eq "10.0.0.7""#, "bob"),
        ]);
    }

    fn ids_of_other_systems_are_compared_letter_by_letter(app: TestApp) {
        let admin = app.administrator();
        crowd(&app);
        finds(&admin, &[
            (r#"external_id eq "X-1""#, "cleo"),
            (r#"external_id eq "x-1""#, ""),
            (r#"external_id ne "x-1""#, "ada bob cleo dan eve"),
            (r#"external_id sw "X-""#, "cleo"),
            (r#"external_id sw "x-""#, ""),
            (r#"external_id co "X""#, "cleo"),
            (r#"external_id co "x""#, ""),
            (r#"external_id co "%""#, ""),
            (r#"external_id ew "-1""#, "cleo"),
            (r#"external_id ew "an id that is longer than any""#, ""),
            (r#"external_id gt "W""#, "cleo"),
            (r#"external_id lt "Y""#, "cleo"),
            (r#"external_id pr"#, "cleo"),
        ]);
    }

    fn not_means_everybody_else_also_those_who_have_no_value(app: TestApp) {
        let admin = app.administrator();
        crowd(&app);
        finds(&admin, &[
            (r#"department pr"#, "ada bob"),
            (r#"not (department pr)"#, "cleo dan eve"),
            (r#"department eq null"#, "cleo dan eve"),
            (r#"department ne null"#, "ada bob"),
            (r#"department ne "sales""#, "bob cleo dan eve"),
            (r#"not (department co "sales")"#, "cleo dan eve"),
            (r#"country ne "at""#, "bob cleo dan eve"),
            (r#"not (country eq "at")"#, "bob cleo dan eve"),
            (r#"phone pr"#, "ada"),
            (r#"phone eq null"#, "bob cleo dan eve"),
            (r#"not (phone sw "+43")"#, "bob cleo dan eve"),
            (r#"not (last_access_at gt "2020-01-01")"#, "ada cleo dan eve"),
            (r#"last_access_at ne "2025-10-09T08:53:20Z""#, "ada cleo dan eve"),
            (r#"not (not (department pr))"#, "ada bob"),
            // What is not there comes before nothing.
            (r#"department le "zzz""#, "ada bob"),
            (r#"phone lt "a""#, "ada"),
            (r#"not (phone lt "a")"#, "bob cleo dan eve"),
        ]);
    }

    fn wildcards_in_values_are_letters(app: TestApp) {
        let admin = app.administrator();
        crowd(&app);
        finds(&admin, &[
            (r#"city eq "100%""#, "cleo"),
            (r#"city co "%""#, "cleo"),
            (r#"city sw "1%""#, ""),
            (r#"city co "_""#, ""),
            (r#"description co "a_b""#, "cleo"),
            (r#"description co "a%b""#, ""),
            (r#"description co "_b\\c%""#, "cleo"),
            (r#"description ew "%""#, "cleo"),
            (r#"username co "_""#, ""),
            (r#"username sw "%""#, ""),
        ]);
    }

    fn names_to_sign_in_with_and_addresses_are_compared_as_they_are_stored(app: TestApp) {
        let admin = app.administrator();
        crowd(&app);
        finds(&admin, &[
            (r#"username eq " ADA ""#, "ada"),
            (r#"username sw "A""#, "ada"),
            (r#"email ew "@EXAMPLE.ORG" and username ge "c""#, "cleo dan eve"),
            (r#"auth_method eq "LDAP""#, "bob"),
            (r#"auth_method ne "manual""#, "bob"),
        ]);
        let ada = app.account("ada").id;
        finds(&admin, &[
            (format!("id eq \"{ada}\"").as_str(), "ada"),
            (format!("id ne \"{ada}\"").as_str(), "bob cleo dan eve"),
            (r#"id eq "no-id""#, ""),
        ]);
    }

    fn truth_values_and_states(app: TestApp) {
        let admin = app.administrator();
        crowd(&app);
        let soon = rollcall_domain::Clock::now(&app.clock) + HOUR;
        execute(&app, &format!("UPDATE users SET locked_until = {soon} WHERE username IN ('cleo', 'eve')"));
        finds(&admin, &[
            (r#"suspended eq true"#, "eve"),
            (r#"suspended ne true"#, "ada bob cleo dan"),
            (r#"suspended eq false and confirmed eq false"#, "dan"),
            (r#"must_change_password pr"#, "dan"),
            (r#"never_accessed eq false"#, "bob"),
            (r#"never_accessed eq true"#, "ada cleo dan eve"),
            (r#"locked eq true"#, "cleo eve"),
            (r#"locked ne true"#, "ada bob dan"),
            (r#"status eq "active""#, "ada bob"),
            (r#"status eq "Suspended""#, "eve"),
            (r#"status eq "locked""#, "cleo"),
            (r#"status eq "unconfirmed""#, "dan"),
            (r#"status ne "active""#, "cleo dan eve"),
            (r#"status eq "deleted""#, ""),
        ]);
        app.clock.advance(2 * HOUR);
        let admin = app.anonymous.signed_in("root-admin", rollcall_testkit::PASSWORD);
        finds(&admin, &[(r#"locked eq true"#, ""), (r#"status eq "active""#, "ada bob cleo")]);
    }

    fn the_deleted_are_left_out_unless_they_are_named(app: TestApp) {
        let admin = app.administrator();
        crowd(&app);
        execute(&app, "UPDATE users SET deleted_at = 1 WHERE username = 'ada'");
        finds(&admin, &[
            (r#"username sw "a""#, ""),
            (r#"status eq "deleted""#, "ada"),
            (r#"status eq "deleted" or username eq "bob""#, "ada bob"),
            (r#"not (status eq "suspended")"#, "bob cleo dan"),
        ]);
        assert!(!admin.get("/users").expect(200).each("username").contains(&"ada".to_owned()));
    }

    fn roles_are_held_or_not(app: TestApp) {
        let admin = app.administrator();
        crowd(&app);
        finds(&admin, &[
            (r#"system_roles eq "account_manager""#, "cleo"),
            (r#"system_roles eq "ACCOUNT_MANAGER""#, "cleo"),
            (r#"system_roles ne "account_manager""#, "ada bob dan eve"),
            (r#"system_roles pr"#, "cleo"),
            (r#"system_roles eq "emperor""#, ""),
            (r#"system_roles.value eq "account_manager""#, "cleo"),
            (r#"system_roles[value eq "account_manager"]"#, "cleo"),
            (r#"system_roles[value ne "administrator"]"#, "cleo"),
            (r#"system_roles[value ne "account_manager"]"#, ""),
            (r#"not (system_roles[value eq "account_manager"])"#, "ada bob dan eve"),
            (r#"system_roles[value eq "emperor" or value pr]"#, "cleo"),
            (r#"system_roles[assigned_at lt "2000-01-01"]"#, "cleo"),
            (r#"system_roles[value eq "account_manager" and assigned_at gt "2000-01-01"]"#, ""),
            (r#"system_roles.assigned_at pr"#, "cleo"),
        ]);
    }

    fn times_are_compared_as_times(app: TestApp) {
        let admin = app.administrator();
        crowd(&app);
        finds(&admin, &[
            (r#"created_at gt "2025-01-01""#, "ada"),
            (r#"created_at ge "2025-06-15T15:06:40Z" and created_at le "2025-06-15T15:06:40Z""#, "ada"),
            (r#"created_at eq "2025-06-15T17:06:40+02:00""#, "ada"),
            (r#"created_at lt "2025-01-01""#, "bob cleo dan eve"),
            (r#"last_access_at pr"#, "bob"),
            (r#"last_access_at lt "2030-01-01""#, "bob"),
            (r#"last_access_at eq null"#, "ada cleo dan eve"),
            (r#"first_access_at pr"#, "bob"),
            (r#"first_access_at gt "2001-01-01""#, "bob"),
            (r#"suspended_until gt "2029-01-01""#, "eve"),
            (r#"suspended_until pr"#, "eve"),
        ]);
    }

    fn times_before_now_go_along_with_time(app: TestApp) {
        let admin = app.administrator();
        crowd(&app);
        let ten_days_ago = rollcall_domain::Clock::now(&app.clock) - 10 * 24 * HOUR;
        execute(&app, &format!("UPDATE users SET last_access_at = {ten_days_ago} WHERE username = 'cleo'"));
        execute(&app, &format!("UPDATE users SET last_access_at = {} WHERE username = 'bob'", ten_days_ago - HOUR));
        finds(&admin, &[
            (r#"username ne "root-admin" and last_access_at lt "-P10D""#, "bob cleo"),
            (r#"username ne "root-admin" and last_access_at le "-PT240H30M""#, "bob"),
            (r#"username ne "root-admin" and last_access_at gt "-P2W""#, "bob cleo"),
            (r#"last_access_at lt "-P1M""#, ""),
        ]);
        app.clock.advance(21 * 24 * HOUR);
        let admin = app.anonymous.signed_in("root-admin", rollcall_testkit::PASSWORD);
        finds(&admin, &[(r#"last_access_at lt "-P1M""#, "bob cleo"), (r#"last_access_at ge "-P1M""#, "")]);
    }

    fn versions_are_numbers_and_custom_fields_can_be_asked_for_as_a_whole(app: TestApp) {
        let admin = app.administrator();
        crowd(&app);
        admin.post("/profile-fields", &json!({ "name": "desk", "kind": "text" })).expect(201);
        let before = app.account("ada").version;
        let ada = format!("/users/{}", app.account("ada").id);
        admin.patch(&ada, &json!({ "profile": { "desk": "B 12" } })).expect(200);
        let version = app.account("ada").version;
        assert_eq!(version, before + 1);
        finds(&admin, &[
            (&format!("username eq \"ada\" and version eq {version}"), "ada"),
            (&format!("username eq \"ada\" and version gt {version}"), ""),
            (&format!("username eq \"ada\" and version le {version} and version ne {before}"), "ada"),
            ("profile pr", "ada"),
            ("profile eq null and username sw \"a\"", ""),
        ]);
        admin.patch(&ada, &json!({ "profile": { "desk": null } })).expect(200);
        finds(&admin, &[("profile pr", "")]);
    }

    fn groups_nest(app: TestApp) {
        let admin = app.administrator();
        crowd(&app);
        finds(&admin, &[
            (r#"username eq "ada" or username eq "bob" and suspended eq true"#, "ada"),
            (r#"(username eq "ada" or username eq "eve") and suspended eq true"#, "eve"),
            (r#"not (username eq "ada" or username eq "bob")"#, "cleo dan eve"),
        ]);
    }

    fn every_field_of_the_account_can_be_asked_for(app: TestApp) {
        let admin = app.administrator();
        crowd(&app);
        for attribute in rollcall_domain::filter::ACCOUNTS {
            found(&admin, &format!("{} pr", attribute.name()));
            found(&admin, &format!("not ({} pr)", attribute.name()));
        }
    }
}
