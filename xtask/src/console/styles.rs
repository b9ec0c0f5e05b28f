//! PatternFly's style sheet, our own after it, and the fonts and pictures they use.

mod faces;
mod tokens;
mod unused;
mod urls;

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result};

use super::assets::Assets;
use super::fonts;
use crate::{npm, workspace};
use urls::rewrite;

/// What the names of the fonts begin with that every page draws with.
pub(super) const FIRST_FONT: &str = "latin-";

/// Our own sheet among the static files.
const OWN_SHEET: &str = "console.css";

/// Adds the sheets for a program, and first all that they point to.
pub(crate) fn add(assets: &mut Assets, program: &[u8]) -> Result<()> {
    add_patternfly(assets, program)?;
    add_own(assets)
}

fn add_patternfly(assets: &mut Assets, program: &[u8]) -> Result<()> {
    let package = npm::PATTERNFLY.folder()?;
    let own = [workspace::frontend().join("index.html"), workspace::frontend().join("static").join(OWN_SHEET)];
    let mut own = own.iter().map(|file| read(file)).collect::<Result<Vec<_>>>()?;
    own.push(String::from_utf8_lossy(program).into_owned());
    let own: Vec<&str> = own.iter().map(String::as_str).collect();
    let names: BTreeSet<String> = own.iter().flat_map(|text| unused::names(text)).collect();
    let sheet = faces::with_latin(&faces::without_unused(&read(&package.join("patternfly.min.css"))?));
    let sheet = unused::without_unused(&sheet, &|class| names.iter().any(|name| name.starts_with(class)));
    let sheet = tokens::without_unread(&sheet, &own);
    let sheet = rewrite(&sheet, |url| {
        if let Some((font, file)) = url.strip_prefix(faces::LATIN).and_then(|url| Some((faces::font(url)?, url))) {
            let latin = fonts::subset(&package.join(file), &faces::letters(), &font.weights.as_json())?;
            let name = file.rsplit('/').next().unwrap_or(file);
            return Ok(Some(assets.add(&format!("{FIRST_FONT}{name}"), latin)));
        }
        let content = std::fs::read(package.join(url))
            .with_context(|| format!("patternfly.min.css points to {url}, which its package does not hold"))?;
        Ok(Some(assets.add(url, content)))
    })?;
    let address = assets.add("patternfly.css", urls::without_source_map(&sheet).into());
    assets.styles.push(address);
    Ok(())
}

fn add_own(assets: &mut Assets) -> Result<()> {
    let folder = workspace::frontend().join("static");
    if !folder.is_dir() {
        return Ok(());
    }
    let mut sheets = Vec::new();
    for path in files(&folder, "")? {
        if path.ends_with(".css") {
            sheets.push(path);
            continue;
        }
        let content = std::fs::read(folder.join(&path)).with_context(|| format!("cannot read {path}"))?;
        let address = assets.add(&path, content);
        assets.renamed.insert(format!("/assets/{path}"), address);
    }
    for path in sheets {
        let sheet = rewrite(&read(&folder.join(&path))?, |url| {
            let known = assets.renamed.get(url).or_else(|| assets.renamed.get(&format!("/assets/{url}")));
            known
                .cloned()
                .map(Some)
                .with_context(|| format!("frontend/static/{path} points to {url}, which is not among the static files"))
        })?;
        let address = assets.add(&path, sheet.into());
        assets.renamed.insert(format!("/assets/{path}"), address.clone());
        if path == OWN_SHEET {
            assets.styles.push(address);
        }
    }
    Ok(())
}

/// The files below a folder, as paths from it.
fn files(folder: &Path, prefix: &str) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name().into_string().ok().context("a static file's name is no UTF-8")?;
        let path = format!("{prefix}{name}");
        if entry.path().is_dir() {
            found.extend(files(&entry.path(), &format!("{path}/"))?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn read(file: &Path) -> Result<String> {
    std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}
