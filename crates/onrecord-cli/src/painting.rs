//! A brief on the screen: its columns, colours and cuts.
//! What does not live here: what is told (`onrecord_views::brief`), layout (see `screen`).

use anstyle::Style;
use onrecord_views::brief::{
    Brief, Contradiction, Line, Matter, Origins, Page, Refs, Response, Short, Source, Step, Tone, Why,
};
use onrecord_views::phrases::count;
use onrecord_views::plain;
use textwrap::core::display_width;

use crate::screen::{BAD, GOOD, OPEN, QUIET, Screen, TITLE, WORDS, cut, paint};

/// Columns of the day, and of the state after it.
const DAY: usize = 18;
const STATE: usize = 22;
/// Column at which the outlet and title of a page begin.
const PAGE: usize = 27;
/// Words of a claim that are shown before an ellipsis, in columns.
const QUOTE: usize = 150;
/// Page numbers that are shown before an ellipsis.
const REFS: usize = 4;

/// A whole brief; `as_of` stands at the end of its first line.
pub fn brief(screen: &mut Screen, brief: &Brief, as_of: String) {
    let head = &brief.head;
    screen.ends(
        0,
        &format!(
            "{} in {} · {} · {} · {}",
            count(head.pages, "page"),
            count(head.languages, "language"),
            count(head.claims, "claim"),
            count(head.origins, "origin"),
            count(head.matters, "matter"),
        ),
        &paint(TITLE, as_of),
    );
    for told in &brief.full {
        matter(screen, told);
    }
    if !brief.short.is_empty() || brief.left_out > 0 {
        screen.gap();
        screen.line(&paint(TITLE, "also"));
        for told in &brief.short {
            short(screen, told);
        }
        if brief.left_out > 0 {
            let more = format!(
                "and {}: --all shows them",
                count(brief.left_out, "smaller matter")
            );
            screen.row(2, &[], &paint(QUIET, more), "");
        }
    }
    pages(screen, &brief.pages);
}

fn style(tone: Tone) -> Style {
    match tone {
        Tone::Settled => GOOD,
        Tone::Against => BAD,
        Tone::Open => OPEN,
        Tone::Quiet => QUIET,
    }
}

/// `[3]`
fn number(page: usize) -> String {
    paint(QUIET, format!("[{page}]"))
}

/// `[1] [3] [4] [7] …`
fn refs(Refs(pages): &Refs) -> String {
    let shown: Vec<String> = pages.iter().take(REFS).map(|n| format!("[{n}]")).collect();
    let more = if pages.len() > REFS { " …" } else { "" };
    paint(QUIET, format!("{}{more}", shown.join(" ")))
}

fn quote(words: &str) -> String {
    paint(WORDS, format!("“{}”", cut(words, QUOTE)))
}

/// A matter in full.
fn matter(screen: &mut Screen, matter: &Matter) {
    screen.gap();
    screen.ends(0, &paint(TITLE, &matter.title), &paint(QUIET, &matter.kind));
    let state = paint(style(matter.tone), matter.state.to_uppercase());
    match &matter.foundation {
        None => screen.row(2, &[], &format!("{state}  nothing that was said settles it"), ""),
        Some(base) => {
            let since = base.said.as_ref().map(|d| format!(", {d}")).unwrap_or_default();
            let value = base.value.as_ref().map(|v| format!(" · {v}")).unwrap_or_default();
            let text = format!("{state}  {}{since}{value} · {}", base.standing, base.origins);
            screen.row(2, &[], &text, &refs(&base.pages));
        }
    }
    if let Some(words) = &matter.quote {
        screen.row(4, &[], &quote(words), "");
    }
    if !matter.flags.is_empty() {
        let flags: Vec<String> = matter
            .flags
            .iter()
            .map(|(tone, word)| paint(style(*tone), word))
            .collect();
        screen.row(4, &[], &flags.join(" · "), "");
    }
    if matter.has_course {
        screen.row(2, &[], &paint(QUIET, "how it got there"), "");
        for line in &matter.lines {
            match line {
                Line::Step(told) => step(screen, told),
                Line::Response(told) => response(screen, told),
            }
        }
    } else if let Some(Line::Step(step)) = matter.lines.first() {
        repeated(screen, 4, step);
    }
    for found in &matter.contradictions {
        contradiction(screen, found);
    }
    if matter.more_contradictions > 0 {
        let more = format!("and {} more things they disagree on", matter.more_contradictions);
        screen.row(2, &[], &paint(QUIET, more), "");
    }
    for told in &matter.corrections {
        screen.row(2, &[("corrected", 11)], &plain::line(told), "");
    }
}

/// A matter in one line.
pub fn short(screen: &mut Screen, short: &Short) {
    screen.row(
        2,
        &[],
        &format!(
            "{} — {}, {}",
            short.title,
            paint(style(short.tone), &short.state),
            paint(QUIET, short.standing)
        ),
        &refs(&short.pages),
    );
}

