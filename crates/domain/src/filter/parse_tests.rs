//! What a filter means, and where a wrong one is wrong.

use proptest::prelude::*;

use super::*;

/// A filter of a user who may see everything.
fn parse(text: &str) -> Result<Filter, Error> {
    super::parse(text, &Scope { private: true, ..Scope::default() })
}

fn attribute(name: &str) -> Attribute {
    Scope::default().attribute(name).expect("accounts have it")
}

fn fault(text: &str) -> Option<(usize, String)> {
    match parse(text) {
        Err(Error::Malformed { position: Some(position), message, .. }) => Some((position, message)),
        _ => None,
    }
}

#[test]
fn and_binds_more_than_or_and_parentheses_more_than_both() {
    let active = || Filter::Compare(Attribute::SUSPENDED, Operator::Eq, Operand::Bool(false));
    let named = |name: &str| Filter::Compare(attribute("last_name"), Operator::Sw, Operand::Text(name.to_owned()));
    assert_eq!(
        parse(r#"last_name sw "a" OR last_name sw "b" and suspended eq false"#).ok(),
        Some(Filter::Or(vec![named("a"), Filter::And(vec![named("b"), active()])]))
    );
    assert_eq!(
        parse(r#"(last_name sw "a" or last_name sw "b") and not (suspended eq false)"#).ok(),
        Some(Filter::And(vec![Filter::Or(vec![named("a"), named("b")]), Filter::Not(Box::new(active()))]))
    );
}

#[test]
fn a_wrong_filter_says_where_and_what() {
    for (text, position, part) in [
        ("", 0, "expected a field"),
        ("lastname eq \"x\"", 0, "Did you mean last_name?"),
        ("shoe_size eq 4", 0, "there is no field"),
        ("last_name is \"x\"", 10, "no operator"),
        ("last_name eq x", 13, "text in double quotes"),
        ("last_name eq \"x", 13, "no closing double quote"),
        ("suspended eq \"yes\"", 13, "true or false"),
        ("suspended co true", 10, "eq, ne or pr"),
        ("created_at gt \"soon\"", 14, "is a time"),
        ("profile.cost eq \"B\"", 0, "None are set up"),
        ("created_at gt \"P30D\"", 14, "-P30D"),
        ("created_at eq \"-P30D\"", 11, "gt, ge, lt or le"),
        ("status eq \"gone\"", 10, "status is"),
        ("(last_name pr", 13, "expected \")\""),
        ("last_name pr)", 12, "closes nothing"),
        ("last_name pr last_name pr", 13, "expected \"and\""),
        ("last_name eq 'x'", 13, "double quotes"),
        ("emails[type eq \"work\"]", 0, "there is no field"),
        ("city[value eq \"Graz\"]", 4, "has no parts"),
        ("enrolments[colour eq \"C1\"]", 11, "There are: course, role, status, group, source, starts_at, ends_at"),
        ("enrolments[role co \"learn\"]", 16, "eq, ne or pr"),
        ("enrolments[]", 11, "expected a field such as course"),
        ("cohorts co \"staff\"", 8, "eq, ne or pr"),
        ("cohorts[role eq \"x\"]", 8, "There are: value, added_at"),
        ("system_roles[role eq \"x\"]", 13, "There are: value, assigned_at"),
        ("system_roles[city pr]", 13, "has no part \"city\""),
        ("system_roles[value eq \"x\"", 25, "expected \"]\" for the bracket at character 13"),
        ("system_roles[]", 13, "expected a field such as value"),
        ("system_roles[value co \"x\"]", 19, "eq, ne or pr"),
        ("system_roles[assigned_at gt \"soon\"]", 28, "is a time"),
        ("system_roles[system_roles[value pr]]", 25, "inside of brackets"),
        ("city pr]", 7, "closes nothing"),
        ("version eq \"4\"", 11, "a whole number"),
        ("version eq 1.5", 11, "a whole number"),
        ("version co 4", 8, "eq, ne, gt, ge, lt, le or pr"),
        ("profile eq \"x\"", 11, "with pr"),
        ("profile[cost eq 4]", 8, "None are set up"),
    ] {
        let found = fault(text);
        assert!(
            found.as_ref().is_some_and(|(at, message)| *at == position && message.contains(part)),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn brackets_hold_together_what_belongs_to_one_role() {
    let value =
        |key: &str| Filter::Compare(attribute("system_roles.value"), Operator::Eq, Operand::Text(key.to_owned()));
    let since = Filter::Compare(attribute("system_roles.assigned_at"), Operator::Gt, Operand::Time(0));
    assert_eq!(
        parse(r#"System_Roles[Value eq "administrator" and not (assigned_at gt "1970-01-01")] and city pr"#).ok(),
        Some(Filter::And(vec![
            Filter::Holds(
                Holding::Roles,
                Box::new(Filter::And(vec![value("administrator"), Filter::Not(Box::new(since))]))
            ),
            Filter::Present(attribute("city"))
        ]))
    );
    assert_eq!(parse(r#"system_roles.value eq "account_manager""#).ok(), Some(value("account_manager")));
}

#[test]
fn batches_have_fields_of_their_own() {
    let ask = |text: &str| super::parse(text, &Scope::of_batches());
    assert!(ask(r#"state eq "applied" and affected gt 100 and not (undo_of pr)"#).is_ok());
    for (text, part) in [
        ("last_name eq \"x\"", "There are: id, name, kind"),
        ("profile.cost eq 4", "there is no field"),
        ("state[value eq 4]", "state has no parts."),
        ("cohorts pr", "there is no field"),
        ("", "such as id"),
    ] {
        let found = ask(text);
        assert!(matches!(&found, Err(Error::Malformed { message, .. }) if message.contains(part)), "{text}: {found:?}");
    }
}

#[test]
fn private_fields_are_for_those_who_may_see_them() {
    for name in crate::field_rights::PRIVATE {
        let found = super::parse(&format!("city pr or {name} pr"), &Scope::default());
        assert!(matches!(found, Err(Error::Malformed { position: Some(11), .. })), "{name}: {found:?}");
        assert!(parse(&format!("{name} pr")).is_ok(), "{name}");
    }
}

#[test]
fn a_hostile_filter_is_refused_and_not_run() {
    let nested = format!("{}last_name pr{}", "(".repeat(3_000), ")".repeat(3_000));
    assert!(fault(&nested).is_some_and(|(_, message)| message.contains("nested deeper")));
    let long = format!("last_name eq \"{}\"", "x".repeat(1_000_000));
    assert!(fault(&long).is_some_and(|(_, message)| message.contains("longer than")));
    let many = vec!["city pr"; 300].join(" or ");
    assert!(fault(&many).is_some_and(|(_, message)| message.contains("comparisons")));
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_fail_in_another_way(text in "[a-z_ ()\\[\\]\"\\\\.0-9é-]{0,60}") {
        match parse(&text) {
            Ok(_) | Err(Error::Malformed { position: Some(_), .. }) => {}
            Err(other) => prop_assert!(false, "{other}"),
        }
    }
}
