//! Every page in every state, in every guise: axe finds nothing, nothing scrolls sideways, and each is kept as a
//! picture to be looked at.

mod courses;
mod messages;

use rollcall_domain::{Clock, demo, time::SystemClock};
use rollcall_testkit::{Client, Engine, PASSWORD};
use serde_json::json;

use super::{
    guises, in_browser,
    page::{Page, key},
    people,
};
use crate::faults::world::{World, file};

/// What the tour speaks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Language {
    /// In every guise.
    English,
    /// Words are longer, and nothing else differs.
    German,
}

impl Language {
    /// A page in it.
    async fn page(self, address: &str) -> Page {
        let page = Page::open(address, 1280, 900).await;
        // Else the size of the window decides, which is a little smaller.
        page.resize(1280, 900, 1).await;
        if self == Self::German {
            page.see("/sign-in", "sign-in-username").await;
            page.run("localStorage.setItem('rollcall.language', 'de')").await;
        }
        page
    }
}

/// A walk through the pages, and how each state is looked at.
struct Tour<'a> {
    page: &'a Page,
    language: Language,
}

impl Tour<'_> {
    /// The state on the page is clean; keeps its pictures.
    async fn check(&self, state: &str) {
        match self.language {
            Language::English => guises::are_all_clean(self.page, state).await,
            Language::German => guises::look(self.page, &format!("german-{state}")).await,
        }
    }

    async fn escape(&self) {
        self.page.press(key::ESCAPE).await;
    }
}

fn tour(language: Language) {
    let world = World::new(Engine::Sqlite, 20);
    demo::load(&world.db, SystemClock.now()).expect("the demo organisation loads");
    let process = world.start();
    let client = Client::new(&process.address).signed_in("admin", PASSWORD);
    people::learner(&client, "learner");
    let manager = people::account_manager(&client, "manager");
    let gone = people::learner(&client, "gone");
    client.send("DELETE", &format!("/users/{gone}"), "", b"").expect(204);
    let folder = tempfile::tempdir().expect("a folder is made");
    let upload = folder.path().join("leavers.csv");
    std::fs::write(&upload, format!("{}nobody.here,1\np3,perhaps\n", file(20, true))).expect("the file is written");
    in_browser(async {
        let page = language.page(&process.address).await;
        let tour = Tour { page: &page, language };
        signed_out(&tour).await;
        page.sign_in().await;
        overview(&tour).await;
        users(&tour).await;
        views_and_downloads(&tour).await;
        account(&tour).await;
        profile_fields(&tour).await;
        settings(&tour).await;
        cohorts(&tour, &client).await;
        batches(&tour, &upload.to_string_lossy()).await;
        people_in_cohorts(&tour, &client).await;
        nowhere(&tour).await;
        // A user signs the person out everywhere; the next act finds that out.
        page.sign_in_as("manager").await;
        page.find("day-bars").await;
        client.post_nothing(&format!("/users/{manager}/sign-out")).expect(200);
        page.click("work").await;
        page.find("session-expired").await;
        tour.check("session-expired").await;
        page.close().await;
    });
}

async fn signed_out(tour: &Tour<'_>) {
    let page = tour.page;
    page.see("/sign-in", "sign-in-username").await;
    tour.check("sign-in").await;
    page.type_into("sign-in-username", "admin").await;
    page.type_into("sign-in-password", "not the password").await;
    page.click("sign-in-submit").await;
    page.find("sign-in-error").await;
    tour.check("sign-in-refused").await;
}

async fn overview(tour: &Tour<'_>) {
    let page = tour.page;
    page.see("/overview", "day-bars").await;
    page.find("no-batches").await;
    tour.check("overview").await;
    page.click("account-menu").await;
    tour.check("account-menu").await;
    page.click("account-menu").await;
    page.click("work").await;
    page.find("work-none").await;
    tour.check("drawer").await;
    tour.escape().await;
    page.type_into("quick-search", "anna").await;
    page.find("suggestion").await;
    tour.check("quick-search").await;
    page.block(&["*/stats/accounts*"]).await;
    page.see("/overview", "overview-error").await;
    tour.check("overview-error").await;
    page.block(&[]).await;
}

