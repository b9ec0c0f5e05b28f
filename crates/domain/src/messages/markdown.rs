//! Markdown to HTML: CommonMark with strikethrough and tables, without raw HTML and images, and through a second wall.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

/// What a browser may be shown of a message.
static WALL: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let tags = [
        "p",
        "br",
        "hr",
        "em",
        "strong",
        "del",
        "code",
        "pre",
        "blockquote",
        "ul",
        "ol",
        "li",
        "a",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    ];
    let mut wall = ammonia::Builder::empty();
    wall.tags(HashSet::from(tags))
        .tag_attributes(HashMap::from([("a", HashSet::from(["href", "title"])), ("ol", HashSet::from(["start"]))]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .link_rel(Some("noopener noreferrer nofollow"))
        .set_tag_attribute_value("a", "target", "_blank");
    wall
});

/// The HTML of a text. Raw HTML in it is shown as it was written; images are shown as their description.
pub fn to_html(text: &str) -> String {
    let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES;
    let events = Parser::new_ext(text, options).map(|event| match event {
        Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        Event::Start(Tag::Image { .. }) => Event::Text(CowStr::Borrowed("[")),
        Event::End(TagEnd::Image) => Event::Text(CowStr::Borrowed("]")),
        // A line break is one: people write messages, and no prose of programs.
        Event::SoftBreak => Event::HardBreak,
        other => other,
    });
    let mut html = String::with_capacity(text.len() * 3 / 2);
    pulldown_cmark::html::push_html(&mut html, events);
    WALL.clean(&html).to_string()
}

/// The text as it is read without HTML, for the text part of a mail: links are followed by their address.
pub fn to_text(text: &str) -> String {
    let (mut plain, mut links): (String, Vec<String>) = (String::with_capacity(text.len()), Vec::new());
    for event in Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                plain.push_str(&text)
            }
            Event::SoftBreak | Event::HardBreak => plain.push('\n'),
            Event::Rule => plain.push_str("----\n\n"),
            Event::Start(Tag::Item) => plain.push_str("- "),
            Event::End(TagEnd::Item) if !plain.ends_with('\n') => plain.push('\n'),
            Event::Start(Tag::Link { dest_url, .. }) => links.push(dest_url.to_string()),
            Event::End(TagEnd::Link) => {
                let address = links.pop().unwrap_or_default();
                if !plain.ends_with(&address) {
                    plain.push_str(&format!(" ({address})"));
                }
            }
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::List(_)) => {
                plain.push_str("\n\n");
            }
            _ => {}
        }
    }
    plain.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_becomes_html() {
        assert_eq!(to_html("Hello *you*\nand **you**"), "<p>Hello <em>you</em><br>\nand <strong>you</strong></p>\n");
        let link = to_html("[site](https://example.org/x?a=1&b=2)");
        assert!(link.contains("href=\"https://example.org/x?a=1&amp;b=2\"") && link.contains("noopener"), "{link}");
    }

    #[test]
    fn nothing_in_a_message_runs() {
        for text in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](data:text/html;base64,PHNjcmlwdD4=)",
            "![x](https://example.org/track.gif)",
            "<a href=\"javascript:alert(1)\">x</a>",
            "a <b onmouseover=alert(1)>b</b>",
            "```\n</code></pre><script>alert(1)</script>\n```",
            "[x](vbscript:msgbox)",
            "<svg/onload=alert(1)>",
            "[a](<javascript:alert(1)>)",
            "\\<script\\>alert(1)\\</script\\>",
            "<!-- --><iframe src=//evil.example>",
        ] {
            let html = to_html(text).to_lowercase();
            for wrong in [
                "<script",
                "<img",
                "<svg",
                "<iframe",
                "<b ",
                "<a href=\"javascript",
                "<a href=\"data:",
                "<a href=\"vbscript",
            ] {
                assert!(!html.contains(wrong), "{text}: {html}");
            }
        }
    }

    #[test]
    fn raw_html_is_shown_as_it_was_written() {
        assert!(to_html("a <b>c</b>").contains("&lt;b&gt;c&lt;/b&gt;"));
    }

    #[test]
    fn the_text_part_of_a_mail_says_where_links_lead() {
        let text = to_text("Hello *you*,\n\n- one\n- [two](https://example.org)\n");
        assert_eq!(text, "Hello you,\n\n- one\n- two (https://example.org)");
    }
}
