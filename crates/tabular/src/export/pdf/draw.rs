//! Pages to a PDF.

use krilla::Document;
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::Stroke;
use krilla::surface::Surface;
use krilla::text::TextDirection;

use super::font::{Font, SIZE};
use super::layout::{HEIGHT, LEADING, Line, MARGIN, Pages, WIDTH};
use crate::{Error, Result};

/// The document as a file.
pub(super) fn document(font: &Font, pages: &Pages) -> Result<Vec<u8>> {
    let mut document = Document::new();
    document.set_metadata(Metadata::new().title("Accounts".to_owned()).creator("Rollcall".to_owned()));
    for (place, lines) in pages.pages.iter().enumerate() {
        let size = PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| Error::internal("a page has no size"))?;
        let mut page = document.start_page_with(size);
        let mut surface = page.surface();
        let mut down = MARGIN + SIZE;
        for line in &pages.head {
            draw_line(&mut surface, font, line, down);
            down += LEADING;
        }
        if !pages.head.is_empty() {
            draw_rule(&mut surface, down - SIZE);
        }
        for line in lines {
            draw_line(&mut surface, font, line, down);
            down += LEADING;
        }
        let foot = vec![(MARGIN, format!("{} / {}", place + 1, pages.pages.len()))];
        draw_line(&mut surface, font, &foot, HEIGHT - MARGIN + LEADING);
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|error| Error::internal(format!("a document cannot be written: {error:?}")))
}

fn draw_line(surface: &mut Surface<'_>, font: &Font, line: &Line, down: f32) {
    for (left, text) in line {
        let place = Point::from_xy(*left, down);
        let (text, drawn) = (text.trim_end(), font.drawn.clone());
        match font.side_by_side(text) {
            Some(glyphs) => surface.draw_glyphs(place, &glyphs, drawn, text, SIZE, false),
            None => surface.draw_text(place, drawn, SIZE, text, false, TextDirection::Auto),
        }
    }
}

fn draw_rule(surface: &mut Surface<'_>, down: f32) {
    let mut path = PathBuilder::new();
    path.move_to(MARGIN, down);
    path.line_to(WIDTH - MARGIN, down);
    if let Some(path) = path.finish() {
        surface.set_stroke(Some(Stroke {
            paint: rgb::Color::new(120, 120, 120).into(),
            width: 0.5,
            ..Stroke::default()
        }));
        surface.draw_path(&path);
        surface.set_stroke(None);
    }
}