async fn users(tour: &Tour<'_>) {
    let page = tour.page;
    page.see("/users", "user-row").await;
    tour.check("users").await;
    page.click("filter-toggle").await;
    page.click("filter-add-group").await;
    tour.check("users-filter").await;
    page.click("filter-apply").await;
    page.css("[aria-invalid=true]").await;
    tour.check("users-filter-unfinished").await;
    page.see("/users?filter=last_name%20eq", "users-error").await;
    tour.check("users-filter-wrong").await;
    page.see("/users?q=nobody.is.called.this", "users-empty").await;
    tour.check("users-empty").await;
    page.see("/users?columns=username,email,department,institution,city,country,status,auth_method,system_roles,created_at,last_access_at&density=comfortable", "user-row").await;
    tour.check("users-all-columns").await;
    page.click("columns").await;
    page.find("columns-dialog").await;
    tour.check("users-columns").await;
    tour.escape().await;
    page.click("paste").await;
    page.click("paste-select").await;
    page.css("[aria-invalid=true]").await;
    tour.check("users-paste").await;
    tour.escape().await;
    page.see("/users?q=anna", "user-row").await;
    page.click("pick-row").await;
    page.find("bulk-bar").await;
    tour.check("users-selected").await;
    page.click("bulk-more").await;
    tour.check("users-bulk-menu").await;
    tour.escape().await;
    page.click("bulk-review").await;
    page.find("review-dialog").await;
    tour.check("users-review").await;
    tour.escape().await;
    page.click("bulk-suspend").await;
    page.find("bulk-dialog").await;
    tour.check("users-bulk-suspend").await;
    tour.escape().await;
    page.click("row-suspend").await;
    page.find("suspend-dialog").await;
    tour.check("user-suspend").await;
    page.click("confirm-suspend").await;
    page.find("toast").await;
    tour.check("user-suspended").await;
    page.dismiss().await;
    page.click("row-more").await;
    page.find("person-delete").await;
    tour.check("user-row-menu").await;
    page.click("person-method").await;
    page.find("method-dialog").await;
    tour.check("user-method").await;
    tour.escape().await;
    page.click("person").await;
    page.find("history-entry").await;
    tour.check("person").await;
    page.click("details-edit").await;
    page.find("details-save").await;
    tour.check("person-edit").await;
    page.click("details-cancel").await;
    page.click("person-more").await;
    page.click("person-delete").await;
    page.find("simple-dialog").await;
    tour.check("person-delete").await;
    page.block(&["*/api/v1/users*"]).await;
    page.see("/users", "users-error").await;
    tour.check("users-error").await;
    page.block(&[]).await;
}

async fn views_and_downloads(tour: &Tour<'_>) {
    let page = tour.page;
    page.see("/users?q=anna", "user-row").await;
    page.click("views").await;
    page.click("view-save").await;
    page.click("view-submit").await;
    page.css("[aria-invalid=true]").await;
    tour.check("view-save").await;
    page.type_into("view-name", "A name that is as long as names of views are when they say what the view shows").await;
    page.click("view-submit").await;
    page.gone("view-dialog").await;
    page.click("views").await;
    page.find("view-delete").await;
    tour.check("views").await;
    page.click("view-delete").await;
    page.find("view-delete-dialog").await;
    tour.check("view-delete").await;
    tour.escape().await;
    page.click("download").await;
    page.choose("download-fields", "chosen").await;
    page.click("download-submit").await;
    page.find("download-nothing").await;
    tour.check("download").await;
    tour.escape().await;
    page.see("/users?status=deleted&q=nobody.is.called.this", "users-empty").await;
    tour.check("deleted-nobody").await;
    page.see("/users?status=deleted", "user-row").await;
    page.click("pick-row").await;
    page.find("bulk-restore").await;
    tour.check("deleted").await;
}

async fn account(tour: &Tour<'_>) {
    let page = tour.page;
    page.see("/account", "tokens-none").await;
    page.find("session-current").await;
    tour.check("account").await;
    page.click("details-edit").await;
    page.find("details-save").await;
    page.retype("detail-first_name", " ").await;
    page.click("details-save").await;
    page.css("[aria-invalid=true]").await;
    tour.check("account-edit").await;
    page.click("details-cancel").await;
    page.click("password-submit").await;
    page.css("[data-testid=current-password][aria-invalid=true], [data-testid=new-password][aria-invalid=true], [data-testid=password-error]").await;
    tour.check("account-password").await;
    page.click("token-new").await;
    page.click("token-make").await;
    page.find("token-scopes-missing").await;
    tour.check("token-new").await;
    page.type_into("token-name", "HR system").await;
    page.click("scope-users.view").await;
    page.click("token-make").await;
    page.find("token-made").await;
    page.click("copy").await;
    page.css("[data-testid=copied]:not(:empty)").await;
    tour.check("token-made").await;
    page.click("token-done").await;
    page.click("token-delete").await;
    page.find("token-delete-dialog").await;
    tour.check("token-delete").await;
    page.block(&["*/api/v1/me*"]).await;
    page.see("/account", "account-error").await;
    tour.check("account-error").await;
    page.block(&[]).await;
}

