//! Custom fields as columns of the list: chosen, in the address, in a saved view, with the page; and names beside usernames.

use rollcall_testkit::{Client, Engine, PASSWORD};
use serde_json::json;

use super::{guises, in_browser, page::Page};
use crate::faults::world::World;

#[test]
fn a_custom_field_is_a_column_that_can_be_chosen_bookmarked_and_saved() {
    let world = World::new(Engine::Sqlite, 20);
    let process = world.start();
    let client = Client::new(&process.address).signed_in("admin", PASSWORD);
    for (name, label, kind) in [("grade", "Pay grade", "number"), ("remote", "Works remotely", "yes_no")] {
        client.post("/profile-fields", &json!({ "name": name, "label": label, "kind": kind })).expect(201);
    }
    let id = client.get("/users?q=p7").expect(200).items()[0]["id"].as_str().unwrap_or_default().to_owned();
    client.patch(&format!("/users/{id}"), &json!({ "profile": { "grade": 12, "remote": true } })).expect(200);
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see("/users?q=p7", "user-row").await;
        page.click("columns").await;
        page.click("column-profile.grade").await;
        page.click("column-profile.remote").await;
        guises::are_clean(&page, "users-columns-custom").await;
        page.click("columns-save").await;
        page.says("users-table", "Pay grade").await;
        page.says("user-row", "12").await;
        page.says("user-row", "Yes").await;
        let columns = "return new URL(location).searchParams.get('columns')";
        assert!(page.run(columns).await.as_str().is_some_and(|all| all.ends_with("profile.grade,profile.remote")));
        guises::are_clean(&page, "users-custom-columns").await;
        let sortable = "return [...document.querySelectorAll('[data-testid=users-table] thead th')].filter(th => th.textContent.includes('Pay grade') && th.querySelector('button')).length";
        assert_eq!(page.run(sortable).await, 0, "the server cannot sort by it");
        page.click("views").await;
        page.click("view-save").await;
        page.type_into("view-name", "Pay").await;
        page.click("view-submit").await;
        page.gone("view-dialog").await;
        let view = client.get("/views").expect(200).items()[0].clone();
        assert!(view["columns"].as_array().is_some_and(|all| all.contains(&json!("profile.grade"))), "{view}");
        page.run("location.reload()").await;
        page.says("user-row", "12").await;
        // Without the fields the list is there all the same.
        page.block(&["*/api/v1/profile-fields*"]).await;
        page.see("/users?q=p7&columns=full_name,profile.grade", "user-row").await;
        page.says("user-row", "12").await;
        page.close().await;
    });
}

#[test]
fn more_custom_columns_than_there_is_room_for_are_refused_in_words() {
    let world = World::new(Engine::Sqlite, 3);
    let process = world.start();
    let client = Client::new(&process.address).signed_in("admin", PASSWORD);
    for number in 1..=31 {
        let field = json!({ "name": format!("own{number}"), "label": format!("Own {number}"), "kind": "text" });
        client.post("/profile-fields", &field).expect(201);
    }
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see("/users", "user-row").await;
        page.click("columns").await;
        page.says("columns-most", "30").await;
        page.run("document.querySelectorAll('[data-testid^=\"column-profile.\"]').forEach(one => one.click())").await;
        page.css("[data-testid=columns-save][aria-disabled=true]").await;
        page.says("columns-dialog", "1 profile field too many").await;
        guises::are_clean(&page, "users-columns-too-many").await;
        page.click("column-profile.own31").await;
        page.click("columns-save").await;
        page.gone("columns-dialog").await;
        let shown = "return new URL(location).searchParams.get('columns').split(',').filter(one => one.startsWith('profile.')).length";
        assert_eq!(page.run(shown).await, 30);
        page.close().await;
    });
}
