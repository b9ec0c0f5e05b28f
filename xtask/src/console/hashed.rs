//! File names that change with the content, so that browsers may keep the files for ever.

use sha2::{Digest, Sha256};

/// Where the server serves the files of `frontend/dist/assets`.
pub(crate) const BASE: &str = "/assets/";

/// `name-HASH.extension`. Folders in the name are dropped.
pub(crate) fn name(path: &str, content: &[u8]) -> String {
    let file = path.rsplit('/').next().unwrap_or(path);
    // 64 bits: no two files of one console will meet.
    let hash: String = hex(&Sha256::digest(content)).chars().take(16).collect();
    match file.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => format!("{stem}-{hash}.{extension}"),
        _ => format!("{file}-{hash}"),
    }
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_stem_and_extension_and_drops_folders() {
        assert_eq!(name("fonts/Text.woff2", b"abc"), "Text-ba7816bf8f01cfea.woff2");
    }

    #[test]
    fn only_the_content_moves_the_hash() {
        assert_eq!(name("a/x.js", b"1"), name("b/x.js", b"1"));
        assert_ne!(name("x.js", b"1"), name("x.js", b"2"));
    }

    #[test]
    fn a_name_without_extension_gets_none() {
        assert_eq!(name("LICENSE", b"abc"), "LICENSE-ba7816bf8f01cfea");
        assert_eq!(name(".keep", b"abc"), ".keep-ba7816bf8f01cfea");
    }
}
