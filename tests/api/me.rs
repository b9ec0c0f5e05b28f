//! One's own account.

use rollcall_domain::roles::Capability;
use rollcall_testkit::{Client, on_both_engines};

fn capabilities(client: &Client) -> Vec<String> {
    let me = client.get("/me").expect(200);
    let mut held: Vec<String> = me.json["capabilities"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|name| name.as_str())
        .map(str::to_owned)
        .collect();
    held.sort();
    held
}

on_both_engines! {
    fn everybody_sees_what_they_may_do(app: TestApp) {
        let (admin, manager, learner) = (app.administrator(), app.account_manager(), app.learner());
        let everybodys = ["me.read", "me.write", "messages.send"];
        assert_eq!(capabilities(&learner), everybodys);
        let everything = capabilities(&admin);
        let mut all = Capability::ALL.map(Capability::name);
        all.sort_unstable();
        assert_eq!(everything, all);
        let of_accounts = ["cohorts.manage", "enrolments.manage", "messages.bulk.site", "audit.view", "exports.create"];
        let is_managers = |name: &&String| {
            let is_of_a_family = name.starts_with("users.") || name.starts_with("batches.");
            is_of_a_family || of_accounts.contains(&name.as_str()) || everybodys.contains(&name.as_str())
        };
        assert_eq!(capabilities(&manager), everything.iter().filter(is_managers).cloned().collect::<Vec<_>>());
    }

    fn one_s_own_account_has_its_version_as_its_tag(app: TestApp) {
        let learner = app.learner();
        let me = learner.get("/me").expect(200);
        assert_eq!(me.header("etag"), Some(format!("\"{}\"", me.json["version"])));
        assert_eq!(me.json["full_name"], "First learner");
        assert!(!me.text.contains("password_hash"), "{}", me.text);
    }
}
