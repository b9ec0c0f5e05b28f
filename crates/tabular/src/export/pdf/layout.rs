//! Rows to pages: how wide each column is, where texts are broken, and which lines are on which page.

use super::font::Font;

/// A page in points: A4 across.
pub(super) const WIDTH: f32 = 841.89;
/// Its height.
pub(super) const HEIGHT: f32 = 595.28;
/// The white around it.
pub(super) const MARGIN: f32 = 36.0;
/// From one line to the next.
pub(super) const LEADING: f32 = 11.0;

/// Between two columns.
const GAP: f32 = 8.0;
/// The width of labels, where each value has a line of its own.
const LABEL: f32 = 130.0;
/// The lines of a page: what is between the margins, without the foot.
const LINES: usize = 44;

/// Texts side by side, each with the place where it begins.
pub(super) type Line = Vec<(f32, String)>;

/// A document, laid out.
pub(super) struct Pages {
    /// What stands at the top of every page.
    pub(super) head: Vec<Line>,
    /// The lines of each page; there is one at least.
    pub(super) pages: Vec<Vec<Line>>,
}

impl Pages {
    fn new(head: Vec<Line>) -> Self {
        Self { head, pages: vec![Vec::new()] }
    }

    /// Adds lines that belong together: on one page, if they fit on one at all.
    fn add(&mut self, lines: Vec<Line>) {
        let room = LINES.saturating_sub(self.head.len()).max(1);
        let used = self.pages.last().map_or(0, Vec::len);
        if used > 0 && used + lines.len() > room && lines.len() <= room {
            self.pages.push(Vec::new());
        }
        for line in lines {
            match self.pages.last_mut() {
                Some(page) if page.len() < room => page.push(line),
                _ => self.pages.push(vec![line]),
            }
        }
    }

    /// Adds a remark behind everything else.
    pub(super) fn note(&mut self, text: &str) {
        self.add(vec![Vec::new(), vec![(MARGIN, text.to_owned())]]);
    }
}

/// A line of columns for each row; cells that are too wide go on below.
pub(super) fn table(font: &Font, columns: &[String], rows: &[Vec<String>]) -> Pages {
    let widest = |place: usize| {
        let cells = rows.iter().filter_map(|row| row.get(place)).flat_map(|cell| cell.lines());
        cells.chain([columns[place].as_str()]).map(|text| font.width(text)).fold(0.0, f32::max)
    };
    let gaps = GAP * columns.len().saturating_sub(1) as f32;
    let widths = share(WIDTH - 2.0 * MARGIN - gaps, (0..columns.len()).map(widest).collect());
    let mut pages = Pages::new(side_by_side(font, columns, &widths));
    for row in rows {
        pages.add(side_by_side(font, row, &widths));
    }
    pages
}

/// A block of lines for each row: every value that is there behind its label.
pub(super) fn profiles(font: &Font, columns: &[String], rows: &[Vec<String>]) -> Pages {
    let widths = [LABEL, WIDTH - 2.0 * MARGIN - LABEL - GAP];
    let mut pages = Pages::new(Vec::new());
    for row in rows {
        let there = columns.iter().zip(row).filter(|(_, value)| !value.is_empty());
        let lines = there.flat_map(|(label, value)| side_by_side(font, &[label.clone(), value.clone()], &widths));
        pages.add(lines.chain([Vec::new()]).collect());
    }
    pages
}

/// Cells side by side, each broken into lines of its width.
fn side_by_side(font: &Font, cells: &[String], widths: &[f32]) -> Vec<Line> {
    let mut lines: Vec<Line> = vec![Vec::new()];
    let mut left = MARGIN;
    for (cell, width) in cells.iter().zip(widths) {
        for (place, text) in broken(font, cell, *width).into_iter().enumerate() {
            if lines.len() <= place {
                lines.push(Vec::new());
            }
            lines[place].push((left, text));
        }
        left += width + GAP;
    }
    lines
}

/// Shares a width among columns: each has what it wants, as long as there is enough; the widest give way to the others.
fn share(available: f32, wanted: Vec<f32>) -> Vec<f32> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|one, other| wanted[*one].total_cmp(&wanted[*other]));
    let mut widths = wanted;
    let mut left = available;
    for (done, place) in order.iter().enumerate() {
        let fair = left / (order.len() - done) as f32;
        widths[*place] = widths[*place].min(fair);
        left -= widths[*place];
    }
    widths
}

/// A text in lines of a width: broken between words, and inside of words that are wider. Nothing of it is lost.
fn broken(font: &Font, text: &str, width: f32) -> Vec<String> {
    // What was measured and what is left differ by less than this.
    let width = width + 0.01;
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        let mut used = 0.0;
        for word in paragraph.split_inclusive(' ') {
            let seen = font.width(word.trim_end());
            if used > 0.0 && used + seen > width {
                lines.push(std::mem::take(&mut line));
                used = 0.0;
            }
            for letter in word.chars() {
                let advance = font.letter(letter);
                if used > 0.0 && used + advance > width && letter != ' ' {
                    lines.push(std::mem::take(&mut line));
                    used = 0.0;
                }
                line.push(letter);
                used += advance;
            }
        }
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_columns_give_way_to_the_others() {
        assert_eq!(share(100.0, vec![10.0, 30.0, 20.0]), [10.0, 30.0, 20.0]);
        assert_eq!(share(100.0, vec![200.0, 10.0, 300.0]), [45.0, 10.0, 45.0]);
        assert_eq!(share(100.0, Vec::new()), Vec::<f32>::new());
    }

    #[test]
    fn texts_are_broken_between_words_and_no_letter_is_lost() {
        let Ok(font) = Font::load() else { unreachable!("the font is a part of the program") };
        let text = "one two three-and-a-very-long-word-indeed\nfour";
        let lines = broken(&font, text, 60.0);
        assert_eq!(lines.concat(), "one two three-and-a-very-long-word-indeedfour");
        assert_eq!(
            (lines.first().map(String::as_str), lines.last().map(String::as_str)),
            (Some("one two "), Some("four"))
        );
        assert!(lines.iter().all(|line| font.width(line.trim_end()) <= 60.01), "{lines:?}");
        assert!(broken(&font, "x", 0.0).len() == 1, "a column without width still ends");
    }

    #[test]
    fn lines_that_belong_together_are_on_one_page_where_they_fit() {
        let line = || vec![(0.0, "x".to_owned())];
        let mut pages = Pages::new(vec![line()]);
        pages.add(vec![line(); LINES - 2]);
        pages.add(vec![line(); 2]);
        pages.add(vec![line(); 2 * LINES]);
        let sizes: Vec<usize> = pages.pages.iter().map(Vec::len).collect();
        assert_eq!(sizes, [LINES - 2, LINES - 1, LINES - 1, 2 * LINES + 2 - 2 * (LINES - 1)]);
    }
}
