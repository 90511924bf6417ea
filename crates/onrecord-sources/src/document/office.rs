//! DOCX and ODT: the paragraphs of a ZIP file's one part of text.
//! What does not live here: pictures, comments, foot- and endnotes, headers; words that were deleted are left out.

use std::io::{Cursor, Read};

use onrecord_model::Media;
use quick_xml::events::Event;

use super::Document;
use crate::{Refusal, xml};

/// The part of text may be this large when it is opened.
const LARGEST_PART: u64 = 64 << 20;

/// Opens a document. `None` if the ZIP file is neither.
pub fn open(bytes: &[u8]) -> Option<Result<Document, Refusal>> {
    let Ok(mut zip) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return Some(Err(Refusal::new(
            "is a ZIP file or office document that cannot be opened: fetch it again",
        )));
    };
    let has = |zip: &zip::ZipArchive<Cursor<&[u8]>>, name: &str| zip.index_for_name(name).is_some();
    let (media, part) = if has(&zip, "word/document.xml") {
        (Media::Docx, "word/document.xml")
    } else if has(&zip, "content.xml") {
        (Media::Odt, "content.xml")
    } else {
        return None;
    };
    let mut content = Vec::new();
    let read = zip
        .by_name(part)
        .ok()
        .and_then(|entry| entry.take(LARGEST_PART + 1).read_to_end(&mut content).ok());
    if read.is_none() {
        return Some(Err(Refusal::new(
            "is an office document that cannot be opened: save it again, without a password",
        )));
    }
    let mut notes = Vec::new();
    if content.len() as u64 > LARGEST_PART {
        content.truncate(LARGEST_PART as usize);
        notes.push("larger than 64 MB when opened: the rest was left out".into());
    }
    let (text, broken) = paragraphs(&xml::decode(&content), media);
    if broken {
        notes.push("the document breaks off: what is there was read".into());
    }
    if text.trim().is_empty() {
        return Some(Err(Refusal::new("holds no text: nothing to read")));
    }
    Some(Ok(Document { media, text, notes }))
}

/// Elements whose insides are not the document's running text.
const LEFT_OUT: &[&str] = &[
    "w:del",
    "w:moveFrom",
    "mc:Fallback",
    "w:footnote",
    "w:endnote",
    "office:annotation",
    "text:tracked-changes",
    "text:note",
    "office:automatic-styles",
    "office:font-face-decls",
    "text:table-of-content",
    "w:instrText",
    "text:sequence-decls",
    "office:forms",
];

/// One line a paragraph; cells of a row are in one line. True if the XML breaks off.
fn paragraphs(content: &str, media: Media) -> (String, bool) {
    let mut reader = quick_xml::Reader::from_str(content);
    reader.config_mut().check_end_names = false;
    let mut text = String::with_capacity(content.len() / 4);
    let mut out = 0usize;
    // Inside w:t of DOCX, inside text:p and text:h of ODT.
    let mut inside = 0usize;
    let mut cells = 0usize;
    loop {
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(_) => return (text, true),
        };
        match event {
            Event::Eof => return (text, false),
            Event::Start(start) => {
                let name = start.name();
                let name: &str = name.as_ref();
                if out > 0 || LEFT_OUT.contains(&name) {
                    out += 1;
                    continue;
                }
                match name {
                    "w:t" | "text:p" | "text:h" => inside += 1,
                    "w:tc" | "table:table-cell" => cells += 1,
                    _ => {}
                }
            }
            Event::Empty(start) if out == 0 => match start.name().as_ref() {
                "w:tab" | "text:tab" => text.push('\t'),
                "w:br" | "w:cr" | "text:line-break" => text.push('\n'),
                "w:noBreakHyphen" => text.push('\u{2011}'),
                "text:s" => {
                    let count = start
                        .attributes()
                        .flatten()
                        .find(|a| a.key.as_ref() == "text:c")
                        .and_then(|a| a.value.parse::<usize>().ok());
                    text.extend(std::iter::repeat_n(' ', count.unwrap_or(1).min(64)));
                }
                "w:p" | "text:p" if cells == 0 => text.push('\n'),
                _ => {}
            },
            Event::End(end) => {
                if out > 0 {
                    out -= 1;
                    continue;
                }
                match end.name().as_ref() {
                    "w:t" => inside = inside.saturating_sub(1),
                    "text:p" | "text:h" | "w:p" => {
                        if media == Media::Odt {
                            inside = inside.saturating_sub(1);
                        }
                        text.push(if cells > 0 { ' ' } else { '\n' });
                    }
                    "w:tc" | "table:table-cell" => {
                        cells = cells.saturating_sub(1);
                        text.push('\t');
                    }
                    "w:tr" | "table:table-row" => text.push('\n'),
                    _ => {}
                }
            }
            Event::Text(words) if out == 0 && inside > 0 => {
                let words: &str = words.as_ref();
                // Line ends in the XML of an ODT are spaces.
                match media {
                    Media::Odt => text.extend(
                        words
                            .chars()
                            .map(|c| if c == '\n' || c == '\r' { ' ' } else { c }),
                    ),
                    _ => text.push_str(words),
                }
            }
            Event::CData(words) if out == 0 && inside > 0 => text.push_str(words.as_ref()),
            Event::GeneralRef(name) if out == 0 && inside > 0 => {
                let name: &str = name.as_ref();
                text.push_str(&xml::resolved(&format!("&{name};")));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn zipped(name: &str, content: &str) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(name, options).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn word_documents_give_their_paragraphs() {
        let content = "<w:document><w:body><w:p><w:r><w:t>The port </w:t></w:r><w:r><w:t xml:space='preserve'>is shut &amp; dry.</w:t></w:r></w:p>\
<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t>It stays so.</w:t></w:r></w:ins></w:p>\
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>";
        let document = open(&zipped("word/document.xml", content)).unwrap().unwrap();
        assert_eq!(document.media, Media::Docx);
        assert_eq!(document.text, "The port is shut & dry.\nIt stays so.\na \tb \t\n");
    }

    #[test]
    fn open_documents_give_their_paragraphs() {
        let content = "<office:document-content><office:body><office:text><text:h>Port</text:h><text:p>It is<text:s text:c='2'/>shut\n\
<text:span>today</text:span>.<text:note><text:p>a note</text:p></text:note></text:p></office:text></office:body></office:document-content>";
        let document = open(&zipped("content.xml", content)).unwrap().unwrap();
        assert_eq!(document.media, Media::Odt);
        assert_eq!(document.text, "Port\nIt is  shut today.\n");
    }

    #[test]
    fn other_zip_files_are_none_and_empty_ones_are_refused() {
        assert!(open(&zipped("a.txt", "x")).is_none());
        assert!(open(&zipped("content.xml", "<a/>")).unwrap().is_err());
        assert!(open(b"PK\x03\x04 broken").unwrap().is_err());
    }
}