async fn profile_fields(tour: &Tour<'_>) {
    let page = tour.page;
    page.see("/profile-fields", "fields-empty").await;
    tour.check("fields-empty").await;
    page.click("field-new").await;
    page.type_into("field-label", "Kind of contract").await;
    page.choose("field-kind", "choice").await;
    page.click("field-submit").await;
    page.css("[data-testid=field-choices][aria-invalid=true]").await;
    tour.check("field-new").await;
    page.type_into("field-choices", "Permanent\nTemporary").await;
    page.click("field-submit").await;
    page.find("field-row").await;
    tour.check("fields").await;
    page.click("field-delete").await;
    page.find("field-delete-dialog").await;
    tour.check("field-delete").await;
    page.block(&["*/api/v1/profile-fields*"]).await;
    page.see("/profile-fields", "fields-error").await;
    tour.check("fields-error").await;
    page.block(&[]).await;
}

async fn settings(tour: &Tour<'_>) {
    let page = tour.page;
    page.see("/settings", "setting-row").await;
    tour.check("settings").await;
    page.click("setting-change").await;
    page.find("setting-dialog").await;
    tour.check("setting-change").await;
    tour.escape().await;
    page.click_css("[data-of=\"batches.confirm_share\"] [data-testid=setting-change]").await;
    page.retype("setting-field", "500").await;
    page.click("setting-save").await;
    page.css("[data-testid=setting-field][aria-invalid=true]").await;
    tour.check("setting-refused").await;
    page.retype("setting-field", "50").await;
    page.click("setting-save").await;
    page.gone("setting-dialog").await;
    tour.check("setting-changed").await;
    page.click("setting-history").await;
    page.find("setting-history-empty").await;
    tour.check("setting-history-empty").await;
    tour.escape().await;
    page.block(&["*/api/v1/settings*"]).await;
    page.see("/settings", "settings-error").await;
    tour.check("settings-error").await;
    page.block(&[]).await;
}

async fn cohorts(tour: &Tour<'_>, client: &Client) {
    let page = tour.page;
    page.see("/cohorts", "cohort-new").await;
    page.click("cohort-new").await;
    page.click("cohort-submit").await;
    page.css("[data-testid=cohort-key][aria-invalid=true]").await;
    tour.check("cohort-new").await;
    page.type_into("cohort-name", "Apprentices of the northern and eastern regions, 2026").await;
    page.type_into("cohort-description", "Everybody who began in autumn.\nAsk the training office before changing it.")
        .await;
    page.click("cohort-submit").await;
    page.css("[data-testid=cohort-row][data-of^=apprentices-of]").await;
    page.dismiss().await;
    tour.check("cohorts").await;
    page.see("/cohorts?q=northern", "cohort-row").await;
    page.click("cohort-delete").await;
    page.find("cohort-delete-dialog").await;
    tour.check("cohort-delete").await;
    tour.escape().await;
    page.click("cohort-edit").await;
    page.type_into("cohort-description", " More of it.").await;
    let cohort = client.query("/cohorts", &[("q", "northern")]).expect(200).items()[0]["id"].clone();
    let path = format!("/cohorts/{}", cohort.as_str().expect("an id"));
    client.patch(&path, &json!({ "name": "Apprentices of the north and the east, 2026" })).expect(200);
    page.click("cohort-submit").await;
    page.find("cohort-stale").await;
    tour.check("cohort-stale").await;
    tour.escape().await;
    page.retype("cohorts-search", "nonsense").await;
    page.find("cohorts-none-found").await;
    tour.check("cohorts-none-found").await;
    page.block(&["*/api/v1/cohorts*"]).await;
    page.see("/cohorts", "cohorts-error").await;
    tour.check("cohorts-error").await;
    page.block(&[]).await;
}

