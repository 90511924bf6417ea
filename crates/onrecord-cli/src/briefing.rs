//! A case as people read it: matters with their state, how they got there, who answered, what contradicts what,
//! and the pages by number.
//! What does not live here: how a status is made (`onrecord-case`), layout (see `screen`).

use jiff::civil::Date;

use onrecord::status::{rank, said_day, standing_of};
use onrecord::{
    Case, Claim, ClaimRef, Contradiction, Flag, Fold, Interval, Language, Modality, Origin, OriginCount,
    Packs, Participant, Polarity, QuantityKind, SpeakerKind, Status, Step, status,
};

use textwrap::core::display_width;

use crate::screen::{BAD, GOOD, OPEN, QUIET, Screen, TITLE, WORDS, cut, paint};
use onrecord_views::phrases::{self, count};

/// Columns of the day, and of the state behind it.
const DAY: usize = 18;
const STATE: usize = 22;
/// Column where the outlet and title of a page begin.
const PAGE: usize = 27;
/// Words of a claim that are shown before an ellipsis, in columns.
const QUOTE: usize = 150;
/// Contradictions that are shown in full: one a thing disagreed on, then as many as there is room for.
const CONTRADICTIONS: usize = 3;

/// A case, ready to be shown as of a day.
pub struct Briefing<'a> {
    case: &'a Case,
    packs: &'a Packs,
    /// The day.
    pub as_of: Date,
    /// For each page its number, by publication, from 1.
    numbers: Vec<usize>,
    /// Pages in the order of their numbers.
    order: Vec<usize>,
}

/// One line of how a matter got where it is.
enum Line<'a> {
    Step(&'a Step),
    Response(ClaimRef),
}