fn step(screen: &mut Screen, step: &Step) {
    let source = match step.settles {
        // Colour alone would not be seen on paper.
        Some(standing) => format!("{} · {}", source(&step.source), paint(GOOD, standing)),
        None => source(&step.source),
    };
    screen.row(
        4,
        &[
            (&step.when, DAY),
            (&paint(style(step.tone), cut(&step.state, STATE - 1)), STATE),
        ],
        &format!("{source}{}", step.roles),
        &refs(&step.pages),
    );
    if let Some(words) = &step.quote {
        screen.row(4 + DAY, &[], &quote(words), "");
    }
    repeated(screen, 4 + DAY, step);
}

/// `two people familiar → Reuters`, with what is doubtful about it.
fn source(source: &Source) -> String {
    let mut name = cut(&source.who, 80);
    if let Some(outlet) = &source.through {
        name = format!("{name} → {outlet}");
    }
    if source.doubtful {
        name.push_str(&paint(QUIET, " (may not be independent)"));
    }
    name
}

/// The pages that repeat a step, with the reason why they count for nothing new.
fn repeated(screen: &mut Screen, indent: usize, step: &Step) {
    if step.repeated.is_empty() {
        return;
    }
    let parts: Vec<String> = step
        .repeated
        .iter()
        .map(|(page, reason)| {
            let why = why(reason);
            let why = if why.is_empty() { why } else { format!(" {why}") };
            format!("{}{}", number(*page), paint(QUIET, why))
        })
        .collect();
    let text = format!(
        "{} {}",
        paint(QUIET, "repeated by"),
        parts.join(&paint(QUIET, ", "))
    );
    screen.row(indent, &[], &text, "");
}

fn why(why: &Why) -> String {
    match why {
        Why::First => String::new(),
        Why::Copies(page, share) => format!("copies [{page}], {share} %"),
        Why::Cites(name) => format!("cites {name}"),
        Why::Matches(page, agrees) => {
            let agrees: Vec<String> = agrees.iter().map(|a| cut(a, 40)).collect();
            format!("matches [{page}]: {}", agrees.join(", "))
        }
        Why::Judged(page, by) => format!("one source with [{page}], says {}", cut(by, 40)),
        Why::Document(name) => format!("same document: {}", cut(name, 40)),
    }
}

fn response(screen: &mut Screen, told: &Response) {
    screen.row(
        4,
        &[
            (&told.when, DAY),
            (&paint(style(told.tone), cut(&told.state, STATE - 1)), STATE),
        ],
        &format!("{}: {}", told.who, quote(&told.words)),
        &number(told.page),
    );
}

fn contradiction(screen: &mut Screen, found: &Contradiction) {
    let more = match found.like_it {
        0 => String::new(),
        n => paint(QUIET, format!(" (and {} like it)", count(n, "pair"))),
    };
    let text = format!("{}  {}{more}", paint(BAD, "contradiction"), found.about);
    screen.row(2, &[], &text, "");
    for side in &found.sides {
        let text = format!("{} {}", quote(&side.words), paint(QUIET, &side.chain));
        screen.row(4, &[(&side.when, DAY)], &text, &number(side.page));
    }
}

/// The pages by number: outlet, title, judged date, what does not agree with it, file.
pub fn pages(screen: &mut Screen, pages: &[Page]) {
    screen.gap();
    screen.line(&paint(TITLE, "pages"));
    for page in pages {
        let outlet = cut(&page.outlet, 30);
        let file = if page.file == outlet { "" } else { &page.file };
        // One line a page, as long as a few words of the title find room.
        let taken = PAGE + display_width(&outlet) + 3 + display_width(file) + 3;
        let title = page.title.as_deref().unwrap_or("(no title)");
        let title = cut(title, screen.width().saturating_sub(taken).max(24));
        let mut text = format!("{outlet} · {title}");
        if !file.is_empty() {
            text.push_str(&paint(QUIET, format!(" · {file}")));
        }
        let number = format!("{:>4}", format!("[{}]", page.number));
        let columns = [(number.as_str(), 5), (&cut(&page.date, PAGE - 6), PAGE - 5)];
        screen.row(0, &columns, &text, "");
        if !page.doubts.is_empty() {
            screen.row(PAGE, &[], &paint(OPEN, page.doubts.join(" · ")), "");
        }
    }
}

/// All origins of a matter with everything that goes back to them.
pub fn origins(screen: &mut Screen, told: &Origins) {
    screen.gap();
    screen.ends(0, &paint(TITLE, &told.title), &paint(QUIET, &told.kind));
    let counted = format!(
        "{}; behind the state: {}",
        count(told.origins.len(), "origin"),
        told.behind
    );
    screen.row(2, &[], &paint(QUIET, counted), "");
    for origin in &told.origins {
        screen.row(
            2,
            &[],
            &paint(TITLE, source(&origin.source)),
            &paint(QUIET, origin.notes.join(" · ")),
        );
        for member in &origin.members {
            screen.row(
                4,
                &[(&member.day, DAY), (&cut(&member.state, STATE - 1), STATE)],
                &quote(&member.words),
                &number(member.page),
            );
            let why = why(&member.why);
            if !why.is_empty() {
                screen.row(4 + DAY + STATE, &[], &paint(QUIET, why), "");
            }
        }
    }
}
