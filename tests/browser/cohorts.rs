//! Cohorts: made, found, changed and deleted; people come into them and go out of them, one by one and many at once.

use rollcall_testkit::{Client, Engine, PASSWORD};
use serde_json::{Value, json};

use super::{guises, in_browser, page::Page, people, selection::carry_out};
use crate::faults::world::World;

pub fn make(admin: &Client, name: &str) -> String {
    admin.post("/cohorts", &json!({ "name": name })).expect(201).text_of("id")
}

fn put(admin: &Client, cohort: &str, user: &str) {
    admin.post(&format!("/cohorts/{cohort}/members"), &json!({ "user_id": user })).expect(200);
}

pub fn person(admin: &Client, username: &str) -> String {
    let filter = format!("username eq \"{username}\"");
    admin.query("/users", &[("filter", &filter)]).expect(200).items()[0]["id"].as_str().expect("an id").to_owned()
}

fn members(admin: &Client, key: &str) -> Value {
    admin.query("/cohorts", &[("q", key)]).expect(200).items()[0]["members"].clone()
}

/// Chooses a cohort in the field of a dialog.
async fn choose(page: &Page, typed: &str, key: &str) {
    page.type_into("cohort-pick", typed).await;
    page.says("suggestion", key).await;
    page.click("suggestion").await;
    page.css("[data-chosen=true]").await;
}

#[test]
fn a_cohort_is_made_and_a_selection_comes_into_it_and_goes_out_again_by_undo() {
    let world = World::new(Engine::Sqlite, 30);
    let process = world.start();
    let admin = Client::new(&process.address).signed_in("admin", PASSWORD);
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.click("nav-cohorts").await;
        page.find("cohorts-empty").await;
        guises::are_clean(&page, "cohorts-empty").await;
        page.click("cohort-new").await;
        page.type_into("cohort-name", "Süd 2026").await;
        assert_eq!(page.value("cohort-key").await, "sued-2026");
        page.retype("cohort-key", "to the south").await;
        page.click("cohort-submit").await;
        page.css("[data-testid=cohort-key][aria-invalid=true]").await;
        page.retype("cohort-key", "south").await;
        page.type_into("cohort-description", "Everybody who began in autumn").await;
        page.click("cohort-submit").await;
        page.css("[data-testid=cohort-row][data-of=south]").await;
        let made = admin.get("/cohorts").expect(200).items()[0].clone();
        let told = ["key", "name", "description"].map(|member| made[member].clone());
        assert_eq!(told, ["south", "Süd 2026", "Everybody who began in autumn"]);
        page.dismiss().await;

        page.click("cohort-new").await;
        page.type_into("cohort-name", "Another one").await;
        page.retype("cohort-key", "south").await;
        page.click("cohort-submit").await;
        page.css("[data-testid=cohort-key][aria-invalid=true]").await;
        page.press(super::page::key::ESCAPE).await;
        make(&admin, "North");

        page.see("/users?q=p1&limit=20", "user-row").await;
        page.click("pick-page").await;
        page.click("bulk-more").await;
        page.click("bulk-add-to-cohort").await;
        page.css("[data-testid=bulk-plan]:not([aria-disabled])").await;
        page.click("bulk-plan").await;
        page.css("[data-testid=cohort-pick][aria-invalid=true]").await;
        choose(&page, "sud", "south").await;
        page.picture("cohort-bulk").await;
        carry_out(&page).await;
        assert_eq!(page.text("fact-cohort").await, "south");
        assert_eq!(members(&admin, "south"), 11);
        let batch = page.path().await;

        page.see("/cohorts", "cohort-row").await;
        page.click("cohort-people").await;
        page.css("[data-testid=user-row][data-of=p17]").await;
        page.says("users-total", "11").await;
        page.click("filter-toggle").await;
        assert_eq!(page.value("filter-value").await, "south", "the address is read back into the builder");

        page.see(&batch, "undo").await;
        page.click("undo").await;
        page.find("undoes").await;
        page.batch_is("planned").await;
        page.click("apply").await;
        page.click("confirm-apply").await;
        page.batch_is("applied").await;
        assert_eq!(members(&admin, "south"), 0);
        page.close().await;
    });
}