impl<'a> Briefing<'a> {
    /// Numbers the pages by publication; `as_of` is the last day of the case where it is not given.
    pub fn new(case: &'a Case, packs: &'a Packs, as_of: Option<Date>) -> Briefing<'a> {
        let mut order: Vec<usize> = (0..case.pages.len()).collect();
        order.sort_by_key(|p| {
            let page = &case.pages[*p];
            let published = page.article.published.as_ref();
            let day = published.and_then(|d| d.date.or(d.earliest).or(d.latest));
            (day.unwrap_or(Date::MAX), &page.page.source)
        });
        let mut numbers = vec![0; order.len()];
        for (number, page) in order.iter().enumerate() {
            numbers[*page] = number + 1;
        }
        // A case without any date is one of no day: everything in it was said by the end of days.
        let as_of = as_of.or_else(|| case.last_day()).unwrap_or(Date::MAX);
        Briefing {
            case,
            packs,
            as_of,
            numbers,
            order,
        }
    }

    /// Where a matter stands.
    pub fn status(&self, matter: usize) -> Status {
        status(self.case, &self.packs.ground, matter, self.as_of)
    }

    /// How weighty a matter is for a reader: pages and origins that speak to it, an answer, a contradiction.
    pub fn weight(&self, status: &Status) -> usize {
        let mut pages: Vec<usize> = status
            .steps
            .iter()
            .flat_map(|s| s.claims.iter().map(|c| c.page))
            .collect();
        pages.sort_unstable();
        pages.dedup();
        let settled = status.standing.is_some_and(phrases::settles);
        pages.len()
            + 2 * status.contradictions.len().min(2)
            + 2 * usize::from(!status.responses.is_empty())
            + 2 * usize::from(settled && status.state.is_some())
    }

    /// `as of 1 Aug 2024`
    pub fn as_of_text(&self) -> String {
        if self.as_of == Date::MAX {
            "no dates".into()
        } else {
            format!("as of {}", phrases::day(self.as_of))
        }
    }

    /// `[3]`, painted.
    fn number(&self, page: usize) -> String {
        paint(QUIET, format!("[{}]", self.numbers[page]))
    }

    /// Page numbers of claims, each once, in order.
    fn refs(&self, claims: &[ClaimRef]) -> String {
        let mut numbers: Vec<usize> = claims.iter().map(|c| self.numbers[c.page]).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let shown: Vec<String> = numbers.iter().take(4).map(|n| format!("[{n}]")).collect();
        let more = if numbers.len() > 4 { " …" } else { "" };
        paint(QUIET, format!("{}{more}", shown.join(" ")))
    }

    /// A matter in full.
    pub fn matter(&self, screen: &mut Screen, status: &Status) {
        let matter = &self.case.matters[status.matter];
        screen.gap();
        screen.ends(
            0,
            &paint(TITLE, &matter.title),
            &paint(QUIET, self.kind_name(&matter.kind)),
        );
        self.state_line(screen, status);
        if let Some(first) = self.best(status) {
            self.quote(screen, 4, first);
        }
        self.flags(screen, status);
        let lines = self.lines(status);
        if lines.len() > 1 || status.state.is_none() {
            screen.row(2, &[], &paint(QUIET, "how it got there"), "");
            let mut told: Vec<ClaimRef> = self.best(status).into_iter().collect();
            for line in &lines {
                match line {
                    Line::Step(step) => self.step(screen, &matter.kind, step, &mut told),
                    Line::Response(at) => self.response(screen, *at),
                }
            }
        } else if let Some(Line::Step(step)) = lines.first() {
            self.folded(screen, 4, step);
        }
        self.contradictions(screen, &status.contradictions);
    }

    /// One pair for each thing they disagree on, the best founded pair first; the others are counted.
    fn contradictions(&self, screen: &mut Screen, all: &[Contradiction]) {
        let weight = |c: &Contradiction| {
            let dated = |at| usize::from(said_day(self.case, at).is_some());
            let rank = |at: ClaimRef| {
                let page = &self.case.pages[at.page];
                usize::from(rank(standing_of(page, self.case.claim(at), &self.packs.ground)))
            };
            // Two pages that disagree tell more than one that disagrees with itself.
            let apart = usize::from(c.a.page != c.b.page);
            (apart, dated(c.a) + dated(c.b), rank(c.a) + rank(c.b))
        };
        let mut best: Vec<&Contradiction> = Vec::new();
        for found in all {
            match best.iter_mut().find(|b| b.about == found.about) {
                Some(kept) if weight(found) > weight(kept) => *kept = found,
                Some(_) => {}
                None => best.push(found),
            }
        }
        for found in best.iter().take(CONTRADICTIONS) {
            let same = all.iter().filter(|c| c.about == found.about).count() - 1;
            self.contradiction(screen, found, same);
        }
        if best.len() > CONTRADICTIONS {
            let more = format!("and {} more things they disagree on", best.len() - CONTRADICTIONS);
            screen.row(2, &[], &paint(QUIET, more), "");
        }
    }

    /// A matter in one line.
    pub fn short(&self, screen: &mut Screen, status: &Status) {
        let matter = &self.case.matters[status.matter];
        let claims: Vec<ClaimRef> = status
            .steps
            .iter()
            .flat_map(|s| s.claims.iter().copied())
            .collect();
        let claims = if claims.is_empty() {
            &status.responses
        } else {
            &claims
        };
        let (state, style) = self.state_of(status);
        let standing = status
            .standing
            .map(phrases::standing)
            .unwrap_or("nothing settles it");
        screen.row(
            2,
            &[],
            &format!(
                "{} — {}, {}",
                matter.title,
                paint(style, state),
                paint(QUIET, standing)
            ),
            &self.refs(claims),
        );
    }

    fn kind_name(&self, kind: &str) -> String {
        self.packs
            .ground
            .kinds
            .get(kind)
            .map_or_else(|| kind.replace('_', " "), |k| k.en.clone())
    }

    fn state_of(&self, status: &Status) -> (String, anstyle::Style) {
        let kind = &self.case.matters[status.matter].kind;
        match &status.state {
            None => ("open".into(), OPEN),
            Some(state) => {
                let state =
                    phrases::state(self.packs, kind, Some(state), status.polarity, Modality::Asserted);
                let style = match (status.standing.is_some_and(phrases::settles), status.polarity) {
                    (true, Polarity::Affirmed) => GOOD,
                    (true, Polarity::Negated) => BAD,
                    (false, _) => OPEN,
                };
                (state, style)
            }
        }
    }

    /// The claim that shows the state best: the first of the best founded step.
    fn best(&self, status: &Status) -> Option<ClaimRef> {
        let standing = status.standing?;
        let step = status
            .steps
            .iter()
            .filter(|s| s.state == status.state && s.polarity == status.polarity && s.standing == standing)
            .max_by_key(|s| s.said.from)?;
        step.claims
            .iter()
            .copied()
            .find(|c| status.supporting.contains(c))
            .or_else(|| status.supporting.first().copied())
    }

    fn state_line(&self, screen: &mut Screen, status: &Status) {
        let (state, style) = self.state_of(status);
        let state = paint(style, state.to_uppercase());
        let Some(standing) = status.standing else {
            screen.row(2, &[], &format!("{state}  nothing that was said settles it"), "");
            return;
        };
        let since = self
            .best(status)
            .map(|at| format!(", {}", phrases::interval(self.said(at))))
            .unwrap_or_default();
        let value = status
            .value
            .as_ref()
            .map(|v| format!(" · {}", amount(v)))
            .unwrap_or_default();
        screen.row(
            2,
            &[],
            &format!(
                "{state}  {}{since}{value} · {}",
                phrases::standing(standing),
                origins(&status.origins)
            ),
            &self.refs(&status.supporting),
        );
    }

    fn flags(&self, screen: &mut Screen, status: &Status) {
        let words: Vec<String> = status
            .flags
            .iter()
            .map(|f| match f {
                Flag::Disputed => paint(BAD, "disputed"),
                Flag::Denied => paint(BAD, "denied"),
                Flag::NoComment => paint(OPEN, "no comment"),
                Flag::Stale => paint(OPEN, "stale: nothing new for a year"),
            })
            .collect();
        if !words.is_empty() {
            screen.row(4, &[], &words.join(" · "), "");
        }
    }

    /// Steps and responses, by day.
    fn lines<'s>(&self, status: &'s Status) -> Vec<Line<'s>> {
        let mut lines: Vec<(Option<Date>, Line<'s>)> = status
            .steps
            .iter()
            .map(|s| (s.said.from.map(|m| m.date()), Line::Step(s)))
            .collect();
        // One refusal that ten pages repeat is one answer.
        let mut seen: Vec<(Option<usize>, Option<String>, Option<Date>)> = Vec::new();
        for at in &status.responses {
            let key = (
                self.case.origin_of(*at),
                self.case.claim(*at).state.clone(),
                said_day(self.case, *at),
            );
            if !seen.contains(&key) {
                lines.push((key.2, Line::Response(*at)));
                seen.push(key);
            }
        }
        lines.sort_by_key(|(day, _)| day.unwrap_or(Date::MAX));
        lines.into_iter().map(|(_, line)| line).collect()
    }

    fn step(&self, screen: &mut Screen, kind: &str, step: &Step, told: &mut Vec<ClaimRef>) {
        let Some(first) = step.claims.first().copied() else {
            return;
        };
        let claim = self.case.claim(first);
        let state = phrases::state(
            self.packs,
            kind,
            step.state.as_deref(),
            step.polarity,
            step.modality,
        );
        let style = if phrases::settles(step.standing) {
            GOOD
        } else {
            OPEN
        };
        let source = match self.case.origins.get(step.origin) {
            Some(origin) => self.origin_name(origin),
            None => phrases::standing(step.standing).to_owned(),
        };
        let source = match step.standing {
            // Colour alone would not be seen on paper.
            kind if phrases::settles(kind) => format!("{source} · {}", paint(GOOD, phrases::standing(kind))),
            _ => source,
        };
        screen.row(
            4,
            &[
                (&self.when(step), DAY),
                (&paint(style, cut(&state, STATE - 1)), STATE),
            ],
            &format!("{source}{}", roles(self.packs, claim)),
            &self.refs(&step.claims),
        );
        if !told.contains(&first) {
            self.quote(screen, 4 + DAY, first);
            told.push(first);
        }
        self.folded(screen, 4 + DAY, step);
    }

    /// When a claim was said: its own interval where the words or the page give one, so that doubt is shown as doubt.
    fn said(&self, at: ClaimRef) -> Interval {
        let said = self.case.claim(at).said;
        let published = self.case.pages[at.page].article.published.as_ref();
        match (said.from, said.to, published) {
            (None, None, Some(published)) => published.interval(),
            _ => said,
        }
    }

    /// The days of a step, from the first to the last of its claims.
    fn when(&self, step: &Step) -> String {
        let said: Vec<Interval> = step.claims.iter().map(|at| self.said(*at)).collect();
        let dated = || said.iter().filter(|i| i.from.is_some() && i.to.is_some());
        let cover = Interval {
            from: dated().filter_map(|i| i.from).min(),
            to: dated().filter_map(|i| i.to).max(),
        };
        phrases::interval(if cover.is_open() { step.said } else { cover })
    }

    /// The pages that repeat a step, with the reason why they count for nothing new.
    fn folded(&self, screen: &mut Screen, indent: usize, step: &Step) {
        let Some(origin) = self.case.origins.get(step.origin) else {
            return;
        };
        let own = step.claims.first().map(|c| c.page);
        let mut seen: Vec<usize> = own.into_iter().collect();
        let mut parts: Vec<String> = Vec::new();
        for (at, fold) in &origin.members {
            if !step.claims.contains(at) || seen.contains(&at.page) {
                continue;
            }
            seen.push(at.page);
            let why = self.fold(fold);
            let why = if why.is_empty() { why } else { format!(" {why}") };
            parts.push(format!("{}{}", self.number(at.page), paint(QUIET, why)));
        }
        if !parts.is_empty() {
            let text = format!(
                "{} {}",
                paint(QUIET, "repeated by"),
                parts.join(&paint(QUIET, ", "))
            );
            screen.row(indent, &[], &text, "");
        }
    }

    fn fold(&self, fold: &Fold) -> String {
        match fold {
            Fold::First => String::new(),
            Fold::Copy { from, containment } => {
                format!("copies [{}], {containment} %", self.numbers[*from])
            }
            Fold::Citation { cited } => format!("cites {cited}"),
            Fold::Signature { with, agrees } => {
                let agrees: Vec<String> = agrees
                    .iter()
                    .filter(|a| !self.case.matters.iter().any(|m| m.title == **a))
                    .take(3)
                    .map(|a| cut(a, 40))
                    .collect();
                format!("matches [{}]: {}", self.numbers[*with], agrees.join(", "))
            }
            Fold::Document { document } => format!("same document: {}", cut(document, 40)),
        }
    }

    /// `two people familiar → Reuters`, with what is doubtful about it.
    fn origin_name(&self, origin: &Origin) -> String {
        let page = origin.members.first().map(|(at, _)| &self.case.pages[at.page]);
        let page = page
            .map(|p| phrases::outlet(&p.article, &p.page))
            .unwrap_or_default();
        let source = match origin.kind {
            SpeakerKind::Own => format!("{page}, in its own voice"),
            _ if !origin.source.is_empty() => cut(&origin.source, 80),
            SpeakerKind::Record => format!("a record, shown by {page}"),
            kind => format!("{}, in {page}", phrases::nobody(kind)),
        };
        let mut name = match &origin.outlet {
            Some(outlet) if *outlet != source && !source.starts_with(outlet.as_str()) => {
                format!("{source} → {outlet}")
            }
            _ => source,
        };
        if origin.doubtful {
            name.push_str(&paint(QUIET, " (may not be independent)"));
        }
        name
    }

    fn response(&self, screen: &mut Screen, at: ClaimRef) {
        let claim = self.case.claim(at);
        let state = phrases::state(
            self.packs,
            &claim.kind,
            claim.state.as_deref(),
            claim.polarity,
            Modality::Asserted,
        );
        let who = match (&claim.subject, claim.chain.last()) {
            (Some(subject), _) if !subject.name.is_empty() => shown(self.packs, subject),
            (_, Some(speaker)) => phrases::speaker(speaker),
            _ => "unnamed".into(),
        };
        let day = phrases::interval(self.said(at));
        let style = if claim.state.as_deref() == Some("denied") {
            BAD
        } else {
            QUIET
        };
        screen.row(
            4,
            &[(&day, DAY), (&paint(style, cut(&state, STATE - 1)), STATE)],
            &format!("{who}: {}", self.words(at)),
            &self.number(at.page),
        );
    }

    fn words(&self, at: ClaimRef) -> String {
        paint(WORDS, format!("“{}”", cut(self.case.words(at), QUOTE)))
    }

    fn quote(&self, screen: &mut Screen, indent: usize, at: ClaimRef) {
        screen.row(indent, &[], &self.words(at), "");
    }

    fn contradiction(&self, screen: &mut Screen, contradiction: &Contradiction, same: usize) {
        let Contradiction { a, b, about } = contradiction;
        let more = match same {
            0 => String::new(),
            n => paint(QUIET, format!(" (and {} like it)", count(n, "pair"))),
        };
        screen.row(
            2,
            &[],
            &format!("{}  {about}{more}", paint(BAD, "contradiction")),
            "",
        );
        for at in [a, b] {
            let page = &self.case.pages[at.page];
            let day = phrases::interval(self.said(*at));
            screen.row(
                4,
                &[(&day, DAY)],
                &format!(
                    "{} {}",
                    self.words(*at),
                    paint(
                        QUIET,
                        phrases::chain(&phrases::outlet(&page.article, &page.page), self.case.claim(*at))
                    )
                ),
                &self.number(at.page),
            );
        }
    }

    /// The pages by number: outlet, title, judged date, what does not agree with it, file.
    pub fn pages(&self, screen: &mut Screen) {
        screen.gap();
        screen.line(&paint(TITLE, "pages"));
        for page in &self.order {
            let read = &self.case.pages[*page];
            let article = &read.article;
            let outlet = phrases::outlet(article, &read.page);
            let file = phrases::file_name(&read.page.source);
            let date = phrases::published(article.published.as_ref());
            let outlet = cut(&outlet, 30);
            let title = article.title.as_deref().unwrap_or("(no title)");
            let file = if file == outlet { "" } else { file };
            // One line a page, as long as a few words of the title find room.
            let taken = PAGE + display_width(&outlet) + 3 + display_width(file) + 3;
            let title = cut(title, screen.width().saturating_sub(taken).max(24));
            let mut text = format!("{outlet} · {title}");
            if !file.is_empty() {
                text.push_str(&paint(QUIET, format!(" · {file}")));
            }
            let number = format!("{:>4}", format!("[{}]", self.numbers[*page]));
            screen.row(0, &[(&number, 5), (&cut(&date, PAGE - 6), PAGE - 5)], &text, "");
            let mut doubts: Vec<String> = Vec::new();
            let mut stamps: Vec<Date> = article
                .stamps
                .iter()
                .filter(|s| !s.agrees)
                .map(|s| s.date)
                .collect();
            stamps.sort_unstable();
            stamps.dedup();
            let days: Vec<String> = stamps.into_iter().map(phrases::day).collect();
            match days.as_slice() {
                [] => {}
                [one] => doubts.push(format!("stamped {one}, which does not agree")),
                many => doubts.push(format!("stamped {}, which do not agree", many.join(", "))),
            }
            if let Some((from, share)) = self.case.parents[*page] {
                doubts.push(format!("{share} % of it stands in [{}]", self.numbers[from]));
            }
            if read.reading.claims.is_empty() {
                doubts.push("no claims found".into());
            }
            if !doubts.is_empty() {
                screen.row(PAGE, &[], &paint(OPEN, doubts.join(" · ")), "");
            }
        }
    }

    /// All origins of a matter with everything that goes back to them.
    pub fn origins(&self, screen: &mut Screen, status: &Status) {
        let matter = &self.case.matters[status.matter];
        screen.gap();
        screen.ends(
            0,
            &paint(TITLE, &matter.title),
            &paint(QUIET, self.kind_name(&matter.kind)),
        );
        let mut all: Vec<usize> = status.steps.iter().map(|s| s.origin).collect();
        all.extend(status.responses.iter().filter_map(|c| self.case.origin_of(*c)));
        all.sort_unstable();
        all.dedup();
        let counted = status.origins;
        screen.row(
            2,
            &[],
            &paint(
                QUIET,
                format!(
                    "{}; behind the state: {}",
                    count(all.len(), "origin"),
                    origins(&counted)
                ),
            ),
            "",
        );
        for index in all {
            let origin = &self.case.origins[index];
            let mut notes = vec![phrases::standing(origin.kind).to_owned()];
            if origin.phantom {
                notes.push("none of these pages is its own".into());
            }
            if origin.doubtful {
                notes.push("may not be independent".into());
            }
            screen.row(
                2,
                &[],
                &paint(TITLE, self.origin_name(origin)),
                &paint(QUIET, notes.join(" · ")),
            );
            for (at, fold) in &origin.members {
                let claim = self.case.claim(*at);
                if !matter.claims.contains(at) {
                    continue;
                }
                let day = said_day(self.case, *at)
                    .map(phrases::day)
                    .unwrap_or_else(|| "undated".into());
                let state = phrases::claim_state(self.packs, claim);
                screen.row(
                    4,
                    &[(&day, DAY), (&cut(&state, STATE - 1), STATE)],
                    &self.words(*at),
                    &self.number(at.page),
                );
                let why = self.fold(fold);
                if !why.is_empty() {
                    screen.row(4 + DAY + STATE, &[], &paint(QUIET, why), "");
                }
            }
        }
    }
}

