//! Reads that take too long, on the embedded engine, which has no limit of its own.

use std::time::{Duration, Instant};

use super::*;

/// Far more rows than anybody waits for, each of which asks for the time.
const ENDLESS: &str = "WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < 1000000000000) \
    SELECT count(*) AS n FROM numbers WHERE rollcall_in_time()";

fn count(conn: &mut Conn, query: &str) -> Result<i64> {
    Ok(diesel::sql_query(query).get_result::<Number>(conn)?.n)
}

fn database(folder: &tempfile::TempDir) -> Db {
    let target = Target::Sqlite(folder.path().join("test.db"));
    Db::open(&target, 2).expect("the database opens")
}

#[test]
fn a_read_that_takes_too_long_ends_when_its_time_is_up() {
    let folder = tempfile::tempdir().expect("a folder is made");
    let db = database(&folder);
    let began = Instant::now();
    let refused = db.read_within(Duration::from_millis(30), |conn| count(conn, ENDLESS));
    assert!(matches!(refused, Err(Error::Invalid { code: "too_broad", .. })), "{refused:?}");
    assert!(began.elapsed() < Duration::from_secs(20), "what is left of the rows is not read");
    assert_eq!(db.read(|conn| count(conn, "SELECT 7 AS n WHERE rollcall_in_time()")).ok(), Some(7));
}

#[test]
fn an_attempt_that_fails_leaves_time_for_another() {
    let folder = tempfile::tempdir().expect("a folder is made");
    let found = database(&folder).read_within(Duration::from_secs(60), |conn| {
        let first = conn.attempt(Duration::from_millis(5), |conn| count(conn, ENDLESS))?;
        let second =
            conn.attempt(Duration::from_secs(60), |conn| count(conn, "SELECT 7 AS n WHERE rollcall_in_time()"))?;
        Ok((first, second, conn.time_left().is_some_and(|left| left < Duration::from_secs(60))))
    });
    assert_eq!(found.ok(), Some((None, Some(7), true)));
}

#[test]
fn a_search_for_several_words_asks_the_index_once() {
    let needles = ["mara".to_owned(), "ros".to_owned(), "x\"y".to_owned(), "li".to_owned()];
    assert_eq!(
        sqlite::trigrams(&needles).as_deref(),
        Some("\"mar\" AND \"ara\" AND \"ros\" AND \"x\"\"y\""),
        "all words in one expression, short ones left to the comparison"
    );
    assert_eq!(sqlite::trigrams(&["li".to_owned()]), None);
}
