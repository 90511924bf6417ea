//! A brief on the screen: its columns, colours and cuts.
//! What does not live here: what is told (`onrecord_views::brief`), layout (see `screen`).

use anstyle::Style;
use onrecord_views::brief::{Brief, Matter, Origins, Page, Refs, Short, Tone};
use onrecord_views::phrases::count;
use onrecord_views::plain;
use onrecord_views::sheet::{Clash, Quote, Saying, Sentence, Voice};
use onrecord_views::tongue::Tongue;
use textwrap::core::display_width;

use crate::screen::{BAD, GOOD, OPEN, QUIET, Screen, TITLE, WORDS, cut, paint};

/// Columns of the day, and of the state after it.
const DAY: usize = 18;
const STATE: usize = 22;
/// Columns of the name of a side: For, Against, Silent.
const SIDE: usize = 9;
/// Column at which the outlet and title of a page begin.
const PAGE: usize = 27;
/// Words of a claim that are shown before an ellipsis, in columns.
const QUOTE: usize = 150;
/// The same in a line that tells a whole matter.
const SHORT_QUOTE: usize = 60;
/// Page numbers that are shown before an ellipsis.
const REFS: usize = 4;
/// Letters of a claim's id: enough to ask for it by.
const ID: usize = 8;
/// Voices of one side that are shown where not all are asked for.
const VOICES: usize = 6;
/// Contradictions that are shown where not all are asked for.
const CLASHES: usize = 3;

/// A whole brief in a tongue; `as_of` is at the end of its first line. With `all`, every voice of a matter.
pub fn brief(screen: &mut Screen, brief: &Brief, as_of: &str, tongue: Tongue, all: bool) {
    let head = &brief.head;
    let counted = match tongue {
        Tongue::English => format!(
            "{} in {} · {} · {} · {}",
            count(head.pages, "page"),
            count(head.languages, "language"),
            count(head.claims, "claim"),
            count(head.origins, "origin"),
            count(head.matters, "matter"),
        ),
        Tongue::Chinese => format!(
            "{}个页面，{}种语言 · {}条陈述 · {}个来源 · {}个事项",
            head.pages, head.languages, head.claims, head.origins, head.matters
        ),
    };
    screen.ends(0, &counted, &paint(TITLE, as_of));
    if !head.in_part.0.is_empty() {
        let pages: Vec<String> = head.in_part.0.iter().map(|n| format!("[{n}]")).collect();
        let pages = pages.join(" ");
        let said = tongue.pick(
            format!("{pages} was too long to be read whole: what its end says is not here"),
            format!("{pages}过长，仅读取了开头部分：其后所说未计入"),
        );
        screen.row(0, &[], &paint(OPEN, said), "");
    }
    for told in &brief.full {
        matter(screen, told, tongue, all);
    }
    if !brief.short.is_empty() || brief.left_out > 0 {
        screen.gap();
        screen.line(&paint(TITLE, tongue.pick("other matters", "其他事项")));
        for told in &brief.short {
            short(screen, told, tongue);
        }
        if brief.left_out > 0 {
            let more = tongue.pick(
                format!(
                    "and {}: --all shows them",
                    count(brief.left_out, "smaller matter")
                ),
                format!("另有{}个较小事项：--all 全部列出", brief.left_out),
            );
            screen.row(2, &[], &paint(QUIET, more), "");
        }
    }
    pages(screen, &brief.pages, tongue);
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
    paint(WORDS, Tongue::quoted("", &cut(words, QUOTE)))
}

/// `[8] 0c48e1d2`: where the words are, and the claim to ask for.
fn place(quote: &Quote) -> String {
    paint(QUIET, bare_place(quote))
}

fn bare_place(quote: &Quote) -> String {
    let id: String = quote.claim.chars().take(ID).collect();
    format!("[{}] {id}", quote.page.number)
}

