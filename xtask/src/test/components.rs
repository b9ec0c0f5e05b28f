//! No component and no hook of the console is longer than a screen: a longer one is several things. Clippy has such a lint, but
//! does not look into what attributes make of a function.

use anyhow::{Context, Result, ensure};

use crate::workspace;

/// Lines from the signature to the closing brace.
const LONGEST: usize = 80;

/// The console's components and hooks are short enough.
pub(crate) fn check() -> Result<()> {
    let folder = workspace::frontend().join("src");
    let mut found = Vec::new();
    for file in workspace::sources(&folder)? {
        let text = std::fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let name = file.strip_prefix(&folder).unwrap_or(&file).display().to_string();
        found.extend(too_long(&text).into_iter().map(|(function, lines)| format!("{name}: {function}, {lines} lines")));
    }
    ensure!(found.is_empty(), "longer than {LONGEST} lines, split by idea:\n{}", found.join("\n"));
    Ok(())
}

/// The components and hooks of a formatted source that are too long, with their lines.
fn too_long(source: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = source.lines().collect();
    let marks = lines.iter().enumerate().filter(|(_, line)| ["#[component]", "#[hook]"].contains(&line.trim()));
    let long = marks.filter_map(|(mark, _)| {
        let start = mark + lines.get(mark..)?.iter().position(|line| line.contains("fn "))?;
        let first = lines.get(start)?;
        let indent = &first[..first.len() - first.trim_start().len()];
        let end = format!("{indent}}}");
        let length = 1 + lines.get(start..)?.iter().position(|line| *line == end)?;
        let name = first.split("fn ").nth(1)?.split(['(', '<']).next()?;
        (length > LONGEST).then(|| (name.to_owned(), length))
    });
    long.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn component(mark: &str, lines: usize) -> String {
        format!(
            "{mark}\npub fn Page(props: &Props) -> Html {{\n{}}}\n\nfn other() {{\n}}\n",
            "    a();\n".repeat(lines - 2)
        )
    }

    #[test]
    fn only_components_and_hooks_above_the_limit_are_found() {
        assert_eq!(too_long(&component("#[component]", LONGEST)), []);
        assert_eq!(too_long(&component("#[component]", LONGEST + 1)), [("Page".to_owned(), LONGEST + 1)]);
        assert_eq!(too_long(&component("#[hook]", LONGEST + 9)), [("Page".to_owned(), LONGEST + 9)]);
        assert_eq!(too_long(&component("#[test]", LONGEST + 1)), []);
    }

    #[test]
    fn the_console_has_none() -> Result<()> {
        check()
    }
}