#[test]
fn a_selection_goes_out_of_a_cohort() {
    let world = World::new(Engine::Sqlite, 12);
    let process = world.start();
    let admin = Client::new(&process.address).signed_in("admin", PASSWORD);
    let (north, south) = (make(&admin, "North"), make(&admin, "South"));
    for username in ["p1", "p10", "p11"] {
        put(&admin, &north, &person(&admin, username));
        put(&admin, &south, &person(&admin, username));
    }
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see("/users?filter=cohorts%20eq%20%22north%22", "user-row").await;
        page.click("pick-page").await;
        page.click("bulk-more").await;
        page.click("bulk-remove-from-cohort").await;
        choose(&page, "north", "north").await;
        // The choice can be taken back by the cross, and by typing.
        page.click("pick-clear").await;
        page.focused("cohort-pick").await;
        choose(&page, "sou", "south").await;
        page.retype("cohort-pick", "nor").await;
        page.css("[data-chosen=false]").await;
        page.says("suggestion", "north").await;
        page.press("\u{e015}").await;
        page.press(super::page::key::ENTER).await;
        page.css("[data-chosen=true]").await;
        carry_out(&page).await;
        assert_eq!((members(&admin, "north"), members(&admin, "south")), (json!(0), json!(3)));
        page.close().await;
    });
}

#[test]
fn somebody_comes_into_a_cohort_and_goes_out_of_it_on_their_own_page() {
    let world = World::new(Engine::Sqlite, 3);
    let process = world.start();
    let admin = Client::new(&process.address).signed_in("admin", PASSWORD);
    let path = format!("/users/{}", person(&admin, "p1"));
    let cohorts = || admin.get(&path).expect(200).json["cohorts"].clone();
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see(&path, "person-cohorts-none").await;
        page.click("person-cohort-add").await;
        page.find("cohort-pick-none").await;
        guises::are_clean(&page, "cohort-pick-none").await;
        page.css("[data-testid=cohort-join-submit][aria-disabled=true]").await;
        page.press(super::page::key::ESCAPE).await;
        make(&admin, "North");
        make(&admin, "South");
        page.click("person-cohort-add").await;
        page.css("[data-testid=cohort-join-submit]:not([aria-disabled])").await;
        page.click("cohort-join-submit").await;
        page.css("[data-testid=cohort-pick][aria-invalid=true]").await;
        // The list closes only once what is pressed beside it has been pressed: it does not move away from under the pointer.
        page.type_into("cohort-pick", "nor").await;
        page.says("suggestion", "north").await;
        page.click("cohort-join-submit").await;
        page.css("[data-testid=cohort-pick][aria-invalid=true][aria-expanded=false]").await;
        page.click("cohort-pick").await;
        choose(&page, "th", "north").await;
        page.click("cohort-join-submit").await;
        page.css("[data-testid=person-cohort][data-of=north]").await;
        assert_eq!(cohorts(), json!(["north"]));
        page.css("[data-testid=history-entry][data-of=\"user.cohorts_changed\"]").await;
        page.says("history", "Added to cohorts").await;
        page.dismiss().await;
        page.picture("cohort-person").await;

        page.click("person-cohort-remove").await;
        page.find("person-cohorts-none").await;
        assert_eq!(cohorts(), json!([]));
        page.click("toast-action").await;
        page.find("person-cohort").await;
        assert_eq!(cohorts(), json!(["north"]));
        page.says("history", "Removed from cohorts").await;
        page.dismiss().await;

        page.click("person-cohort-people").await;
        page.css("[data-testid=user-row][data-of=p1]").await;
        page.says("users-total", "1 user").await;
        page.close().await;
    });
}

