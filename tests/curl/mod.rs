//! The recipes of the documents, run as a person would run them.

use std::path::Path;
use std::process::Command;

use rollcall_domain::db::Urgency;
use rollcall_testkit::{Engine, PASSWORD, Process};

use crate::faults::world::World;

/// The script behind a marker in a document.
fn recipe(document: &str, name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(document);
    let text = std::fs::read_to_string(&path).expect("the document is there");
    let (_, behind) = text.split_once(&format!("<!-- recipe: {name} -->")).expect("the recipe is marked");
    let (_, script) = behind.split_once("```sh\n").expect("the recipe is a script");
    script.split_once("\n```").expect("the script has an end").0.to_owned()
}

/// Runs a script in a folder of its own, as the administrator and with `p4` as the second person: what it said, and what
/// it complained of on the way to its good end.
fn run(world: &World, process: &Process, script: &str) -> (String, String) {
    let folder = tempfile::tempdir().expect("a folder is made");
    let run = Command::new("sh")
        .args(["-c", script])
        .env("ROLLCALL_URL", &process.address)
        .env("ROLLCALL_PASSWORD", PASSWORD)
        .env("ROLLCALL_SECOND", "p4")
        .current_dir(folder.path())
        .output()
        .expect("a shell runs");
    let [said, complained] = [run.stdout, run.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    assert!(run.status.success(), "{said}\n{complained}\n{}", world.log());
    (said, complained)
}

fn the_readme_recipe_suspends_and_undoes(engine: Engine) {
    let world = World::new(engine, 0);
    let process = world.start();
    let (said, _) = run(&world, &process, &recipe("README.md", "suspend"));
    let of_anna = "FROM audit_events e JOIN users u ON u.id = e.target_id WHERE u.username = 'anna.bauer'";
    for action in ["user.suspended", "user.activated"] {
        let query = format!("SELECT count(*) AS n {of_anna} AND e.action = '{action}' AND e.batch_id IS NOT NULL");
        assert_eq!(world.number(&query), 1, "{action}: {said}");
    }
    assert_eq!(world.number("SELECT count(*) AS n FROM users WHERE suspended OR auth_method <> 'manual'"), 0);
}

#[test]
fn the_recipe_of_the_readme_runs_on_sqlite() {
    the_readme_recipe_suspends_and_undoes(Engine::Sqlite);
}

#[test]
fn the_recipe_of_the_readme_runs_on_postgres() {
    the_readme_recipe_suspends_and_undoes(Engine::Postgres);
}

fn execute(world: &World, sql: &str) {
    let done =
        world.db.write(Urgency::Foreground, |conn| Ok(diesel::RunQueryDsl::execute(diesel::sql_query(sql), conn)?));
    done.expect("the database is written");
}

/// The first three people work in another department.
fn move_to_sales(world: &World) {
    execute(world, "UPDATE users SET department = 'Field sales', department_key = 'field sales' WHERE username < 'p3'");
}

fn the_selection_recipe_suspends_exports_and_undoes(engine: Engine) {
    let world = World::new(engine, 5);
    move_to_sales(&world);
    let process = world.start();
    let (said, complained) = run(&world, &process, &recipe("docs/selections.md", "selection"));
    let row = |name: &str| format!("{name},true,The office has closed\n");
    let table = format!("username,suspended,suspension_reason\n{}{}{}", row("p0"), row("p1"), row("p2"));
    assert_eq!(said, format!("planned: 3 people\napplied\n{table}applied\n"), "{complained}");
    assert_eq!(world.number("SELECT count(*) AS n FROM users WHERE suspended"), 0);
    assert_eq!(world.number("SELECT count(*) AS n FROM audit_events WHERE action = 'user.activated'"), 3);
}

#[test]
fn the_recipe_of_selections_runs_on_sqlite() {
    the_selection_recipe_suspends_exports_and_undoes(Engine::Sqlite);
}

#[test]
fn the_recipe_of_selections_runs_on_postgres() {
    the_selection_recipe_suspends_exports_and_undoes(Engine::Postgres);
}

fn the_rule_recipe_fills_and_empties_a_cohort(engine: Engine) {
    let world = World::new(engine, 5);
    move_to_sales(&world);
    let process = world.start();
    let (said, complained) = run(&world, &process, &recipe("docs/cohorts.md", "rule"));
    // The last count of the preview is that of those who go.
    assert_eq!(said.lines().collect::<Vec<_>>(), ["0", "3", "0", "204"], "{complained}");
    assert_eq!(world.number("SELECT count(*) AS n FROM cohort_members"), 0);
}

#[test]
fn the_recipe_of_rules_runs_on_sqlite() {
    the_rule_recipe_fills_and_empties_a_cohort(Engine::Sqlite);
}

#[test]
fn the_recipe_of_rules_runs_on_postgres() {
    the_rule_recipe_fills_and_empties_a_cohort(Engine::Postgres);
}

fn the_cohort_recipe_brings_people_in_and_out(engine: Engine) {
    let world = World::new(engine, 5);
    move_to_sales(&world);
    let process = world.start();
    let (said, complained) = run(&world, &process, &recipe("docs/cohorts.md", "cohort"));
    let rows: String = ["p0", "p1", "p2"].iter().map(|name| format!("{name},field-sales-2026\n")).collect();
    assert_eq!(said, format!("3\nusername,cohorts\n{rows}applied\n204\n"), "{complained}");
    for table in ["cohorts", "cohort_members"] {
        assert_eq!(world.number(&format!("SELECT count(*) AS n FROM {table}")), 0);
    }
    assert_eq!(world.number("SELECT count(*) AS n FROM audit_events WHERE action = 'user.cohorts_changed'"), 6);
}

#[test]
fn the_recipe_of_cohorts_runs_on_sqlite() {
    the_cohort_recipe_brings_people_in_and_out(Engine::Sqlite);
}

#[test]
fn the_recipe_of_cohorts_runs_on_postgres() {
    the_cohort_recipe_brings_people_in_and_out(Engine::Postgres);
}

fn the_course_recipe_enrols_writes_and_takes_both_back(engine: Engine) {
    let world = World::new(engine, 5);
    move_to_sales(&world);
    let process = world.start();
    let (said, complained) = run(&world, &process, &recipe("docs/courses.md", "course"));
    assert_eq!(said, "3\napplied\napplied\n0\n", "{complained}");
    assert_eq!(world.number("SELECT count(*) AS n FROM messages WHERE withdrawn"), 3);
    assert_eq!(world.number("SELECT count(*) AS n FROM enrolments"), 0);
}

#[test]
fn the_recipe_of_courses_runs_on_sqlite() {
    the_course_recipe_enrols_writes_and_takes_both_back(Engine::Sqlite);
}

#[test]
fn the_recipe_of_courses_runs_on_postgres() {
    the_course_recipe_enrols_writes_and_takes_both_back(Engine::Postgres);
}

fn the_export_recipe_takes_the_file_with_and_without_signing_in(engine: Engine) {
    let world = World::new(engine, 5);
    move_to_sales(&world);
    let process = world.start();
    let (said, complained) = run(&world, &process, &recipe("docs/downloads.md", "export"));
    let rows: String = ["p0", "p1", "p2"].iter().map(|name| format!("{name},Field sales\n")).collect();
    assert_eq!(said, format!("username,department\n{rows}the same\n"), "{complained}");
    let taken = "SELECT count(*) AS n FROM audit_events WHERE action = 'batch.export_downloaded'";
    assert_eq!(world.number(taken), 2);
    assert!(!world.log().contains("token="), "links are in no log");
}

#[test]
fn the_recipe_of_exports_runs_on_sqlite() {
    the_export_recipe_takes_the_file_with_and_without_signing_in(Engine::Sqlite);
}

#[test]
fn the_recipe_of_exports_runs_on_postgres() {
    the_export_recipe_takes_the_file_with_and_without_signing_in(Engine::Postgres);
}

fn the_approval_recipe_takes_two_people(engine: Engine) {
    let world = World::new(engine, 5);
    move_to_sales(&world);
    let process = world.start();
    for sql in [
        "INSERT INTO settings (name, value) VALUES ('batches.approve_above', '2')",
        "UPDATE users SET password_hash = (SELECT a.password_hash FROM users a WHERE a.username = 'admin') WHERE username = 'p4'",
        "INSERT INTO role_assignments (id, user_id, role, assigned_at) SELECT '0199a000-0000-7000-8000-0000000000aa', id, 'account_manager', 1 FROM users WHERE username = 'p4'",
    ] {
        execute(&world, sql);
    }
    let (said, complained) = run(&world, &process, &recipe("docs/approval.md", "approval"));
    assert_eq!(said, "approval_required\napplied\n", "{complained}");
    assert_eq!(world.number("SELECT count(*) AS n FROM users WHERE must_change_password"), 3);
}

#[test]
fn the_recipe_of_approval_runs_on_sqlite() {
    the_approval_recipe_takes_two_people(Engine::Sqlite);
}

#[test]
fn the_recipe_of_approval_runs_on_postgres() {
    the_approval_recipe_takes_two_people(Engine::Postgres);
}

fn the_recipe_of_files_makes_people_and_swaps_their_names(engine: Engine) {
    let world = World::new(engine, 0);
    let process = world.start();
    let (said, complained) = run(&world, &process, &recipe("docs/files.md", "files"));
    let expected = "first time: 2 made, 0 unchanged\nsecond time: 0 made, 2 unchanged\n2 renamed\napplied\n";
    assert_eq!(said, expected, "{complained}");
    let bo = "SELECT count(*) AS n FROM users WHERE username = 'bo.lind' AND first_name = 'Bo' AND city = 'Wien'";
    assert_eq!(world.number(bo), 1);
    assert_eq!(world.number("SELECT count(*) AS n FROM audit_events WHERE action = 'user.renamed'"), 4);
}

#[test]
fn the_recipe_of_files_runs_on_sqlite() {
    the_recipe_of_files_makes_people_and_swaps_their_names(Engine::Sqlite);
}

#[test]
fn the_recipe_of_files_runs_on_postgres() {
    the_recipe_of_files_makes_people_and_swaps_their_names(Engine::Postgres);
}
