//! The order of the domain's folders: each imports only from those that are listed above it, and within one no more than a few
//! files hang together in a circle. Tests may import what they like.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result, bail};
use syn::visit::Visit;

use crate::workspace;

/// The rooms, from the ground up. A file at the top of the crate is a room, and so is each folder of `batches/`.
const ORDER: &[&str] = &[
    "message_values",
    "error",
    "words",
    "text",
    "time",
    "interrupt",
    "turns",
    "pieces",
    "outcome",
    "refusal",
    "erasure",
    "db",
    "id",
    "context",
    "actor",
    "field_rights",
    "jobs",
    "audit",
    "settings",
    "deliveries",
    "bounces",
    "idempotency",
    "saved_items",
    "roles",
    "cohorts",
    "profile",
    "users",
    "auth",
    "notifications",
    "filter",
    "courses",
    "cohort_rules",
    "role_assignments",
    "listing",
    "batches/engine",
    "batches/file",
    "batches/selection",
    "enrolments",
    "people",
    "messages",
    "exports",
    "views",
    "presets",
    "mail",
    "privacy",
    "registry",
    "action_description",
    "demo",
];

/// What the crate's root gives another name to, and where it is.
const ROOT: &[(&str, &str)] = &[
    ("Actor", "actor"),
    ("Clock", "time"),
    ("Context", "context"),
    ("Error", "error"),
    ("Fault", "error"),
    ("Faults", "error"),
    ("FileFault", "error"),
    ("FoundColumn", "error"),
    ("MessageValues", "message_values"),
    ("Millis", "time"),
    ("Origin", "actor"),
    ("Result", "error"),
];

/// What a room does not know although it is above it: the engine of batches imports no noun.
const NEVER: &[(&str, &[&str])] = &[(
    "batches/engine",
    &["roles", "cohorts", "profile", "users", "auth", "courses", "role_assignments", "listing", "kept"],
)];

/// So many files of a room may import one another in a circle.
const LARGEST_CIRCLE: usize = 5;

/// Which modules each module imports, by their paths, such as `batches::engine::plan`.
type Imports = BTreeMap<String, BTreeSet<String>>;

/// Fails with every import that goes up, and every circle that is too large.
pub(crate) fn check() -> Result<()> {
    let wrong = offences(&read(&workspace::root().join("crates/domain/src"))?);
    if !wrong.is_empty() {
        bail!("the domain has imports that ARCHITECTURE.md does not allow:\n  {}", wrong.join("\n  "));
    }
    println!("All folders of the domain import what they may.");
    Ok(())
}

fn offences(imports: &Imports) -> Vec<String> {
    let mut wrong = Vec::new();
    let place = |module: &str| ORDER.iter().position(|room| *room == room_of(module));
    for (module, imported) in imports {
        let Some(own) = place(module) else {
            wrong.push(format!("{module} is in no room: say in xtask/src/test/rooms.rs where it belongs"));
            continue;
        };
        let unknown = NEVER.iter().find(|(room, _)| *room == ORDER[own]).map_or(&[][..], |(_, rooms)| rooms);
        let is_wrong = |other: &&String| {
            place(other).is_none_or(|other| other > own) || unknown.contains(&room_of(other).as_str())
        };
        for other in imported.iter().filter(is_wrong) {
            wrong.push(format!("{module} -> {other}"));
        }
    }
    let circles = circles(imports).into_iter().filter(|circle| circle.len() > LARGEST_CIRCLE);
    wrong.extend(circles.map(|circle| format!("a circle of {} files: {}", circle.len(), circle.join(", "))));
    wrong
}

/// The room of a module.
fn room_of(module: &str) -> String {
    let mut parts = module.split("::");
    match (parts.next(), parts.next()) {
        (Some("batches"), Some(room)) => format!("batches/{room}"),
        (Some(room), _) => room.to_owned(),
        (None, _) => String::new(),
    }
}

