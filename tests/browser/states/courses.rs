//! Courses, which have a world of their own.

use rollcall_testkit::{Client, Engine, PASSWORD};
use serde_json::json;

use super::{Language, Tour};
use crate::browser::{in_browser, people};
use crate::faults::world::World;

pub fn tour(language: Language) {
    let world = World::new(Engine::Sqlite, 20);
    let process = world.start();
    let client = Client::new(&process.address).signed_in("admin", PASSWORD);
    people::learner(&client, "learner");
    in_browser(async {
        let page = language.page(&process.address).await;
        let tour = Tour { page: &page, language };
        page.sign_in().await;
        courses(&tour, &client).await;
        course(&tour, &client).await;
        page.sign_in_as("learner").await;
        // Who may do nothing else begins at their own courses.
        page.find("my-course-row").await;
        tour.check("my-courses").await;
        page.click("my-course").await;
        page.find("enrolment-status").await;
        tour.check("course-learner").await;
        page.close().await;
    });
}

async fn courses(tour: &Tour<'_>, client: &Client) {
    let page = tour.page;
    page.see("/my-courses", "my-courses-empty").await;
    tour.check("my-courses-empty").await;
    page.block(&["*/api/v1/me/courses*"]).await;
    page.see("/my-courses", "my-courses-error").await;
    tour.check("my-courses-error").await;
    page.block(&[]).await;
    page.see("/courses?q=nothing.is.called.this", "courses-none-found").await;
    tour.check("courses-none-found").await;
    page.see("/courses", "courses").await;
    page.click("course-new").await;
    page.click("course-submit").await;
    page.css("[data-testid=course-name][aria-invalid=true]").await;
    tour.check("course-new").await;
    tour.escape().await;
    let long = "Fire safety for everybody who works in the northern and eastern regions";
    let dates = json!({ "starts_at": "2026-03-01", "ends_at": "2099-07-01" });
    for (code, name, more) in [
        ("fire-safety-2026", "Fire safety 2026", json!({ "category": "Safety" })),
        ("fire-safety-in-the-north-and-the-east", long, dates),
        ("first-aid", "First aid", json!({ "visible": false })),
    ] {
        let mut course = json!({ "code": code, "name": name });
        course
            .as_object_mut()
            .into_iter()
            .for_each(|course| course.extend(more.as_object().cloned().unwrap_or_default()));
        client.post("/courses", &course).expect(201);
    }
    page.see("/courses", "course-row").await;
    tour.check("courses").await;
    page.click("course-more").await;
    page.find("course-archive").await;
    tour.check("course-menu").await;
    page.click("course-copy").await;
    page.find("course-copy-dialog").await;
    tour.check("course-copy").await;
    page.block(&["*/api/v1/courses*"]).await;
    page.see("/courses", "courses-error").await;
    tour.check("courses-error").await;
    page.block(&[]).await;
    page.see("/courses/0195f2c1-7a31-7000-8000-000000000000", "course-error").await;
    tour.check("course-unknown").await;
}

async fn course(tour: &Tour<'_>, client: &Client) {
    let page = tour.page;
    let found = client.query("/courses", &[("q", "fire-safety-2026")]).expect(200).items()[0]["id"].clone();
    let path = format!("/courses/{}", found.as_str().expect("an id"));
    page.see(&path, "users-empty").await;
    tour.check("course-nobody").await;
    page.click("participants-add").await;
    page.click("participant-submit").await;
    page.css("[data-testid=person-pick][aria-invalid=true]").await;
    tour.check("participant-add").await;
    tour.escape().await;
    client.post(&format!("{path}/groups"), &json!({ "name": "Monday" })).expect(201);
    let users = client.query("/users", &[("limit", "4"), ("filter", "username sw \"p\"")]).expect(200);
    for (number, user) in users.items().iter().enumerate() {
        let role = if number == 0 { "instructor" } else { "learner" };
        let status = if number == 2 { "suspended" } else { "active" };
        let body = json!({ "user_id": user["id"], "role": role, "status": status, "groups": ["Monday"], "ends_at": "2099-07-01" });
        client.post(&format!("{path}/enrolments"), &body).expect(201);
    }
    let learner = client.query("/users", &[("filter", "username eq \"learner\"")]).expect(200).items()[0]["id"].clone();
    client.post(&format!("{path}/enrolments"), &json!({ "user_id": learner, "role": "learner" })).expect(201);
    page.see(&path, "user-row").await;
    page.click("pick-row").await;
    page.find("bulk-unenrol").await;
    tour.check("course").await;
    page.click("bulk-set-enrolment").await;
    page.find("setting-status").await;
    tour.check("course-bulk").await;
    tour.escape().await;
    page.click("row-more").await;
    page.find("enrolment-end").await;
    tour.check("course-row-menu").await;
    page.click("enrolment-change").await;
    page.find("enrolment-dialog").await;
    tour.check("enrolment-change").await;
    tour.escape().await;
    page.click("row-more").await;
    page.click("enrolment-end").await;
    page.find("unenrol-dialog").await;
    tour.check("enrolment-end").await;
    page.see(&format!("{path}?tab=groups"), "group-row").await;
    tour.check("course-groups").await;
    page.click("group-delete").await;
    page.find("group-delete-dialog").await;
    tour.check("group-delete").await;
    page.see(&format!("{path}?tab=cohorts"), "course-cohorts-empty").await;
    tour.check("course-cohorts-empty").await;
    client.post("/cohorts", &json!({ "name": "Apprentices 2026" })).expect(201);
    page.click("course-cohort-add").await;
    page.css("[data-testid=course-cohort-submit]:not([aria-disabled])").await;
    page.click("course-cohort-submit").await;
    page.css("[data-testid=cohort-pick][aria-invalid=true]").await;
    tour.check("course-cohort-add").await;
    page.type_into("cohort-pick", "2026").await;
    page.says("suggestion", "2026").await;
    page.click("suggestion").await;
    page.click("course-cohort-submit").await;
    page.find("course-cohort-row").await;
    page.dismiss().await;
    tour.check("course-cohorts").await;
    page.see("/courses?q=fire-safety-2026", "course-row").await;
    page.click("course-more").await;
    page.click("course-delete").await;
    page.find("course-not-empty").await;
    tour.check("course-not-empty").await;
    page.see(&format!("/users/{}", learner.as_str().expect("an id")), "person-enrolment").await;
    page.find("history-entry").await;
    tour.check("person-enrolments").await;
    page.see("/users?q=p1", "user-row").await;
    page.click("pick-row").await;
    page.click("bulk-more").await;
    page.click("bulk-enrol").await;
    page.type_into("course-pick", "2026").await;
    page.says("suggestion", "fire-safety-2026").await;
    page.click("suggestion").await;
    page.find("setting-role").await;
    page.find("setting-group").await;
    tour.check("course-bulk-enrol").await;
}
