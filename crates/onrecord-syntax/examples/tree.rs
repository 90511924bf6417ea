//! Prints the tree of each English sentence on standard input, one token a line: what a reading rule gets to see.
//! What does not live here: names and values, which hold words together on a page.

use std::io::BufRead as _;

use onrecord_model::Span;

fn main() -> std::io::Result<()> {
    let parser = onrecord_syntax::english();
    for line in std::io::stdin().lock().lines() {
        // Words in square brackets are held together, as names and values are on a page.
        let (mut text, mut fixed, mut from) = (String::new(), Vec::new(), 0);
        for c in line?.chars() {
            match c {
                '[' => from = text.len(),
                ']' => fixed.push(Span::new(from, text.len())),
                c => text.push(c),
            }
        }
        let tree = parser.parse(&text, Span::new(0, text.len()), &fixed);
        for (at, token) in tree.tokens.iter().enumerate() {
            let head = token.head.map_or("–".to_owned(), |h| h.to_string());
            println!(
                "{at}\t{}\t{}\t{:?}\t{:?}\t{head}\t{:?}",
                token.span.of(&text),
                token.lemma,
                token.tag,
                token.relation,
                token.features
            );
        }
        println!();
    }
    Ok(())
}
