//! Questions to the list of accounts: as parameters of the API, and as bare SQL that a person who knows the tables would
//! write. They are asked by [`asking`](crate::asking).

use rollcall_domain::db::Engine;
use uuid::Uuid;

use crate::site::Site;

/// Accounts of a page; one more tells whether there is another.
const PAGE: &str = "LIMIT 51";

/// A question with its parameters and its SQL.
#[derive(Debug)]
pub struct Question {
    /// What it is called.
    pub name: &'static str,
    /// Parameters of the list.
    pub parameters: Vec<(&'static str, String)>,
    /// The same in SQL; empty if the bare engine is not asked.
    pub sql: String,
    /// How many pages of 500 the place lies behind.
    pub pages: usize,
}

/// All of them.
pub fn questions(site: &Site) -> Vec<Question> {
    let live = "deleted_at IS NULL";
    let page =
        |condition: &str, order: &str| format!("SELECT * FROM users WHERE {live} {condition} ORDER BY {order} {PAGE}");
    let count =
        |condition: &str| format!("SELECT CAST(count(*) AS TEXT) AS username FROM users WHERE {live} AND {condition}");
    let by_name = "last_name_key, first_name_key, id";
    let ask = |name, parameters: &[(&'static str, &str)], sql: String| Question {
        name,
        parameters: parameters.iter().map(|(key, value)| (*key, (*value).to_owned())).collect(),
        sql,
        pages: 0,
    };
    let deeper = |question: Question| Question { pages: 20, ..question };
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
            count("suspended"),
        ),
        ask(
            "ID number eq",
            &[("filter", "id_number eq \"E0654321\"")],
            page("AND id_number_key = 'e0654321'", by_name),
        ),
        ask("username eq", &[("filter", "username eq \"u0654321\"")], page("AND username = 'u0654321'", by_name)),
        ask(
            "e-mail ew, with a part of the name",
            &[("filter", "email ew \"54322@example.org\"")],
            page("AND email LIKE '%54322@example.org'", by_name),
        ),
        ask(
            "e-mail ew, a domain that half of all have",
            &[("filter", "email ew \"@example.org\"")],
            page("AND email_domain_key = 'gro.elpmaxe'", by_name),
        ),
        ask(
            "e-mail ew, a domain that one in 100 has",
            &[("filter", "email ew \"@uni.example.org\"")],
            page("AND email_domain_key = 'gro.elpmaxe.inu'", by_name),
        ),
        deeper(ask("the same, deep", &[("filter", "email ew \"@uni.example.org\"")], String::new())),
        ask(
            "the same, latest access first",
            &[("filter", "email ew \"@uni.example.org\""), ("sort", "-last_access_at")],
            page("AND email_domain_key = 'gro.elpmaxe.inu'", "last_access_at DESC, id DESC"),
        ),
        ask(
            "e-mail ew, a domain that one in 1000 has",
            &[("filter", "email ew \"@s003.example.org\"")],
            page("AND email_domain_key = 'gro.elpmaxe.300s'", by_name),
        ),
        ask(
            "the same, sorted by department",
            &[("filter", "email ew \"@s003.example.org\""), ("sort", "department")],
            page("AND email_domain_key = 'gro.elpmaxe.300s'", "department_key, id"),
        ),
        ask(
            "e-mail ew, the end of a domain",
            &[("filter", "email ew \"003.example.org\"")],
            page("AND email_domain_key >= 'gro.elpmaxe.300' AND email_domain_key < 'gro.elpmaxe.301'", by_name),
        ),
        ask(
            "how many have a domain",
            &[("filter", "email ew \"@uni.example.org\""), ("count", "exact"), ("limit", "1")],
            count("email_domain_key = 'gro.elpmaxe.inu'"),
        ),
        ask(
            "how many are not suspended",
            &[("filter", "suspended eq false"), ("count", "exact"), ("limit", "1")],
            count("NOT suspended"),
        ),
        ask(
            "about how many are not suspended",
            &[("filter", "suspended eq false"), ("count", "estimate"), ("limit", "1")],
            String::new(),
        ),
        ask("how many there are", &[("count", "exact"), ("limit", "1")], count("1 = 1")),
        ask("sorted by time zone", &[("sort", "timezone")], page("", "COALESCE(timezone, ''), id")),
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
        ask(
            "quick search, two words that many have",
            &[("q", "anna berg")],
            page(&format!("{} {}", search("anna"), search("berg")), by_name),
        ),
        deeper(ask("the same, deep", &[("q", "anna berg")], String::new())),
        ask(
            "the same, by creation",
            &[("q", "anna berg"), ("sort", "-created_at")],
            page(&format!("{} {}", search("anna"), search("berg")), "created_at DESC, id DESC"),
        ),
        ask("quick search, a word that many have", &[("q", "anna")], page(&search("anna"), by_name)),
        ask("quick search, two words that nobody has", &[("q", "anna zzyzx")], String::new()),
        ask("quick search, two letters", &[("q", "an")], page(&contains("search_key", "an"), by_name)),
        ask("quick search, two letters that nobody has", &[("q", "qx")], String::new()),
        ask("how many a quick search finds", &[("q", "anna berg"), ("count", "exact"), ("limit", "1")], String::new()),
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
