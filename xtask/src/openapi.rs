//! The OpenAPI document: generated from the code, checked in, compared by a test.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::{command, workspace};

/// Writes the checked-in document anew.
pub(crate) fn write() -> Result<()> {
    let document = generate()?;
    let file = file();
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(&file, document).with_context(|| format!("cannot write {}", file.display()))?;
    println!("Wrote openapi/openapi.json.");
    Ok(())
}

/// Fails when the checked-in document is not what the program says, and names the first line that
/// differs.
pub(crate) fn check(program: &std::path::Path) -> Result<()> {
    let wanted = command::capture(std::process::Command::new(program).arg("openapi"))?;
    let kept =
        std::fs::read_to_string(file()).context("openapi/openapi.json is missing; `cargo xtask openapi` writes it")?;
    if let Some((line, kept, wanted)) = difference(&kept, &wanted) {
        bail!(
            "openapi/openapi.json differs from the code at line {line}:\n  file: {kept}\n  code: {wanted}\n\
             `cargo xtask openapi` writes it anew"
        );
    }
    Ok(())
}

fn generate() -> Result<String> {
    let mut cargo = command::cargo();
    // The server embeds this folder at compile time; for the document it may be empty.
    std::fs::create_dir_all(workspace::dist())?;
    cargo.args(["run", "--quiet", "-p", "rollcall", "--", "openapi"]);
    cargo.stderr(std::process::Stdio::inherit());
    command::capture(&mut cargo)
}

fn file() -> PathBuf {
    workspace::root().join("openapi/openapi.json")
}

/// The first differing line, counted from one, with both texts.
fn difference<'a>(kept: &'a str, wanted: &'a str) -> Option<(usize, &'a str, &'a str)> {
    let (mut kept, mut wanted) = (kept.lines(), wanted.lines());
    let mut number = 0;
    loop {
        number += 1;
        match (kept.next(), wanted.next()) {
            (None, None) => return None,
            (one, other) if one == other => {}
            (one, other) => {
                return Some((number, one.unwrap_or("(ends)"), other.unwrap_or("(ends)")));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_differing_line_is_named() {
        assert_eq!(difference("a\nb\n", "a\nb"), None);
        assert_eq!(difference("a\nb", "a\nc"), Some((2, "b", "c")));
        assert_eq!(difference("a", "a\nc"), Some((2, "(ends)", "c")));
    }
}
