//! The courses of the demo organisation.

use rollcall_domain::{Clock, demo, time::SystemClock};
use rollcall_testkit::on_both_engines;

on_both_engines! {
    fn the_demo_organisation_has_forty_courses_and_twenty_thousand_enrolments(app: TestApp) {
        let admin = app.administrator();
        let now = SystemClock.now();
        assert_eq!(demo::load(&app.db, now).expect("it loads"), 5_000);
        assert_eq!(demo::load(&app.db, now).expect("it is there"), 0);
        let courses = admin.query("/courses", &[("limit", "100")]).expect(200);
        let sizes: Vec<i64> = courses.items().iter().filter_map(|course| course["participants"].as_i64()).collect();
        assert_eq!((sizes.len(), sizes.iter().sum::<i64>()), (40, 20_000));
        assert!(sizes.iter().all(|size| (100..2_000).contains(size)), "{sizes:?}");
        let of = |filter: &str| admin.query("/courses", &[("filter", filter), ("limit", "100")]).expect(200).items().len();
        assert_eq!((of("archived eq true"), of("category eq \"Safety\""), of("visible eq false")), (2, 5, 1));
        let count = |filter: &str| {
            let found = admin.query("/users", &[("filter", filter), ("limit", "1"), ("count", "exact")]).expect(200);
            found.json["total"].as_i64().unwrap_or_default()
        };
        assert_eq!(count("enrolments[course eq \"forklift\" and role eq \"instructor\"]"), 2);
        for some in [
            "enrolments[source eq \"cohort\" and course eq \"first-aid\"]", "enrolments[source eq \"cohort\" and course eq \"apprentices\"]",
            "enrolments[status eq \"suspended\"]", "enrolments[ends_at lt \"-P1D\"]", "enrolments[group eq \"Group A\"]",
        ] {
            assert!(count(some) > 50, "{some}");
        }
    }
}
