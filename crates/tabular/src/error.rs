//! Why a table could not be written.

/// The result of writing.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Something that should not happen: an archive that was ended before, a font that cannot be read. The text is for the log.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Error(String);

impl Error {
    /// An error with what happened.
    pub fn internal(context: impl std::fmt::Display) -> Self {
        Self(context.to_string())
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::internal(format!("a value cannot be written as JSON: {error}"))
    }
}
