//! Courses: made, filled by a plan, looked after by those who run them, and seen by those who learn in them.

use rollcall_testkit::{Client, Engine, PASSWORD};
use serde_json::{Value, json};

use super::{
    guises, in_browser,
    page::{Page, key},
    people,
    selection::carry_out,
};
use crate::faults::world::World;

fn person(admin: &Client, username: &str) -> String {
    let filter = format!("username eq \"{username}\"");
    admin.query("/users", &[("filter", &filter)]).expect(200).items()[0]["id"].as_str().expect("an id").to_owned()
}

/// Makes a course; returns its path in the console and the API.
fn course(admin: &Client, code: &str, name: &str) -> String {
    format!("/courses/{}", admin.post("/courses", &json!({ "code": code, "name": name })).expect(201).text_of("id"))
}

fn enrol(admin: &Client, course: &str, user: &str, role: &str) {
    admin.post(&format!("{course}/enrolments"), &json!({ "user_id": user, "role": role })).expect(201);
}

fn participants(admin: &Client, course: &str) -> usize {
    admin.get(&format!("{course}/participants")).expect(200).items().len()
}

fn enrolment(admin: &Client, course: &str, username: &str) -> Value {
    let filter = format!("username eq \"{username}\"");
    let found = admin.query(&format!("{course}/participants"), &[("filter", &filter)]).expect(200);
    found.items().first().map(|item| item["enrolment"].clone()).unwrap_or_default()
}

/// Chooses a course in the field of a dialog.
async fn choose(page: &Page, typed: &str, code: &str) {
    page.type_into("course-pick", typed).await;
    page.says("suggestion", code).await;
    page.click("suggestion").await;
    page.css("[data-chosen=true]").await;
}

/// Opens an entry of the menu in the row of a participant.
async fn act_on(page: &Page, username: &str, act: &str) {
    page.click_css(&format!("[data-testid=user-row][data-of={username}] [data-testid=row-more]")).await;
    page.click(act).await;
}

#[test]
fn a_course_is_made_and_a_filtered_selection_is_enrolled_and_taken_out_by_undo() {
    let world = World::new(Engine::Sqlite, 30);
    let process = world.start();
    let admin = Client::new(&process.address).signed_in("admin", PASSWORD);
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.click("nav-courses").await;
        page.find("courses-empty").await;
        page.click("course-new").await;
        page.type_into("course-name", "Fire safety 2026").await;
        assert_eq!(page.value("course-code").await, "fire-safety-2026");
        page.type_into("course-category", "Safety").await;
        page.click("course-submit").await;
        // Who has made a course goes on in it.
        page.find("tab-groups").await;
        page.says("users-empty", "Nobody is enrolled yet").await;
        let path = page.path().await;
        let made = admin.get(&path).expect(200).json;
        assert_eq!((&made["code"], &made["category"]), (&json!("fire-safety-2026"), &json!("Safety")));
        page.dismiss().await;
        admin.post(&format!("{path}/groups"), &json!({ "name": "Monday" })).expect(201);

        page.see("/users?q=p1&limit=20", "user-row").await;
        page.click("pick-page").await;
        page.click("bulk-more").await;
        page.click("bulk-enrol").await;
        page.click("bulk-plan").await;
        page.css("[data-testid=course-pick][aria-invalid=true]").await;
        choose(&page, "fire", "fire-safety-2026").await;
        page.choose("setting-group", "Monday").await;
        page.choose("setting-role", "learner").await;
        page.picture("course-bulk").await;
        carry_out(&page).await;
        page.says("fact-course", "fire-safety-2026").await;
        assert_eq!(participants(&admin, &path), 11);
        assert_eq!(enrolment(&admin, &path, "p17")["groups"], json!(["Monday"]));
        page.picture("course-batch").await;

        page.click("undo").await;
        page.find("undoes").await;
        page.batch_is("planned").await;
        page.click("apply").await;
        page.click("confirm-apply").await;
        page.batch_is("applied").await;
        assert_eq!(participants(&admin, &path), 0);
        page.close().await;
    });
}

