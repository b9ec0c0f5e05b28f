//! Custom properties that nothing reads. PatternFly declares one for each measure of each part and variant; once the
//! rules of unused parts are gone, half of them stand there for nothing.

use std::collections::BTreeSet;

use super::unused::next_block;

/// The sheet without declarations of custom properties that neither it nor one of the other texts reads.
pub(super) fn without_unread(sheet: &str, others: &[&str]) -> String {
    let elsewhere: BTreeSet<&str> = others.iter().flat_map(|text| names(text)).collect();
    let mut sheet = sheet.to_owned();
    // What only an unread property read is unread after it.
    loop {
        let read: BTreeSet<&str> = read(&sheet).chain(elsewhere.iter().copied()).collect();
        let kept = prune(&sheet, &read);
        if kept.len() == sheet.len() {
            return kept;
        }
        sheet = kept;
    }
}

/// The custom properties that a sheet reads: what follows on `var(`.
fn read(sheet: &str) -> impl Iterator<Item = &str> {
    sheet.split("var(").skip(1).map(|rest| name_at(rest.trim_start()))
}

/// Everything in a text that could be the name of a custom property, be it read or set.
fn names(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("--pf-").map(|(at, _)| name_at(&text[at..]))
}

fn name_at(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_')).unwrap_or(text.len());
    &text[..end]
}

fn prune(sheet: &str, read: &BTreeSet<&str>) -> String {
    let mut kept = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((head, body, after)) = next_block(rest) {
        rest = after;
        let prelude = head.rsplit_once(';').map_or(head, |(_, prelude)| prelude);
        let holds_rules = ["@media", "@supports", "@container", "@layer"].iter().any(|at| prelude.starts_with(at));
        let body = if holds_rules {
            prune(body, read)
        } else if prelude.starts_with('@') {
            body.to_owned()
        } else {
            let is_kept = |declaration: &&str| !declaration.starts_with("--") || read.contains(name_at(declaration));
            declarations(body).into_iter().filter(is_kept).collect::<Vec<_>>().join(";")
        };
        if body.is_empty() {
            kept.push_str(&head[..head.len() - prelude.len()]);
        } else {
            kept.push_str(&format!("{head}{{{body}}}"));
        }
    }
    kept.push_str(rest);
    kept
}

/// The declarations of a rule; semicolons in quotes and brackets (data URLs have them) are none between them.
fn declarations(body: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut start, mut quote) = (Vec::new(), 0, 0, None);
    for (at, c) in body.char_indices() {
        match (c, quote) {
            (c, Some(open)) if c == open => quote = None,
            (_, Some(_)) => {}
            ('"' | '\'', None) => quote = Some(c),
            ('(', None) => depth += 1,
            (')', None) => depth -= 1,
            (';', None) if depth == 0 => {
                parts.push(&body[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&body[start..]);
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_that_nothing_reads_go_and_those_that_only_they_read() {
        let sheet = "@import \"x\";:root{--pf-a:1px;--pf-b:var(--pf-a);--pf-c:2px;--pf-d:3px}\
                     @media print{.x{--pf-b:0}}.y{--pf-e:url(\"a;b\");width:var(--pf-c, var(--pf-d));color:red}";
        assert_eq!(
            without_unread(sheet, &[]),
            "@import \"x\";:root{--pf-c:2px;--pf-d:3px}.y{width:var(--pf-c, var(--pf-d));color:red}"
        );
    }

    #[test]
    fn what_another_text_reads_or_sets_stays() {
        let sheet = ".x{--pf-a:1px;--pf-b:2px}.y{--pf-e:url(\"a;b\")}";
        let own = ["a{b:var(--pf-a)}", "style\0--pf-e: 3px"];
        assert_eq!(without_unread(sheet, &own), ".x{--pf-a:1px}.y{--pf-e:url(\"a;b\")}");
    }
}
