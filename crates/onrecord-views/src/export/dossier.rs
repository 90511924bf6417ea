//! A dossier in Markdown: each matter with its sentence, voices, contradictions and history; every quotation has a footnote
//! with its claim, place and page.

use std::collections::BTreeMap;

use onrecord::Status;

use crate::brief::Briefing;
use crate::phrases;
use crate::sheet::{Quote, Voice};
use crate::tongue::Tongue;

/// The dossier of these matters.
pub fn dossier(briefing: &Briefing<'_>, statuses: &[Status]) -> String {
    let mut dossier = Dossier {
        briefing,
        text: String::new(),
        notes: BTreeMap::new(),
        order: Vec::new(),
    };
    dossier.text.push_str(&format!(
        "# Where matters stand, {}\n",
        plain(&briefing.as_of_text(Tongue::English))
    ));
    for status in statuses {
        dossier.matter(status);
    }
    dossier.footnotes();
    dossier.pages();
    dossier.text
}

struct Dossier<'a, 'b> {
    briefing: &'a Briefing<'b>,
    text: String,
    /// The number of each claim's footnote.
    notes: BTreeMap<String, usize>,
    /// Quotations by number.
    order: Vec<Quote>,
}

impl Dossier<'_, '_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn quoted(&mut self, quote: &Quote) -> String {
        let next = self.order.len() + 1;
        let number = *self.notes.entry(quote.claim.clone()).or_insert(next);
        if number == next {
            self.order.push(quote.clone());
        }
        let words = Tongue::quoted(&quote.language, &plain(&quote.words));
        format!("{words}[^{number}]")
    }

    fn matter(&mut self, status: &Status) {
        let tongue = Tongue::English;
        let sheet = self.briefing.sheet(status, tongue);
        self.line(&format!("\n## {}\n", plain(&sheet.title)));
        self.line(&format!("**{}**", plain(&sheet.sentence.text(tongue))));
        if let Some(best) = &sheet.best {
            let words = self.quoted(best);
            self.line(&format!("\n> {words}"));
        }
        let flags: Vec<String> = sheet.flags.iter().map(|(_, f)| plain(f)).collect();
        if !flags.is_empty() {
            self.line(&format!("\nTo be known: {}.", flags.join("; ")));
        }
        let sides = &sheet.sides;
        for (name, voices) in [
            ("For", &sides.for_it),
            ("Against", &sides.against),
            ("Silent", &sides.silent),
            ("Also said: earlier stages, plans, expectations", &sides.beside),
        ] {
            if !voices.is_empty() {
                self.line(&format!("\n### {name}\n"));
                for voice in voices {
                    self.voice(voice);
                }
            }
        }
        if !sheet.clashes.is_empty() {
            self.line("\n### What contradicts what\n");
            for clash in &sheet.clashes {
                let sides: Vec<String> = clash
                    .sides
                    .iter()
                    .map(|(when, who, quote)| {
                        let words = self.quoted(quote);
                        format!("{} ({}): {words}", plain(who), plain(when))
                    })
                    .collect();
                self.line(&format!("- {}: {}", plain(&clash.about), sides.join(" — ")));
            }
        }
        if !sheet.history.is_empty() {
            self.line("\n### How it got there\n");
            self.line("| when | state | who | words |");
            self.line("|---|---|---|---|");
            for row in &sheet.history {
                let words = self.quoted(&row.quote);
                let cells = [plain(&row.when), plain(&row.state), plain(&row.who), words];
                self.line(&format!("| {} |", cells.join(" | ")));
            }
        }
    }

    fn voice(&mut self, voice: &Voice) {
        let mut head = format!("- {} ({}", plain(&voice.who), voice.standing);
        if let Some(through) = &voice.through {
            head.push_str(&format!(", through {}", plain(through)));
        }
        if voice.doubtful {
            head.push_str(", may not be independent");
        }
        if voice.phantom {
            head.push_str(", known only through others");
        }
        head.push(')');
        self.line(&head);
        for saying in &voice.said {
            let words = self.quoted(&saying.quote);
            self.line(&format!(
                "  - {}, {}: {words}",
                plain(&saying.when),
                plain(&saying.state)
            ));
        }
        let carried = voice
            .carried
            .iter()
            .filter_map(|c| c.why.as_ref().map(|why| (c, why)));
        for (carried, why) in carried {
            let outlet = plain(&carried.page.outlet);
            self.line(&format!(
                "  - carried by {outlet} [{}]: {}",
                carried.page.number,
                plain(why)
            ));
        }
    }

    fn footnotes(&mut self) {
        self.line("");
        for (at, quote) in std::mem::take(&mut self.order).iter().enumerate() {
            let page = quote.page.number;
            self.line(&format!(
                "[^{}]: {} [{page}], claim `{}`, bytes {}–{} of the article, SHA-256 of the page `{}`",
                at + 1,
                plain(&quote.page.outlet),
                quote.claim,
                quote.place.start(),
                quote.place.end(),
                quote.page.sha256,
            ));
        }
    }

    fn pages(&mut self) {
        self.line("\n## Pages\n");
        for page in self.briefing.pages(Tongue::English) {
            let title = page.title.as_deref().map_or("(no title)".to_owned(), plain);
            let mut line = format!("{}. {}, {}: {title}", page.number, plain(&page.outlet), page.date);
            let beside: Vec<String> = page.doubts.into_iter().chain(page.unread).collect();
            if !beside.is_empty() {
                line.push_str(&format!(" ({})", plain(&beside.join("; "))));
            }
            self.line(&line);
        }
    }
}

/// Text of a page as Markdown shows it to the letter: what would be markup is escaped, and it stays on its line.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '$' | '&' | '!' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_whitespace() => out.push(' '),
            c if phrases::steers(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_of_a_page_are_no_markup() {
        assert_eq!(super::plain("a [b](c)\n<i>*d*"), "a \\[b\\](c) \\<i\\>\\*d\\*");
    }
}