#[test]
fn a_cohort_is_changed_beside_somebody_else_and_deleted_once_nobody_is_in_it() {
    let world = World::new(Engine::Sqlite, 3);
    let process = world.start();
    let admin = Client::new(&process.address).signed_in("admin", PASSWORD);
    let (id, user) = (make(&admin, "North"), person(&admin, "p1"));
    let path = format!("/cohorts/{id}");
    put(&admin, &id, &user);
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see("/cohorts", "cohort-row").await;
        page.click("cohort-edit").await;
        page.type_into("cohort-description", "Mine").await;
        admin.patch(&path, &json!({ "name": "North and east" })).expect(200);
        page.click("cohort-submit").await;
        page.says("cohort-stale", "North and east").await;
        page.picture("cohort-stale").await;
        assert_eq!(page.value("cohort-name").await, "North and east", "what one has not touched is theirs");
        page.click("cohort-submit").await;
        page.gone("cohort-dialog").await;
        let now = admin.get(&path).expect(200).json;
        assert_eq!((&now["name"], &now["description"]), (&json!("North and east"), &json!("Mine")));
        page.says("cohorts-table", "North and east").await;
        page.dismiss().await;

        page.click("cohort-delete").await;
        page.says("cohort-not-empty", "1 user is in it").await;
        assert!(!page.has("confirm").await, "nothing is offered that would be refused");
        page.click("cohort-not-empty-people").await;
        page.css("[data-testid=user-row][data-of=p1]").await;
        admin.send("DELETE", &format!("{path}/members/{user}"), "", b"").expect(204);

        page.see("/cohorts", "cohort-row").await;
        page.click("cohort-delete").await;
        page.find("cohort-delete-dialog").await;
        put(&admin, &id, &user);
        page.click("confirm").await;
        page.find("cohort-not-empty").await;
        page.click("cohort-keep").await;
        page.find("cohort-people").await;
        admin.send("DELETE", &format!("{path}/members/{user}"), "", b"").expect(204);
        page.see("/cohorts", "cohort-row").await;
        page.click("cohort-delete").await;
        page.click("confirm").await;
        page.find("cohorts-empty").await;
        admin.get(&path).expect(404);
        page.close().await;
    });
}

#[test]
fn cohorts_are_searched_and_paged_by_the_address() {
    let world = World::new(Engine::Sqlite, 1);
    let process = world.start();
    let admin = Client::new(&process.address).signed_in("admin", PASSWORD);
    for number in 1..=60 {
        make(&admin, &format!("Group {number:02}"));
    }
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see("/cohorts", "cohort-row").await;
        page.click("page-next").await;
        page.css("[data-testid=cohort-row][data-of=group-60]").await;
        page.says("pager-range", "51").await;
        page.click("page-previous").await;
        page.css("[data-testid=cohort-row][data-of=group-01]").await;
        page.type_into("cohorts-search", "p 3").await;
        page.says("cohorts-total", "10 ").await;
        assert_eq!(page.run("return new URL(location).searchParams.get('q')").await, "p 3");
        page.run("location.reload()").await;
        page.css("[data-testid=cohort-row][data-of=group-39]").await;
        assert_eq!(page.value("cohorts-search").await, "p 3");
        page.type_into("cohorts-search", "x").await;
        page.find("cohorts-none-found").await;
        page.click("cohorts-show-all").await;
        page.says("cohorts-total", "60").await;
        page.close().await;
    });
}

#[test]
fn a_cohort_s_page_lists_its_people_and_takes_them_out_again() {
    let world = World::new(Engine::Sqlite, 12);
    let process = world.start();
    let admin = Client::new(&process.address).signed_in("admin", PASSWORD);
    let north = make(&admin, "North");
    make(&admin, "South");
    for username in ["p1", "p10", "p11"] {
        put(&admin, &north, &person(&admin, username));
    }
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see("/cohorts", "cohort-row").await;
        page.click_css("[data-testid=cohort-row][data-of=north] [data-testid=cohort]").await;
        page.says("users-total", "3 users").await;
        assert_eq!(page.path().await, format!("/cohorts/{north}"));
        page.css("[data-testid=user-row][data-of=p11]").await;
        assert!(!page.has("views").await && !page.has("paste").await, "those are about everybody");
        guises::are_clean(&page, "cohort").await;

        // What narrows the list stays within the cohort, and in the address of its page.
        page.type_into("users-search", "p1").await;
        page.css("[data-testid=clear-all]").await;
        page.choose("users-status", "suspended").await;
        page.find("users-empty").await;
        assert_eq!(
            page.run("return location.pathname + location.search").await,
            format!("/cohorts/{north}?q=p1&status=suspended")
        );
        page.click("clear-filters").await;
        page.says("users-total", "3 users").await;

        page.click("pick-page").await;
        page.click("bulk-remove-from-cohort").await;
        page.css("[data-chosen=true]").await;
        carry_out(&page).await;
        assert_eq!(members(&admin, "north"), json!(0));

        page.see(&format!("/cohorts/{north}"), "users-empty").await;
        page.says("users-empty", "This cohort has no members").await;
        page.click("cohort-delete").await;
        page.click("confirm").await;
        page.css("[data-testid=cohort-row][data-of=south]").await;
        assert_eq!(page.path().await, "/cohorts");
        admin.get(&format!("/cohorts/{north}")).expect(404);
        page.close().await;
    });
}