async fn people_in_cohorts(tour: &Tour<'_>, client: &Client) {
    let page = tour.page;
    page.see("/users?q=anna", "user-row").await;
    page.click("pick-row").await;
    page.click("bulk-more").await;
    page.click("bulk-add-to-cohort").await;
    page.css("[data-testid=bulk-plan]:not([aria-disabled])").await;
    page.click("bulk-plan").await;
    page.css("[data-testid=cohort-pick][aria-invalid=true]").await;
    tour.check("cohort-bulk-missing").await;
    page.click("cohort-pick").await;
    page.find("suggestion").await;
    tour.check("cohort-bulk-suggestions").await;
    page.type_into("cohort-pick", "northern").await;
    page.says("suggestion", "northern").await;
    page.click("suggestion").await;
    page.find("pick-clear").await;
    tour.check("cohort-bulk-chosen").await;
    page.click("bulk-plan").await;
    page.batch_is("planned").await;
    page.find("batch-line").await;
    tour.check("cohort-batch").await;
    let user = client.query("/users", &[("filter", "username eq \"learner\"")]).expect(200).items()[0]["id"].clone();
    page.see(&format!("/users/{}", user.as_str().expect("an id")), "person-cohorts-none").await;
    page.click("person-cohort-add").await;
    page.type_into("cohort-pick", "northern").await;
    page.says("suggestion", "northern").await;
    page.click("suggestion").await;
    page.find("pick-clear").await;
    tour.check("person-cohort-add").await;
    page.click("cohort-join-submit").await;
    page.find("person-cohort").await;
    page.find("history-entry").await;
    tour.check("person-cohort").await;
    page.dismiss().await;
    let cohort = client.query("/cohorts", &[("q", "northern")]).expect(200).items()[0]["id"].clone();
    page.see(&format!("/cohorts/{}", cohort.as_str().expect("an id")), "user-row").await;
    page.click("pick-row").await;
    page.find("bulk-remove-from-cohort").await;
    tour.check("cohort").await;
    page.see("/cohorts?q=northern", "cohort-people").await;
    page.click("cohort-delete").await;
    page.find("cohort-not-empty").await;
    tour.check("cohort-not-empty").await;
    page.see("/users?columns=username,system_roles,cohorts&q=anna", "user-row").await;
    tour.check("users-cohort-column").await;
    // Over an empty list: what a list of suggestions covers half of is not there to be pressed.
    page.see("/users?q=nobody.is.called.this", "users-empty").await;
    page.click("filter-toggle").await;
    page.choose("filter-field", "cohorts").await;
    page.click("filter-value").await;
    page.find("suggestion").await;
    tour.check("users-filter-cohort").await;
}

async fn batches(tour: &Tour<'_>, upload: &str) {
    let page = tour.page;
    page.see("/batches", "batches-empty").await;
    tour.check("batches-empty").await;
    page.see("/batches/new", "wizard-next").await;
    page.click("wizard-next").await;
    page.css("[aria-invalid=true]").await;
    tour.check("batch-new-missing").await;
    page.type_into("file-input", upload).await;
    page.click("wizard-next").await;
    page.find("upload-submit").await;
    tour.check("batch-new-settings").await;
    page.click("upload-submit").await;
    page.batch_is("planned").await;
    page.find("batch-line").await;
    tour.check("batch-planned").await;
    page.click("row-repair").await;
    page.find("repair-editor").await;
    tour.check("batch-repair").await;
    tour.escape().await;
    page.click("replan").await;
    page.find("replan-dialog").await;
    tour.check("batch-replan").await;
    tour.escape().await;
    page.click("apply").await;
    page.find("apply-dialog").await;
    tour.check("batch-apply").await;
    page.click("confirm-apply").await;
    page.batch_is("applied").await;
    page.find("outcome-bars").await;
    tour.check("batch-applied").await;
    page.click("undo").await;
    page.find("undoes").await;
    page.batch_is("planned").await;
    page.find("batch-line").await;
    tour.check("batch-undo").await;
    page.see("/batches", "batch-row").await;
    tour.check("batches").await;
    page.type_into("batches-search", "nonsense").await;
    page.find("batches-none-found").await;
    tour.check("batches-none-found").await;
    page.click("batches-show-all").await;
    page.find("batch-row").await;
    page.block(&["*/api/v1/batches*"]).await;
    page.see("/batches", "batches-error").await;
    tour.check("batches-error").await;
    page.block(&[]).await;
    page.see("/batches/0195f2c1-7a31-7000-8000-000000000000", "batch-error").await;
    tour.check("batch-unknown").await;
}

async fn nowhere(tour: &Tour<'_>) {
    let page = tour.page;
    page.see("/nothing/here", "not-found").await;
    tour.check("not-found").await;
    let offline = json!({ "offline": true, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0 });
    page.order("Network.emulateNetworkConditions", offline).await;
    page.find("offline").await;
    tour.check("offline").await;
    let online = json!({ "offline": false, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    page.order("Network.emulateNetworkConditions", online).await;
    page.see("/users", "user-row").await;
    page.sign_in_as("learner").await;
    page.find("my-courses-empty").await;
    page.see("/account", "tokens-none").await;
    tour.check("account-learner").await;
    page.see("/users", "forbidden").await;
    tour.check("forbidden").await;
}

#[test]
fn every_state_is_clean_in_light_and_dark_narrow_enlarged_and_mirrored() {
    tour(Language::English);
}

#[test]
fn every_state_is_clean_in_german() {
    tour(Language::German);
}

#[test]
fn every_state_of_messages_is_clean_in_every_guise() {
    messages::tour(Language::English);
}

#[test]
fn every_state_of_messages_is_clean_in_german() {
    messages::tour(Language::German);
}

#[test]
fn every_state_of_courses_is_clean_in_every_guise() {
    courses::tour(Language::English);
}

#[test]
fn every_state_of_courses_is_clean_in_german() {
    courses::tour(Language::German);
}