#[test]
fn participants_are_narrowed_suspended_changed_and_taken_out() {
    let world = World::new(Engine::Sqlite, 12);
    let process = world.start();
    let admin = Client::new(&process.address).signed_in("admin", PASSWORD);
    let path = course(&admin, "fire", "Fire safety");
    admin.post(&format!("{path}/groups"), &json!({ "name": "Monday" })).expect(201);
    for username in ["p1", "p2", "p3", "p4"] {
        enrol(&admin, &path, &person(&admin, username), "learner");
    }
    enrol(&admin, &path, &person(&admin, "p5"), "course_manager");
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see(&path, "user-row").await;
        page.says("users-total", "5 participant").await;
        guises::are_clean(&page, "course").await;

        // One is suspended, and found by that.
        act_on(&page, "p2", "enrolment-turn").await;
        page.says("toast", "suspended").await;
        assert_eq!(enrolment(&admin, &path, "p2")["status"], "suspended");
        page.dismiss().await;
        page.choose("participants-status", "suspended").await;
        page.says("users-total", "1 participant").await;
        page.css("[data-testid=user-row][data-of=p2] [data-status=suspended]").await;
        page.click("clear-all").await;
        page.choose("participants-role", "course_manager").await;
        page.css("[data-testid=user-row][data-of=p5]").await;
        page.says("users-total", "1 participant").await;
        page.click("clear-all").await;
        page.says("users-total", "5 participant").await;

        // Roles, groups and dates in one dialog.
        act_on(&page, "p3", "enrolment-change").await;
        page.click("role-learner").await;
        page.click("enrolment-submit").await;
        page.find("enrolment-role-missing").await;
        page.click("role-instructor").await;
        page.click("enrolment-group").await;
        page.picture("course-enrolment").await;
        page.click("enrolment-submit").await;
        page.gone("enrolment-dialog").await;
        let changed = enrolment(&admin, &path, "p3");
        assert_eq!((&changed["roles"], &changed["groups"]), (&json!(["instructor"]), &json!(["Monday"])));
        page.dismiss().await;

        // One is added, one taken out, and two by a batch.
        page.click("participants-add").await;
        page.type_into("person-pick", "p9").await;
        page.says("suggestion", "p9").await;
        page.click("suggestion").await;
        page.click("participant-submit").await;
        page.css("[data-testid=user-row][data-of=p9]").await;
        page.dismiss().await;
        act_on(&page, "p1", "enrolment-end").await;
        page.click("confirm").await;
        page.gone_row("p1").await;
        page.dismiss().await;
        page.choose("participants-role", "learner").await;
        page.says("users-total", "3 participant").await;
        page.click("pick-page").await;
        page.click("bulk-unenrol").await;
        page.says("bulk-course", "Fire safety").await;
        carry_out(&page).await;
        assert_eq!(participants(&admin, &path), 2);
        page.close().await;
    });
}

