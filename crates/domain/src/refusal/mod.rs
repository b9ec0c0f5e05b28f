//! Why an account is not changed as asked: in a row of a batch and for a single account alike.

mod cause;

pub(crate) use cause::cause;

use crate::words::words;
use crate::{Error, Fault};

words! {
    /// The row codes of the API document.
    #[expect(missing_docs, reason = "the codes are those of the API document, one for one")]
    Code {
        UnknownUser "unknown_user",
        AmbiguousUser "ambiguous_user",
        UsernameTaken "username_taken",
        UsernameInvalid "username_invalid",
        UsernameReserved "username_reserved",
        DuplicateInFile "duplicate_in_file",
        EmailTaken "email_taken",
        EmailInvalid "email_invalid",
        MissingValue "missing_value",
        InvalidValue "invalid_value",
        UnknownAuthMethod "unknown_auth_method",
        UnknownRole "unknown_role",
        RoleNotGrantable "role_not_grantable",
        UnknownCohort "unknown_cohort",
        ProtectedSelf "protected_self",
        ProtectedAdministrator "protected_administrator",
        ProtectedStaff "protected_staff",
        LastAdministrator "last_administrator",
        WrongCellCount "wrong_cell_count",
        DamagedQuotes "damaged_quotes",
        TooLong "too_long",
        ChangedSincePlan "changed_since_plan",
        ChangedSinceBatch "changed_since_batch",
        Forbidden "forbidden",
        SuspensionsNotAllowed "suspensions_not_allowed",
        RenamesNotAllowed "renames_not_allowed",
        DeletesNotAllowed "deletes_not_allowed",
        Exists "exists",
        DoesNotExist "does_not_exist",
        UnknownCourse "unknown_course",
        NotEnrolled "not_enrolled",
        AlreadyEnrolled "already_enrolled",
        AlreadyRead "already_read",
        NoAddress "no_address",
        OptedOut "opted_out",
        Inactive "inactive",
        OutsideOfTarget "outside_of_target",
        CourseOver "course_over",
    }
}

impl Code {
    /// Whether a row with it is left out on purpose, so that nothing has to be corrected.
    pub fn is_skip(self) -> bool {
        matches!(
            self,
            Self::SuspensionsNotAllowed
                | Self::RenamesNotAllowed
                | Self::DeletesNotAllowed
                | Self::Exists
                | Self::DoesNotExist
                | Self::AlreadyRead
                | Self::Inactive
                | Self::OutsideOfTarget
                | Self::CourseOver
        )
    }
}

impl Code {
    /// Whether it says of a planned row that another user was faster.
    pub fn is_conflict(self) -> bool {
        matches!(self, Self::ChangedSincePlan | Self::ChangedSinceBatch | Self::UsernameTaken | Self::EmailTaken)
    }
}

/// Why an account is not changed as asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The kind of refusal.
    pub code: Code,
    /// The column or field it is about.
    pub field: Option<String>,
    /// The value found.
    pub found: Option<String>,
    /// What would have been right.
    pub expected: Option<String>,
    /// All of it in one sentence, with the repair.
    pub message: String,
    /// The earlier line that the message names. The one value besides those found and expected: refusals stay small.
    pub line: Option<i64>,
}

impl Refusal {
    /// A refusal that is about no value.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, field: None, found: None, expected: None, message: message.into(), line: None }
    }

    /// A refusal of a value.
    pub fn of(code: Code, field: &str, found: &str, expected: &str, message: impl Into<String>) -> Self {
        Self {
            code,
            field: Some(field.to_owned()),
            found: Some(found.chars().take(200).collect()),
            expected: Some(expected.to_owned()),
            message: message.into(),
            line: None,
        }
    }

    /// The same with the earlier line that its message names.
    #[must_use]
    pub fn naming_line(self, line: i64) -> Self {
        Self { line: Some(line), ..self }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        let code = refusal.code.name();
        match refusal.code {
            Code::ProtectedSelf
            | Code::ProtectedAdministrator
            | Code::ProtectedStaff
            | Code::RoleNotGrantable
            | Code::Forbidden => Self::forbidden(code, refusal.message),
            Code::LastAdministrator | Code::ChangedSincePlan | Code::ChangedSinceBatch => {
                Self::conflict(code, refusal.message)
            }
            Code::UsernameTaken | Code::EmailTaken => Self::conflict(code, refusal.message),
            _ => {
                let fault = Fault::new(refusal.field.unwrap_or_default(), code, refusal.message.clone());
                Self::Invalid { code, message: refusal.message, faults: vec![fault] }
            }
        }
    }
}
