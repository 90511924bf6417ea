//! Sentences of a treebank in CoNLL-U, brought to our classes and relations.

use onrecord_model::Span;
use onrecord_model::view::View;

use super::harmony::Draft;
use crate::parser::Tongue;
use crate::{Relation, Tag};

/// A sentence with its gold analysis.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Name of the file.
    pub treebank: String,
    /// Document, or block of ten sentences if the file names none.
    pub document: String,
    /// True in documents of news.
    pub is_news: bool,
    pub(crate) text: String,
    pub(crate) spans: Vec<Span>,
    pub(crate) classes: Vec<u8>,
    pub(crate) lemmas: Vec<String>,
    /// Index of the head; the number of tokens for the root.
    pub(crate) heads: Vec<usize>,
    pub(crate) labels: Vec<u8>,
}

impl Sentence {
    pub(crate) fn forms(&self) -> impl Iterator<Item = &str> {
        self.spans.iter().map(|span| span.of(&self.text))
    }

    /// The sentence in the style of a headline: without articles, finite forms of "be" and full stop. `None` if it is
    /// long, or if nothing would be left out.
    pub(crate) fn as_headline(&self) -> Option<Sentence> {
        let count = self.spans.len();
        let drops = |at: usize| {
            let label = Relation::ALL[usize::from(self.labels[at])];
            let form = self.spans[at].of(&self.text).to_ascii_lowercase();
            match label {
                Relation::Det => matches!(form.as_str(), "a" | "an" | "the"),
                Relation::AuxPass | Relation::Cop => matches!(form.as_str(), "is" | "are" | "was" | "were"),
                Relation::Punct => at + 1 == count && form == ".",
                _ => false,
            }
        };
        let kept: Vec<usize> = (0..count).filter(|&at| !drops(at)).collect();
        let is_bare = |at: usize| !self.heads.contains(&at);
        if count > 30
            || kept.len() < 4
            || kept.len() + 2 > count
            || (0..count).any(|at| drops(at) && !is_bare(at))
        {
            return None;
        }
        let mut text = String::new();
        let mut spans = Vec::new();
        for &at in &kept {
            let joined = at > 0 && self.spans[at - 1].end() == self.spans[at].start();
            if !text.is_empty() && !joined {
                text.push(' ');
            }
            let form = self.spans[at].of(&self.text);
            spans.push(Span::new(text.len(), text.len() + form.len()));
            text.push_str(form);
        }
        let place = |at: usize| {
            if at == count {
                kept.len()
            } else {
                kept.partition_point(|&other| other < at)
            }
        };
        Some(Sentence {
            treebank: self.treebank.clone(),
            document: self.document.clone(),
            is_news: self.is_news,
            text,
            spans,
            classes: kept.iter().map(|&at| self.classes[at]).collect(),
            lemmas: kept.iter().map(|&at| self.lemmas[at].clone()).collect(),
            heads: kept.iter().map(|&at| place(self.heads[at])).collect(),
            labels: kept.iter().map(|&at| self.labels[at]).collect(),
        })
    }

    /// True for the part that is kept for measuring: one document in eight, by a hash of its name.
    pub fn is_held_out(&self) -> bool {
        crate::hash::bytes(self.document.as_bytes()) >> 13 & 7 == 0
    }
}

/// Reads one file. `name` tells the treebank: `gcdt` has other tags and relations.
pub fn read(name: &str, content: &str, chinese: bool) -> Vec<Sentence> {
    let tongue = if chinese { Tongue::Chinese } else { Tongue::English };
    let mut sentences = Vec::new();
    let mut document = String::new();
    let mut text = String::new();
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut joined: Vec<(usize, usize, String)> = Vec::new();
    for line in content.lines().chain([""]) {
        if let Some(id) = line.strip_prefix("# newdoc id = ") {
            document = id.to_owned();
        } else if let Some(words) = line.strip_prefix("# text = ") {
            text = words.to_owned();
        } else if line.starts_with('#') {
        } else if line.is_empty() {
            if !rows.is_empty() {
                let document = if name.contains("gsd") {
                    format!("{name}-{}", sentences.len() / 10)
                } else {
                    document.clone()
                };
                sentences.push(sentence(tongue, name, document, &text, &rows, &joined));
            }
            rows.clear();
            joined.clear();
        } else {
            let mut fields: Vec<String> = line.split('\t').map(str::to_owned).collect();
            // Files of names have fewer columns.
            fields.resize(10, String::new());
            if let Some((from, to)) = fields[0].split_once('-') {
                joined.push((
                    from.parse().unwrap_or(0),
                    to.parse().unwrap_or(0),
                    fields[1].clone(),
                ));
            } else if !fields[0].contains('.') {
                rows.push(fields);
            }
        }
    }
    sentences
}

