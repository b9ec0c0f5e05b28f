//! The texts of each language, gathered into one file that the console fetches when it speaks the language.

use anyhow::{Context, Result};

use super::assets::Assets;
use crate::workspace;

/// Adds a file for each folder of `frontend/locales`; gives the languages' tags with the files' addresses.
pub(crate) fn add(assets: &mut Assets) -> Result<Vec<(String, String)>> {
    let folder = workspace::frontend().join("locales");
    let mut languages = Vec::new();
    for entry in std::fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let entry = entry?;
        let tag = entry.file_name().into_string().ok().context("a language's folder is named by its tag")?;
        let mut parts =
            std::fs::read_dir(entry.path())?.map(|part| Ok(part?.path())).collect::<std::io::Result<Vec<_>>>()?;
        // In any order the texts say the same; in this one the file's name only changes with them.
        parts.sort();
        let mut texts = String::new();
        for part in parts {
            let text = std::fs::read_to_string(&part).with_context(|| format!("cannot read {}", part.display()))?;
            texts.push_str(&without_comments(&text));
        }
        languages.push((tag.clone(), assets.add(&format!("{tag}.ftl"), texts.into())));
    }
    languages.sort();
    Ok(languages)
}

/// The messages alone: comments and blank lines are for those who write them.
fn without_comments(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines.map(|line| format!("{line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_is_one_file_of_messages() -> Result<()> {
        let mut assets = Assets::default();
        let languages = add(&mut assets)?;
        let tags: Vec<_> = languages.iter().map(|(tag, _)| tag.as_str()).collect();
        assert_eq!(tags, ["de", "en"]);
        assert!(languages.iter().all(|(tag, address)| address.starts_with(&format!("/assets/{tag}-"))));
        Ok(())
    }

    #[test]
    fn comments_go_and_messages_stay_in_all_their_lines() {
        let text = "# About it\n\na = One\n    two # three\n\nb = { $x ->\n    [one] 1\n   *[other] 2\n}\n";
        assert_eq!(without_comments(text), "a = One\n    two # three\nb = { $x ->\n    [one] 1\n   *[other] 2\n}\n");
    }
}
