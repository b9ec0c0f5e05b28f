//! 33 questions to the list of accounts, over HTTP and as bare SQL that a person who knows the tables would write.

use std::time::Instant;

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::Text;
use rollcall_domain::db::Engine;
use uuid::Uuid;

use crate::rate::Times;
use crate::site::Site;

/// How often each is asked.
const TIMES: usize = 100;
/// Accounts of a page; one more tells whether there is another.
const PAGE: &str = "LIMIT 51";

/// What came of a question.
#[derive(Debug)]
pub struct Figures {
    /// The question.
    pub name: &'static str,
    /// Over HTTP.
    pub asked: Times,
    /// Of the engine itself.
    pub bare: Times,
}

/// A question with its parameters and its SQL.
struct Question {
    name: &'static str,
    parameters: Vec<(&'static str, String)>,
    sql: String,
}

fn questions(site: &Site) -> Vec<Question> {
    let live = "deleted_at IS NULL";
    let page =
        |condition: &str, order: &str| format!("SELECT * FROM users WHERE {live} {condition} ORDER BY {order} {PAGE}");
    let by_name = "last_name_key, first_name_key, id";
    let ask = |name, parameters: &[(&'static str, &str)], sql: String| Question {
        name,
        parameters: parameters.iter().map(|(key, value)| (*key, (*value).to_owned())).collect(),
        sql,
    };
    let contains = |column: &str, text: &str| match site.engine {
        Engine::Postgres => format!("AND {column} LIKE '%{text}%'"),
        Engine::Sqlite => format!("AND instr({column}, '{text}') > 0"),
    };
    let search = |word: &str| match site.engine {
        Engine::Postgres => {
            format!("AND id IN (SELECT user_id FROM users_search WHERE users_search.search_key LIKE '%{word}%')")
        }
        Engine::Sqlite => {
            let letters: Vec<char> = word.chars().collect();
            let trigrams: Vec<String> =
                letters.windows(3).map(|three| format!("\"{}\"", three.iter().collect::<String>())).collect();
            let both = contains("search_key", word);
            format!(
                "AND seq IN (SELECT rowid FROM users_search WHERE users_search MATCH '{}') {both}",
                trigrams.join(" AND ")
            )
        }
    };
    let desk = "SELECT user_id FROM profile_values WHERE field_id = '00000000-0000-7000-8000-000000000001'";
    let deep = cursor("last_name,first_name", &["rosendorf", "mara"]);
    let deep_sql = page(
        "AND (last_name_key, first_name_key, id) > ('rosendorf', 'mara', '00000000-0000-0000-0000-000000000000')",
        by_name,
    );
    vec![
        ask("first page", &[], page("", by_name)),
        ask("deep cursor", &[("sort", "last_name,first_name"), ("cursor", &deep)], deep_sql),
        ask("sorted by first name", &[("sort", "first_name")], page("", "first_name_key, id")),
        ask("sorted by username", &[("sort", "username")], page("", "username, id")),
        ask("sorted by e-mail, descending", &[("sort", "-email")], page("", "email DESC, id DESC")),
        ask("sorted by department", &[("sort", "department")], page("", "department_key, id")),
        ask(
            "sorted by last access, latest first",
            &[("sort", "-last_access_at")],
            page("", "last_access_at DESC, id DESC"),
        ),
        ask("sorted by creation, latest first", &[("sort", "-created_at")], page("", "created_at DESC, id DESC")),
        ask("quick search, rare", &[("q", "u0123456")], page(&search("u0123456"), by_name)),
        ask(
            "quick search, two words",
            &[("q", "mara rosendorf")],
            page(&format!("{} {}", search("mara"), search("rosendorf")), by_name),
        ),
        ask(
            "last name sw",
            &[("filter", "last_name sw \"rosen\"")],
            page("AND last_name_key >= 'rosen' AND last_name_key < 'roseo'", by_name),
        ),
        ask("e-mail co", &[("filter", "email co \"77123\"")], page(&contains("email", "77123"), by_name)),
        ask(
            "suspended, of a department",
            &[("filter", "suspended eq true and department eq \"Department 10\"")],
            page("AND suspended AND department_key = 'department 10'", by_name),
        ),
        ask(
            "active in a city, never seen or long ago",
            &[(
                "filter",
                "city eq \"City 7\" and suspended eq false and (never_accessed eq true or last_access_at lt \"2023-12-01T00:00:00Z\")",
            )],
            page(
                "AND city_key = 'city 7' AND NOT suspended AND (last_access_at = 0 OR last_access_at < 1701388800000)",
                by_name,
            ),
        ),
        ask(
            "how many are suspended",
            &[("filter", "suspended eq true"), ("count", "exact"), ("limit", "1")],
            format!("SELECT CAST(count(*) AS TEXT) AS username FROM users WHERE {live} AND suspended"),
        ),
        ask(
            "ID number eq",
            &[("filter", "id_number eq \"E0654321\"")],
            page("AND id_number_key = 'e0654321'", by_name),
        ),
        ask("username eq", &[("filter", "username eq \"u0654321\"")], page("AND username = 'u0654321'", by_name)),
        ask(
            "e-mail ew",
            &[("filter", "email ew \"54321@example.org\"")],
            page("AND email LIKE '%54321@example.org'", by_name),
        ),
        ask(
            "custom field eq",
            &[("filter", "profile.desk eq \"Desk 4711\"")],
            page(&format!("AND id IN ({desk} AND key = 'desk 4711')"), by_name),
        ),
        ask(
            "custom field sw, of a city",
            &[("filter", "profile.desk sw \"Desk 471\" and city eq \"City 11\"")],
            page(
                &format!("AND city_key = 'city 11' AND id IN ({desk} AND key >= 'desk 471' AND key < 'desk 472')"),
                by_name,
            ),
        ),
        ask(
            "holds a system role",
            &[("filter", "system_roles eq \"administrator\"")],
            page("AND id IN (SELECT user_id FROM role_assignments WHERE role = 'administrator')", by_name),
        ),
        ask(
            "in a cohort of 50,000",
            &[("filter", "cohorts eq \"many\"")],
            page("AND id IN (SELECT user_id FROM cohort_members WHERE cohort = 'many')", by_name),
        ),
        ask(
            "in a cohort of 100",
            &[("filter", "cohorts eq \"few\"")],
            page("AND id IN (SELECT user_id FROM cohort_members WHERE cohort = 'few')", by_name),
        ),
        ask(
            "in a cohort for a year, of a city",
            &[("filter", "cohorts[value eq \"many\" and added_at lt \"2021-01-01\"] and city eq \"City 20\"")],
            page(
                "AND city_key = 'city 20' AND id IN (SELECT user_id FROM cohort_members WHERE cohort = 'many' AND added_at < 1609459200000)",
                by_name,
            ),
        ),
        ask("status eq suspended", &[("filter", "status eq \"suspended\"")], page("AND suspended", by_name)),
        ask(
            "suspended, not of a department",
            &[("filter", "suspended eq true and not (department eq \"Department 10\")")],
            page("AND suspended AND department_key <> 'department 10'", by_name),
        ),
        ask(
            "of an institution and a country",
            &[("filter", "institution eq \"School 3\" and country eq \"DE\"")],
            page("AND institution_key = 'school 3' AND country = 'DE'", by_name),
        ),
        ask(
            "any and all, in groups",
            &[(
                "filter",
                "(department eq \"Department 4\" or department eq \"Department 5\") and (city eq \"City 4\" or city eq \"City 25\") and not (suspended eq true)",
            )],
            page(
                "AND department_key IN ('department 4', 'department 5') AND city_key IN ('city 4', 'city 25') AND NOT suspended",
                by_name,
            ),
        ),
        ask(
            "made in a week, latest first",
            &[
                ("filter", "created_at ge \"2021-05-03T00:00:00Z\" and created_at lt \"2021-05-10T00:00:00Z\""),
                ("sort", "-created_at"),
            ],
            page("AND created_at >= 1620000000000 AND created_at < 1620604800000", "created_at DESC, id DESC"),
        ),
        ask(
            "seen since, of a department",
            &[
                ("filter", "last_access_at ge \"2024-02-01T00:00:00Z\" and department eq \"Department 3\""),
                ("sort", "-last_access_at"),
            ],
            page(
                "AND last_access_at >= 1706745600000 AND department_key = 'department 3'",
                "last_access_at DESC, id DESC",
            ),
        ),
        ask(
            "sorted by city, then last access",
            &[("sort", "city,-last_access_at")],
            page("", "city_key, last_access_at DESC, id"),
        ),
        ask("quick search, inside of words", &[("q", "osendor")], page(&search("osendor"), by_name)),
        ask(
            "quick search within a filter",
            &[("q", "rosendorf"), ("filter", "department eq \"Department 7\" and suspended eq false")],
            page(&format!("{} AND department_key = 'department 7' AND NOT suspended", search("rosendorf")), by_name),
        ),
    ]
}

/// A place in the list, as a page before it would have named it.
fn cursor(sort: &str, values: &[&str]) -> String {
    use base64::Engine as _;
    let place = serde_json::json!({ "sort": sort, "values": values, "id": Uuid::nil() });
    base64::prelude::BASE64_URL_SAFE_NO_PAD.encode(place.to_string())
}

/// Asks them all.
pub fn run(site: &mut Site) -> Vec<Figures> {
    site.settle();
    let client = site.administrator();
    let mut figures = Vec::new();
    for question in questions(site) {
        let parameters: Vec<_> = question.parameters.iter().map(|(key, value)| (*key, value.as_str())).collect();
        let found = client.query("/users", &parameters).expect(200);
        let bare = rows(site, &question.sql);
        let is_count = question.parameters.iter().any(|(key, _)| *key == "count");
        if is_count {
            assert_eq!(found.json["total"].to_string(), bare[0], "{}", question.name);
        } else {
            // The same question was asked twice, or the figures say nothing.
            assert_eq!(found.each("username"), bare[..found.items().len()], "{}", question.name);
            assert!(!bare.is_empty(), "{} finds nobody", question.name);
        }
        let time = |ask: &dyn Fn()| {
            let times = (0..TIMES).map(|_| {
                let began = Instant::now();
                ask();
                began.elapsed()
            });
            Times::new(times.collect(), 0)
        };
        let asked = time(&|| drop(client.query("/users", &parameters).expect(200)));
        let bare = time(&|| drop(rows(site, &question.sql)));
        println!(
            "{:<42} p50 {:6.1} ms, p99 {:6.1} ms; bare p99 {:6.1} ms",
            question.name,
            asked.percentile(50.0),
            asked.percentile(99.0),
            bare.percentile(99.0)
        );
        figures.push(Figures { name: question.name, asked, bare });
    }
    figures
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Text)]
    username: String,
}

fn rows(site: &Site, sql: &str) -> Vec<String> {
    let found: Vec<Found> =
        site.db().read(|conn| Ok(sql_query(sql).load::<Found>(conn)?)).expect("the bare question is answered");
    found.into_iter().map(|found| found.username).collect()
}
