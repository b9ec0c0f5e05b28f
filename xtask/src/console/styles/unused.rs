//! Rules for parts, their elements and their variants that the console does not have: a third of PatternFly's sheet.
//!
//! A class counts as used where its name stands in the program or in one of the console's own files. That keeps a few
//! rules too many, never one too few: nothing puts such names together at run time. The tests in a browser hold that:
//! no page bears a class that PatternFly has a rule for and the console's sheet has not.

use std::collections::BTreeSet;

/// What the names of classes begin with that count: parts, layouts and themes (`pf-v6-c-`, `pf-v6-l-`, `pf-v6-theme-`,
/// with the elements of parts, `pf-v6-c-table__th`), and the variants of them (`pf-m-`).
const KINDS: [&str; 4] = ["pf-v6-c-", "pf-v6-l-", "pf-v6-theme-", "pf-m-"];

/// The names of PatternFly's classes in a text. In a program one text follows another without a gap, so that a name may
/// be longer than it is.
pub(super) fn names(text: &str) -> BTreeSet<String> {
    text.match_indices("pf-").map(|(at, _)| text[at..].chars().take_while(is_part_of_name).collect()).collect()
}

fn is_part_of_name(c: &char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}

/// The sheet without the rules for classes that do not occur.
pub(super) fn without_unused(sheet: &str, occurs: &dyn Fn(&str) -> bool) -> String {
    let mut kept = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((head, body, after)) = next_block(rest) {
        rest = after;
        // Statements such as `@import "x";` come before a block.
        let (statements, prelude) = head.rsplit_once(';').map_or(("", head), |(before, prelude)| (before, prelude));
        if !statements.is_empty() {
            kept.push_str(statements);
            kept.push(';');
        }
        let (prelude, body) =
            if ["@media", "@supports", "@container", "@layer"].iter().any(|at| prelude.starts_with(at)) {
                (prelude.to_owned(), without_unused(body, occurs))
            } else if prelude.starts_with('@') {
                (prelude.to_owned(), body.to_owned())
            } else {
                let selectors = split(prelude).into_iter().filter(|selector| is_used(selector, occurs));
                (selectors.collect::<Vec<_>>().join(","), body.to_owned())
            };
        if !prelude.is_empty() && !body.is_empty() {
            kept.push_str(&format!("{prelude}{{{body}}}"));
        }
    }
    kept.push_str(rest);
    kept
}

/// What stands before the first block, the block's content, and what follows it.
pub(super) fn next_block(css: &str) -> Option<(&str, &str, &str)> {
    let (mut depth, mut start, mut quote, mut escaped) = (0, 0, None, false);
    for (at, c) in css.char_indices() {
        match (c, quote) {
            _ if escaped => escaped = false,
            ('\\', _) => escaped = true,
            (c, Some(open)) if c == open => quote = None,
            (_, Some(_)) => {}
            ('"' | '\'', None) => quote = Some(c),
            ('{', None) => {
                if depth == 0 {
                    start = at;
                }
                depth += 1;
            }
            ('}', None) if depth == 1 => return Some((&css[..start], &css[start + 1..at], &css[at + 1..])),
            ('}', None) => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The selectors of a list; commas in brackets are none between them.
fn split(list: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, c) in list.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&list[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&list[start..]);
    parts
}

/// Whether all that a selector asks for occurs. What it only excludes (`:not`), or takes one of several of, does not count.
fn is_used(selector: &str, occurs: &dyn Fn(&str) -> bool) -> bool {
    let mut rest = selector;
    loop {
        let (plain, argument) = match rest.split_once('(') {
            Some((plain, argument)) => (plain, Some(argument)),
            None => (rest, None),
        };
        if !classes(plain).all(occurs) {
            return false;
        }
        let Some(argument) = argument else { return true };
        let end = closing(argument);
        let (inner, after) = (&argument[..end], argument.get(end + 1..).unwrap_or_default());
        let demanded = plain.ends_with(":is") || plain.ends_with(":where");
        if demanded && !split(inner).iter().any(|one| is_used(one, occurs)) {
            return false;
        }
        rest = after;
    }
}

/// Where the bracket closes that was open at the beginning.
fn closing(text: &str) -> usize {
    let mut depth = 1;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

/// The classes of a selector that count.
fn classes(plain: &str) -> impl Iterator<Item = &str> {
    plain.split('.').skip(1).filter_map(|class| {
        let end = class.find(|c: char| !is_part_of_name(&c)).unwrap_or(class.len());
        let name = &class[..end];
        KINDS.iter().any(|kind| name.starts_with(kind)).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pruned(sheet: &str) -> String {
        let occurring = ["pf-v6-c-table", "pf-v6-c-table__th", "pf-m-x", "pf-v6-theme-dark"];
        without_unused(sheet, &|class| occurring.contains(&class))
    }

    #[test]
    fn rules_of_parts_that_do_not_occur_go_and_all_others_stay() {
        for kept in [
            "a{b:c}",
            ".pf-v6-c-table__th.pf-m-x>td{b:c}",
            ":root:where(.pf-v6-theme-dark){b:c}",
            ".pf-v6-c-table:not(.pf-v6-c-card){b:c}",
            ":is(.pf-v6-c-card,.pf-v6-c-table) td{b:c}",
            "@keyframes pf-v6-c-card{from{b:c}to{b:d}}",
            "@font-face{font-family:x}",
            "@media print{.pf-v6-c-table{content:\"}\"}}",
            ".rc-card .x[data-y=\"a,b\"]{b:c}",
        ] {
            assert_eq!(pruned(kept), kept);
        }
        for gone in [
            ".pf-v6-c-card{b:c}",
            ".pf-v6-c-table.pf-m-y{b:c}",
            ".pf-v6-c-table__caption{b:c}",
            ".pf-v6-c-table .pf-v6-c-card__body:hover{b:c}",
            ":root:where(.pf-v6-theme-high-contrast){b:c}",
            ":is(.pf-v6-c-card,.pf-v6-c-tabs) td{b:c}",
            "@media print{.pf-v6-c-card{b:c}@supports (x:y){.pf-v6-l-flex{b:c}}}",
        ] {
            assert_eq!(pruned(gone), "");
        }
    }

    #[test]
    fn names_are_found_wherever_they_stand() {
        let found = names("xpf-v6-c-table__th\u{0}pf-v6-c-menupf-m-plain.b");
        assert_eq!(
            found.into_iter().collect::<Vec<_>>(),
            ["pf-m-plain", "pf-v6-c-menupf-m-plain", "pf-v6-c-table__th"]
        );
    }

    #[test]
    fn of_several_selectors_those_stay_that_something_has() {
        assert_eq!(pruned(".pf-v6-c-card,.pf-v6-c-table,a:is(b,c){b:c}d{e:f}"), ".pf-v6-c-table,a:is(b,c){b:c}d{e:f}");
        assert_eq!(pruned("@import \"x\";.pf-v6-c-card{b:c}a{b:c}"), "@import \"x\";a{b:c}");
    }
}
