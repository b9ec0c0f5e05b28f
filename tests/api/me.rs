//! One's own account.

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
        assert_eq!(capabilities(&learner), ["me.read", "me.write"]);
        let everything = capabilities(&admin);
        assert!(everything.contains(&"roles.assign".to_owned()));
        let of_the_site = ["profile_fields.manage", "roles.assign"];
        let others: Vec<String> = everything.into_iter().filter(|name| !of_the_site.contains(&name.as_str())).collect();
        assert_eq!(capabilities(&manager), others);
    }

    fn one_s_own_account_has_its_version_as_its_tag(app: TestApp) {
        let learner = app.learner();
        let me = learner.get("/me").expect(200);
        assert_eq!(me.header("etag"), Some(format!("\"{}\"", me.json["version"])));
        assert_eq!(me.json["full_name"], "First learner");
        assert!(!me.text.contains("password_hash"), "{}", me.text);
    }
}