/// The further participants of a claim that bear on its matter: `from Borgward`.
/// A participant's English name where it has one: the brief speaks English, and one thing keeps one name in it.
fn shown(packs: &Packs, participant: &Participant) -> String {
    let known = participant
        .entity
        .as_deref()
        .and_then(|e| packs.ground.catalogue.name(e, Language::English));
    known.unwrap_or(&participant.name).to_owned()
}

fn roles(packs: &Packs, claim: &Claim) -> String {
    let exclusive = packs
        .ground
        .kinds
        .get(&claim.kind)
        .map(|k| k.exclusive_roles.as_slice())
        .unwrap_or(&[]);
    let mut text = String::new();
    for role in claim
        .roles
        .iter()
        .filter(|r| exclusive.contains(&r.role) || r.role == "authority")
    {
        let word = if role.role == "authority" {
            "by"
        } else {
            role.role.as_str()
        };
        let told = format!(", {word} {}", shown(packs, &role.filler));
        if !text.contains(&told) {
            text.push_str(&told);
        }
    }
    text
}

/// `1 origin`, `2–3 origins, 1 with a name`.
fn origins(n: &OriginCount) -> String {
    let number = if n.sure == n.possible {
        count(n.sure, "origin")
    } else {
        format!("{}–{} origins", n.sure, n.possible)
    };
    match (n.on_record, n.anonymous) {
        (0, 0) => number,
        (0, _) => format!("{number}, none with a name"),
        (_, 0) => number,
        (named, _) => format!("{number}, {named} with a name"),
    }
}

