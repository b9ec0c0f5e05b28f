//! The files of the finished console, gathered in memory and written in one go.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};

use super::hashed;

/// Files under `/assets/`, and the page itself.
#[derive(Default)]
pub(crate) struct Assets {
    files: BTreeMap<String, Vec<u8>>,
    page: String,
    /// The style sheets' addresses, in the order in which they apply.
    pub(crate) styles: Vec<String>,
    /// Own static files: the address that sources use and the one that is served.
    pub(crate) renamed: BTreeMap<String, String>,
}

impl Assets {
    /// Adds a file and returns its address.
    pub(crate) fn add(&mut self, path: &str, content: Vec<u8>) -> String {
        let name = hashed::name(path, &content);
        let address = format!("{}{name}", hashed::BASE);
        self.files.insert(name, content);
        address
    }

    /// Adds scripts that import each other, and returns their addresses. In their contents they are imported by the paths that
    /// they are given here. A name can't depend on a content that depends on the name: those of all depend on all contents.
    pub(crate) fn add_together(&mut self, scripts: &[(&str, String)]) -> Vec<String> {
        let all: String = scripts.iter().map(|(_, content)| content.as_str()).collect();
        let names: Vec<String> = scripts.iter().map(|(path, _)| hashed::name(path, all.as_bytes())).collect();
        let addresses: Vec<String> = names.iter().map(|name| format!("{}{name}", hashed::BASE)).collect();
        for ((_, content), name) in scripts.iter().zip(names) {
            let import = |content: String, ((path, _), address): (&(&str, String), &String)| {
                content.replace(&format!("from \"{path}\""), &format!("from \"{address}\""))
            };
            let content = scripts.iter().zip(&addresses).fold(content.clone(), import);
            self.files.insert(name, content.into());
        }
        addresses
    }

    /// Sets the page that all addresses of the console answer with.
    pub(crate) fn set_page(&mut self, page: String) {
        self.page = page;
    }

    /// Replaces the folder by these files.
    pub(crate) fn write(&self, dist: &Path) -> Result<()> {
        if dist.exists() {
            std::fs::remove_dir_all(dist).with_context(|| format!("cannot empty {}", dist.display()))?;
        }
        let folder = dist.join("assets");
        std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        for (name, content) in &self.files {
            std::fs::write(folder.join(name), content).with_context(|| format!("cannot write {name}"))?;
        }
        std::fs::write(dist.join("index.html"), &self.page).context("cannot write index.html")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_that_import_each_other_are_renamed_with_every_change_of_one() {
        let added = |second: &str| {
            let mut assets = Assets::default();
            let first = r#"import b from "./b.js"; const modules = { "./b.js": b };"#;
            let scripts = [("./a.js", first.to_owned()), ("./b.js", format!(r#"import a from "./a.js";{second}"#))];
            let addresses = assets.add_together(&scripts);
            (addresses, assets.files)
        };
        let (addresses, files) = added("");
        let first =
            files.get(addresses[0].trim_start_matches(hashed::BASE)).map(|first| String::from_utf8_lossy(first));
        // What is no import stays: the program names its modules so.
        let expected = format!(r#"import b from "{}"; const modules = {{ "./b.js": b }};"#, addresses[1]);
        assert_eq!(first, Some(expected.into()));
        let (others, _) = added("1");
        assert!(addresses.iter().zip(&others).all(|(one, other)| one != other));
    }
}