#[test]
fn an_instructor_runs_a_course_and_a_learner_sees_it() {
    let world = World::new(Engine::Sqlite, 6);
    let process = world.start();
    let admin = Client::new(&process.address).signed_in("admin", PASSWORD);
    let (path, other) = (course(&admin, "fire", "Fire safety"), course(&admin, "first-aid", "First aid"));
    let (teacher, learner) = (people::learner(&admin, "teacher"), people::learner(&admin, "learner"));
    enrol(&admin, &path, &teacher, "instructor");
    enrol(&admin, &path, &learner, "learner");
    enrol(&admin, &path, &person(&admin, "p1"), "learner");
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in_as("teacher").await;
        page.css("[data-testid=my-course-row][data-of=fire]").await;
        page.click("nav-courses").await;
        page.css("[data-testid=course-row][data-of=fire]").await;
        assert!(!page.has_css("[data-testid=course-row][data-of=first-aid]").await, "it is not theirs");
        page.click("course").await;
        page.css("[data-testid=user-row][data-of=learner]").await;
        assert!(!page.has("person").await && !page.has("download").await, "what takes rights at site level");
        guises::are_clean(&page, "course-of-instructor").await;

        act_on(&page, "p1", "enrolment-turn").await;
        page.says("toast", "suspended").await;
        page.dismiss().await;
        // Many at once, through a plan in the course.
        page.choose("participants-role", "learner").await;
        page.says("users-total", "2 participant").await;
        page.click("pick-page").await;
        page.click("bulk-more").await;
        page.find("bulk-message").await;
        assert!(!page.has("bulk-enrol").await, "that takes users of the site");
        page.press(key::ESCAPE).await;
        page.click("bulk-set-enrolment").await;
        page.find("bulk-course").await;
        page.choose("setting-status", "suspended").await;
        carry_out(&page).await;
        assert_eq!(enrolment(&admin, &path, "learner")["status"], "suspended");
        page.click("undo").await;
        page.find("undoes").await;
        page.batch_is("planned").await;
        page.click("apply").await;
        page.click("confirm-apply").await;
        page.batch_is("applied").await;
        assert_eq!(enrolment(&admin, &path, "learner")["status"], "active");
        assert_eq!(enrolment(&admin, &path, "p1")["status"], "suspended", "it was so before");
        page.click("fact-course").await;
        page.find("user-row").await;
        // Without a list of accounts a person is named exactly.
        page.click("participants-add").await;
        page.find("identifier").await;
        assert!(!page.has("person-pick").await && !page.has("participants-by-list").await);
        page.click("participant-submit").await;
        page.css("[data-testid=identifier][aria-invalid=true]").await;
        page.type_into("identifier", "p").await;
        page.click("participant-submit").await;
        page.says("participant-dialog", "No account has exactly this").await;
        guises::are_clean(&page, "participant-add-exactly").await;
        page.retype("identifier", "p2").await;
        page.click("participant-submit").await;
        page.css("[data-testid=user-row][data-of=p2]").await;
        assert_eq!(enrolment(&admin, &path, "p2")["status"], "active");
        page.dismiss().await;
        page.click("tab-groups").await;
        page.click("group-new").await;
        page.type_into("group-name", "Monday").await;
        page.click("group-submit").await;
        page.css("[data-testid=group-row][data-of=Monday]").await;
        page.click("tab-cohorts").await;
        page.find("course-cohorts-empty").await;
        assert!(!page.has("course-cohort-add").await, "cohorts are people of the site");
        page.see(&other, "course-error").await;

        page.sign_in_as("learner").await;
        page.css("[data-testid=my-course-row][data-of=fire]").await;
        assert!(!page.has("nav-courses").await && !page.has("nav-batches").await && !page.has("nav-users").await);
        page.find("nav-account").await;
        page.picture("my-courses").await;
        page.click("my-course").await;
        page.find("own-part").await;
        page.find("enrolment-status").await;
        assert!(!page.has("user-row").await && !page.has("course-more").await);
        page.see("/courses", "forbidden").await;
        page.close().await;
    });
}

#[test]
fn a_course_is_archived_copied_and_deleted_only_when_it_is_empty() {
    let world = World::new(Engine::Sqlite, 3);
    let process = world.start();
    let admin = Client::new(&process.address).signed_in("admin", PASSWORD);
    let path = course(&admin, "fire", "Fire safety");
    enrol(&admin, &path, &person(&admin, "p1"), "learner");
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see("/courses", "course-row").await;
        page.click("course-more").await;
        page.click("course-delete").await;
        page.says("course-not-empty", "1 person is enrolled").await;
        page.click("course-archive-instead").await;
        page.find("courses-empty").await;
        page.dismiss().await;
        assert_eq!(admin.get(&path).expect(200).json["archived"], true);
        page.choose("courses-show", "archived").await;
        page.css("[data-testid=course-row][data-of=fire]").await;
        page.click("course-more").await;
        page.click("course-archive").await;
        page.find("courses-none-found").await;
        page.dismiss().await;
        page.click("courses-show-all").await;
        page.css("[data-testid=course-row][data-of=fire]").await;
        page.click("course-more").await;
        page.click("course-copy").await;
        page.retype("course-name", "Fire safety 2027").await;
        page.retype("course-code", "fire").await;
        page.click("course-copy-submit").await;
        page.css("[data-testid=course-code][aria-invalid=true]").await;
        page.retype("course-code", "fire-2027").await;
        page.click("course-copy-submit").await;
        page.says("users-empty", "Nobody is enrolled yet").await;
        let copy = page.path().await;
        page.dismiss().await;
        page.click("course-more").await;
        page.click("course-delete").await;
        page.click("confirm").await;
        page.css("[data-testid=course-row][data-of=fire]").await;
        admin.get(&copy).expect(404);

        // On the page of a person.
        let user = format!("/users/{}", person(&admin, "p2"));
        page.see(&user, "person-enrolments-none").await;
        page.click("person-enrol").await;
        choose(&page, "fire", "fire").await;
        page.find("role-learner").await;
        page.click("person-enrol-submit").await;
        page.css("[data-testid=person-enrolment][data-of=fire]").await;
        page.picture("person-enrolments").await;
        page.click("person-course").await;
        page.css("[data-testid=user-row][data-of=p2]").await;
        page.close().await;
    });
}
