//! What is built is what is asked, and comes back as it was built.

use super::*;

fn kind_of(field: &str) -> Option<ValueKind> {
    match field {
        "last_name" | "department" => Some(ValueKind::Text),
        "confirmed" => Some(ValueKind::Flag),
        "last_access_at" => Some(ValueKind::Time(Absence::Never)),
        "suspended_until" => Some(ValueKind::Time(Absence::Open)),
        "created_at" => Some(ValueKind::Time(Absence::Impossible)),
        "status" => Some(ValueKind::Choice),
        "cohorts" => Some(ValueKind::Found),
        _ => None,
    }
}

fn is(field: &str, operator: Operator, values: &[&str]) -> Part {
    let values = values.iter().map(|value| (*value).to_owned()).collect();
    Part::Is(Condition { field: field.to_owned(), operator, values, or_absent: false })
}

fn all(parts: Vec<Part>) -> Group {
    Group { join: Join::All, parts }
}

fn any(parts: Vec<Part>) -> Group {
    Group { join: Join::Any, parts }
}

fn read(text: &str) -> Option<Group> {
    super::read(text, kind_of)
}

#[test]
fn every_operator_is_written_and_read_back() {
    let cases = [
        (is("last_name", Is, &["Müller"]), r#"last_name eq "Müller""#),
        (is("last_name", IsNot, &["x"]), r#"last_name ne "x""#),
        (is("last_name", Contains, &["say \"hi\" \\"]), r#"last_name co "say \"hi\" \\""#),
        (is("last_name", DoesNotContain, &["x"]), r#"not (last_name co "x")"#),
        (is("last_name", StartsWith, &["(a"]), r#"last_name sw "(a""#),
        (is("last_name", EndsWith, &["and"]), r#"last_name ew "and""#),
        (is("department", IsEmpty, &[]), "not (department pr)"),
        (is("department", IsNotEmpty, &[]), "department pr"),
        (is("confirmed", Yes, &[]), "confirmed eq true"),
        (is("confirmed", No, &[]), "confirmed eq false"),
        (is("status", Is, &["suspended"]), r#"status eq "suspended""#),
        (is("cohorts", IsNot, &["staff-2026"]), r#"cohorts ne "staff-2026""#),
        (is("cohorts", IsNotEmpty, &[]), "cohorts pr"),
        (is("cohorts", IsEmpty, &[]), "not (cohorts pr)"),
        (is("last_access_at", Before, &["2026-03-01"]), r#"last_access_at lt "2026-03-01""#),
        (is("last_access_at", Since, &["2026-03-01"]), r#"last_access_at ge "2026-03-01""#),
        (
            is("last_access_at", Between, &["2026-03-01", "2026-04-01"]),
            r#"(last_access_at ge "2026-03-01" and last_access_at lt "2026-04-01")"#,
        ),
        (is("last_access_at", InTheLast, &["PT5M"]), r#"last_access_at ge "-PT5M""#),
        (is("last_access_at", NotInTheLast, &["P6M"]), r#"last_access_at lt "-P6M""#),
        (is("last_access_at", Never, &[]), "not (last_access_at pr)"),
        (is("last_access_at", Ever, &[]), "last_access_at pr"),
    ];
    for (part, text) in cases {
        let group = all(vec![part]);
        assert_eq!(group.text(), text);
        assert_eq!(read(text), Some(group), "{text}");
    }
}

fn or_absent(field: &str, operator: Operator, value: &str) -> Part {
    let condition = Condition { field: field.to_owned(), operator, values: vec![value.to_owned()], or_absent: true };
    Part::Is(condition)
}

#[test]
fn an_early_time_or_none_at_all_is_one_condition() {
    let cases = [
        (
            or_absent("last_access_at", NotInTheLast, "P90D"),
            r#"(last_access_at lt "-P90D" or not (last_access_at pr))"#,
        ),
        (
            or_absent("suspended_until", Before, "2026-03-01"),
            r#"(suspended_until lt "2026-03-01" or not (suspended_until pr))"#,
        ),
    ];
    for (part, text) in cases {
        for group in [
            all(vec![part.clone()]),
            all(vec![is("confirmed", Yes, &[]), part.clone()]),
            any(vec![is("last_access_at", Since, &["2026-01-01"]), part.clone()]),
            all(vec![is("suspended_until", Since, &["2026-01-01"]), part.clone()]),
        ] {
            let whole = group.text();
            assert!(whole.contains(text), "{whole}");
            assert_eq!(read(&whole), Some(group), "{whole}");
        }
    }
    let range =
        r#"(suspended_until ge "2026-01-01" and (suspended_until lt "2026-03-01" or not (suspended_until pr)))"#;
    assert_eq!(read(range).map(|group| group.len()), Some(2), "a range has no place for those without a time");
}

#[test]
fn not_lately_takes_in_who_never_came_unless_one_says_otherwise() {
    let began = |field: &str| {
        let kind = kind_of(field).unwrap_or(ValueKind::Text);
        Condition::begin(field, kind).with_operator(NotInTheLast, kind)
    };
    assert!(began("last_access_at").or_absent);
    assert!(!began("suspended_until").or_absent, "who is not suspended has no end of it");
    assert!(!began("created_at").or_absent);
    let time = ValueKind::Time(Absence::Never);
    let without = Condition { or_absent: false, ..began("last_access_at") };
    assert!(!without.clone().with_operator(Before, time).or_absent, "what was chosen stays");
    let later = began("last_access_at").with_operator(InTheLast, time);
    assert!(!later.or_absent && later.with_operator(Before, time).or_absent);
}

#[test]
fn groups_nest_and_keep_how_they_are_joined() {
    let group = any(vec![
        is("last_name", Is, &["a"]),
        Part::Group(all(vec![is("confirmed", Yes, &[]), is("department", IsEmpty, &[])])),
    ]);
    let text = r#"last_name eq "a" or (confirmed eq true and not (department pr))"#;
    assert_eq!(group.text(), text);
    assert_eq!(read(text), Some(group));
}

#[test]
fn and_binds_closer_than_or_without_parentheses_too() {
    let group = read(r#"last_name eq "a" OR confirmed eq true and department pr"#);
    let inner = all(vec![is("confirmed", Yes, &[]), is("department", IsNotEmpty, &[])]);
    assert_eq!(group, Some(any(vec![is("last_name", Is, &["a"]), Part::Group(inner)])));
}

#[test]
fn what_is_unfinished_asks_nothing_yet() {
    let mut group = all(vec![Part::Is(Condition::begin("last_name", ValueKind::Text)), is("confirmed", Yes, &[])]);
    assert!(group.is_unfinished());
    assert_eq!(group.text(), "confirmed eq true");
    group.parts.push(Part::Group(Group::default()));
    assert_eq!(group.text(), "confirmed eq true");
    assert_eq!(group.len(), 2);
}

#[test]
fn a_filter_that_can_t_be_built_is_left_alone() {
    for text in [
        r#"enrolments[course eq "C1"]"#,
        r#"unknown eq "x""#,
        r#"cohorts[value eq "staff" and added_at ge "-P1M"]"#,
        r#"not (last_name eq "a" and confirmed eq true)"#,
        r#"last_access_at ge "2026-03-01T09:30:00Z""#,
        r#"last_name eq "open"#,
        "last_name",
        "(confirmed eq true",
        "confirmed eq true)",
        &"(".repeat(10_000),
    ] {
        assert_eq!(read(text), None, "{text:.40}");
    }
    assert_eq!(read("  "), Some(Group::default()));
}

#[test]
fn spans_are_read_as_they_are_written() {
    for unit in Unit::ALL {
        let span = Span { count: 7, unit };
        assert_eq!(Span::read(&span.text()), Some(span));
    }
    for text in ["", "P", "PD", "P1", "P1H", "PT1D", "P-1D", "1D", "PT1H30M"] {
        assert_eq!(Span::read(text), None, "{text}");
    }
}

#[test]
fn another_operator_keeps_the_values_that_fit() {
    let condition = Condition { values: vec!["x".to_owned()], ..Condition::begin("last_name", ValueKind::Text) };
    assert_eq!(condition.clone().with_operator(StartsWith, ValueKind::Text).values, ["x"]);
    assert!(condition.with_operator(IsEmpty, ValueKind::Text).values.is_empty());
    let time = ValueKind::Time(Absence::Never);
    let span = Condition::begin("last_access_at", time);
    assert_eq!(span.values, ["P30D"]);
    assert_eq!(span.with_operator(Before, time).values, [""]);
}
