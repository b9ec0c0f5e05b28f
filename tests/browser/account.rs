//! One's own account: details, password, sign-ins, tokens for programs.

use rollcall_testkit::{Client, Engine, PASSWORD};
use serde_json::json;

use super::{
    in_browser,
    page::{Page, key},
};
use crate::faults::world::World;

const NEW: &str = "velvet harbour tractor plum";

#[test]
fn people_change_their_details_and_overwrite_nobody() {
    let world = World::new(Engine::Sqlite, 3);
    let process = world.start();
    // A connection may have been closed by the time that it is needed again.
    let admin = || Client::new(&process.address).signed_in("admin", PASSWORD);
    for (name, kind, editor) in [("motto", "text", "self"), ("grade", "text", "staff")] {
        let field = json!({ "name": name, "kind": kind, "editable_by": editor, "label": name.to_uppercase() });
        admin().post("/profile-fields", &field).expect(201);
    }
    let cities = |city: &str| world.number(&format!("SELECT count(*) AS n FROM users WHERE city = '{city}'"));
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.click("account-menu").await;
        page.click("my-account").await;
        page.click("details-edit").await;
        page.focused("detail-first_name").await;
        assert!(!page.has("detail-username").await && !page.has("detail-profile.grade").await);
        page.retype("detail-first_name", "Theodora").await;
        page.type_into("detail-city", "Graz").await;
        page.choose("detail-country", "AT").await;
        page.choose("detail-timezone", "Europe/Vienna").await;
        page.type_into("detail-profile.motto", "Slow is smooth").await;
        page.click("details-save").await;
        page.focused("details-edit").await;
        assert_eq!(page.text("fact-country").await, "Austria");
        assert_eq!(page.text("fact-profile.motto").await, "Slow is smooth");
        page.says("account-menu", "Theodora").await;
        let own = admin().get("/me").expect(200);
        assert_eq!(
            (&own.json["timezone"], &own.json["profile"]["motto"]),
            (&json!("Europe/Vienna"), &json!("Slow is smooth"))
        );

        page.dismiss().await;
        page.click("details-edit").await;
        page.retype("detail-first_name", " ").await;
        page.click("details-save").await;
        page.css("[data-testid=detail-first_name][aria-invalid=true]").await;
        page.retype("detail-first_name", "Thea").await;
        page.retype("detail-city", "Linz").await;
        admin().patch("/me", &json!({ "city": "Wien", "phone": "+43 1" })).expect(200);
        page.click("details-save").await;
        page.find("details-overtaken").await;
        assert!(page.text("theirs-city").await.contains("Wien"));
        assert!(page.text("details-overtaken").await.contains("+43 1"));
        page.picture("account-overtaken").await;
        assert_eq!((cities("Wien"), cities("Linz")), (1, 0), "nothing is overwritten");
        page.click("take-city").await;
        page.gone("theirs-city").await;
        page.click("details-save").await;
        page.find("fact-city").await;
        let own = admin().get("/me").expect(200);
        let now = [&own.json["first_name"], &own.json["city"], &own.json["phone"]];
        assert_eq!(now, [&json!("Thea"), &json!("Wien"), &json!("+43 1")]);
        page.close().await;
    });
}

#[test]
fn another_password_is_chosen_and_ends_other_sign_ins() {
    let world = World::new(Engine::Sqlite, 1);
    let process = world.start();
    let elsewhere = Client::new(&process.address).signed_in("admin", PASSWORD);
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see("/account", "current-password").await;
        let fill = async |current: &str, new: &str, again: &str| {
            for (field, text) in [("current-password", current), ("new-password", new), ("new-password-again", again)] {
                page.retype(field, text).await;
            }
            page.click("password-submit").await;
        };
        fill("not the password", NEW, NEW).await;
        page.css("[data-testid=current-password][aria-invalid=true]").await;
        fill(PASSWORD, "password", "password").await;
        page.css("[data-testid=new-password][aria-invalid=true]").await;
        page.says("password-card", "it needs at least 15").await;
        fill(PASSWORD, NEW, PASSWORD).await;
        page.css("[data-testid=new-password-again][aria-invalid=true]").await;
        elsewhere.get("/me").expect(200);
        fill(PASSWORD, NEW, NEW).await;
        page.find("toast").await;
        elsewhere.get("/me").expect(401);
        Client::new(&process.address).signed_in("admin", NEW).get("/me").expect(200);
        page.see("/users", "users-table").await;
        page.close().await;
    });
}

#[test]
fn one_signs_out_elsewhere_and_stays_here() {
    let world = World::new(Engine::Sqlite, 1);
    let process = world.start();
    let sign_in = || Client::new(&process.address).signed_in("admin", PASSWORD);
    let (first, second) = (sign_in(), sign_in());
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see("/account", "session-current").await;
        page.click("session-end").await;
        page.find("session-dialog").await;
        page.press(key::ESCAPE).await;
        page.focused("session-end").await;
        page.click("session-end").await;
        page.click("confirm").await;
        page.find("toast").await;
        let alive = [&first, &second].into_iter().filter(|client| client.get("/me").status == 200).count();
        assert_eq!(alive, 1, "one of the two has ended");
        page.click("sessions-end").await;
        page.click("confirm").await;
        page.gone("sessions-end").await;
        for client in [&first, &second] {
            client.get("/me").expect(401);
        }
        page.see("/users", "users-table").await;
        page.close().await;
    });
}

#[test]
fn a_token_is_made_used_and_deleted() {
    let world = World::new(Engine::Sqlite, 1);
    let process = world.start();
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see("/account", "tokens-none").await;
        page.click("token-new").await;
        page.click("token-make").await;
        page.find("token-scopes-missing").await;
        page.type_into("token-name", "HR system").await;
        page.click("scope-users.view").await;
        page.choose("token-span", "30").await;
        page.click("token-make").await;
        page.find("token-made").await;
        let secret = page.value("token-secret").await;
        page.click("copy").await;
        page.css("[data-testid=copied]:not(:empty)").await;
        page.click("token-done").await;
        page.css("[data-testid=token][data-of=\"HR system\"]").await;
        let script = Client::new(&process.address).with_token(&secret);
        script.get("/users").expect(200);
        script.get("/me").expect(403);
        let shown = page.run("return document.documentElement.outerHTML").await;
        assert!(!shown.as_str().unwrap_or_default().contains(&secret), "the secret is gone from the page");
        page.click("token-delete").await;
        page.click("confirm").await;
        page.find("tokens-none").await;
        script.get("/users").expect(401);
        page.close().await;
    });
}