fn sentence(
    tongue: Tongue,
    name: &str,
    document: String,
    text: &str,
    rows: &[Vec<String>],
    joined: &[(usize, usize, String)],
) -> Sentence {
    let is_gcdt = name.contains("gcdt");
    let is_news = document.contains("_news_") || document.starts_with("n0");
    let mut text = if tongue == Tongue::Chinese {
        simplified(text)
    } else {
        text.to_owned()
    };
    let forms: Vec<String> = rows
        .iter()
        .map(|row| {
            if tongue == Tongue::Chinese {
                simplified(&row[1])
            } else {
                row[1].clone()
            }
        })
        .collect();
    let mut spans = find(&text, &forms);
    if spans.is_none() {
        // The text does not hold the tokens as they are (a clitic spelt out): make one that does.
        text = String::new();
        let mut made = Vec::new();
        for (at, form) in forms.iter().enumerate() {
            if at > 0
                && tongue == Tongue::English
                && !rows[at - 1][9].contains("SpaceAfter=No")
                && !joined.iter().any(|(from, to, _)| *from <= at && at < *to)
            {
                text.push(' ');
            }
            made.push(Span::new(text.len(), text.len() + form.len()));
            text.push_str(form);
        }
        spans = Some(made);
    }
    let count = rows.len();
    let mut heads: Vec<usize> = rows
        .iter()
        .map(|row| {
            row[6]
                .parse::<usize>()
                .unwrap_or(0)
                .checked_sub(1)
                .unwrap_or(count)
        })
        .collect();
    let mut labels: Vec<Relation> = Vec::new();
    let mut classes: Vec<u8> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let (tag, class) = tags(tongue, is_gcdt, &row[3], &row[4], &forms[at]);
        classes.push(class as u8);
        let head_row = heads[at].checked_sub(0).and_then(|head| rows.get(head));
        labels.push(relation(tongue, is_gcdt, row, tag, head_row, &forms[at]));
    }
    if is_gcdt {
        prepose(rows, &mut heads, &mut labels);
    }
    if tongue == Tongue::Chinese {
        let mut draft = Draft {
            forms: &forms,
            classes: &mut classes,
            heads: &mut heads,
            labels: &mut labels,
            is_gcdt,
        };
        draft.harmonise();
    }
    Sentence {
        treebank: name.to_owned(),
        document,
        is_news,
        text,
        spans: spans.unwrap_or_default(),
        classes,
        lemmas: rows.iter().map(|row| row[2].clone()).collect(),
        heads,
        labels: labels.into_iter().map(|label| label as u8).collect(),
    }
}

fn simplified(text: &str) -> String {
    View::of(text).text.into_owned()
}

/// The places of the tokens in the text.
fn find(text: &str, forms: &[String]) -> Option<Vec<Span>> {
    let mut at = 0;
    let mut spans = Vec::new();
    for form in forms {
        let rest = &text[at..];
        at += rest.len() - rest.trim_start().len();
        if !text[at..].starts_with(form.as_str()) {
            return None;
        }
        spans.push(Span::new(at, at + form.len()));
        at += form.len();
    }
    Some(spans)
}

fn tags(tongue: Tongue, is_gcdt: bool, upos: &str, xpos: &str, form: &str) -> (Tag, usize) {
    if tongue == Tongue::English {
        let tag = Tag::named(upos).unwrap_or(Tag::X);
        return (tag, crate::english::class_of(tag, xpos));
    }
    let (tag, name) = if is_gcdt {
        match xpos {
            "NN" => (Tag::Noun, "NN"),
            "NT" => (Tag::Noun, "NN"),
            "NR" => (Tag::Propn, "NNP"),
            "M" => (Tag::Noun, "NNB"),
            "CD" | "OD" => (Tag::Num, "CD"),
            "VV" if matches!(
                form,
                "会" | "能"
                    | "可以"
                    | "可能"
                    | "应"
                    | "应该"
                    | "必须"
                    | "要"
                    | "可"
                    | "能够"
                    | "需要"
                    | "须"
                    | "应当"
                    | "得"
                    | "愿意"
                    | "敢"
            ) =>
            {
                (Tag::Aux, "MD")
            }
            "VV" | "VE" => (Tag::Verb, "VV"),
            "VC" => (Tag::Aux, "VC"),
            "VA" | "JJ" => (Tag::Adj, "JJ"),
            "AD" => (Tag::Adv, "RB"),
            "P" => (Tag::Adp, "IN"),
            "BA" => (Tag::Adp, "BB"),
            "SB" | "LB" => (Tag::Aux, "BB"),
            "LC" => (Tag::Adp, "IN"),
            "DT" => (Tag::Det, "DT"),
            "PN" => (Tag::Pron, "PRP"),
            "CC" => (Tag::Cconj, "CC"),
            "CS" => (Tag::Sconj, "RB"),
            "DEG" => (Tag::Part, "DEC"),
            "DEC" => (Tag::Sconj, "DEC"),
            "DEV" | "DER" => (Tag::Part, "DEV"),
            "AS" => (Tag::Aux, "AS"),
            "SP" | "ETC" | "MSP" => (Tag::Part, "UH"),
            "IJ" => (Tag::Intj, "UH"),
            "PU" => (Tag::Punct, mark(form)),
            _ => (Tag::X, "FW"),
        }
    } else {
        let tag = Tag::named(upos).unwrap_or(Tag::X);
        // PUD calls 的 of a relative clause a particle, GSD a conjunction; one class for one word.
        let tag = if xpos == "DEC" && tag == Tag::Sconj {
            Tag::Sconj
        } else {
            tag
        };
        (tag, xpos)
    };
    (tag, crate::chinese::class_of(tag, name))
}

