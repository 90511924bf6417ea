//! Prints the tree of each line of standard input: `… | cargo run --example parse -- zh`. A name in [square brackets] is one
//! word, as a name that earlier stages found would be.
//! What does not live here: anything that reads pages.

use std::io::BufRead;

use onrecord_model::Span;

fn main() {
    let chinese = std::env::args().nth(1).is_some_and(|lang| lang == "zh");
    let parser = if chinese {
        onrecord_syntax::chinese()
    } else {
        onrecord_syntax::english()
    };
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        let (mut text, mut fixed, mut open) = (String::new(), Vec::new(), 0);
        for c in line.chars() {
            match c {
                '[' => open = text.len(),
                ']' => fixed.push(Span::new(open, text.len())),
                c => text.push(c),
            }
        }
        let tree = parser.parse(&text, Span::new(0, text.len()), &fixed);
        for (at, token) in tree.tokens.iter().enumerate() {
            let head = token.head.map_or("-".to_owned(), |h| h.to_string());
            print!(
                "{at}:{}/{:?}/{}>{head} ",
                token.span.of(&text),
                token.tag,
                token.relation.name()
            );
        }
        println!();
    }
}
