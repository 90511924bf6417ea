//! The text layer of a PDF: glyphs that say which characters they are, in the order of the page's content, gathered
//! into lines and paragraphs by where they are drawn.
//! What does not live here: pictures of text. Nothing is guessed: glyphs without characters are counted and said.

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Dict, Name};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, interpret_page,
};
use onrecord_model::Media;

use super::Document;
use crate::Refusal;

/// Pages that are read; papers that are news have fewer.
const MOST_PAGES: usize = 2000;
/// Text that is read.
const LONGEST_TEXT: usize = 16 << 20;

/// Opens a PDF.
pub fn open(bytes: &[u8]) -> Result<Document, Refusal> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| {
        Refusal::new(match error {
            hayro_interpret::hayro_syntax::LoadPdfError::Decryption(_) => {
                "is a PDF with a password: save it without"
            }
            hayro_interpret::hayro_syntax::LoadPdfError::Invalid => {
                "is a PDF that cannot be opened: fetch it again"
            }
        })
    })?;
    let cache = InterpreterCache::new();
    let pages = pdf.pages();
    let mut reader = Lines::default();
    for (index, page) in pages.iter().take(MOST_PAGES).enumerate() {
        if index > 0 {
            reader.end_page();
        }
        read_page(&pdf, &cache, page, &mut reader);
        if reader.text.len() > LONGEST_TEXT {
            break;
        }
    }
    reader.end_line();
    let mut notes = Vec::new();
    let (known, unknown) = (reader.known, reader.unknown);
    if known == 0 || unknown > known {
        let count = pages.len();
        let pages = if count == 1 { "page" } else { "pages" };
        return Err(Refusal::new(match unknown {
            0 => {
                format!("has no text layer ({count} {pages} of pictures): run OCR over it and give its text")
            }
            _ => format!(
                "has no text layer that can be read ({unknown} of {} glyphs do not say which character they are): run OCR over it",
                known + unknown
            ),
        }));
    }
    if unknown > 0 {
        notes.push(format!(
            "{unknown} of {} glyphs do not say which character they are: left out",
            known + unknown
        ));
    }
    if pages.len() > MOST_PAGES {
        notes.push(format!("{MOST_PAGES} of {} pages were read", pages.len()));
    }
    Ok(Document {
        media: Media::Pdf,
        text: reader.text,
        notes,
    })
}

/// Character maps that PDF names and does not hold, whose codes are those of a charset.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Map {
    Utf16,
    Charset(&'static encoding_rs::Encoding),
}

impl Map {
    fn named(name: &[u8]) -> Option<Map> {
        let name = std::str::from_utf8(name).ok()?;
        Some(match name {
            n if n.contains("UCS2") || n.contains("UTF16") => Map::Utf16,
            n if n.starts_with("GBK") || n.starts_with("GB-EUC") || n.starts_with("GBpc-EUC") => {
                Map::Charset(encoding_rs::GB18030)
            }
            n if n.starts_with("B5pc") || n.starts_with("ETen-B5") || n.starts_with("HKscs-B5") => {
                Map::Charset(encoding_rs::BIG5)
            }
            n if n.contains("RKSJ") => Map::Charset(encoding_rs::SHIFT_JIS),
            n if n.starts_with("KSC") => Map::Charset(encoding_rs::EUC_KR),
            _ => return None,
        })
    }

    /// The map that all of a page's fonts share which do not say their characters themselves; `None` if one has none, or
    /// they have several: which font a glyph is of is not told.
    fn of_page(page: &Page<'_>) -> Option<Map> {
        let fonts = &page.resources().fonts;
        let mut found = None;
        for key in fonts.keys() {
            let font: Dict<'_> = fonts.get(key)?;
            let composite = font
                .get::<Name<'_>>(&b"Subtype"[..])
                .is_some_and(|s| s.as_ref() == b"Type0");
            if !composite || font.contains_key(&b"ToUnicode"[..]) {
                continue;
            }
            let map = Map::named(font.get::<Name<'_>>(&b"Encoding"[..])?.as_ref())?;
            if found.is_some_and(|f| f != map) {
                return None;
            }
            found = Some(map);
        }
        found
    }

    /// The characters of a code.
    fn characters(self, code: u32) -> Option<String> {
        let bytes = code.to_be_bytes();
        match self {
            Map::Utf16 => {
                let units = [(code >> 16) as u16, code as u16];
                let units = if units[0] == 0 { &units[1..] } else { &units[..] };
                String::from_utf16(units).ok()
            }
            Map::Charset(encoding) => {
                let from = bytes.iter().position(|b| *b != 0).unwrap_or(3);
                let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[from..])?;
                Some(text.into_owned())
            }
        }
    }
}

