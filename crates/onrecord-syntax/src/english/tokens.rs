//! English tokens by the conventions of Universal Dependencies: clitics, marks and the parts of hyphenated words are
//! tokens of their own; abbreviations, prefixes and addresses keep their marks.

use onrecord_model::Span;

/// Abbreviations that end in a full stop and seldom end a sentence, in lower case without the stop.
const ABBREVIATIONS: &[&str] = &[
    "adm", "al", "apr", "assn", "assoc", "aug", "ave", "bros", "brig", "c", "ca", "capt", "cf", "ch", "cmdr",
    "co", "col", "corp", "dec", "dept", "dr", "e.g", "ed", "eds", "esp", "est", "etc", "feb", "fig", "fr",
    "ft", "gen", "gov", "hon", "i.e", "inc", "jan", "jr", "jul", "jun", "lt", "ltd", "m", "maj", "mar",
    "messrs", "mfg", "mr", "mrs", "ms", "mt", "no", "nos", "nov", "oct", "op", "p", "pp", "ph.d", "prof",
    "pty", "rep", "reps", "rev", "sen", "sens", "sep", "sept", "sgt", "sr", "st", "supt", "v", "vol", "vs",
    "viz",
];

/// Prefixes that stay joined to what follows their hyphen.
const PREFIXES: &[&str] = &[
    "a", "ante", "anti", "arch", "be", "bi", "bio", "co", "contra", "counter", "cross", "cyber", "de", "dis",
    "e", "eco", "electro", "en", "ex", "extra", "giga", "hyper", "i", "in", "infra", "inter", "intra",
    "macro", "mega", "meta", "micro", "mid", "mini", "mis", "mono", "multi", "nano", "neo", "non", "omni",
    "over", "pan", "para", "poly", "post", "pre", "pro", "proto", "pseudo", "quasi", "re", "semi", "sub",
    "super", "supra", "tele", "trans", "tri", "u", "ultra", "un", "under", "uni", "vice",
];

fn is_listed(list: &[&str], word: &str) -> bool {
    word.len() < 10 && list.iter().any(|entry| entry.eq_ignore_ascii_case(word))
}

/// The tokens of `sentence`; none crosses one of `cuts` (sorted offsets into the text).
pub(crate) fn tokens(text: &str, sentence: Span, cuts: &[usize], found: &mut Vec<Span>) {
    found.clear();
    let mut cut = cuts.partition_point(|&at| at <= sentence.start());
    let words = sentence.of(text);
    let base = sentence.start();
    let mut from = None;
    let close =
        |from: usize, to: usize, found: &mut Vec<Span>| split(text, from, to, to == sentence.end(), found);
    for (at, c) in words.char_indices() {
        let at = base + at;
        if cuts.get(cut).is_some_and(|&next| next <= at) {
            while cuts.get(cut).is_some_and(|&next| next <= at) {
                cut += 1;
            }
            if let Some(start) = from.take() {
                close(start, at, found);
            }
        }
        if c.is_whitespace() {
            if let Some(start) = from.take() {
                close(start, at, found);
            }
        } else if from.is_none() {
            from = Some(at);
        }
    }
    if let Some(start) = from {
        close(start, sentence.end(), found);
    }
}

/// True for a mark that is a token wherever it stands in a word.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '“'
            | '”'
            | '„'
            | '«'
            | '»'
            | '('
            | ')'
            | '['
            | ']'
            | '{'
            | '}'
            | '!'
            | '?'
            | ';'
            | '…'
            | '—'
            | '–'
            | '•'
            | '·'
            | '|'
            | '='
            | '<'
            | '>'
            | '~'
            | '^'
            | '*'
            | '+'
            | '%'
            | '$'
            | '£'
            | '€'
            | '¥'
            | '₹'
            | '§'
            | '°'
            | '→'
            | '`'
    )
}

/// Splits a run without white space.
fn split(text: &str, from: usize, to: usize, is_last: bool, found: &mut Vec<Span>) {
    let run = &text[from..to];
    if run.bytes().all(|b| b.is_ascii_alphabetic()) {
        word(text, from, to, found);
        return;
    }
    if is_address(run) {
        let end = from
            + run
                .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '”', '"'])
                .len();
        found.push(Span::new(from, end));
        if end < to {
            split(text, end, to, is_last, found);
        }
        return;
    }
    let bytes = run.as_bytes();
    let mut start = 0;
    let mut chars = run.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if at < start {
            continue;
        }
        let width = c.len_utf8();
        let previous = at.checked_sub(1).map(|before| bytes[before]);
        let following = bytes.get(at + width).copied();
        let after_digit = previous.is_some_and(|b| b.is_ascii_digit());
        let before_digit = following.is_some_and(|b| b.is_ascii_digit());
        let inside =
            at > start && following.is_some_and(|b| b.is_ascii_alphanumeric() || b >= 0x80 || b == b'$');
        let mut end = at + width;
        let alone = match c {
            _ if is_mark(c) => true,
            ',' => !(after_digit && before_digit),
            ':' => !(after_digit && before_digit),
            '/' => !(after_digit && before_digit) && run.len() > 1,
            '-' if inside => !(is_listed(PREFIXES, &run[start..at]) || is_telephone(run)),
            '-' => !before_digit || at > start,
            '.' if following == Some(b'.') => true,
            '.' if inside => false,
            '.' if at == start => !before_digit,
            '.' => !keeps_stop(
                &run[start..at],
                is_last && run[end..].chars().all(|c| !c.is_alphanumeric()),
            ),
            '\'' | '’' | '‘' => !inside || at == start,
            '#' | '@' => false,
            _ => false,
        };
        if !alone {
            continue;
        }
        let cut_off = text[..from].ends_with(|before: char| before.is_alphanumeric());
        if (c == '\'' || c == '’')
            && at == start
            && at == 0
            && (is_clipped(&run[width..]) || cut_off && is_clitic(&run[width..]))
        {
            continue;
        }
        word(text, from + start, from + at, found);
        // A run of one mark is one token, but brackets, quotes and signs of money are not.
        if matches!(c, '.' | '-' | '!' | '?' | '*' | '=' | '~' | '\'') {
            while chars
                .peek()
                .is_some_and(|&(_, next)| next == c || (matches!(c, '!' | '?') && matches!(next, '!' | '?')))
            {
                end += 1;
                chars.next();
            }
        }
        found.push(Span::new(from + at, from + end));
        start = end;
    }
    word(text, from + start, to, found);
}

