//! How much a browser fetches before somebody sees the first page, and the limit on it.

use std::path::Path;

use anyhow::{Context, Result, ensure};

/// The limit, in bytes as sent.
const LIMIT: u64 = 700_000;

/// Prints the files of a first visit with their sizes as sent, in the language with the longest texts. Fails above the limit, if it is to
/// hold: a build that left out wasm-opt says nothing about it.
pub(crate) fn check(dist: &Path, holds: bool) -> Result<()> {
    let mut files = vec![("index.html".to_owned(), sent(&dist.join("index.html"))?)];
    let mut languages = Vec::new();
    for entry in std::fs::read_dir(dist.join("assets"))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if is_first_load(&name) {
            files.push((name, sent(&entry.path())?));
        } else if name.ends_with(".ftl") {
            languages.push((name, sent(&entry.path())?));
        }
    }
    files.extend(languages.into_iter().max_by_key(|(_, size)| *size));
    files.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    for (name, size) in &files {
        println!("{size:>9}  {name}");
    }
    let sum: u64 = files.iter().map(|(_, size)| size).sum();
    println!("{sum:>9}  bytes in Brotli on the first load (at most {LIMIT})");
    ensure!(!holds || sum <= LIMIT, "the console's first load is {sum} bytes, {} above the limit", sum - LIMIT);
    Ok(())
}

/// All that runs or styles the page, and the upright fonts; italics, pictures and the rest are
/// fetched by pages that use them.
fn is_first_load(name: &str) -> bool {
    let font = name.ends_with(".woff2") && !name.contains("Italic");
    font || [".css", ".js", ".wasm"].iter().any(|ending| name.ends_with(ending))
}

/// The size of the compressed copy, or of the file where there is none.
fn sent(file: &Path) -> Result<u64> {
    let mut compressed = file.as_os_str().to_owned();
    compressed.push(".br");
    let size = std::fs::metadata(&compressed).or_else(|_| std::fs::metadata(file));
    Ok(size.with_context(|| format!("cannot read {}", file.display()))?.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_load_counts_upright_fonts_and_no_compressed_copy_twice() {
        for counted in ["a-1.css", "a-1.js", "a-1.wasm", "RedHatTextVF-1.woff2"] {
            assert!(is_first_load(counted), "{counted}");
        }
        for left_out in ["a-1.css.br", "a-1.wasm.br", "RedHatTextVF-Italic-1.woff2", "a-1.svg"] {
            assert!(!is_first_load(left_out), "{left_out}");
        }
    }

    #[test]
    fn above_the_limit_is_an_error_by_the_size_as_sent() -> Result<()> {
        let dist = tempfile::tempdir()?;
        std::fs::create_dir(dist.path().join("assets"))?;
        std::fs::write(dist.path().join("index.html"), "page")?;
        let wasm = dist.path().join("assets/a.wasm");
        std::fs::write(&wasm, vec![0; 700_001])?;
        assert!(check(dist.path(), true).is_err());
        assert!(check(dist.path(), false).is_ok());
        std::fs::write(dist.path().join("assets/a.wasm.br"), "small")?;
        check(dist.path(), true)?;
        std::fs::write(dist.path().join("assets/en.ftl"), vec![0; 400_000])?;
        std::fs::write(dist.path().join("assets/de.ftl"), vec![0; 500_000])?;
        // Nobody fetches two languages.
        check(dist.path(), true)?;
        std::fs::write(dist.path().join("assets/de.ftl"), vec![0; 700_000])?;
        assert!(check(dist.path(), true).is_err());
        Ok(())
    }
}