fn read_page<'a>(pdf: &'a Pdf, cache: &InterpreterCache<'a>, page: &Page<'a>, reader: &mut Lines) {
    let mut context = Context::new(
        Affine::IDENTITY,
        Rect::new(0.0, 0.0, 1.0, 1.0),
        cache,
        pdf.xref(),
        InterpreterSettings::default(),
    );
    reader.map = Map::of_page(page);
    interpret_page(page, &mut context, reader);
}

/// Lines as they come together.
#[derive(Default)]
struct Lines {
    text: String,
    /// The end of the glyph before: where the next is expected, and how large it was.
    last: Option<Last>,
    /// Beginning and height of the line at hand and of the one before.
    line_start: f64,
    /// Distance between the last two lines.
    step: f64,
    known: usize,
    unknown: usize,
    /// What the codes of glyphs mean that do not say their characters.
    map: Option<Map>,
}

#[derive(Clone, Copy)]
struct Last {
    start: f64,
    end: f64,
    base: f64,
    size: f64,
}

impl Lines {
    fn end_page(&mut self) {
        self.end_line();
        self.text.push('\u{c}');
        self.last = None;
        self.step = 0.0;
    }

    fn end_line(&mut self) {
        let end = self.text.trim_end_matches([' ', '\t']).len();
        self.text.truncate(end);
        if !self.text.is_empty() && !self.text.ends_with(['\n', '\u{c}']) {
            self.text.push('\n');
        }
    }

    /// Puts a glyph at its place: into the line, at a distance in it, or into a new line or paragraph.
    fn put(&mut self, words: &str, start: f64, advance: f64, base: f64, size: f64) {
        if let Some(last) = self.last {
            // Shadows and bold by printing twice: the same place again.
            if (start - last.start).abs() < size * 0.05
                && (base - last.base).abs() < size * 0.05
                && self.text.ends_with(words)
            {
                return;
            }
            let down = last.base - base;
            if down.abs() > size.max(last.size) * 0.5 {
                self.new_line(words, start, down, size, last);
            } else {
                let gap = start - last.end;
                let spaced =
                    self.text.ends_with(char::is_whitespace) || words.starts_with(char::is_whitespace);
                if gap > size * 0.18
                    && !spaced
                    && !(wide(words) && self.text.ends_with(wide_char) && gap < size)
                {
                    self.text.push(' ');
                }
            }
        } else {
            self.line_start = start;
        }
        self.text.push_str(words);
        self.last = Some(Last {
            start,
            end: start + advance,
            base,
            size,
        });
    }

    /// A line of the same paragraph goes on after a space (none between Chinese characters); another size, a wider
    /// step or an indent begins a paragraph.
    fn new_line(&mut self, words: &str, start: f64, down: f64, size: f64, last: Last) {
        let indent = start - self.line_start;
        let steady = self.step == 0.0 || (down - self.step).abs() < size * 0.35;
        let same = (size - last.size).abs() < size * 0.1;
        let near = down > 0.0 && down < size * 2.2;
        let short = last.end - self.line_start < 0.0;
        let goes_on = near && same && steady && indent.abs() < size * 0.9 && !short;
        self.step = if near { down } else { 0.0 };
        self.line_start = start;
        if !goes_on {
            self.end_line();
            return;
        }
        let end = self.text.trim_end_matches(' ').len();
        self.text.truncate(end);
        // A word that was broken at the line's end.
        let broken = self.text.ends_with('\u{ad}');
        if broken {
            self.text.pop();
        } else if !(wide(words) && self.text.ends_with(wide_char)) {
            self.text.push(' ');
        }
    }
}

fn wide(words: &str) -> bool {
    words.starts_with(wide_char)
}

fn wide_char(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

impl Device<'_> for Lines {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        for glyph in run.glyphs() {
            let words = match glyph.as_unicode() {
                Some(BfString::Char(c)) => c.to_string(),
                Some(BfString::String(words)) => words,
                None => match self.map.and_then(|m| m.characters(glyph.char_code())) {
                    Some(words) => words,
                    None => {
                        self.unknown += 1;
                        continue;
                    }
                },
            };
            let words: String = words
                .chars()
                .map(|c| if c.is_control() { ' ' } else { c })
                .filter(|c| !matches!(c, '\u{fffd}' | '\u{e000}'..='\u{f8ff}'))
                .collect();
            if words.is_empty() {
                self.unknown += 1;
                continue;
            }
            self.known += 1;
            let transform = props.transform * glyph.transform();
            let at = transform * Point::ZERO;
            // The glyph's own unit, a thousandth of its size.
            let unit = (transform * Point::new(1.0, 0.0) - at).hypot();
            let advance = match &**glyph {
                Glyph::Outline(outline) => outline.advance_width(),
                Glyph::Type3(glyph) => glyph.advance_width(),
            };
            let size = unit * 1000.0;
            let advance = f64::from(advance.unwrap_or(500.0)) * unit;
            self.put(&words, at.x, advance, at.y, size);
        }
    }
}
