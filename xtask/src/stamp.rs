//! Whether a build is still fresh, by the content of its sources.
//!
//! Times of files say nothing after a checkout; content does, and hashing these few files takes
//! milliseconds.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::console::hashed::hex;

/// Folders that a build writes, which are never a source.
const WRITTEN: [&str; 3] = ["target", "dist", "node_modules"];

/// One hash over the names and contents of all files below the given paths, and a variant.
pub(crate) fn of(paths: &[PathBuf], variant: &str) -> Result<String> {
    let mut files = Vec::new();
    for path in paths {
        collect(path, &mut files)?;
    }
    files.sort();
    let mut hash = Sha256::new();
    hash.update(variant);
    for file in files {
        let content = std::fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        hash.update(file.as_os_str().as_encoded_bytes());
        hash.update([0]);
        hash.update(content.len().to_le_bytes());
        hash.update(content);
    }
    Ok(hex(&hash.finalize()))
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_file() {
        files.push(path.to_owned());
    }
    if !path.is_dir() {
        return Ok(());
    }
    for entry in std::fs::read_dir(path).with_context(|| format!("cannot list {}", path.display()))? {
        let entry = entry?;
        let written = entry.file_name().to_str().is_some_and(|name| WRITTEN.contains(&name));
        if !written {
            collect(&entry.path(), files)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_follows_content_names_and_variant_but_not_build_results() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let source = folder.path().join("a.rs");
        let paths = [folder.path().to_owned()];
        std::fs::write(&source, "one")?;
        let first = of(&paths, "release")?;

        std::fs::create_dir(folder.path().join("target"))?;
        std::fs::write(folder.path().join("target/x"), "built")?;
        assert_eq!(of(&paths, "release")?, first);
        assert_ne!(of(&paths, "debug")?, first);

        std::fs::write(&source, "two")?;
        assert_ne!(of(&paths, "release")?, first);
        std::fs::write(&source, "one")?;
        std::fs::rename(&source, folder.path().join("b.rs"))?;
        assert_ne!(of(&paths, "release")?, first);
        Ok(())
    }
}
