//! The font of documents, and how wide its letters are.

use std::cell::RefCell;
use std::collections::HashMap;

use krilla::text::{GlyphId, KrillaGlyph};
use ttf_parser::Face;

use crate::{Error, Result};

/// DejaVu Sans Condensed; its licence is beside it.
const FILE: &[u8] = include_bytes!("../../../fonts/DejaVuSansCondensed.ttf");

/// Points; everything in a document is of this size.
pub(super) const SIZE: f32 = 8.0;

pub(super) struct Font {
    face: Face<'static>,
    /// The font as it is drawn with.
    pub(super) drawn: krilla::text::Font,
    widths: RefCell<HashMap<char, f32>>,
}

impl Font {
    pub(super) fn load() -> Result<Self> {
        let face = Face::parse(FILE, 0).map_err(Error::internal)?;
        let drawn = krilla::text::Font::new(FILE.to_vec().into(), 0)
            .ok_or_else(|| Error::internal("the font of documents cannot be read"))?;
        Ok(Self { face, drawn, widths: RefCell::default() })
    }

    /// The width of a text in points.
    pub(super) fn width(&self, text: &str) -> f32 {
        text.chars().map(|letter| self.letter(letter)).sum()
    }

    /// The width of a letter in points.
    pub(super) fn letter(&self, letter: char) -> f32 {
        *self.widths.borrow_mut().entry(letter).or_insert_with(|| {
            let glyph = self.face.glyph_index(letter).unwrap_or_default();
            let advance = self.face.glyph_hor_advance(glyph).unwrap_or_default();
            f32::from(advance) * SIZE / f32::from(self.face.units_per_em())
        })
    }

    /// The letters of a text side by side, where nothing more is to be done to write it: most names are of this kind, and
    /// shaping each of them would take a hundred times as long. Nothing for scripts whose letters join or change places.
    pub(super) fn side_by_side(&self, text: &str) -> Option<Vec<KrillaGlyph>> {
        let em = f32::from(self.face.units_per_em());
        text.char_indices()
            .map(|(place, letter)| {
                let glyph = self.face.glyph_index(letter).filter(|_| stands_alone(letter))?;
                let advance = f32::from(self.face.glyph_hor_advance(glyph)?) / em;
                let range = place..place + letter.len_utf8();
                Some(KrillaGlyph::new(GlyphId::new(u32::from(glyph.0)), advance, 0.0, 0.0, 0.0, range, None))
            })
            .collect()
    }

    /// Whether the text has a letter that the font has not. Blanks and joiners are nothing to be seen.
    pub(super) fn lacks_a_letter_of(&self, text: &str) -> bool {
        let is_seen = |letter: &char| {
            !letter.is_whitespace() && !matches!(*letter, '\u{200B}'..='\u{200F}' | '\u{FE00}'..='\u{FE0F}')
        };
        text.chars().filter(is_seen).any(|letter| self.face.glyph_index(letter).is_none())
    }
}

/// Latin, Greek and Cyrillic letters, digits and signs; not marks that are put on other letters.
fn stands_alone(letter: char) -> bool {
    matches!(u32::from(letter), 0x20..=0x7E | 0xA0..=0x2FF | 0x370..=0x482 | 0x48A..=0x52F | 0x1E00..=0x1FFF | 0x2010..=0x2027 | 0x20A0..=0x20BF)
}