/// A quantity in words.
fn amount(quantity: &onrecord::Quantity) -> String {
    let share = quantity.kind == QuantityKind::Share;
    let bound = |d: rust_decimal::Decimal| {
        let shown = if share {
            d * rust_decimal::Decimal::ONE_HUNDRED
        } else {
            d
        };
        let text = shown.normalize().to_string();
        let (whole, rest) = text
            .split_once('.')
            .map_or((text.as_str(), None), |(w, r)| (w, Some(r)));
        let digits = whole.len();
        let mut grouped = String::new();
        for (i, c) in whole.chars().enumerate() {
            if i > 0 && (digits - i) % 3 == 0 && c.is_ascii_digit() && !grouped.ends_with('-') {
                grouped.push(',');
            }
            grouped.push(c);
        }
        match rest {
            Some(rest) => format!("{grouped}.{rest}"),
            None => grouped,
        }
    };
    let value = match (quantity.low, quantity.high) {
        (Some(low), Some(high)) if low == high => bound(low),
        (Some(low), Some(high)) => format!("{}–{}", bound(low), bound(high)),
        (Some(low), None) => format!("at least {}", bound(low)),
        (None, Some(high)) => format!("at most {}", bound(high)),
        (None, None) => "an unknown amount".into(),
    };
    let about = if quantity.approximate { "about " } else { "" };
    let unit = match quantity.unit.as_deref() {
        _ if share => " %".into(),
        Some(unit) => format!(" {unit}"),
        None => String::new(),
    };
    format!("{about}{value}{unit}")
}
