//! English lemmas: an irregular list, then rules for endings. What does not live here: sense; "saw" follows its class.

use std::sync::OnceLock;

use super::classes::CLASSES;
use crate::Tag;

/// Irregular forms: (kind, form, lemma), sorted. Kinds: `v` past and participle, `n` plural, `a` degrees.
fn irregular(kind: u8, form: &str) -> Option<&'static str> {
    static FORMS: OnceLock<Vec<(u8, &'static str, &'static str)>> = OnceLock::new();
    let forms = FORMS.get_or_init(|| {
        let mut forms = Vec::new();
        for line in include_str!("../../data/en-irregular.txt").lines() {
            let mut fields = line.split_ascii_whitespace();
            let (Some(kind @ ("v" | "n" | "a")), Some(lemma)) = (fields.next(), fields.next()) else {
                continue;
            };
            for form in fields.flat_map(|field| field.split('|')) {
                forms.push((kind.as_bytes()[0], form, lemma));
            }
        }
        // The first entry of a form wins.
        forms.sort_by_key(|&(kind, form, _)| (kind, form));
        forms.dedup_by_key(|&mut (kind, form, _)| (kind, form));
        forms
    });
    let at = forms
        .binary_search_by_key(&(kind, form), |&(kind, form, _)| (kind, form))
        .ok()?;
    Some(forms[at].2)
}

/// Writes the lemma of `lower` (lower case, straight apostrophes) in a class into `lemma`. `form` is as written.
pub(crate) fn lemma(form: &str, lower: &str, class: usize, lemma: &mut String) {
    lemma.clear();
    let class = &CLASSES[class];
    if class.tag == Tag::Propn || class.tag == Tag::X {
        lemma.push_str(form);
        return;
    }
    match (class.tag, class.name, lower) {
        (Tag::Part, _, "n't" | "nt") => return lemma.push_str("not"),
        (Tag::Part, "POS", _) => return lemma.push_str("'s"),
        (Tag::Aux, "MD", "ca") => return lemma.push_str("can"),
        (Tag::Aux, "MD", "wo" | "'ll" | "ll") => return lemma.push_str("will"),
        (Tag::Aux, "MD", "'d" | "d") => return lemma.push_str("would"),
        (Tag::Aux | Tag::Verb, _, "'m" | "am" | "are" | "'re" | "is" | "m" | "re") => {
            return lemma.push_str("be");
        }
        (Tag::Aux | Tag::Verb, "VBZ", "'s" | "s") => return lemma.push_str("be"),
        (Tag::Aux | Tag::Verb, _, "'ve" | "has" | "'d" | "'s" | "ve") => return lemma.push_str("have"),
        (Tag::Aux | Tag::Verb, _, "does") => return lemma.push_str("do"),
        (Tag::Aux, "MD", _) => return lemma.push_str(lower),
        (Tag::Det, _, "an") => return lemma.push('a'),
        (Tag::Pron | Tag::Det, _, "these") => return lemma.push_str("this"),
        (Tag::Pron | Tag::Det, _, "those") => return lemma.push_str("that"),
        (Tag::Pron, "PRP", "me") => return lemma.push('i'),
        (Tag::Pron, "PRP", "him") => return lemma.push_str("he"),
        (Tag::Pron, "PRP", "them") => return lemma.push_str("they"),
        (Tag::Pron, "PRP", "us") => return lemma.push_str("we"),
        _ => {}
    }
    let known = match class.name {
        "VBD" | "VBN" => irregular(b'v', lower),
        "NNS" => irregular(b'n', lower),
        "JJR" | "JJS" | "RBR" | "RBS" => irregular(b'a', lower),
        _ => None,
    };
    if let Some(known) = known {
        return lemma.push_str(known);
    }
    match class.name {
        "NNS" => plural(lower, lemma),
        "VBZ" => third(lower, lemma),
        "VBD" | "VBN" => cut(lower, "ed", lemma),
        "VBG" => cut(lower, "ing", lemma),
        "JJR" | "RBR" => cut(lower, "er", lemma),
        "JJS" | "RBS" => cut(lower, "est", lemma),
        _ => lemma.push_str(lower),
    }
}

/// The singular of a regular plural.
fn plural(word: &str, lemma: &mut String) {
    let strip = |n: usize| &word[..word.len() - n];
    let ends = |list: &[&str]| list.iter().any(|end| word.ends_with(end));
    if word.len() > 4 && word.ends_with("ies") {
        lemma.push_str(strip(3));
        lemma.push('y');
    } else if ends(&["sses", "shes", "ches", "xes", "zzes"]) || (word.len() > 4 && ends(&["oes"])) {
        lemma.push_str(strip(2));
    } else if word.ends_with('s') && !ends(&["ss", "us", "is"]) && word.len() > 2 {
        lemma.push_str(strip(1));
    } else {
        lemma.push_str(word);
    }
}

/// The infinitive of a verb in -s.
fn third(word: &str, lemma: &mut String) {
    if matches!(word, "dies" | "lies" | "ties") || word.ends_with("us") || word.ends_with("is") {
        lemma.push_str(&word[..word.len() - 1]);
    } else {
        plural(word, lemma);
    }
}

