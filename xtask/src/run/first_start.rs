//! Whether the demo organisation is still to be loaded.
//!
//! It is loaded into a data folder that does not exist yet, and never into one that a user
//! already works with. A marker in the folder lets an interrupted load go on the next time.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

const MARKER: &str = ".demo-loading";

/// A data folder that nobody has used yet.
pub(crate) struct FirstStart {
    marker: PathBuf,
}

impl FirstStart {
    /// `None` if the folder is in use.
    pub(crate) fn of(data: &Path) -> Result<Option<Self>> {
        let marker = data.join(MARKER);
        let unused = marker.exists() || !data.exists() || is_empty(data)?;
        Ok(unused.then_some(Self { marker }))
    }

    /// Leaves the marker.
    pub(crate) fn begin(&self) -> Result<()> {
        if let Some(folder) = self.marker.parent() {
            std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        }
        std::fs::write(&self.marker, "").with_context(|| format!("cannot write {}", self.marker.display()))
    }

    /// Removes the marker.
    pub(crate) fn done(&self) -> Result<()> {
        std::fs::remove_file(&self.marker).with_context(|| format!("cannot remove {}", self.marker.display()))
    }
}

fn is_empty(folder: &Path) -> Result<bool> {
    let mut entries = folder.read_dir().with_context(|| format!("cannot list {}", folder.display()))?;
    Ok(entries.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_in_use_is_left_alone_and_an_interrupted_load_goes_on() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let data = folder.path().join("data");
        let first = FirstStart::of(&data)?.context("a missing folder is unused")?;
        first.begin()?;
        std::fs::write(data.join("rollcall.db"), "half")?;
        FirstStart::of(&data)?.context("an interrupted load goes on")?.done()?;
        assert!(FirstStart::of(&data)?.is_none());
        Ok(())
    }
}
