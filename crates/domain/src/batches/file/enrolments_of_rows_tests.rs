use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::batches::file::columns;
use crate::batches::file::settings::FileSettings;
use crate::courses::{CourseCode, GroupMode};
use crate::tabular::Delimiter;
use crate::users::values::Letters;

const NOW: Millis = 1_790_000_000_000;
const HEADINGS: [&str; 14] = [
    "course1",
    "role1",
    "group1",
    "enrolstatus1",
    "enrolstart1",
    "enrolperiod1",
    "enrolend1",
    "course2",
    "role2",
    "group2",
    "enrolstatus2",
    "enrolstart2",
    "enrolperiod2",
    "enrolend2",
];

fn course(code: &str) -> Course {
    Course {
        id: CourseId::new(),
        code: CourseCode::parse(code).expect("a code"),
        name: code.to_owned(),
        category: None,
        visible: true,
        archived: false,
        starts_at: None,
        ends_at: None,
        group_mode: GroupMode::None,
        created_by: None,
        created_at: 0,
        updated_at: 0,
        version: 1,
    }
}

/// What a row with these cells in their columns asks for, by the code of the course, and what is wrong with it.
fn read(cells: &[(&str, &str)]) -> (BTreeMap<String, RequestedEnrolment>, Vec<(Code, String)>) {
    let headings = HEADINGS.map(str::to_owned);
    let columns = columns::map(&headings, &BTreeMap::new());
    let courses: HashMap<String, Course> = ["C1", "C2"].map(|code| (code.to_owned(), course(code))).into();
    let groups = courses.values().map(|of| ((of.id, "Monday".to_owned()), "Monday".to_owned())).collect();
    let named = NamedCourses {
        places: Places::all(&columns),
        courses,
        groups,
        roles: [RoleKey::Learner, RoleKey::Instructor].into(),
    };
    let zone = jiff::tz::TimeZone::get("Europe/Vienna").expect("a zone");
    let reading = Reading {
        columns: &columns,
        settings: &FileSettings::default(),
        custom: &[],
        template: None,
        cohorts: &HashMap::new(),
        filled_cohorts: &Default::default(),
        roles: &BTreeSet::new(),
        courses: &named,
        letters: Letters::Basic,
        secret: &[],
        delimiter: Delimiter::from_name(","),
        timezone: &zone,
        now: NOW,
    };
    let of = |heading: &&str| cells.iter().find(|(name, _)| name == heading).map_or("", |(_, text)| *text);
    let cells: Vec<String> = HEADINGS.iter().map(of).map(str::to_owned).collect();
    let mut wrong = Vec::new();
    let asked = reading.enrolments(&cells, &mut wrong);
    let wrong = wrong.into_iter().map(|refusal| (refusal.code, refusal.field.unwrap_or_default())).collect();
    (asked.into_values().map(|asked| (asked.code.clone(), asked)).collect(), wrong)
}

#[test]
fn blank_cells_ask_for_nothing_and_a_course_alone_for_an_enrolment() {
    assert_eq!(read(&[("course1", " ")]), (BTreeMap::new(), Vec::new()));
    let (asked, wrong) = read(&[("course2", "C1")]);
    assert_eq!(wrong, []);
    let asked = &asked["C1"];
    assert!(asked.roles.is_empty() && asked.groups.is_empty() && asked.number == 2);
    assert_eq!((asked.suspended, asked.starts_at, asked.ends_at), (None, None, None));
}

#[test]
fn what_cannot_be_names_its_column() {
    for (cells, code, column) in [
        (&[("course1", "C9")][..], Code::UnknownCourse, "course1"),
        (&[("role1", "learner")], Code::MissingValue, "course1"),
        (&[("course1", "C1"), ("enrolend2", "2030-01-01")], Code::MissingValue, "course2"),
        (&[("course1", "C1"), ("role1", "helpdesk")], Code::UnknownRole, "role1"),
        (&[("course2", "C1"), ("group2", "Tuesday")], Code::InvalidValue, "group2"),
        (&[("course1", "C1"), ("enrolstatus1", "2")], Code::InvalidValue, "enrolstatus1"),
        (&[("course1", "C1"), ("enrolstart1", "soon")], Code::InvalidValue, "enroltimestart1"),
        (&[("course1", "C1"), ("enrolperiod1", "0")], Code::InvalidValue, "enrolperiod1"),
        (&[("course1", "C1"), ("enrolperiod1", "99999")], Code::InvalidValue, "enrolperiod1"),
        (&[("course1", "C1"), ("enrolperiod1", "5"), ("enrolend1", "2030-01-01")], Code::InvalidValue, "enrolperiod1"),
        (
            &[("course1", "C1"), ("enrolstart1", "2030-01-01"), ("enrolend1", "2030-01-01")],
            Code::InvalidValue,
            "enrolend1",
        ),
        (
            &[("course1", "C1"), ("course2", "C1"), ("enrolstatus1", "1"), ("enrolstatus2", "0")],
            Code::InvalidValue,
            "enrolstatus2",
        ),
        (
            &[("course1", "C1"), ("course2", "C1"), ("enrolend1", "2030-01-01"), ("enrolend2", "2030-01-02")],
            Code::InvalidValue,
            "enrolend2",
        ),
    ] {
        assert_eq!(read(cells).1, [(code, column.to_owned())], "{cells:?}");
    }
}

