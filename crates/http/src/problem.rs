//! Errors as `application/problem+json`: the one place where the domain's errors become HTTP.

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use rollcall_domain::{Error, Fault, Noun};
use rollcall_wire::batches::Column;
use rollcall_wire::{FieldError, Problem, Values};

/// An error on its way out.
#[derive(Debug)]
pub struct Failure(Error);

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Failure {}

impl Failure {
    /// A request that cannot be read.
    pub fn malformed(code: &'static str, message: impl Into<String>) -> Self {
        Self(Error::Malformed { code, message: message.into(), position: None })
    }

    /// Whether it says that the caller is not signed in, or that a sign-in was refused.
    pub fn is_unauthenticated(&self) -> bool {
        matches!(self.0, Error::Unauthenticated(_))
    }

    /// Whether it says that the password given was not the one in use.
    pub fn is_wrong_password(&self) -> bool {
        matches!(self.0, Error::Invalid { code: "wrong_password", .. })
    }

    /// The problem, for a place other than a response.
    pub fn to_problem(&self) -> Problem {
        let (status, code) = (self.status_code(), self.code());
        let is_internal = status.is_server_error();
        let detail = if is_internal {
            "The server could not do this. It has been noted; try again in a moment, and name the request id if you report it.".to_owned()
        } else {
            self.0.to_string()
        };
        let errors = match &self.0 {
            Error::Invalid { faults, .. } => faults.iter().map(field_error).collect(),
            Error::File(fault) => vec![field_error(&fault.fault())],
            _ => Vec::new(),
        };
        let position = if let Error::Malformed { position, .. } = &self.0 { *position } else { None };
        let affected = if let Error::ConfirmationRequired { affected } = &self.0 { Some(*affected) } else { None };
        let columns = if let Error::File(fault) = &self.0 { fault.columns.as_slice() } else { &[] };
        Problem {
            kind: format!("/problems/{code}"),
            title: title(code),
            status: status.as_u16(),
            detail,
            code: code.to_owned(),
            request_id: crate::observe::current_request_id(),
            errors,
            position,
            affected,
            values: self.values(),
            columns: columns
                .iter()
                .map(|column| Column { header: column.header.clone(), field: column.field.clone() })
                .collect(),
        }
    }

    /// The values that the text names.
    fn values(&self) -> Values {
        let one = |name: &str, value: serde_json::Value| Values::from([(name.to_owned(), value)]);
        match &self.0 {
            Error::File(fault) => fault.values.clone(),
            Error::ConfirmationRequired { affected } => one("affected", (*affected).into()),
            Error::TooMany { retry_after } => one("seconds", (*retry_after).into()),
            _ => Values::new(),
        }
    }

    /// The stable name of what is wrong.
    pub(crate) fn code(&self) -> &'static str {
        match &self.0 {
            Error::Malformed { code, .. }
            | Error::Forbidden { code, .. }
            | Error::Conflict { code, .. }
            | Error::Invalid { code, .. } => code,
            Error::File(fault) => fault.code,
            Error::Unauthenticated(_) => "unauthenticated",
            Error::NotFound(_) => "not_found",
            Error::Changed(_) => "version_mismatch",
            Error::TooLarge(_) => "too_large",
            Error::ConfirmationRequired { .. } => "confirmation_required",
            Error::TooMany { .. } => "too_many_requests",
            Error::Interrupted | Error::Database(_) | Error::Internal(_) => "internal",
        }
    }
}

/// The code in words: `confirmation_required` is "Confirmation required".
fn title(code: &str) -> String {
    let words = code.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn field_error(fault: &Fault) -> FieldError {
    FieldError { field: fault.field.clone(), code: fault.code.to_owned(), message: fault.message.clone() }
}

impl ResponseError for Failure {
    fn status_code(&self) -> StatusCode {
        match &self.0 {
            Error::Malformed { code: "unsupported_media_type", .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Error::Malformed { code: "body_too_slow", .. } => StatusCode::REQUEST_TIMEOUT,
            Error::Malformed { code: "method_not_allowed", .. } => StatusCode::METHOD_NOT_ALLOWED,
            Error::Malformed { .. } => StatusCode::BAD_REQUEST,
            Error::Unauthenticated(_) => StatusCode::UNAUTHORIZED,
            Error::Forbidden { .. } => StatusCode::FORBIDDEN,
            Error::NotFound(_) => StatusCode::NOT_FOUND,
            Error::Conflict { .. } => StatusCode::CONFLICT,
            Error::Changed(_) => StatusCode::PRECONDITION_FAILED,
            Error::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Error::Invalid { .. } | Error::File(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Error::ConfirmationRequired { .. } => StatusCode::PRECONDITION_REQUIRED,
            Error::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Error::Interrupted | Error::Database(_) | Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn error_response(&self) -> HttpResponse {
        if let Error::Database(_) | Error::Internal(_) = &self.0 {
            tracing::error!(error = ?self.0, "a request failed");
        }
        let mut response = HttpResponse::build(self.status_code());
        response.insert_header((CONTENT_TYPE, "application/problem+json"));
        match &self.0 {
            Error::TooMany { retry_after } => {
                response.insert_header((RETRY_AFTER, retry_after.to_string()));
            }
            Error::Unauthenticated(_) => {
                response.insert_header((WWW_AUTHENTICATE, "Bearer"));
            }
            _ => {}
        }
        response.body(serde_json::to_string(&self.to_problem()).unwrap_or_default())
    }
}

/// A parameter in the query that cannot be read.
pub fn from_query(error: actix_web::error::QueryPayloadError, _: &HttpRequest) -> actix_web::Error {
    let actix_web::error::QueryPayloadError::Deserialize(error) = &error else {
        return Failure::malformed("invalid_parameter", "The parameters in the address cannot be read.".to_owned())
            .into();
    };
    let why = error.to_string();
    let message = match why.strip_prefix("unknown field ") {
        // Left alone, a misspelt filter would find everybody.
        Some(names) => {
            format!("There is no parameter {}.", names.replace('`', "\"").replace("expected one of", "there are"))
        }
        None => format!("A parameter in the address cannot be read: {why}."),
    };
    Failure::malformed("invalid_parameter", message).into()
}

/// A path that names nothing: an id that is none.
pub fn from_path(_: actix_web::error::PathError, _: &HttpRequest) -> actix_web::Error {
    Failure(Error::NotFound(Noun::Thing)).into()
}
