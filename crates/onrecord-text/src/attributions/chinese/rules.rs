//! Chinese cues and word lists, compiled in both scripts.
//! What does not live here: the search (see `chinese`) and sources (see `source`).

use super::holds::Holds;
use super::phrase::Breaks;
use crate::attributions::CueKind;
use crate::attributions::lexicon::{Shape, TAKES, takes};
use crate::pack::{PackProblem, PackSources, RuleSource};
use crate::{Dictionary, WordMap};

/// What a Chinese cue is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ChineseShape {
    /// 表示, 称: source before, content behind.
    Verb,
    /// 据…报道, 根据…: source inside.
    Frame,
    /// 据悉: no source.
    Fixed,
    /// 援引…的话: a source for the words of another.
    Cite,
    /// 发布…公告，: a document comes out; the words behind the comma are its own.
    Issue,
    /// 拒绝置评, 没有回复: silence, and whose.
    Refuse,
    /// No cue: a speaker who holds on over sentences.
    Hold,
    /// A word that only looks like a cue: 小说, 名称.
    Block,
}

/// A cue word of a rule.
#[derive(Clone, Debug)]
pub(super) struct ChineseCue {
    pub rule: u16,
    pub shape: ChineseShape,
    pub takes: u16,
    /// What must not follow.
    pub not_after: Vec<String>,
    /// What must not stand before.
    pub not_before: Vec<String>,
    /// What the word is where it issues no paper: 公司披露，….
    pub verb: Option<Box<ChineseCue>>,
}

impl ChineseCue {
    pub fn kind(&self) -> CueKind {
        CueKind {
            rule: self.rule,
            takes: self.takes,
            shape: match self.shape {
                ChineseShape::Verb | ChineseShape::Issue | ChineseShape::Refuse | ChineseShape::Hold => {
                    Shape::Verb
                }
                _ => Shape::Frame,
            },
        }
    }
}

/// Word lists in both scripts, longest first.
#[derive(Debug, Default)]
pub(super) struct ChineseLists {
    /// Adverbs between source and cue.
    pub adverbs: Vec<String>,
    /// Words that deny: 没有, 未.
    pub negations: Vec<String>,
    /// 不得不: two negations that affirm.
    pub double_negations: Vec<String>,
    /// Words that open an adverbial: 在, 对, 接受.
    pub openers: Vec<String>,
    /// Words that end one: 时, 上, 采访.
    pub closers: Vec<String>,
    /// Words before a subject: 但, 此外, 日前.
    pub leads: Vec<String>,
    /// Nouns and verbs that end a frame: 报道, 消息, 透露.
    pub tails: Vec<String>,
    /// Words that take a person: 对, 向, 告诉.
    pub addressees: Vec<String>,
    /// Verbs that a subject may have before the cue: 发表, 接受.
    pub acts: Vec<String>,
    /// Words that point back to what was just said: 上述消息, 这一说法.
    pub anaphors: Vec<String>,
    /// Words with which another speaker takes over: 但, 而.
    pub contrasts: Vec<String>,
    /// Words that end the noun phrase that speaks.
    pub breaks: Breaks,
    /// Cues that are nouns as well: an object of another verb, nobody's words.
    pub nouns: Vec<String>,
    /// Heads of things that do not speak, whatever they show: 系统, 政策.
    pub mute: Vec<String>,
    /// Registers, which do: 公示系统.
    pub registers: Vec<String>,
    /// Documents that are issued: 公告, 声明.
    pub papers: Vec<String>,
    /// What words may rest on that name no speaker but a paper: 根据|协议.
    pub grounds: Vec<String>,
    /// Verbs that take a cue as their object: 完成|答复.
    pub takers: Vec<String>,
    /// What no name of a speaker begins with: verbs, conjunctions.
    pub unnamed: Vec<String>,
    /// What only points to a paper: 一份, 上述.
    pub pointers: Vec<String>,
    /// Single characters that speak: 他, 其, 美.
    pub single: String,
    /// What calls a rumour false: 系谣言, 不实.
    pub untrue: Vec<String>,
    /// Words of dates and weekdays.
    pub dates: DateWords,
    /// Pronouns of one character that an adverb may follow: 他|刚刚|表示.
    pub pronouns: Vec<String>,
    /// What opens a place behind a subject: 在, 于.
    pub place_words: Vec<String>,
    /// Before 在 that opens no place: 存在, 正在.
    pub place_verbs: Vec<String>,
    /// What leaves a clause without a subject: 由, 被.
    pub no_subject: Vec<String>,
    /// Who a byline names: 记者.
    pub writers: Vec<String>,
    /// Behind a quotation that only names what is answered: 一事.
    pub topic_ends: Vec<String>,
    /// Before whose words are used: 用|王刚|的话说.
    pub wording_leads: Vec<String>,
    /// Where what is denied ends: ，但.
    pub content_turns: Vec<String>,
    /// Cues of whoever reads a paper: 翻阅财报|发现.
    pub finding_cues: Vec<String>,
    /// 翻阅, 查阅.
    pub reading_verbs: Vec<String>,
    /// Cues of whoever is told: 从知情者处|获悉.
    pub learning_cues: Vec<String>,
    /// Characters that end a time between a quotation and its speaker.
    pub day_ends: String,
    /// Papers that a cue begins with: 报道|称.
    pub reporting_papers: Vec<String>,
    /// What ends a frame in which the page counts: 据转让比例|计算.
    pub computing_verbs: Vec<String>,
    /// Before a paper that is all that is named: 一份.
    pub paper_leads: Vec<String>,
    /// Characters behind 代表 where nobody is spoken for: 代表|团.
    pub delegation_ends: String,
}

