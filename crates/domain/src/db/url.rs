//! Which database is meant, strictly: a typing error must not make a new, empty one.

use std::path::{Path, PathBuf};

/// A database that can be opened.
#[derive(Clone, PartialEq, Eq)]
pub enum Target {
    /// A PostgreSQL URL; it may hold a password.
    Postgres(String),
    /// The file of the embedded database.
    Sqlite(PathBuf),
}

impl std::fmt::Debug for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Postgres(_) => f.write_str("PostgreSQL (URL not shown)"),
            Self::Sqlite(path) => write!(f, "SQLite {}", path.display()),
        }
    }
}

/// Why a database cannot be meant.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum UrlError {
    /// The scheme is none of ours.
    #[error(
        "The database URL begins with \"{0}\". Use postgres://user:password@host/name, sqlite://path, or leave it out for the embedded database in the data folder."
    )]
    UnknownScheme(String),
    /// There is no path behind `sqlite://`.
    #[error("The database URL names no file. Write it as sqlite:///path/to/rollcall.db, or leave it out.")]
    NoPath,
}

impl Target {
    /// The database of a URL, or the embedded one in the data folder if there is none.
    pub fn parse(url: Option<&str>, data: &Path) -> Result<Self, UrlError> {
        let Some(url) = url.map(str::trim).filter(|url| !url.is_empty()) else {
            return Ok(Self::Sqlite(data.join("rollcall.db")));
        };
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::Postgres(url.to_owned()));
        }
        match url.strip_prefix("sqlite://") {
            Some("") => Err(UrlError::NoPath),
            Some(path) => Ok(Self::Sqlite(PathBuf::from(path))),
            None => Err(UrlError::UnknownScheme(url.split(':').next().unwrap_or(url).to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_of_another_kind_is_refused_and_its_password_not_repeated() {
        let error = Target::parse(Some("mysql://me:secret@host/db"), Path::new("data"));
        assert_eq!(error, Err(UrlError::UnknownScheme("mysql".to_owned())));
        assert_eq!(Target::parse(Some("sqlite://"), Path::new("data")), Err(UrlError::NoPath));
        assert_eq!(Target::parse(None, Path::new("data")), Ok(Target::Sqlite(PathBuf::from("data/rollcall.db"))));
    }
}