/// True for an address of the web or of mail.
fn is_address(run: &str) -> bool {
    run.contains("://")
        || run.starts_with("www.")
        || run
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
}

/// True for groups of digits joined by hyphens: a telephone number, a date.
fn is_telephone(run: &str) -> bool {
    run.split('-').count() > 2 && run.bytes().all(|b| b.is_ascii_digit() || b == b'-')
}

/// True for what may follow an apostrophe at the start of a word: '90s, 'em.
fn is_clipped(rest: &str) -> bool {
    let letters = rest.trim_end_matches(|c: char| !c.is_alphanumeric());
    letters.as_bytes().first().is_some_and(u8::is_ascii_digit) && letters.ends_with('s')
        || ["em", "til", "tis", "twas", "cause"]
            .iter()
            .any(|w| w.eq_ignore_ascii_case(letters))
}

/// True for what is left of a clitic behind a name that the caller cut off: "Reyes" + "'s".
fn is_clitic(rest: &str) -> bool {
    let letters = rest
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    ["s", "d", "ll", "ve", "re"]
        .iter()
        .any(|clitic| clitic.eq_ignore_ascii_case(letters))
}

/// True when a full stop after `word` belongs to it. At the end of a sentence few abbreviations keep theirs.
fn keeps_stop(word: &str, ends: bool) -> bool {
    let letters = word.as_bytes();
    // Initials, "U.S.".
    let dotted = word.contains('.')
        && word
            .split('.')
            .all(|part| part.len() == 1 && part.as_bytes()[0].is_ascii_alphabetic());
    if dotted {
        return true;
    }
    if letters.len() == 1 && letters[0].is_ascii_uppercase() {
        return !ends;
    }
    if ends {
        return ["inc", "corp", "ltd", "co", "jr", "sr", "etc", "p.m", "a.m"]
            .iter()
            .any(|w| w.eq_ignore_ascii_case(word));
    }
    // "no." and "m." are abbreviations only before more; a month or "mar" only with a capital.
    is_listed(ABBREVIATIONS, word)
        && (letters[0].is_ascii_uppercase()
            || !matches!(
                word,
                "no" | "mar"
                    | "gen"
                    | "dec"
                    | "jun"
                    | "ed"
                    | "rep"
                    | "mt"
                    | "co"
                    | "col"
                    | "st"
                    | "sen"
                    | "in"
            ))
}

/// Adds a word, its clitics apart.
fn word(text: &str, from: usize, to: usize, found: &mut Vec<Span>) {
    if from >= to {
        return;
    }
    let word = &text[from..to];
    let mut push = |cut: usize| {
        if cut > 0 {
            found.push(Span::new(from, from + cut));
        }
        found.push(Span::new(from + cut, to));
    };
    if word.len() > 1 {
        if word.eq_ignore_ascii_case("cannot") {
            return push(3);
        }
        if ["gonna", "gotta", "wanna"]
            .iter()
            .any(|w| w.eq_ignore_ascii_case(word))
        {
            return push(3);
        }
        if let Some(at) = word.rfind(['\'', '’']) {
            let mark = if word[at..].starts_with('\'') { 1 } else { 3 };
            let rest = &word[at + mark..];
            let is = |w: &str| rest.eq_ignore_ascii_case(w);
            if is("t")
                && at > 1
                && word.is_char_boundary(at - 1)
                && word[at - 1..at].eq_ignore_ascii_case("n")
            {
                return push(at - 1);
            }
            if at > 0 && (is("s") || is("re") || is("ve") || is("ll") || is("d") || is("m")) {
                return push(at);
            }
        }
        // "5pm", "20km", "$3bn": the number apart from its unit.
        let digits = word
            .bytes()
            .take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b':'))
            .count();
        if digits > 0 && digits < word.len() && word.as_bytes()[0].is_ascii_digit() {
            let unit = &word[digits..];
            let units = [
                "am", "pm", "a.m.", "p.m.", "km", "kg", "cm", "mm", "m", "g", "ml", "mph", "km2", "bn", "mn",
                "tn", "k", "gb", "mb", "hz", "kw", "mw", "gw",
            ];
            if units.iter().any(|u| u.eq_ignore_ascii_case(unit)) {
                return push(digits);
            }
        }
    }
    found.push(Span::new(from, to));
}
