//! The page: our frame with the addresses of this build.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};

use super::assets::Assets;
use super::parts::{self, Parts};
use super::program::Program;
use crate::workspace;

const TEXTS: &str = "<!-- rollcall:texts -->";
const STYLES: &str = "<!-- rollcall:styles -->";
const SCRIPT: &str = "<!-- rollcall:script -->";

/// Adds the program's files and writes the page that loads them.
pub(crate) fn add(assets: &mut Assets, program: &Program, texts: &[(String, String)]) -> Result<()> {
    let mut loader = program.loader.clone();
    for (import, code) in &program.snippets {
        // Dependencies bring more than what the linker kept of them calls.
        if loader.contains(import) {
            let address = assets.add(import, code.clone().into());
            loader = loader.replace(import, &address);
        }
    }
    let wasm = assets.add("console.wasm", program.wasm.clone());
    let loader = add_loader(assets, loader, program.parts.as_ref());
    let boot = assets.add("boot.js", boot(&loader, &wasm, texts).into());

    let frame = workspace::frontend().join("index.html");
    let frame = std::fs::read_to_string(&frame).with_context(|| format!("cannot read {}", frame.display()))?;
    let frame = renamed(&frame, assets);
    let script = script_tags(&boot, &loader, &wasm);
    assets.set_page(fill(&frame, &text_tags(texts), &style_tags(&assets.styles), &script)?);
    Ok(())
}

/// Adds the loader and, if the program has parts, the script that fetches them: each imports the other.
fn add_loader(assets: &mut Assets, loader: String, parts: Option<&Parts>) -> String {
    let Some(parts) = parts else { return assets.add("console.js", loader.into()) };
    let add = |script: String, (path, module): (&String, &Vec<u8>)| {
        let address = assets.add(path, module.clone());
        script.replace(&format!("\"{path}\""), &format!("\"{address}\""))
    };
    let script = parts.modules.iter().fold(parts.script.clone(), add);
    let addresses = assets.add_together(&[(parts::LOADER, loader), (parts::SCRIPT, script)]);
    addresses.into_iter().next().unwrap_or_default()
}

/// The module that starts the program: an own file, because the server forbids inline scripts.
///
/// It has the browser fetch the texts while the program is still on its way. The program decides which it takes; a wrong
/// guess here, or none, costs a moment and nothing else.
fn boot(loader: &str, wasm: &str, texts: &[(String, String)]) -> String {
    let texts: BTreeMap<_, _> = texts.iter().map(|(tag, address)| (tag, address)).collect();
    let texts = serde_json::json!(texts);
    format!(
        r#"import start from "{loader}";

const texts = {texts};
const kept = (() => {{ try {{ return localStorage.getItem("rollcall.language"); }} catch {{ return null; }} }})();
const tags = [kept, ...navigator.languages].map((tag) => (tag ?? "").split("-")[0].toLowerCase());
const href = texts[tags.find((tag) => texts[tag]) ?? "en"];
document.head.append(Object.assign(document.createElement("link"), {{ rel: "preload", as: "fetch", crossOrigin: "anonymous", href }}));

await start({{ module_or_path: "{wasm}" }});
"#
    )
}

/// Where the program finds the texts of each language.
fn text_tags(texts: &[(String, String)]) -> String {
    let tags: Vec<String> = texts
        .iter()
        .map(|(tag, address)| format!(r#"<meta name="rollcall-texts-{tag}" content="{address}">"#))
        .collect();
    tags.join("\n    ")
}

fn style_tags(styles: &[String]) -> String {
    let tags: Vec<String> =
        styles.iter().map(|address| format!(r#"<link rel="stylesheet" href="{address}">"#)).collect();
    tags.join("\n    ")
}

/// The program is by far the biggest file, so the browser hears of it before it has read the boot
/// module. `crossorigin` has to be there, or the preloaded copy is not the one that fetch() takes.
fn script_tags(boot: &str, loader: &str, wasm: &str) -> String {
    [
        format!(r#"<link rel="preload" href="{wasm}" as="fetch" type="application/wasm" crossorigin>"#),
        format!(r#"<link rel="modulepreload" href="{loader}">"#),
        format!(r#"<script type="module" src="{boot}"></script>"#),
    ]
    .join("\n    ")
}

/// The frame with our static files' served names; longer addresses first, since one may begin
/// with another.
fn renamed(frame: &str, assets: &Assets) -> String {
    let mut names: Vec<_> = assets.renamed.iter().collect();
    names.sort_by_key(|(written, _)| std::cmp::Reverse(written.len()));
    names.into_iter().fold(frame.to_owned(), |page, (written, served)| page.replace(written, served))
}

fn fill(frame: &str, texts: &str, styles: &str, script: &str) -> Result<String> {
    for place in [TEXTS, STYLES, SCRIPT] {
        let times = frame.matches(place).count();
        ensure!(times == 1, "frontend/index.html must hold `{place}` once; it does so {times} times");
    }
    Ok(frame.replace(TEXTS, texts).replace(STYLES, styles).replace(SCRIPT, script))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts() -> Vec<(String, String)> {
        vec![("de".into(), "/assets/de-1.ftl".into()), ("en".into(), "/assets/en-1.ftl".into())]
    }

    #[test]
    fn the_frame_gets_texts_styles_and_script() -> Result<()> {
        let frame = format!("<head>{TEXTS}{STYLES}{SCRIPT}</head>");
        let styles = style_tags(&["/assets/a.css".into()]);
        let page = fill(&frame, &text_tags(&texts()), &styles, &script_tags("/b", "/l", "/w"))?;
        assert!(page.contains(r#"<meta name="rollcall-texts-de" content="/assets/de-1.ftl">"#));
        assert!(page.contains(r#"<link rel="stylesheet" href="/assets/a.css">"#));
        assert!(page.contains(r#"<script type="module" src="/b"></script>"#));
        assert!(!page.contains("<!--"));
        Ok(())
    }

    #[test]
    fn a_frame_without_its_places_is_refused() {
        assert!(fill(&format!("{TEXTS}{STYLES}"), "", "", "").is_err());
        assert!(fill(&format!("{TEXTS}{STYLES}{STYLES}{SCRIPT}"), "", "", "").is_err());
    }

    #[test]
    fn the_boot_module_knows_where_each_language_is() {
        let boot = boot("/l", "/w", &texts());
        assert!(boot.contains(r#"const texts = {"de":"/assets/de-1.ftl","en":"/assets/en-1.ftl"};"#), "{boot}");
    }

    #[test]
    fn static_files_are_named_as_served() {
        let mut assets = Assets::default();
        let icon = assets.add("icon.svg", b"<svg/>".to_vec());
        assets.renamed.insert("/assets/icon.svg".into(), icon.clone());
        assert_eq!(renamed(r#"<link href="/assets/icon.svg">"#, &assets), format!(r#"<link href="{icon}">"#));
    }
}