/// Reads the imports of every file below a folder that is the root of a crate.
fn read(root: &Path) -> Result<Imports> {
    let mut sources = BTreeMap::new();
    for file in &workspace::sources(root)? {
        let module = module_of(file.strip_prefix(root)?);
        let text = std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
        // The root and its folder of batches only list modules.
        if !["lib", "batches"].contains(&module.as_str()) && !module.ends_with("_tests") {
            sources.insert(module, syn::parse_file(&text).with_context(|| format!("{} is no Rust", file.display()))?);
        }
    }
    let modules: BTreeSet<String> = sources.keys().cloned().collect();
    let imports = sources.iter().map(|(module, source)| (module.clone(), imports_of(module, source, &modules)));
    Ok(imports.collect())
}

fn module_of(file: &Path) -> String {
    let path = file.with_extension("");
    let mut parts: Vec<_> = path.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if parts.last().is_some_and(|last| last == "mod") {
        parts.pop();
    }
    parts.join("::")
}

/// The modules that a file imports or names.
fn imports_of(module: &str, source: &syn::File, modules: &BTreeSet<String>) -> BTreeSet<String> {
    let mut paths = Paths(Vec::new());
    paths.visit_file(source);
    let absolute = paths.0.into_iter().filter_map(|path| absolute(module, path));
    let found = absolute.filter_map(|path| {
        let longest = (1..=path.len()).rev().map(|parts| path[..parts].join("::"));
        longest.into_iter().find(|path| modules.contains(path))
    });
    found.filter(|found| found != module).collect()
}

/// A path from the root of the crate, without `crate`; `None` if it leads out of it.
fn absolute(module: &str, path: Vec<String>) -> Option<Vec<String>> {
    let mut here: Vec<String> = module.split("::").map(str::to_owned).collect();
    let mut rest = path.into_iter().peekable();
    match rest.peek().map(String::as_str) {
        Some("crate") => {
            rest.next();
            here.clear();
        }
        Some("super" | "self") => {
            while let Some(step) = rest.next_if(|step| step == "super" || step == "self") {
                if step == "super" {
                    here.pop();
                }
            }
        }
        _ => return None,
    }
    here.extend(rest);
    if let (1, Some(first)) = (here.len(), here.first_mut())
        && let Some((_, room)) = ROOT.iter().find(|(name, _)| name == first)
    {
        (*room).clone_into(first);
    }
    Some(here)
}

/// The paths of a file, but for those of its tests.
struct Paths(Vec<Vec<String>>);

impl Paths {
    fn of_tree(&mut self, tree: &syn::UseTree, mut before: Vec<String>) {
        match tree {
            syn::UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.of_tree(&path.tree, before);
            }
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.of_tree(tree, before.clone())),
            syn::UseTree::Name(name) if name.ident == "self" => self.0.push(before),
            syn::UseTree::Name(name) => {
                before.push(name.ident.to_string());
                self.0.push(before);
            }
            syn::UseTree::Rename(rename) => {
                if rename.ident != "self" {
                    before.push(rename.ident.to_string());
                }
                self.0.push(before);
            }
            syn::UseTree::Glob(_) => self.0.push(before),
        }
    }

    /// Paths in what a macro is given, which is no Rust yet: what follows `crate`, `super` or `self`.
    fn of_tokens(&mut self, tokens: proc_macro2::TokenStream) {
        use proc_macro2::TokenTree;
        let mut path: Vec<String> = Vec::new();
        let mut behind_colons = false;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) if behind_colons && !path.is_empty() => path.push(ident.to_string()),
                TokenTree::Ident(ident) => {
                    self.0.push(std::mem::take(&mut path));
                    path.push(ident.to_string());
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => {
                    behind_colons = true;
                    continue;
                }
                TokenTree::Group(group) => {
                    self.0.push(std::mem::take(&mut path));
                    self.of_tokens(group.stream());
                }
                _ => self.0.push(std::mem::take(&mut path)),
            }
            behind_colons = false;
        }
        self.0.push(path);
    }
}

fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        syn::Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
        _ => attribute.path().is_ident("test"),
    })
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_for_tests(&item.attrs) {
            syn::visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if !is_for_tests(&item.attrs) {
            self.of_tree(&item.tree, Vec::new());
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.0.push(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        syn::visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.of_tokens(call.tokens.clone());
    }
}

/// The circles of files that import one another, within a room; circles of rooms are imports that go up.
fn circles(imports: &Imports) -> Vec<Vec<String>> {
    let within = |module: &str| {
        let room = room_of(module);
        imports.get(module).into_iter().flatten().filter(move |other| room_of(other) == room)
    };
    let reached = |from: &str| {
        let (mut seen, mut left) = (BTreeSet::new(), vec![from.to_owned()]);
        while let Some(module) = left.pop() {
            left.extend(within(&module).filter(|other| seen.insert((*other).clone())).cloned());
        }
        seen
    };
    let all: BTreeMap<&String, BTreeSet<String>> = imports.keys().map(|module| (module, reached(module))).collect();
    let mut circles = BTreeSet::new();
    for (module, reached) in &all {
        let back = |other: &&String| all.get(other).is_some_and(|back| back.contains(*module));
        let circle: Vec<String> = reached.iter().filter(back).cloned().collect();
        if circle.len() > 1 {
            circles.insert(circle);
        }
    }
    circles.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(files: &[(&str, &str)]) -> Result<Vec<String>> {
        let folder = tempfile::tempdir()?;
        for (path, text) in files {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().context("a file has a folder")?)?;
            std::fs::write(path, text)?;
        }
        Ok(offences(&read(folder.path())?))
    }

    #[test]
    fn an_import_that_goes_down_passes() -> Result<()> {
        let users = ("users/store.rs", "use crate::db::Conn;\nuse super::model::Account;\nuse crate::{Result, audit};");
        let files =
            [users, ("users/model.rs", ""), ("db/mod.rs", "pub struct Conn;"), ("error.rs", ""), ("audit/mod.rs", "")];
        assert_eq!(of(&files)?, Vec::<String>::new());
        Ok(())
    }

    #[test]
    fn each_import_that_goes_up_is_named_however_it_is_written() -> Result<()> {
        for text in [
            "use crate::users::store;",
            "use crate::{db, users::{store::{self, Thing}}};",
            "fn f() { crate::users::store::g(); }",
            "fn f() { println!(\"{}\", crate::users::store::g()); }",
            "type T = super::super::users::store::Thing;",
        ] {
            let files = [("db/gate.rs", text), ("db/mod.rs", ""), ("users/store.rs", "")];
            assert_eq!(of(&files)?, ["db::gate -> users::store"], "{text}");
        }
        Ok(())
    }

    #[test]
    fn what_only_tests_import_does_not_count() -> Result<()> {
        let text = "#[cfg(test)]\nmod tests { use crate::users::store; fn f() { crate::users::store::g() } }";
        assert!(of(&[("db/mod.rs", text), ("users/store.rs", "")])?.is_empty());
        Ok(())
    }

    #[test]
    fn a_large_circle_within_a_room_is_named() -> Result<()> {
        let names = ["a", "b", "c", "d", "e", "f"];
        let files = |last: usize| -> Vec<(String, String)> {
            let next = |at: usize| names[(at + 1) % last];
            (0..last).map(|at| (format!("users/{}.rs", names[at]), format!("use super::{}::X;", next(at)))).collect()
        };
        for (many, found) in [(5, 0), (6, 1)] {
            let files = files(many);
            let files: Vec<_> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
            assert_eq!(of(&files)?.len(), found);
        }
        Ok(())
    }

    #[test]
    fn the_engine_of_batches_knows_no_noun() -> Result<()> {
        let files = [("batches/engine/plan.rs", "use crate::users::store;"), ("users/store.rs", "")];
        assert_eq!(of(&files)?, ["batches::engine::plan -> users::store"]);
        Ok(())
    }

    #[test]
    fn a_new_folder_needs_a_place() -> Result<()> {
        assert_eq!(of(&[("shoes/mod.rs", "")])?.len(), 1);
        Ok(())
    }
}
