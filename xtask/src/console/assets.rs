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