/// A matter in full: one sentence, then who is for it, against it, silent; one line an origin, the decisive one first.
fn matter(screen: &mut Screen, matter: &Matter, tongue: Tongue, all: bool) {
    screen.gap();
    screen.ends(0, &paint(TITLE, &matter.title), &paint(QUIET, &matter.kind));
    let mut text = sentence(&matter.sentence, tongue);
    if matter.stale {
        let stale = tongue.pick(" Nothing new for a year.", "一年来无新消息。");
        text.push_str(&paint(QUIET, stale));
    }
    screen.row(2, &[], &text, "");
    let sides = &matter.sides;
    for (label, voices) in [
        (tongue.pick("For", "支持"), &sides.for_it),
        (tongue.pick("Against", "反对"), &sides.against),
        (tongue.pick("Silent", "未表态"), &sides.silent),
        (tongue.pick("Also", "此外"), &sides.beside),
    ] {
        let shown = if all { voices.len() } else { VOICES };
        for (at, told) in voices.iter().take(shown).enumerate() {
            voice(screen, if at == 0 { label } else { "" }, told, tongue);
        }
        if voices.len() > shown {
            let more = tongue.pick(
                format!("and {} more: --all shows them", voices.len() - shown),
                format!("另有{}个：--all 全部列出", voices.len() - shown),
            );
            screen.row(2 + SIDE, &[], &paint(QUIET, more), "");
        }
    }
    if let Some(changed) = &matter.changed {
        screen.row(2, &[(tongue.pick("Changed", "变化"), SIDE)], changed, "");
    }
    let shown = if all { matter.clashes.len() } else { CLASHES };
    for found in matter.clashes.iter().take(shown) {
        clash(screen, found, tongue);
    }
    if matter.clashes.len() > shown {
        let more = matter.clashes.len() - shown;
        let more = tongue.pick(
            format!("and {more} more things they disagree on"),
            format!("另有{more}处说法相左"),
        );
        screen.row(2 + SIDE, &[], &paint(QUIET, more), "");
    }
    for told in &matter.corrections {
        let label = tongue.pick("Corrected", "更正");
        screen.row(2, &[(label, SIDE + 2)], &plain::line(&told.text(tongue)), "");
    }
    for told in &matter.remarks {
        let label = tongue.pick("Remark", "备注");
        screen.row(2, &[(label, SIDE + 2)], &plain::line(&told.text(tongue)), "");
    }
}

/// Where a matter is. Capitals are for what a record or the deciding authority says.
fn sentence(told: &Sentence, tongue: Tongue) -> String {
    let mut state = told.state.clone();
    if told.settled {
        state = state.to_uppercase();
    } else if let Some(first) = state.chars().next() {
        state = format!("{}{}", first.to_uppercase(), &state[first.len_utf8()..]);
    }
    let mut text = paint(style(told.tone), state);
    for part in [&told.value, &told.by, &told.since, &told.origins, &told.against] {
        if !part.is_empty() {
            text.push_str(tongue.pick(", ", "，"));
            text.push_str(part);
        }
    }
    text.push_str(tongue.pick(".", "。"));
    text
}

/// A matter in one line, with the words that show it best.
pub fn short(screen: &mut Screen, short: &Short, tongue: Tongue) {
    let told = &short.sentence;
    let mut text = format!("{} — {}", short.title, paint(style(told.tone), &told.state));
    for part in [&told.by, &told.since] {
        if !part.is_empty() {
            text.push_str(tongue.pick(", ", "，"));
            text.push_str(&paint(QUIET, part));
        }
    }
    if let Some(words) = &short.quote {
        text.push(' ');
        text.push_str(&paint(WORDS, format!("“{}”", cut(&words.words, SHORT_QUOTE))));
    }
    screen.row(2, &[], &text, &refs(&short.pages));
}

/// One origin: who knew, what it said, who carried it.
fn voice(screen: &mut Screen, label: &str, voice: &Voice, tongue: Tongue) {
    let mut who = cut(&voice.who, 80);
    if let Some(outlet) = &voice.through {
        who = format!("{who} → {outlet}");
    }
    if voice.settles {
        // Colour alone would not be seen on paper.
        who = format!("{who}{}{}", tongue.pick(", ", "，"), paint(GOOD, voice.standing));
    }
    if voice.doubtful {
        let doubt = tongue.pick(" (may not be independent)", "（未必独立）");
        who.push_str(&paint(QUIET, doubt));
    }
    let colon = tongue.pick(": ", "：");
    let label = [(label, SIDE)];
    match voice.said.as_slice() {
        [one] => {
            let text = format!("{who}{}{}", tongue.pick(", ", "，"), saying(one, colon));
            screen.row(2, &label, &text, &place(&one.quote));
        }
        many => {
            screen.row(2, &label, &format!("{who}{}", colon.trim_end()), "");
            for one in many {
                screen.row(4 + SIDE, &[], &saying(one, colon), &place(&one.quote));
            }
        }
    }
    let quoted = |page: usize| voice.said.iter().any(|s| s.quote.page.number == page);
    let carried: Vec<String> = voice
        .carried
        .iter()
        .filter(|c| !quoted(c.page.number))
        .filter_map(|c| {
            let why = c.why.as_ref()?;
            Some(format!("[{}] {}", c.page.number, cut(why, 80)))
        })
        .collect();
    // Every claim that is evidence can be asked for: one that repeats what is quoted is named by its place.
    let also: Vec<String> = voice.said.iter().flat_map(|s| &s.also).map(bare_place).collect();
    if !also.is_empty() {
        let same = tongue.pick("said again: ", "另见：");
        let text = format!("{same}{}", also.join(" · "));
        screen.row(4 + SIDE, &[], &paint(QUIET, text), "");
    }
    if !carried.is_empty() {
        let by = tongue.pick("carried by ", "转载：");
        let text = format!("{by}{}", carried.join(" · "));
        screen.row(4 + SIDE, &[], &paint(QUIET, text), "");
    }
}

