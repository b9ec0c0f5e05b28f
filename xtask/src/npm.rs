//! The few parts that come from npm, at fixed versions, in a folder of this checkout.

use std::fmt;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::{command, tools, workspace};

/// A package of npm at the one version that this project is tested with.
#[derive(Clone, Copy)]
pub(crate) struct Package {
    name: &'static str,
    version: &'static str,
}

/// wasm-opt. Debian's own (108) is too old to parse what current compilers write.
pub(crate) const BINARYEN: Package = Package { name: "binaryen", version: "132.0.0" };

/// The style sheets and fonts of the console.
pub(crate) const PATTERNFLY: Package = Package { name: "@patternfly/patternfly", version: "6.6.1" };

/// Takes letters out of a font.
pub(crate) const SUBSET_FONT: Package = Package { name: "subset-font", version: "2.9.0" };

/// Finds what keeps people with disabilities from using a page.
pub(crate) const AXE: Package = Package { name: "axe-core", version: "4.14.1" };

/// Measures how fast a page comes and how well it is made.
pub(crate) const LIGHTHOUSE: Package = Package { name: "lighthouse", version: "12.8.2" };

/// A mail server, and a parser of mails, that others have written.
pub(crate) const MAIL: [Package; 2] =
    [Package { name: "smtp-server", version: "3.21.6" }, Package { name: "mailparser", version: "3.14.2" }];

impl Package {
    /// The package's folder, installed first if missing.
    pub(crate) fn folder(self) -> Result<PathBuf> {
        if !self.is_installed() {
            install()?;
            ensure!(self.is_installed(), "npm installed no {self}; remove target/tools/npm and try again");
        }
        Ok(self.place())
    }

    /// Whether exactly this version is there.
    pub(crate) fn is_installed(self) -> bool {
        let manifest = std::fs::read(self.place().join("package.json")).unwrap_or_default();
        serde_json::from_slice::<Value>(&manifest).is_ok_and(|manifest| manifest["version"] == self.version)
    }

    /// The folder of all packages.
    pub(crate) fn all(packages: &[Self]) -> Result<PathBuf> {
        for package in packages {
            package.folder()?;
        }
        Ok(folder().join("node_modules"))
    }

    fn place(self) -> PathBuf {
        folder().join("node_modules").join(self.name)
    }
}

impl fmt::Display for Package {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.name, self.version)
    }
}

fn folder() -> PathBuf {
    workspace::tools().join("npm")
}

/// Installs all packages at once, because npm removes what its manifest does not name.
fn install() -> Result<()> {
    tools::node()?;
    let folder = folder();
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let manifest = json!({
        "private": true,
        "description": "Tools of Rollcall's build, written by cargo xtask",
        "dependencies": {
            BINARYEN.name: BINARYEN.version,
            PATTERNFLY.name: PATTERNFLY.version,
            SUBSET_FONT.name: SUBSET_FONT.version,
            AXE.name: AXE.version,
            LIGHTHOUSE.name: LIGHTHOUSE.version,
            MAIL[0].name: MAIL[0].version,
            MAIL[1].name: MAIL[1].version,
        },
    });
    std::fs::write(folder.join("package.json"), manifest.to_string())?;
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]);
    command::run(npm.current_dir(folder))
}
