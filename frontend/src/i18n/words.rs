//! Names for the codes that the server sends; a code without a name is shown as it is.

use super::find;
use crate::t;

/// The name of an account's status.
pub fn account_status(code: &str) -> String {
    name("account-status", code)
}

/// The name of an enrolment's status.
pub fn enrolment_status(code: &str) -> String {
    name("enrolment", code)
}

/// The name of an authentication method.
pub fn auth_method(code: &str) -> String {
    name("auth-method", code)
}

/// The name of a role.
pub fn role(code: &str) -> String {
    name("role", code)
}

/// What a capability allows.
pub fn capability(code: &str) -> String {
    find(&format!("capability-{}", code.replace(['.', '_'], "-")), &[]).unwrap_or_else(|| code.to_owned())
}

/// The name of a batch's state.
pub fn batch_state(code: &str) -> String {
    name("batch-state", code)
}

/// The name of what a batch does.
pub fn batch_action(code: &str) -> String {
    name("batch-action", code)
}

/// The name of a row's outcome: of what would happen, or of what has been done.
pub fn outcome(code: &str, done: bool) -> String {
    name(if done { "outcome-done" } else { "outcome" }, code)
}

/// What has become of a message to a recipient.
pub fn message_result(code: &str) -> String {
    name("result", code)
}

/// The name of an account's field, or of a column of files; a custom field is called as in files and filters.
pub fn field(code: &str) -> String {
    if let Some(numbered) = numbered_field(code) {
        return numbered;
    }
    code.strip_prefix("profile.").map_or_else(|| name("field", code), str::to_owned)
}

/// The name of a column that files have any number of.
fn numbered_field(code: &str) -> Option<String> {
    let name = code.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let number: u16 = code[name.len()..].parse().ok()?;
    Some(match name {
        "cohort" => t!("field-cohort-numbered", number = number),
        "course" => t!("field-course-numbered", number = number),
        "role" => t!("field-role-numbered", number = number),
        "group" => t!("field-group-numbered", number = number),
        "enrolstatus" => t!("field-enrolstatus-numbered", number = number),
        "enroltimestart" => t!("field-enroltimestart-numbered", number = number),
        "enrolperiod" => t!("field-enrolperiod-numbered", number = number),
        "enrolend" => t!("field-enrolend-numbered", number = number),
        _ => return None,
    })
}

/// The name of the character between two columns.
pub fn delimiter(code: &str) -> String {
    let key = match code {
        "," => "comma",
        ";" => "semicolon",
        ":" => "colon",
        "|" => "pipe",
        "\t" => "tab",
        other => other,
    };
    find(&format!("delimiter-{key}"), &[]).unwrap_or_else(|| code.to_owned())
}

/// The name of a character encoding.
pub fn encoding(code: &str) -> String {
    name("encoding", &code.to_lowercase())
}

fn name(family: &str, code: &str) -> String {
    let key = format!("{family}-{}", code.replace('_', "-"));
    find(&key, &[]).unwrap_or_else(|| code.replace('_', " "))
}

#[cfg(test)]
mod tests {
    use rollcall_wire::batches::Counts;

    use super::*;

    #[test]
    fn every_outcome_and_state_of_the_contract_has_a_name() {
        for (code, _) in Counts::default().entries() {
            for family in ["outcome", "outcome-done"] {
                assert!(find(&format!("{family}-{code}"), &[]).is_some(), "{code}");
            }
        }
        for code in ["planning", "planned", "queued", "applying", "applied", "failed", "cancelled", "expired"] {
            assert!(find(&format!("batch-state-{code}"), &[]).is_some(), "{code}");
        }
    }

    #[test]
    fn an_unknown_code_is_shown_as_it_is() {
        assert_eq!(auth_method("smart_card"), "smart card");
        assert_eq!(delimiter("^"), "^");
    }

    #[test]
    fn columns_of_cohorts_have_their_numbers() {
        assert_eq!((field("cohort1"), field("cohorts")), ("Cohort 1".to_owned(), "Cohorts".to_owned()));
    }

    #[test]
    fn a_delimiter_is_named_in_words() {
        assert_eq!(delimiter(";"), "Semicolon");
        assert_eq!(delimiter("tab"), "Tab");
    }
}