fn mark(form: &str) -> &'static str {
    match form {
        "。" | "！" | "？" | "." | "!" | "?" => ".",
        "、" => "EC",
        "（" | "(" => "(",
        "）" | ")" => ")",
        "“" | "「" | "《" | "‘" => "``",
        "”" | "」" | "》" | "’" => "''",
        _ => ",",
    }
}

/// The relation of a row, by our names.
fn relation(
    tongue: Tongue,
    is_gcdt: bool,
    row: &[String],
    tag: Tag,
    head: Option<&Vec<String>>,
    form: &str,
) -> Relation {
    let name = row[7].as_str();
    if tongue == Tongue::English {
        return match name {
            "advmod" if row[5].contains("Polarity=Neg") || matches!(row[2].as_str(), "never" | "not") => {
                Relation::Neg
            }
            "det:predet" => Relation::Det,
            "cc:preconj" => Relation::Cc,
            _ => Relation::named(name),
        };
    }
    let negative = tag == Tag::Adv && crate::chinese::is_negative(form);
    if !is_gcdt {
        return match name {
            "advmod" if negative => Relation::Neg,
            "flat:name" | "flat:foreign" => Relation::Flat,
            "discourse:sp" => Relation::Discourse,
            _ => Relation::named(name),
        };
    }
    let verbal = head.is_some_and(|head| head[3].starts_with('V'));
    match name {
        "dobj" => Relation::Obj,
        "nsubjpass" => Relation::NsubjPass,
        "auxpass" => Relation::AuxPass,
        "neg" => Relation::Neg,
        "advmod" if negative => Relation::Neg,
        "compound:nn" => Relation::Compound,
        "compound:vc" | "advmod:rcomp" => Relation::CompoundVv,
        "nmod:prep" | "nmod:topic" | "nmod:range" if verbal => Relation::Obl,
        "nmod:tmod" if verbal => Relation::OblTmod,
        "nmod:tmod" => Relation::NmodTmod,
        "mark:clf" => Relation::Clf,
        "mark" if row[4] == "DEC" => Relation::MarkRel,
        "mark:rel" => Relation::MarkRel,
        "acl" => Relation::AclRelcl,
        "case" if row[4] == "DEC" => Relation::MarkRel,
        "case" if row[4] == "LC" => Relation::CaseLoc,
        "case" => Relation::Case,
        "advmod:loc" | "advcl:loc" => Relation::CaseLoc,
        "name" => Relation::Flat,
        "etc" => Relation::Discourse,
        "aux:ba" => Relation::Case,
        "aux:prtmod" => Relation::Mark,
        "advmod:dvp" => Relation::Advmod,
        "parataxis:prnmod" => Relation::Parataxis,
        _ => Relation::named(name),
    }
}

/// In GCDT 把 hangs on the verb, with a direct object before the verb: ours hangs it on that object.
fn prepose(rows: &[Vec<String>], heads: &mut [usize], labels: &mut [Relation]) {
    for at in 0..rows.len() {
        if rows[at][7] != "aux:ba" {
            continue;
        }
        let verb = heads[at];
        let object = (at + 1..verb.min(rows.len()))
            .rev()
            .find(|&i| heads[i] == verb && matches!(rows[i][7].as_str(), "dobj" | "nsubj" | "nmod:prep"));
        if let Some(object) = object {
            heads[at] = object;
            labels[object] = Relation::OblPatient;
        }
    }
}