/// `23 Aug 2023: granted, by the planner “has been granted”`
fn saying(said: &Saying, colon: &str) -> String {
    format!(
        "{}{colon}{}{} {}",
        said.when,
        paint(TITLE, &said.state),
        said.roles,
        quote(&said.quote.words)
    )
}

fn clash(screen: &mut Screen, found: &Clash, tongue: Tongue) {
    let more = match found.like_it {
        0 => String::new(),
        n => tongue.pick(
            format!(" (and {} like it)", count(n, "pair")),
            format!("（另有{n}对类似）"),
        ),
    };
    let label = paint(BAD, tongue.pick("Conflict", "矛盾"));
    screen.row(
        2,
        &[(&label, SIDE)],
        &format!("{}{}", found.about, paint(QUIET, more)),
        "",
    );
    for (when, chain, words) in &found.sides {
        let text = format!("{when} {} {}", quote(&words.words), paint(QUIET, chain));
        screen.row(4 + SIDE, &[], &text, &place(words));
    }
}

/// The pages by number: outlet, title, judged date, what does not agree with it, file.
pub fn pages(screen: &mut Screen, pages: &[Page], tongue: Tongue) {
    screen.gap();
    screen.line(&paint(TITLE, tongue.pick("pages", "页面")));
    for page in pages {
        let outlet = cut(&page.outlet, 30);
        let file = if page.file == outlet { "" } else { &page.file };
        // One line a page, as long as a few words of the title find room.
        let taken = PAGE + display_width(&outlet) + 3 + display_width(file) + 3;
        let title = page.title.as_deref();
        let title = title.unwrap_or(tongue.pick("(no title)", "（无标题）"));
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
    not_understood(screen, pages, tongue);
}

/// The pages that are behind no claim, by reason: what is not listed under a matter is not for that reason untrue.
fn not_understood(screen: &mut Screen, pages: &[Page], tongue: Tongue) {
    let mut reasons: Vec<(&str, Vec<usize>)> = Vec::new();
    for page in pages {
        let Some(reason) = &page.unread else { continue };
        match reasons.iter_mut().find(|(known, _)| known == reason) {
            Some((_, numbers)) => numbers.push(page.number),
            None => reasons.push((reason, vec![page.number])),
        }
    }
    if reasons.is_empty() {
        return;
    }
    screen.gap();
    screen.line(&paint(TITLE, tongue.pick("not understood", "未能读懂")));
    for (reason, numbers) in reasons {
        let numbers: Vec<String> = numbers.iter().map(|n| format!("[{n}]")).collect();
        screen.row(
            2,
            &[],
            &format!("{}{}{reason}", numbers.join(" "), tongue.pick(": ", "：")),
            "",
        );
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
        let mut who = cut(&origin.who, 80);
        if let Some(outlet) = &origin.through {
            who = format!("{who} → {outlet}");
        }
        screen.row(
            2,
            &[],
            &paint(TITLE, who),
            &paint(QUIET, origin.notes.join(" · ")),
        );
        for member in &origin.members {
            screen.row(
                4,
                &[(&member.day, DAY), (&cut(&member.state, STATE - 1), STATE)],
                &quote(&member.words),
                &number(member.page),
            );
            if let Some(why) = &member.why {
                screen.row(4 + DAY + STATE, &[], &paint(QUIET, cut(why, 80)), "");
            }
        }
    }
}
