//! How much a browser fetches before the first page is shown, and the limit on it.

use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::styles::FIRST_FONT;

/// The limit, in bytes as sent.
const LIMIT: u64 = 400_000;

/// Prints the files of a first visit with their sizes as sent, in the language with the longest texts. Fails above the limit, if it is to
/// hold: a build that left out wasm-opt says nothing about it.
pub(crate) fn check(dist: &Path, holds: bool) -> Result<()> {
    let mut files = vec![("index.html".to_owned(), sent(&dist.join("index.html"))?)];
    let (mut languages, mut parts) = (Vec::new(), Vec::new());
    for entry in std::fs::read_dir(dist.join("assets"))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if is_first_load(&name) {
            files.push((name, sent(&entry.path())?));
        } else if is_part(&name) {
            parts.push((name, sent(&entry.path())?));
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
    for (name, size) in &parts {
        println!("{size:>9}  {name}, with the first page that needs it");
    }
    println!("{sum:>9}  bytes in Brotli on the first load (at most {LIMIT})");
    ensure!(!holds || sum <= LIMIT, "the console's first load is {sum} bytes, {} above the limit", sum - LIMIT);
    Ok(())
}

/// All that runs or styles the first page, with the fonts of its letters. What other pages need, italics, other letters and
/// pictures are fetched by pages that use them.
fn is_first_load(name: &str) -> bool {
    let is_first_font = name.ends_with(".woff2") && name.starts_with(FIRST_FONT);
    let runs = [".css", ".js", ".wasm"].iter().any(|ending| name.ends_with(ending));
    is_first_font || (runs && !is_part(name))
}

/// Whether it belongs to pages other than the first one.
fn is_part(name: &str) -> bool {
    name.ends_with(".wasm") && !name.starts_with("console-")
}

/// The size of the compressed copy, or of the file if there is none.
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
    fn the_first_load_counts_what_the_first_page_needs_and_no_compressed_copy_twice() {
        for counted in ["a-1.css", "a-1.js", "console-1.wasm", "latin-RedHatTextVF-1.woff2"] {
            assert!(is_first_load(counted), "{counted}");
        }
        let parts = ["split_people-1.wasm", "chunk_3-1.wasm"];
        assert!(parts.into_iter().all(is_part));
        let others =
            ["a-1.css.br", "console-1.wasm.br", "RedHatTextVF-1.woff2", "RedHatTextVF-Italic-1.woff2", "a-1.svg"];
        for left_out in others.into_iter().chain(parts) {
            assert!(!is_first_load(left_out), "{left_out}");
        }
    }

    #[test]
    fn above_the_limit_is_an_error_by_the_size_as_sent() -> Result<()> {
        let dist = tempfile::tempdir()?;
        std::fs::create_dir(dist.path().join("assets"))?;
        std::fs::write(dist.path().join("index.html"), "page")?;
        let wasm = dist.path().join("assets/console-1.wasm");
        std::fs::write(&wasm, vec![0; 400_001])?;
        assert!(check(dist.path(), true).is_err());
        assert!(check(dist.path(), false).is_ok());
        std::fs::write(dist.path().join("assets/console-1.wasm.br"), "small")?;
        check(dist.path(), true)?;
        std::fs::write(dist.path().join("assets/en.ftl"), vec![0; 200_000])?;
        std::fs::write(dist.path().join("assets/de.ftl"), vec![0; 300_000])?;
        // Nobody fetches two languages.
        check(dist.path(), true)?;
        std::fs::write(dist.path().join("assets/de.ftl"), vec![0; 400_000])?;
        assert!(check(dist.path(), true).is_err());
        Ok(())
    }
}
