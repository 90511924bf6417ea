//! Chosen lines → the article's text and its blocks, each with its exact way back to the page.

use onrecord_model::{Block, BlockRole, Piece, SourceRange, Span};

use super::MainText;
use super::judge::Choice;
use super::lines::Lines;
use super::script_body::ScriptBody;
use crate::html::{Kind, Run, Tag, Tree};

/// Builds the text: the title first, then the chosen lines, joined by line feeds.
pub(crate) fn build(tree: &Tree<'_>, lines: &Lines, choice: &Choice, title: Option<&str>) -> MainText {
    let mut main = MainText {
        notes: choice.notes.clone(),
        ..MainText::default()
    };
    if let Some(title) = title {
        add_title(&mut main, tree, lines, title);
    }
    for chosen in &choice.lines {
        let line = &lines.lines[chosen.line as usize];
        let pieces = &lines.pieces[line.first_piece as usize..line.last_piece as usize];
        let source = SourceRange {
            start: line.source.0 as usize,
            end: line.source.1 as usize,
        };
        add(
            &mut main,
            lines.words(line),
            line.start as usize,
            pieces,
            source,
            chosen.role,
        );
    }
    main
}

/// Appends a block; `pieces` are told for a text in which the words begin at `offset`.
pub(crate) fn add(
    main: &mut MainText,
    words: &str,
    offset: usize,
    pieces: &[Piece],
    source: SourceRange,
    role: BlockRole,
) {
    if words.is_empty() {
        return;
    }
    if !main.text.is_empty() {
        main.text.push('\n');
    }
    let start = main.text.len();
    main.text.push_str(words);
    let linear = matches!(pieces, [only] if only.text == offset && only.len == words.len());
    let pieces = if linear {
        Vec::new()
    } else if pieces.is_empty() {
        // Nothing of it stands in the page: an empty piece says so, for no pieces would mean a straight map.
        vec![Piece {
            text: start,
            source: source.start,
            len: 0,
        }]
    } else {
        pieces
            .iter()
            .map(|p| Piece {
                text: p.text - offset + start,
                ..*p
            })
            .collect()
    };
    main.blocks.push(Block {
        span: Span::new(start, main.text.len()),
        source,
        role,
        pieces,
    });
}

/// Where the title stands in a text. A search costs at least the length of what it looks for, and titles can be long: what
/// is shorter than the title is not searched.
fn place_of(title: &str, text: &str) -> Option<usize> {
    (title.len() <= text.len()).then(|| text.find(title)).flatten()
}

/// The title block leads to the headline on the page: a heading, any line, the title element, a meta element.
fn add_title(main: &mut MainText, tree: &Tree<'_>, lines: &Lines, title: &str) {
    let exact = lines
        .lines
        .iter()
        .filter(|l| lines.words(l) == title)
        .max_by_key(|l| {
            (
                lines.areas[l.area as usize].tag.is_heading(),
                std::cmp::Reverse(l.start),
            )
        });
    if let Some(line) = exact {
        let pieces = &lines.pieces[line.first_piece as usize..line.last_piece as usize];
        let source = SourceRange {
            start: line.source.0 as usize,
            end: line.source.1 as usize,
        };
        return add(main, title, line.start as usize, pieces, source, BlockRole::Title);
    }
    let inside = lines
        .lines
        .iter()
        .find_map(|l| Some((l, place_of(title, lines.words(l))?)));
    if let Some((line, place)) = inside {
        let from = line.start as usize + place;
        let pieces = cut(
            &lines.pieces[line.first_piece as usize..line.last_piece as usize],
            from,
            from + title.len(),
        );
        if let (Some(first), Some(last)) = (pieces.first(), pieces.last()) {
            let source = SourceRange {
                start: first.source,
                end: last.source + last.len,
            };
            return add(main, title, from, &pieces, source, BlockRole::Title);
        }
    }
    // In the head it may stand with the site's name behind it, in one run or in several.
    for node in tree.nodes() {
        if tree.tag(node) == Some(Tag::Body) {
            break;
        }
        if tree.tag(node) != Some(Tag::Title) {
            continue;
        }
        for child in tree.children(node).filter(|c| tree.kind(*c) == Kind::Text) {
            for run in tree.runs(child) {
                if let Run::Literal { text, start } = run
                    && let Some(at) = place_of(title, text)
                {
                    let source = SourceRange {
                        start: start + at,
                        end: start + at + title.len(),
                    };
                    let piece = Piece {
                        text: 0,
                        source: source.start,
                        len: title.len(),
                    };
                    return add(main, title, 0, &[piece], source, BlockRole::Title);
                }
            }
        }
    }
    let source = match memchr::memmem::find(tree.page().as_bytes(), title.as_bytes()) {
        Some(at) => SourceRange {
            start: at,
            end: at + title.len(),
        },
        None => SourceRange { start: 0, end: 0 },
    };
    let whole = [Piece {
        text: 0,
        source: source.start,
        len: title.len(),
    }];
    let pieces: &[Piece] = if source.end > 0 { &whole } else { &[] };
    add(main, title, 0, pieces, source, BlockRole::Title);
}

/// The parts of `pieces` that lie in `[from, to)` of the text.
fn cut(pieces: &[Piece], from: usize, to: usize) -> Vec<Piece> {
    pieces
        .iter()
        .filter_map(|p| {
            let (start, end) = (p.text.max(from), (p.text + p.len).min(to));
            (start < end).then(|| Piece {
                text: start,
                source: p.source + start - p.text,
                len: end - start,
            })
        })
        .collect()
}

/// The text of a page whose scripts alone hold the body.
pub(crate) fn from_script(
    tree: &Tree<'_>,
    lines: &Lines,
    script: &ScriptBody,
    title: Option<&str>,
) -> MainText {
    let mut main = MainText {
        notes: vec!["the page shows no body: the text is what its script data hold"],
        ..MainText::default()
    };
    if let Some(title) = title {
        add_title(&mut main, tree, lines, title);
    }
    for line in &script.lines {
        let source = SourceRange {
            start: line.source.0,
            end: line.source.1,
        };
        add(&mut main, &line.text, 0, &line.pieces, source, line.role);
    }
    main
}