/// What dates and weekdays are written with.
#[derive(Debug, Default)]
pub(super) struct DateWords {
    /// 日, 号.
    pub days: Vec<String>,
    /// 周, 星期.
    pub weeks: Vec<String>,
    /// 一, 末.
    pub weekdays: Vec<String>,
    /// Before a weekday: 上, 本.
    pub week_sides: Vec<String>,
    /// Lengths before 前: 天, 个月.
    pub lengths: Vec<String>,
    /// Characters that count them, vague ones too.
    pub counts: String,
    /// 年, 月, 日.
    pub units: Vec<String>,
    /// Characters of the numbers before them.
    pub figures: String,
    /// 时, 分.
    pub clock: Vec<String>,
}

/// Compiled Chinese cues.
#[derive(Debug)]
pub(in crate::attributions) struct ChineseRules {
    pub(super) cues: Vec<ChineseCue>,
    /// The words of `cues`, in their order.
    pub(super) words: Dictionary,
    pub(super) lists: ChineseLists,
    pub(super) holds: Holds,
}

/// The pairs of the list `traditional`: simplified and traditional character.
pub(in crate::attributions) fn script_pairs(sources: &PackSources) -> Vec<(char, char)> {
    let mut pairs: Vec<(char, char)> = sources
        .list("zh/attributions/traditional")
        .iter()
        .flat_map(|row| row.split_whitespace())
        .filter_map(|pair| {
            let mut chars = pair.chars();
            Some((chars.next()?, chars.next()?))
        })
        .collect();
    pairs.sort_unstable();
    pairs
}

/// A word in simplified characters and, where it differs, in traditional ones.
pub(super) fn scripts(word: &str, pairs: &[(char, char)]) -> Vec<String> {
    let other: String = word
        .chars()
        .map(|c| {
            pairs
                .binary_search_by_key(&c, |p| p.0)
                .map_or(c, |index| pairs[index].1)
        })
        .collect();
    let mut words = vec![word.to_owned()];
    if other != word {
        words.push(other);
    }
    words
}

/// A list of the pack in both scripts, longest first.
pub(in crate::attributions) fn both_scripts(
    sources: &PackSources,
    name: &str,
    pairs: &[(char, char)],
) -> Vec<String> {
    let mut words: Vec<String> = sources
        .list(&format!("zh/attributions/{name}"))
        .iter()
        .flat_map(|w| scripts(w, pairs))
        .collect();
    words.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    words.dedup();
    words
}

