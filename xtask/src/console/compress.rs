//! A Brotli copy beside each file that gains from one, so that the server never compresses.

use std::path::Path;

use anyhow::{Context, Result};

/// Fonts and pixel pictures are compressed already.
const GAINS: [&str; 9] = ["html", "css", "js", "wasm", "svg", "json", "txt", "ftl", "webmanifest"];

/// The strongest there is: it takes seconds once and saves every visitor's time.
const QUALITY: i32 = 11;
const WINDOW: i32 = 24;

/// Writes `file.br` beside the files of a folder and of those below it.
pub(crate) fn beside(folder: &Path) -> Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            beside(&path)?;
        } else if path.extension().and_then(|extension| extension.to_str()).is_some_and(|it| GAINS.contains(&it)) {
            let content = std::fs::read(&path)?;
            let mut name = path.clone().into_os_string();
            name.push(".br");
            std::fs::write(&name, brotli(&content)?).with_context(|| format!("cannot write {}", name.display()))?;
        }
    }
    Ok(())
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: QUALITY,
        lgwin: WINDOW,
        size_hint: content.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    let mut reader = content;
    brotli::BrotliCompress(&mut reader, &mut compressed, &parameters).context("cannot compress")?;
    Ok(compressed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_gets_a_copy_that_unpacks_to_the_same_and_fonts_get_none() -> Result<()> {
        let folder = tempfile::tempdir()?;
        std::fs::create_dir(folder.path().join("assets"))?;
        std::fs::write(folder.path().join("assets/a.css"), "a{}".repeat(99))?;
        std::fs::write(folder.path().join("f.woff2"), "font")?;
        beside(folder.path())?;

        let mut unpacked = Vec::new();
        let packed = std::fs::read(folder.path().join("assets/a.css.br"))?;
        brotli::BrotliDecompress(&mut packed.as_slice(), &mut unpacked)?;
        assert_eq!(unpacked, "a{}".repeat(99).into_bytes());
        assert!(!folder.path().join("f.woff2.br").exists());
        Ok(())
    }
}