#[test]
fn times_are_meant_in_the_zone_of_the_site_and_days_are_those_of_its_calendar() {
    let of = |cells: &[(&str, &str)]| {
        let (asked, wrong) = read(&[&[("course1", "C1")], cells].concat());
        assert_eq!(wrong, []);
        (asked["C1"].starts_at.map(time::format), asked["C1"].ends_at.map(|end| time::format(end.at)))
    };
    let some = |text: &str| Some(text.to_owned());
    let (start, end) = of(&[("enrolstart1", "2026-03-01"), ("enrolperiod1", "31")]);
    // Summer time begins in between: the end is at midnight all the same.
    assert_eq!((start, end), (some("2026-02-28T23:00:00.000Z"), some("2026-03-31T22:00:00.000Z")));
    let agreeing = [("enrolstart1", "2026-03-01"), ("enrolperiod1", "31"), ("enrolend1", "2026-04-01")];
    assert_eq!(of(&agreeing).1, some("2026-03-31T22:00:00.000Z"));
    assert_eq!(of(&[("enrolperiod1", "7")]), (None, Some(time::format(NOW + 7 * 86_400_000))));
}

#[test]
fn two_numbers_may_speak_of_one_course() {
    let (asked, wrong) = read(&[
        ("course1", "C1"),
        ("role1", "Learner"),
        ("enrolstatus1", "active"),
        ("course2", "C1"),
        ("role2", "instructor"),
        ("group2", "Monday"),
        ("enrolstatus2", "0"),
    ]);
    assert_eq!((wrong, asked.len()), (Vec::new(), 1));
    assert_eq!(asked["C1"].roles, [RoleKey::Learner, RoleKey::Instructor].into());
    assert_eq!((asked["C1"].groups.len(), asked["C1"].suspended), (1, Some(false)));
}

#[test]
fn a_period_from_now_is_the_same_request_whenever_it_is_planned() {
    let end = |at| Some(RequestedEnd { at, days_from_now: Some(30) });
    let (asked, _) = read(&[("course1", "C1"), ("enrolperiod1", "30")]);
    let later = RequestedEnrolment { ends_at: end(NOW + 5), ..asked["C1"].clone() };
    assert_eq!(asked["C1"].comparable(), later.comparable());
    assert_ne!(asked["C1"].comparable(), json!([[], [], null, null, null]));
}

proptest! {
    /// Whatever stands in the cells, a row asks for something sensible or says what is wrong with it.
    #[test]
    fn any_cells_are_understood_or_refused(
        cells in proptest::collection::vec(prop_oneof![
            Just(String::new()), Just("C1".to_owned()), Just("C2".to_owned()), Just("learner".to_owned()), Just("Monday".to_owned()),
            Just("1".to_owned()), Just("2030-01-01".to_owned()), "\\PC{0,12}",
        ], HEADINGS.len()),
    ) {
        let row: Vec<(&str, &str)> = HEADINGS.into_iter().zip(cells.iter().map(String::as_str)).collect();
        let (asked, wrong) = read(&row);
        for asked in asked.values() {
            prop_assert!(asked.roles.len() <= 2 && asked.groups.len() <= 2);
            if let (Some(start), Some(end), true) = (asked.starts_at, asked.ends_at, wrong.is_empty()) {
                prop_assert!(start < end.at || asked.number == 1);
            }
        }
        for (_, column) in wrong {
            prop_assert!(EnrolmentColumn::is_one(&column), "{}", column);
        }
    }
}
