//! The crates depend on each other in one direction: `wire <- http -> domain -> tabular`, `wire <- console`,
//! `server -> http, domain`.

use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::command;

/// What a crate of ours may depend on.
struct Rule {
    package: &'static str,
    /// Our own crates that it may name.
    may: &'static [&'static str],
    /// Outside crates that it may not name, by the start of the name.
    never: &'static [&'static str],
}

const RULES: [Rule; 7] = [
    // Runs in browsers too.
    Rule { package: "rollcall-wire", may: &[], never: &["actix", "diesel", "tokio"] },
    // Knows nothing of HTTP.
    Rule { package: "rollcall-tabular", may: &[], never: &["actix", "utoipa", "diesel"] },
    Rule { package: "rollcall-domain", may: &["rollcall-tabular"], never: &["actix", "utoipa"] },
    // Writes no SQL.
    Rule { package: "rollcall-http", may: &["rollcall-domain", "rollcall-wire"], never: &["diesel"] },
    Rule { package: "rollcall", may: &["rollcall-http", "rollcall-domain"], never: &[] },
    Rule { package: "rollcall-testkit", may: &["rollcall-http", "rollcall-domain"], never: &[] },
    // Never sees the domain.
    Rule { package: "rollcall-console", may: &["rollcall-wire"], never: &[] },
];

/// May depend on any of ours, since nothing depends on them.
const FREE: [&str; 4] = ["rollcall-bench", "rollcall-fuzz", "rollcall-tests", "xtask"];

/// Fails with every edge that the rules do not allow.
pub(crate) fn check() -> Result<()> {
    let mut wrong = offences(&metadata(&mut command::cargo())?)?;
    wrong.extend(offences(&metadata(&mut command::console_cargo()?)?)?);
    if !wrong.is_empty() {
        bail!("dependencies that ARCHITECTURE.md does not allow:\n  {}", wrong.join("\n  "));
    }
    println!("All crates depend on what they may.");
    Ok(())
}

fn metadata(cargo: &mut Command) -> Result<Value> {
    let text = command::capture(cargo.args(["metadata", "--no-deps", "--format-version", "1"]))?;
    serde_json::from_str(&text).context("cargo metadata wrote no JSON")
}

/// The forbidden edges of one workspace, as `from -> to`.
fn offences(metadata: &Value) -> Result<Vec<String>> {
    let packages = metadata["packages"].as_array().context("cargo metadata names no packages")?;
    let mut wrong = Vec::new();
    for package in packages {
        let name = package["name"].as_str().unwrap_or_default();
        if FREE.contains(&name) {
            continue;
        }
        let Some(rule) = RULES.iter().find(|rule| rule.package == name) else {
            bail!("{name} has no rule; say in xtask/src/test/dependencies.rs what it may depend on");
        };
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let to = dependency["name"].as_str().unwrap_or_default();
            if !rule.allows(to) {
                wrong.push(format!("{name} -> {to}"));
            }
        }
    }
    Ok(wrong)
}

impl Rule {
    fn allows(&self, dependency: &str) -> bool {
        if is_ours(dependency) {
            return self.may.contains(&dependency);
        }
        !self.never.iter().any(|start| dependency.starts_with(start))
    }
}

fn is_ours(name: &str) -> bool {
    FREE.contains(&name) || RULES.iter().any(|rule| rule.package == name) || name.starts_with("rollcall")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn workspace(name: &str, dependencies: &[&str]) -> Value {
        let dependencies: Vec<_> = dependencies.iter().map(|name| json!({ "name": name })).collect();
        json!({ "packages": [{ "name": name, "dependencies": dependencies }] })
    }

    #[test]
    fn allowed_edges_pass() -> Result<()> {
        let http = workspace("rollcall-http", &["rollcall-domain", "rollcall-wire", "actix-web"]);
        assert!(offences(&http)?.is_empty());
        assert!(offences(&workspace("rollcall-tests", &["rollcall-domain", "diesel"]))?.is_empty());
        Ok(())
    }

    #[test]
    fn each_forbidden_edge_is_named() -> Result<()> {
        let domain = workspace("rollcall-domain", &["rollcall-wire", "actix-web", "diesel"]);
        assert_eq!(offences(&domain)?, ["rollcall-domain -> rollcall-wire", "rollcall-domain -> actix-web"]);
        let console = workspace("rollcall-console", &["rollcall-wire", "rollcall-domain"]);
        assert_eq!(offences(&console)?, ["rollcall-console -> rollcall-domain"]);
        let http = workspace("rollcall-http", &["diesel_migrations"]);
        assert_eq!(offences(&http)?, ["rollcall-http -> diesel_migrations"]);
        Ok(())
    }

    #[test]
    fn a_new_crate_needs_a_rule() {
        assert!(offences(&workspace("rollcall-extra", &[])).is_err());
    }
}
