//! What mails link to works: from a forgotten password to signing in with a new one.

use rollcall_testkit::{Client, Engine, PASSWORD};
use serde_json::json;

use super::{axe, in_browser, page::Page};
use crate::faults::world::World;

const NEW: &str = "violet harbour tractor moss";

/// The path of the link in the last mail of the data folder, once there is one.
async fn link(page: &Page, world: &World) -> String {
    for _ in 0..100 {
        if let Some(path) = world.last_mail().and_then(|mail| {
            let at = mail.find("/password-reset#")?;
            mail[at..].split_whitespace().next().map(str::to_owned)
        }) {
            return path;
        }
        page.pause().await;
    }
    panic!("no mail with a link was written");
}

#[test]
fn who_has_forgotten_the_password_gets_a_link_and_signs_in_with_a_new_one() {
    let world = World::new(Engine::Sqlite, 0);
    let process = world.start();
    let admin = Client::new(&process.address).signed_in("admin", PASSWORD);
    let anna = json!({
        "username": "anna", "email": "anna@example.org", "first_name": "Anna", "last_name": "Berg", "password": PASSWORD,
    });
    admin.post("/users", &anna).expect(201);
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.see("/sign-in", "forgotten").await;
        page.click("forgotten").await;
        page.type_into("forgotten-email", "anna@example.org").await;
        axe::is_clean(&page, "forgotten password").await;
        page.click("forgotten-submit").await;
        page.find("forgotten-asked").await;

        let link = link(&page, &world).await;
        page.see(&link, "new-password").await;
        page.type_into("new-password", NEW).await;
        page.type_into("new-password-again", "something else").await;
        page.click("link-submit").await;
        page.css("[data-testid=new-password-again][aria-invalid=true]").await;
        axe::is_clean(&page, "choose a password, twice not the same").await;
        page.picture("choose-password").await;
        page.retype("new-password", "password").await;
        page.retype("new-password-again", "password").await;
        page.click("link-submit").await;
        page.find("link-error").await;
        page.retype("new-password", NEW).await;
        page.retype("new-password-again", NEW).await;
        page.click("link-submit").await;
        page.find("link-done").await;

        let client = Client::new(&process.address);
        client.sign_in("anna", PASSWORD).expect(401);
        client.sign_in("anna", NEW).expect(200);
        // The same address once more is the same page: what stands behind the `#` loads nothing.
        page.see("/sign-in", "forgotten").await;
        page.see(&link, "new-password").await;
        page.type_into("new-password", NEW).await;
        page.type_into("new-password-again", NEW).await;
        page.click("link-submit").await;
        assert!(page.text("link-error").await.contains("link"), "a link works once");
        page.close().await;
    });
}