/// The base of a word in -ed, -ing, -er, -est.
fn cut(word: &str, ending: &str, lemma: &mut String) {
    let Some(base) = word
        .strip_suffix(ending)
        .filter(|base| base.bytes().any(is_vowel) && base.len() > 1)
    else {
        lemma.push_str(
            word.strip_suffix('d')
                .filter(|base| base.ends_with("ee"))
                .unwrap_or(word),
        );
        return;
    };
    // "agreed", "freed": the stem keeps both its letters.
    if ending == "ed" && base.ends_with('e') {
        lemma.push_str(&word[..word.len() - 1]);
        return;
    }
    let letters = base.as_bytes();
    let last = letters[letters.len() - 1];
    let before = letters[letters.len() - 2];
    match ending {
        "ing" if matches!(base, "dy" | "ly" | "ty") => {
            lemma.push_str(&base[..1]);
            return lemma.push_str("ie");
        }
        "ed" | "er" | "est" if last == b'i' => {
            lemma.push_str(&base[..base.len() - 1]);
            return lemma.push('y');
        }
        _ => {}
    }
    if last == before && !is_vowel(last) {
        // "planned", but "called", "passed", "buzzed"; "controlled", "cancelled", "travelled" lose one again.
        let keeps = matches!(last, b's' | b'z' | b'f') || (last == b'l' && !doubled_l(base));
        lemma.push_str(if keeps { base } else { &base[..base.len() - 1] });
        return;
    }
    lemma.push_str(base);
    if wants_e(base) {
        lemma.push('e');
    }
}

fn is_vowel(b: u8) -> bool {
    matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// True for a base in -ll whose verb has one l.
fn doubled_l(base: &str) -> bool {
    const ONE: &[&str] = &[
        "cancell", "travell", "labell", "modell", "fuell", "signall", "totall", "rivall", "levell",
        "controll", "compell", "propell", "expell", "patroll", "counsell", "channell", "tunnell", "equall",
        "excell", "rebell", "repell", "dispell", "unravell", "quarrell", "duell", "diall", "shovell",
    ];
    ONE.contains(&base)
}

/// True when a base without its ending lacks an e: "mak", "announc", "creat", "produc".
fn wants_e(base: &str) -> bool {
    let letters = base.as_bytes();
    let count = letters.len();
    let (last, before) = (letters[count - 1], letters[count - 2]);
    let third = count.checked_sub(3).map_or(b' ', |at| letters[at]);
    let ends = |list: &[&str]| list.iter().any(|end| base.ends_with(end));
    let syllables = letters
        .windows(2)
        .filter(|pair| !is_vowel(pair[0]) && is_vowel(pair[1]))
        .count()
        + usize::from(is_vowel(letters[0]));
    // One vowel letter between consonants, as in "mak"; qu counts as a consonant.
    let short = is_vowel(before) && (!is_vowel(third) || (third == b'u' && ends(&["quir", "quit", "quot"])));
    match last {
        b'c' | b'v' | b'u' => true,
        b'z' => before != b't',
        b's' => before != b's' && !ends(&["focus", "bias", "canvas"]),
        b'g' => {
            ends(&[
                "dg", "rg", "lg", "ag", "eg", "ug", "leng", "veng", "veng", "rang", "chang", "hing", "fring",
                "plung", "loung", "mpinging",
            ]) && !ends(&["boomerang", "debug", "hug"])
        }
        b'd' => {
            short && (ends(&["id", "ud", "od", "ad"]) && !ends(&["method"]) || ends(&["ced", "ped", "ced"]))
        }
        b'k' => short,
        b'm' => short && before != b'e' && !ends(&["fathom", "ransom"]) || ends(&["welcom"]),
        b'n' => {
            short
                && (before == b'i' && !ends(&["ruin", "bargain", "margin"])
                    || before == b'u'
                    || ends(&["phon", "pon", "clon", "zon", "don", "ton", "ven"])
                        && !ends(&["abandon", "pardon", "button", "weapon"])
                        && (syllables < 3 || ends(&["pon", "ven"])))
        }
        b'l' => {
            (!is_vowel(before) && before != b'r' && before != b'w' && before != b'l')
                || ends(&[
                    "schedul", "compil", "ridicul", "fil", "scal", "rul", "smil", "styl", "sal", "consol",
                    "inhal",
                ])
        }
        b'p' => short && (syllables == 1 || ends(&["scap", "shap", "lop-", "typ"])),
        b'r' => {
            short
                && (before == b'i'
                    || before == b'u'
                    || before == b'a'
                    || ends(&["plor", "stor", "scor", "gnor", "dor", "bor"]))
                && !ends(&[
                    "occur", "murmur", "labor", "harbor", "color", "neighbor", "solar", "sugar", "collar",
                    "pillar",
                ])
                || ends(&["adher", "interfer", "persever", "easur", "eir-"])
        }
        b't' => {
            let at = ends(&["at"])
                && (short
                    || ends(&["reat", "iat", "uat", "eat"]) && (ends(&["creat", "ineat", "iat", "uat"])));
            let it = ends(&["cit", "vit", "writ", "nit", "smit", "quit", "bit"])
                && !ends(&[
                    "solicit", "elicit", "exhibit", "inhibit", "prohibit", "orbit", "debit", "monit",
                ]);
            at && !ends(&["format", "combat", "threat"])
                || ends(&["ut"]) && short && !ends(&["input", "output"])
                || it
                || ends(&["quot", "mot", "not", "vot", "dot", "plet", "pet", "let"])
                    && !ends(&["pilot", "carpet", "trumpet", "outlet", "pivot"])
                    && short
                || ends(&["past", "wast", "tast", "hast"])
        }
        b'b' => ends(&["rib", "prob", "glob", "tub"]),
        b'h' => ends(&["breath", "loath", "bath", "sooth", "seeth", "cach"]),
        _ => false,
    }
}