impl ChineseRules {
    pub fn compile(
        rules: &[&RuleSource],
        sources: &PackSources,
        problems: &mut Vec<PackProblem>,
    ) -> ChineseRules {
        let pairs = script_pairs(sources);
        let mut cues = Vec::new();
        let mut patterns: Vec<String> = Vec::new();
        let mut numbers: WordMap<usize> = WordMap::default();
        let mut add = |word: &str, cue: &ChineseCue, patterns: &mut Vec<String>| {
            for form in scripts(word, &pairs) {
                match numbers.get(&form) {
                    None => {
                        numbers.entry(&form, || patterns.len());
                        patterns.push(form);
                        cues.push(cue.clone());
                    }
                    Some(at) => {
                        let known: &mut ChineseCue = &mut cues[*at];
                        if known.shape == ChineseShape::Issue && cue.shape == ChineseShape::Verb {
                            known.verb.get_or_insert_with(|| Box::new(cue.clone()));
                        }
                    }
                }
            }
        };
        for (index, rule) in rules.iter().enumerate() {
            let shape = match rule.text("shape") {
                Some("verb") | None => ChineseShape::Verb,
                Some("frame") => ChineseShape::Frame,
                Some("fixed") => ChineseShape::Fixed,
                Some("cite") => ChineseShape::Cite,
                Some("issue") => ChineseShape::Issue,
                Some("refuse") => ChineseShape::Refuse,
                Some("hold") => ChineseShape::Hold,
                Some(other) => {
                    problems.push(rule.problem(format!(
                        "has no known shape ({other}): write verb, frame, fixed, cite, issue, refuse or hold"
                    )));
                    continue;
                }
            };
            let both = |key: &str| -> Vec<String> {
                rule.texts(key).iter().flat_map(|w| scripts(w, &pairs)).collect()
            };
            let mut bits = 0;
            for key in rule.texts("takes") {
                bits |= TAKES.iter().find(|(name, _)| *name == key).map_or(0, |t| t.1);
            }
            let cue = ChineseCue {
                rule: index as u16,
                shape,
                takes: bits,
                not_after: both("not_after"),
                not_before: both("not_before"),
                verb: None,
            };
            for word in rule.texts("cues") {
                add(word, &cue, &mut patterns);
            }
        }
        let block = ChineseCue {
            rule: 0,
            shape: ChineseShape::Block,
            takes: takes::QUOTE,
            not_after: Vec::new(),
            not_before: Vec::new(),
            verb: None,
        };
        for word in sources.list("zh/attributions/blocks") {
            add(word, &block, &mut patterns);
        }
        let list = |name: &str| both_scripts(sources, name, &pairs);
        let plain = |name: &str| sources.list(&format!("zh/attributions/{name}")).to_vec();
        ChineseRules {
            cues,
            words: Dictionary::of(&patterns),
            holds: Holds::compile(rules, sources, &pairs),
            lists: ChineseLists {
                adverbs: list("adverbs"),
                negations: list("negations"),
                double_negations: list("double-negations"),
                openers: list("openers"),
                closers: list("closers"),
                leads: list("leads"),
                tails: list("tails"),
                addressees: list("addressees"),
                acts: list("acts"),
                anaphors: list("anaphors"),
                contrasts: list("contrasts"),
                breaks: Breaks::compile(list("breaks"), list("unbroken")),
                nouns: list("noun-cues"),
                mute: list("mute-heads"),
                registers: list("registers"),
                papers: list("papers"),
                grounds: list("grounds"),
                untrue: list("untrue"),
                pointers: list("paper-modifiers"),
                single: list("single").concat(),
                takers: list("taking-verbs"),
                unnamed: list("no-starts"),
                dates: DateWords {
                    days: plain("date-days"),
                    weeks: plain("weeks"),
                    weekdays: plain("weekdays"),
                    week_sides: plain("week-sides"),
                    lengths: plain("lengths"),
                    counts: plain("length-counts").concat(),
                    units: plain("date-units"),
                    figures: plain("date-figures").concat(),
                    clock: plain("clock-units"),
                },
                pronouns: plain("pronouns"),
                place_words: plain("place-words"),
                place_verbs: plain("place-verbs"),
                no_subject: plain("no-subject"),
                writers: plain("writers"),
                topic_ends: plain("topic-ends"),
                wording_leads: plain("wording-leads"),
                content_turns: plain("content-turns"),
                finding_cues: plain("finding-cues"),
                reading_verbs: plain("reading-verbs"),
                learning_cues: plain("learning-cues"),
                day_ends: plain("day-ends").concat(),
                reporting_papers: plain("reporting-papers"),
                computing_verbs: plain("computing-verbs"),
                paper_leads: plain("paper-leads"),
                delegation_ends: plain("delegation-ends").concat(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_in_both_scripts() {
        let pairs = [('称', '稱'), ('说', '說')];
        assert_eq!(scripts("说", &pairs), ["说", "說"]);
        assert_eq!(scripts("表示", &pairs), ["表示"]);
    }
}