#[test]
fn a_filter_by_cohort_is_built_with_the_ones_that_there_are_and_shown_as_a_column() {
    let world = World::new(Engine::Sqlite, 9);
    let process = world.start();
    let admin = Client::new(&process.address).signed_in("admin", PASSWORD);
    let north = make(&admin, "North");
    make(&admin, "South");
    put(&admin, &north, &person(&admin, "p4"));
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in().await;
        page.see("/users?columns=username,cohorts", "user-row").await;
        page.click("filter-toggle").await;
        page.choose("filter-field", "cohorts").await;
        page.type_into("filter-value", "nor").await;
        page.says("suggestion", "north").await;
        page.click("suggestion").await;
        assert_eq!(page.value("filter-value").await, "north");
        page.click("filter-apply").await;
        page.gone_row("p3").await;
        page.css("[data-testid=user-row][data-of=p4] td[data-label=Cohorts]").await;
        assert!(page.text("users-table").await.contains("north"));
        let filter = || page.run("return new URL(location).searchParams.get('filter')");
        assert_eq!(filter().await, "cohorts eq \"north\"");
        page.choose("filter-operator", "is-empty").await;
        page.click("filter-apply").await;
        page.gone_row("p4").await;
        page.css("[data-testid=user-row][data-of=p3]").await;
        assert_eq!(filter().await, "not (cohorts pr)");
        page.close().await;
    });
}

/// Lets the page believe that whoever signs in has not got a capability. There is no role without this one that sees accounts.
async fn without(page: &Page, capability: &str) {
    let source = format!(
        "const real = window.fetch; window.fetch = async (...asked) => {{ \
            const answer = await real(...asked); \
            if (!String(asked[0]).includes('/auth/') || !answer.ok) return answer; \
            const text = await answer.text(); \
            return new Response(text.replace('\"{capability}\",', '') || null, {{ status: answer.status, headers: answer.headers }}); \
        }}"
    );
    page.order("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await;
}

#[test]
fn who_may_not_manage_cohorts_sees_them_and_no_more() {
    let world = World::new(Engine::Sqlite, 3);
    let process = world.start();
    let admin = Client::new(&process.address).signed_in("admin", PASSWORD);
    let (north, user) = (make(&admin, "North"), person(&admin, "p1"));
    put(&admin, &north, &user);
    people::account_manager(&admin, "manager");
    people::learner(&admin, "learner");
    in_browser(async {
        let page = Page::open(&process.address, 1280, 900).await;
        page.sign_in_as("manager").await;
        page.see("/cohorts", "cohort-edit").await;

        without(&page, "cohorts.manage").await;
        page.see("/cohorts", "cohort-row").await;
        for testid in ["cohort-new", "cohort-edit", "cohort-delete"] {
            assert!(!page.has(testid).await, "{testid}");
        }
        page.picture("cohort-viewer").await;
        page.see(&format!("/users/{user}"), "person-cohort").await;
        assert!(!page.has("person-cohort-add").await && !page.has("person-cohort-remove").await);
        page.see("/users?q=p1", "user-row").await;
        page.click("pick-row").await;
        page.click("bulk-more").await;
        page.css("[data-testid=bulk-add-to-cohort][aria-disabled=true]").await;
        assert!(page.text("bulk-remove-from-cohort").await.contains("Not among your permissions"));

        page.sign_in_as("learner").await;
        page.see("/cohorts", "forbidden").await;
        assert!(!page.has("nav-cohorts").await);
        page.close().await;
    });
}
