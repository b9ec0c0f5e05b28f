//! Files that change, rename and make half a million accounts, once each: half is ours, half the bare pipeline's.

use std::ops::Range;
use std::time::Duration;

use serde_json::json;

use crate::bare::Script;
use crate::batch::{self, Figures};
use crate::site::Site;

/// Rows of a file.
const ROWS: usize = 500_000;

/// Sets the department and the city of everybody in a file.
pub fn update(site: &mut Site) -> Figures {
    once(site, "update by file", "upsert", Script::Update, |accounts| {
        lines("username,department,city", accounts, |number| {
            format!("u{number:07},New department {},New city {}", number % 30, number % 70)
        })
    })
}

/// Makes as many accounts as a file has rows; everybody is invited.
pub fn create(site: &mut Site) -> Figures {
    once(site, "create by file, invited", "upsert", Script::Create, |accounts| {
        lines("username,email,firstname,lastname,department,city", accounts, |number| {
            format!(
                "c{number:07},c{number:07}@example.org,Made {},Newcomer {number},Department {},City {}",
                number % 40,
                number % 20,
                number % 50
            )
        })
    })
}

/// Gives everybody in a file another username.
pub fn rename(site: &mut Site) -> Figures {
    once(site, "rename by file", "rename", Script::Rename, |accounts| {
        lines("oldusername,username", accounts, |number| format!("u{number:07},n{number:07}"))
    })
}

/// How long after the upload of a large file its first error can be seen.
pub fn first_error(site: &mut Site) -> Duration {
    let rows = ROWS.min(site.accounts / 2);
    let file = lines("username,department,country", 1..rows + 1, |number| {
        format!("u{number:07},Department {},{}", number % 20, if number == 100 { "nowhere" } else { "AT" })
    });
    batch::until_first_error(site, &json!({ "preset": "upsert", "mode": "update" }), &file)
}

fn once(site: &mut Site, name: &str, preset: &str, script: Script, file: impl Fn(Range<usize>) -> String) -> Figures {
    let mut figures = Figures::new(name, ROWS.min(site.accounts / 2));
    site.first_block();
    let (own, other) = (site.next_block(figures.rows), site.next_block(figures.rows));
    let (_, run) = batch::by_file(site, &json!({ "preset": preset }), &file(own));
    let (_, bare) = batch::bare(site, script, Some(&file(other)), &[]);
    figures.add(run, bare);
    figures
}

fn lines(header: &str, accounts: Range<usize>, line: impl Fn(usize) -> String) -> String {
    accounts.fold(format!("{header}\n"), |file, number| file + &line(number) + "\n")
}
