//! The `url(...)`s of a style sheet.

use anyhow::{Context, Result};

/// Gives every relative or absolute-path URL to `address` and writes its answer in the URL's
/// place; `None` leaves it. Data URLs, fragments and other hosts' URLs stay as they are.
pub(crate) fn rewrite(sheet: &str, mut address: impl FnMut(&str) -> Result<Option<String>>) -> Result<String> {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once("url(") {
        let (written, tail) = argument(after).context("a style sheet ends in the middle of a url(...)")?;
        let url = written.trim().trim_matches(['"', '\'']);
        out.push_str(before);
        match if is_file(url) { address(url.trim_start_matches("./"))? } else { None } {
            Some(new) => out.push_str(&format!("url({new})")),
            None => out.push_str(&format!("url({written})")),
        }
        rest = tail;
    }
    out.push_str(rest);
    Ok(out)
}

/// Without the note that leads development tools to a file which we do not serve.
pub(crate) fn without_source_map(sheet: &str) -> String {
    match sheet.rsplit_once("/*# sourceMappingURL=") {
        Some((before, note)) if note.trim_end().ends_with("*/") => before.trim_end().to_owned(),
        _ => sheet.to_owned(),
    }
}

/// Splits after the closing parenthesis; one inside quotes (data URLs have them) does not close.
fn argument(text: &str) -> Option<(&str, &str)> {
    let quote = text.trim_start().chars().next().filter(|first| matches!(first, '"' | '\''));
    let mut quotes = 0;
    for (at, character) in text.char_indices() {
        if Some(character) == quote {
            quotes += 1;
        } else if character == ')' && (quote.is_none() || quotes > 1) {
            return Some((text.get(..at)?, text.get(at + 1..)?));
        }
    }
    None
}

fn is_file(url: &str) -> bool {
    !url.is_empty() && !url.starts_with('#') && !url.starts_with("//") && !url.contains(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prefixed(sheet: &str) -> Result<String> {
        rewrite(sheet, |url| Ok(Some(format!("/assets/{url}"))))
    }

    #[test]
    fn files_get_their_new_address_with_or_without_quotes() -> Result<()> {
        assert_eq!(
            prefixed(r#"a{src:url(f/t.woff2) format("woff2")}b{background:url("./i/x.svg")}"#)?,
            r#"a{src:url(/assets/f/t.woff2) format("woff2")}b{background:url(/assets/i/x.svg)}"#
        );
        Ok(())
    }

    #[test]
    fn data_fragments_and_other_hosts_stay() -> Result<()> {
        let sheet = r#"a{b:url("data:image/svg+xml,<g a='(1)'/>)");c:url(#id);d:url(//h/x);e:url(https://h/x)}"#;
        assert_eq!(prefixed(sheet)?, sheet);
        Ok(())
    }

    #[test]
    fn a_missing_file_and_a_cut_sheet_are_errors() {
        assert!(rewrite("a{b:url(x)}", |_| anyhow::bail!("not there")).is_err());
        assert!(prefixed("a{b:url(x").is_err());
    }

    #[test]
    fn the_source_map_note_goes() {
        assert_eq!(without_source_map("a{}\n/*# sourceMappingURL=x.map */\n"), "a{}");
        assert_eq!(without_source_map("a{}"), "a{}");
    }
}
