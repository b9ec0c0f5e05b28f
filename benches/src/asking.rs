//! Asking the questions, over HTTP and of the bare engine, until there are enough times.

use std::time::{Duration, Instant};

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::Text;
use rollcall_testkit::Client;

use crate::questions::{Question, questions};
use crate::rate::Times;
use crate::site::Site;

/// How often each is asked, unless that takes too long.
const TIMES: usize = 100;
/// How long each is asked at most, but for the question that is on its way.
const LONGEST: Duration = Duration::from_secs(20);

/// What came of a question.
#[derive(Debug)]
pub struct Figures {
    /// The question.
    pub name: &'static str,
    /// Over HTTP.
    pub asked: ProgramAnswer,
    /// Of the engine itself; `None` if it was not asked, or gave up.
    pub bare: Option<Times>,
}

/// What the program answered.
#[derive(Debug)]
pub enum ProgramAnswer {
    /// An answer, each time.
    Answered(Times),
    /// It was refused: with this status and code, after so long.
    Refused(u16, String, Duration),
}

/// Asks them all.
pub fn run(site: &mut Site) -> Vec<Figures> {
    site.settle();
    questions(site).iter().map(|question| figures(site, question)).collect()
}

fn figures(site: &Site, question: &Question) -> Figures {
    let client = site.administrator();
    let cursor = cursor(&client, question);
    let mut parameters: Vec<_> = question.parameters.iter().map(|(key, value)| (*key, value.as_str())).collect();
    parameters.extend(cursor.as_deref().map(|cursor| ("cursor", cursor)));
    let began = Instant::now();
    let found = client.query("/users", &parameters);
    let asked = if found.status == 200 {
        ProgramAnswer::Answered(times(|| client.query("/users", &parameters).status == 200))
    } else {
        ProgramAnswer::Refused(
            found.status,
            found.json["code"].as_str().unwrap_or_default().to_owned(),
            began.elapsed(),
        )
    };
    let bare = (!question.sql.is_empty()).then(|| rows(site, &question.sql)).flatten();
    if let (200, Some(bare)) = (found.status, &bare) {
        let is_count = question.parameters.iter().any(|(key, _)| *key == "count");
        if is_count {
            assert_eq!(found.json["total"].to_string(), bare[0], "{}", question.name);
        } else {
            // The same question was asked twice, or the figures say nothing.
            assert_eq!(found.each("username"), bare[..found.items().len()], "{}", question.name);
            assert!(!bare.is_empty(), "{} finds nobody", question.name);
        }
    }
    let bare = bare.map(|_| times(|| rows(site, &question.sql).is_some()));
    let figures = Figures { name: question.name, asked, bare };
    println!("{:<45} {}; bare p99 {}", figures.name, figures.answer(), figures.bare_p99());
    figures
}

/// The place behind some pages of 500.
fn cursor(client: &Client, question: &Question) -> Option<String> {
    let mut cursor: Option<String> = None;
    for _ in 0..question.pages {
        let mut parameters: Vec<_> = question.parameters.iter().map(|(key, value)| (*key, value.as_str())).collect();
        parameters.push(("limit", "500"));
        parameters.extend(cursor.as_deref().map(|cursor| ("cursor", cursor)));
        let next = client.query("/users", &parameters).json["next_cursor"].as_str().map(str::to_owned);
        cursor = Some(next?);
    }
    cursor
}

fn times(ask: impl Fn() -> bool) -> Times {
    let (began, mut times, mut failed) = (Instant::now(), Vec::new(), 0);
    while times.len() < TIMES && (times.is_empty() || began.elapsed() < LONGEST) {
        let asked = Instant::now();
        failed += usize::from(!ask());
        times.push(asked.elapsed());
    }
    Times::new(times, failed)
}

impl Figures {
    /// The answer's times in words, or how it was refused.
    fn answer(&self) -> String {
        match &self.asked {
            ProgramAnswer::Answered(times) => {
                format!("p50 {:6.1} ms, p99 {:6.1} ms", times.percentile(50.0), times.percentile(99.0))
            }
            ProgramAnswer::Refused(status, code, after) => {
                format!("refused after {:.1} s ({status} {code})", after.as_secs_f64())
            }
        }
    }

    /// The bare engine's time in words.
    pub fn bare_p99(&self) -> String {
        self.bare.as_ref().map_or_else(|| "-".to_owned(), |times| format!("{:.1} ms", times.percentile(99.0)))
    }
}

#[derive(QueryableByName)]
struct UsernameRow {
    #[diesel(sql_type = Text)]
    username: String,
}

/// The usernames of the bare engine's page; `None` if it takes longer than its own limit.
fn rows(site: &Site, sql: &str) -> Option<Vec<String>> {
    let found: Vec<UsernameRow> = site.db().read(|conn| Ok(sql_query(sql).load::<UsernameRow>(conn)?)).ok()?;
    Some(found.into_iter().map(|found| found.username).collect())
}
