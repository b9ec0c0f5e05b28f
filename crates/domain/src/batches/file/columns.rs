//! The columns that a file may have, and how headings become columns.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::cells::CUSTOM;
use super::enrolment_columns::EnrolmentColumn;
use crate::batches::engine::source::SourceColumn;

pub use crate::batches::engine::source::comparable;

/// A column that Rollcall knows; the first name is its own, the others are aliases.
const KNOWN: &[&[&str]] = &[
    &["username"],
    &["oldusername"],
    &["email"],
    &["firstname", "first_name", "givenname"],
    &["lastname", "last_name", "surname"],
    &["idnumber", "id_number", "employee_id"],
    &["institution"],
    &["department"],
    &["phone1", "phone"],
    &["phone2", "mobile_phone"],
    &["address"],
    &["city"],
    &["country"],
    &["lang", "language"],
    &["timezone"],
    &["description"],
    &["auth", "auth_method"],
    &["password"],
    &["suspended"],
    &["reason", "suspension_reason"],
    &["until", "suspended_until"],
    &["deleted"],
    &["confirmed"],
    &["external_id"],
];

/// The column that a heading means, by its own name. Custom fields go by what they are called in files and downloads,
/// `profile_field_grade` or `profile.grade`; whether there is such a field is not looked at here.
pub fn canonical(heading: &str) -> Option<Cow<'static, str>> {
    let heading = comparable(heading);
    let known = KNOWN.iter().find(|names| names.contains(&heading.as_str())).and_then(|names| names.first());
    if let Some(name) = known {
        return Some(Cow::Borrowed(name));
    }
    if is_system_role(&heading) || is_cohort(&heading) {
        return Some(Cow::Owned(heading));
    }
    if let Some((column, number)) = EnrolmentColumn::parse(&heading) {
        return Some(Cow::Owned(column.of(number)));
    }
    let custom = heading.strip_prefix(CUSTOM).or_else(|| heading.strip_prefix("profile."))?;
    (!custom.is_empty()).then(|| Cow::Owned(format!("{CUSTOM}{custom}")))
}

/// Whether it is one of the columns `sysrole1`, `sysrole2`, ..., which give roles at site level and take them away.
pub fn is_system_role(column: &str) -> bool {
    is_numbered(column, "sysrole")
}

/// Whether it is one of the columns `cohort1`, `cohort2`, ..., which put accounts into cohorts and take them out.
pub fn is_cohort(column: &str) -> bool {
    is_numbered(column, "cohort")
}

fn is_numbered(column: &str, name: &str) -> bool {
    let number = column.strip_prefix(name).unwrap_or_default();
    (1..=3).contains(&number.len()) && !number.starts_with('0') && number.bytes().all(|digit| digit.is_ascii_digit())
}

/// Headings as columns. `mapping` (from the settings) goes before names and aliases; a heading that is
/// mapped to nothing is ignored. A column that comes twice is read where it comes first.
pub fn map(headings: &[String], mapping: &BTreeMap<String, Option<String>>) -> Vec<SourceColumn> {
    let chosen: HashMap<String, Option<&str>> =
        mapping.iter().rev().map(|(from, to)| (comparable(from), to.as_deref())).collect();
    let mut taken: HashSet<String> = HashSet::new();
    headings
        .iter()
        .map(|heading| {
            let field = match chosen.get(&comparable(heading)) {
                Some(to) => to.and_then(canonical),
                None => canonical(heading),
            };
            let field = field.map(Cow::into_owned).filter(|field| taken.insert(field.clone()));
            SourceColumn { header: heading.clone(), field }
        })
        .collect()
}

/// The headings that a mapping names, as they are compared.
pub fn mapped(mapping: &BTreeMap<String, Option<String>>) -> HashSet<String> {
    mapping.keys().map(|from| comparable(from)).collect()
}

/// Every column by its own name, with its aliases.
pub fn known_names() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    KNOWN.iter().filter_map(|names| names.split_first()).map(|(name, aliases)| (*name, aliases))
}

/// How many of the headings are known: the measure for which delimiter a file has.
pub fn known(headings: &[String]) -> usize {
    headings.iter().filter(|heading| canonical(heading).is_some()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(headings: &[&str], mapping: &[(&str, Option<&str>)]) -> Vec<Option<String>> {
        let headings: Vec<_> = headings.iter().map(|heading| (*heading).to_owned()).collect();
        let mapping = mapping.iter().map(|(from, to)| ((*from).to_owned(), to.map(str::to_owned))).collect();
        map(&headings, &mapping).into_iter().map(|column| column.field).collect()
    }

    #[test]
    fn headings_are_known_by_name_alias_and_mapping() {
        let some = |name: &str| Some(name.to_owned());
        assert_eq!(
            fields(&["Username", "EMPLOYEE_ID", "First name"], &[]),
            [some("username"), some("idnumber"), some("firstname")]
        );
        assert_eq!(fields(&["login", "shoe size"], &[("Login", Some("username"))]), [some("username"), None]);
        assert_eq!(fields(&["username", "auth"], &[("auth", None)]), [some("username"), None]);
        assert_eq!(fields(&["username", "username"], &[]), [some("username"), None]);
        assert_eq!(
            fields(&["profile.Grade", "profile_field_grade", "suspended_until"], &[]),
            [some("profile_field_grade"), None, some("until")]
        );
        assert_eq!(
            fields(&["Course1", "enrolstart1", "enroltimestart1", "role1000"], &[]),
            [some("course1"), some("enroltimestart1"), None, None]
        );
    }

    #[test]
    fn the_documentation_names_every_column_and_every_code() {
        let text = include_str!("../../../../../docs/files.md");
        let columns = KNOWN.iter().flat_map(|names| names.iter().copied());
        let codes = crate::refusal::Code::ALL.iter().map(|code| code.name());
        let missing: Vec<_> = columns.chain(codes).filter(|name| !text.contains(&format!("`{name}`"))).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
