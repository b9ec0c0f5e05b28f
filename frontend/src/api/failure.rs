//! Why a call failed.

use rollcall_wire::Problem;

/// A call that failed.
#[derive(Debug, Clone, PartialEq)]
pub enum Failure {
    /// The server says what is wrong.
    Problem(Box<Problem>),
    /// The server can't be reached.
    Unreachable,
    /// Something answered, but not in the way that Rollcall does.
    Unreadable {
        /// The HTTP status of the answer.
        status: u16,
    },
    /// A newer call has taken its place.
    Cancelled,
}

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for Failure {
    /// A part of the program did not come.
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self::Unreachable
    }
}

impl Failure {
    /// What a status and a body that is not a success mean.
    pub fn from_answer(status: u16, body: &str) -> Self {
        match serde_json::from_str::<Problem>(body) {
            Ok(problem) => Self::Problem(Box::new(problem)),
            Err(_) => Self::Unreadable { status },
        }
    }

    /// The HTTP status, where there was an answer.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Problem(problem) => Some(problem.status),
            Self::Unreadable { status } => Some(*status),
            Self::Unreachable | Self::Cancelled => None,
        }
    }

    /// Whether what was to be changed is no longer as it was seen.
    pub fn is_stale(&self) -> bool {
        self.status() == Some(412)
    }

    /// The server's stable name for the problem.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Problem(problem) => Some(&problem.code),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_understood_and_anything_else_is_not_passed_on() {
        let body = r#"{"type":"/problems/x","title":"T","status":409,"detail":"D","code":"stale"}"#;
        let failure = Failure::from_answer(409, body);
        assert_eq!(failure.code(), Some("stale"));
        assert_eq!(failure.status(), Some(409));
        let failure = Failure::from_answer(502, "<html>Bad gateway</html>");
        assert_eq!(failure, Failure::Unreadable { status: 502 });
    }
}
