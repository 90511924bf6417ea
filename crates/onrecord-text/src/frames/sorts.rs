//! What sort of thing a phrase names: a person, an organisation, a body with power, a product, a licence, a report …
//! What does not live here: finding names, and who a pronoun stands for.

use super::pattern::{Lists, is_word};
use crate::clauses::{Sentence, phrase};
use crate::syntax::{Relation, Tag};
use crate::{Mention, NameKind};

/// A set of sorts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sorts(u16);

impl Sorts {
    /// An organisation that is no body with power.
    pub const ORG: Sorts = Sorts(1);
    /// A person or people.
    pub const PERSON: Sorts = Sorts(1 << 1);
    /// A body with power to decide.
    pub const BODY: Sorts = Sorts(1 << 2);
    /// A place or country.
    pub const PLACE: Sorts = Sorts(1 << 3);
    /// A product.
    pub const PRODUCT: Sorts = Sorts(1 << 4);
    /// A plant, mine, shop.
    pub const FACILITY: Sorts = Sorts(1 << 5);
    /// A document, report, law.
    pub const DOCUMENT: Sorts = Sorts(1 << 6);
    /// Any other noun.
    pub const THING: Sorts = Sorts(1 << 7);
    /// An amount of money.
    pub const MONEY: Sorts = Sorts(1 << 8);
    /// A number of something.
    pub const COUNT: Sorts = Sorts(1 << 9);
    /// Goods by name or by their noun: what only may be a product is none.
    pub const GOODS: Sorts = Sorts(1 << 10);
    /// Everything.
    pub const ANY: Sorts = Sorts(u16::MAX);

    /// The sorts of a word in the packs.
    pub(crate) fn named(word: &str) -> Option<Sorts> {
        Some(match word {
            "org" => Sorts::ORG,
            "person" => Sorts::PERSON,
            "body" => Sorts::BODY,
            "place" => Sorts::PLACE,
            "product" => Sorts::PRODUCT,
            "facility" => Sorts::FACILITY,
            "document" => Sorts::DOCUMENT,
            "thing" => Sorts::THING,
            "money" => Sorts::MONEY,
            "count" => Sorts::COUNT,
            "goods" => Sorts::GOODS,
            _ => return None,
        })
    }

    /// The sorts of both.
    #[must_use]
    pub fn with(self, other: Sorts) -> Sorts {
        Sorts(self.0 | other.0)
    }

    /// True when they share a sort.
    pub fn meets(self, other: Sorts) -> bool {
        self.0 & other.0 != 0
    }

    /// The sort of a mention's kind.
    pub fn of_kind(kind: NameKind) -> Sorts {
        match kind {
            NameKind::Org | NameKind::Outlet => Sorts::ORG,
            NameKind::Person => Sorts::PERSON,
            NameKind::Place => Sorts::PLACE,
            NameKind::Product => Sorts::PRODUCT,
            NameKind::Authority => Sorts::BODY,
            NameKind::Document => Sorts::DOCUMENT,
            NameKind::Facility => Sorts::FACILITY,
        }
    }
}

/// The lists of head nouns that tell a sort, by their names in the packs.
const HEADS: [(&str, Sorts); 10] = [
    ("people", Sorts::PERSON),
    ("bodies", Sorts::BODY),
    ("companies", Sorts::ORG),
    ("places", Sorts::PLACE),
    ("products", Sorts::PRODUCT),
    ("facilities", Sorts::FACILITY),
    ("documents", Sorts::DOCUMENT),
    ("moneys", Sorts::MONEY),
    // 该公司, 该男子: one word that goes back to a name.
    ("anaphors", Sorts::ORG),
    ("person-anaphors", Sorts::PERSON),
];

/// The sorts of the phrase whose head is `head`; `mentions` are those of the sentence.
pub(crate) fn of(sentence: &Sentence<'_>, head: usize, mentions: &[Mention], lists: &Lists) -> Sorts {
    let token = sentence.token(head).span;
    let mention = mentions.iter().find(|m| m.span.overlaps(token));
    if let Some(sorts) = of_run(sentence, head, mention, lists) {
        return sorts;
    }
    if let Some(mention) = mention {
        let sorts = of_mention(sentence, mention, lists);
        return if of_title(sentence, head, mention, lists) {
            Sorts::PERSON
        } else {
            sorts
        };
    }
    match sentence.tag(head) {
        Tag::Pron | Tag::Det => of_pronoun(sentence.lemma(head), lists),
        Tag::Num | Tag::Sym => of_number(sentence, head, lists),
        _ => of_noun(sentence, head, mentions, lists),
    }
}

/// What capitals in a row say, whatever was found in them: a firm by its trade, a model by its number.
fn of_run(sentence: &Sentence<'_>, head: usize, mention: Option<&Mention>, lists: &Lists) -> Option<Sorts> {
    if sentence.tag(head) != Tag::Propn {
        return None;
    }
    let run = phrase::name(sentence, head).of(sentence.text);
    let last = run.rsplit_once(' ').map(|(_, last)| last);
    let of = |kind: NameKind| mention.is_some_and(|m| m.kind == kind);
    // "Bremmer Glass" is nobody's family name, and no glass.
    if !of(NameKind::Product)
        && let Some(last) = last.map(str::to_lowercase)
        && lists.get("trades").is_some_and(|l| l.contains(&*last))
        && !lists.get("bodies").is_some_and(|l| l.contains(&*last))
    {
        return Some(named(Sorts::ORG));
    }
    // "Leaf 3", "Tern X5": a number at the end of a name is a model's.
    if mention.is_some() && !of(NameKind::Person) && !of(NameKind::Product) {
        return None;
    }
    let model = last.is_some_and(|last| last.len() <= 4 && last.chars().any(|c| c.is_ascii_digit()));
    let following = sentence
        .children(head, &[Relation::Nummod])
        .any(|n| n == head + 1 && sentence.token(n).span.len() <= 3);
    (model || following).then_some(Sorts::PRODUCT)
}

/// "Selwyn Marsh, the former treasurer": who has a title after a comma is a person, whatever the name looks like.
fn of_title(sentence: &Sentence<'_>, head: usize, mention: &Mention, lists: &Lists) -> bool {
    matches!(
        mention.kind,
        NameKind::Place | NameKind::Facility | NameKind::Product
    ) && sentence.children(head, &[Relation::Appos]).any(|at| {
        let lemma = sentence.lemma(at);
        at > head
            && sentence.tag(at) == Tag::Noun
            && lists.get("people").is_some_and(|l| l.contains(lemma))
            && !lists.get("companies").is_some_and(|l| l.contains(lemma))
    })
}

/// The sorts of a name that was found.
fn of_mention(sentence: &Sentence<'_>, mention: &Mention, lists: &Lists) -> Sorts {
    let written = mention.span.of(sentence.text);
    // "Dunmore Council": the last word of a name tells a body from a firm.
    let last = written.rsplit(' ').next().unwrap_or_default().to_lowercase();
    // "Bremmer Glass" is nobody's family name.
    if matches!(
        mention.kind,
        NameKind::Person | NameKind::Place | NameKind::Facility
    ) && written.contains(' ')
        && lists.get("trades").is_some_and(|l| l.contains(&*last))
    {
        return named(Sorts::ORG);
    }
    // 《塑料袋条例》 is a document, whatever it is called; a Chinese name says what it is.
    let sorts = if written.starts_with('《') {
        Sorts::DOCUMENT.with(Sorts::PRODUCT).with(Sorts::THING)
    } else if written.is_ascii() || mention.kind != NameKind::Org {
        named(Sorts::of_kind(mention.kind)).with(goods_by_name(mention.kind))
    } else {
        Sorts::ORG
    };
    // 青石市纪委监委: who investigates is a body, and nobody's company.
    let vague = lists.get("vague-investigators");
    let investigates = !written.is_ascii()
        && mention.kind == NameKind::Org
        && lists.get("investigators").is_some_and(|l| {
            l.iter().map(AsRef::<str>::as_ref).any(|w| {
                w.chars().count() > 1 && !vague.is_some_and(|v| v.contains(w)) && written.ends_with(w)
            })
        });
    if investigates {
        return Sorts::BODY;
    }
    // 临江工厂: a Chinese name says at its end what it is, whatever it was taken for.
    let works = !written.is_ascii()
        && matches!(mention.kind, NameKind::Place | NameKind::Org | NameKind::Facility)
        && lists
            .get("facilities")
            .is_some_and(|l| l.iter().any(|w| w.chars().count() > 1 && written.ends_with(w)));
    if works {
        return sorts.with(Sorts::FACILITY);
    }
    // "Tarnfield": one word that the page gives no first name for may be a firm's.
    let alone = mention.kind == NameKind::Person
        && written.is_ascii()
        && !written.contains(' ')
        && mention.entity.as_deref().and_then(|e| e.strip_prefix("doc:")) == Some(written);
    let sorts = if alone { sorts.with(Sorts::ORG) } else { sorts };
    let body = mention.kind == NameKind::Org && lists.get("bodies").is_some_and(|l| l.contains(&*last));
    if body { sorts.with(Sorts::BODY) } else { sorts }
}

fn of_pronoun(lemma: &str, lists: &Lists) -> Sorts {
    let is = |list: &str| lists.get(list).is_some_and(|words| words.contains(lemma));
    if is("person-pronouns") {
        Sorts::PERSON
    } else if is("thing-pronouns") {
        everything_but_people()
    } else {
        Sorts::ANY
    }
}

fn of_number(sentence: &Sentence<'_>, head: usize, lists: &Lists) -> Sorts {
    let money = sentence.word(head).starts_with(['$', '£', '€', '¥'])
        || sentence.word(head).ends_with('元')
        || sentence.dependents[head]
            .iter()
            .any(|d| sentence.tag(*d) == Tag::Sym);
    if money {
        Sorts::MONEY
    } else if sentence.word(head).ends_with('%') || sentence.word(head).starts_with("百分之") {
        // 全身85%烧伤: a share counts nobody.
        Sorts::THING
    } else if counts_no_people(sentence.word(head), lists) {
        Sorts::COUNT.with(Sorts::THING)
    } else {
        Sorts::COUNT.with(Sorts::PERSON).with(Sorts::THING)
    }
}

/// 二次, 62岁, 20万: a Chinese amount says what it counts, and people have words of their own.
fn counts_no_people(amount: &str, lists: &Lists) -> bool {
    amount.char_indices().next_back().is_some_and(|(at, last)| {
        let counter = &amount[at..];
        let people = lists
            .get("counters-of-people")
            .is_some_and(|l| l.contains(counter));
        !last.is_ascii() && !people
    })
}

/// The sorts of a noun that is no name that was found: by the lists of head nouns, else by what hangs on it.
fn of_noun(sentence: &Sentence<'_>, head: usize, mentions: &[Mention], lists: &Lists) -> Sorts {
    let lower = sentence.lemma(head).to_lowercase();
    // "A number of carmakers": of what there are several.
    let whole = sentence.children(head, &[Relation::Nmod]).find(|at| {
        sentence
            .preposition(*at)
            .is_some_and(|p| sentence.lemma(p) == "of")
    });
    if let Some(whole) = whole
        && is_word(&lower, "@partitives", lists)
    {
        return of(sentence, whole, mentions, lists);
    }
    let one = lower.strip_suffix('s').unwrap_or(&lower);
    let mut sorts = Sorts::default();
    for (list, sort) in HEADS {
        if lists
            .get(list)
            .is_some_and(|l| l.contains(&*lower) || l.contains(one))
            && !(list == "companies" && is_stuff(sentence, head, lists))
        {
            sorts = sorts.with(sort);
            if list == "products" {
                sorts = sorts.with(Sorts::GOODS);
            }
        }
    }
    // 奶粉厂, 整车企业: a Chinese word is what its end is.
    if sorts == Sorts::default()
        && let Some(end) = ends(sentence.lemma(head), lists)
    {
        sorts = end;
    }
    // 轿车澜影: a noun right before a name that nothing else tells says what it is.
    if sorts == Sorts::default()
        && !sentence.word(head).is_ascii()
        && let Some(before) = head.checked_sub(1)
        && sentence.relation(before) == Relation::Compound
        && sentence.head(before) == Some(head)
        && lists
            .get("products")
            .is_some_and(|l| l.contains(sentence.lemma(before)))
    {
        sorts = Sorts::PRODUCT.with(Sorts::THING).with(Sorts::GOODS);
    }
    if sorts == Sorts::default()
        && let Some(name) = phrase::beside(sentence, head)
        && let Some(m) = mentions
            .iter()
            .find(|m| m.span.overlaps(sentence.token(name).span))
    {
        sorts = Sorts::of_kind(m.kind).with(Sorts::THING);
    }
    if sorts != Sorts::default() {
        return sorts;
    }
    if sentence.word(head).starts_with('《') {
        return Sorts::DOCUMENT.with(Sorts::PRODUCT).with(Sorts::THING);
    }
    if sentence.tag(head) == Tag::Propn {
        // A name that the tagger of names did not know may be anybody's.
        return Sorts::ORG
            .with(Sorts::PERSON)
            .with(Sorts::PRODUCT)
            .with(Sorts::BODY)
            .with(Sorts::PLACE);
    }
    // 海岳电池: a noun that a name specifies may be a name.
    let specified = !sentence.word(head).is_ascii()
        && sentence.dependents[head].iter().any(|d| {
            matches!(sentence.relation(*d), Relation::Compound | Relation::NmodPoss)
                && sentence.tag(*d) == Tag::Propn
                // 被告人谢某抢劫一案: what somebody did is no firm, nor is what belongs to a product.
                && !mentions.iter().any(|m| {
                    matches!(m.kind, NameKind::Person | NameKind::Product)
                        && m.span.overlaps(sentence.token(*d).span)
                })
                && !sentence.dependents[*d]
                    .iter()
                    .any(|c| sentence.tag(*c) == Tag::Part)
        });
    if specified {
        return Sorts::ORG.with(Sorts::PRODUCT).with(Sorts::THING);
    }
    if sentence.child(head, Relation::Nummod).is_some() {
        // "Four dockers": several that do something for a living are people.
        let trade = sentence.word(head).to_lowercase() != lower
            && ["er", "or", "ist", "man", "woman", "ian"]
                .iter()
                .any(|end| lower.ends_with(end));
        let people = if trade { Sorts::PERSON } else { Sorts::THING };
        return Sorts::THING.with(Sorts::COUNT).with(people);
    }
    Sorts::THING
}

/// 材料, 汽车: the word of a trade by itself is what the trade deals in, and no firm.
fn is_stuff(sentence: &Sentence<'_>, head: usize, lists: &Lists) -> bool {
    lists
        .get("stuff")
        .is_some_and(|l| l.contains(sentence.lemma(head)))
        && sentence
            .children(head, &[Relation::Compound, Relation::NmodPoss])
            .all(|d| d > head || sentence.child(d, Relation::Case).is_some())
}

/// The last syllables of a Chinese word of three or more: two of them, or one that makes no other words.
pub(super) fn tails<'l>(lemma: &'l str, lists: &'l Lists) -> impl Iterator<Item = &'l str> {
    let long = !lemma.is_ascii() && lemma.chars().count() >= 3;
    let tail = move |count: usize| {
        let (at, _) = lemma.char_indices().rev().nth(count - 1)?;
        let tail = &lemma[at..];
        (at > 0 && (count > 1 || lists.get("telling-ends").is_some_and(|l| l.contains(tail)))).then_some(tail)
    };
    [2, 1].into_iter().filter(move |_| long).filter_map(tail)
}

/// What the end of a Chinese word tells.
fn ends(lemma: &str, lists: &Lists) -> Option<Sorts> {
    tails(lemma, lists).find_map(|tail| {
        HEADS
            .iter()
            .filter(|(list, _)| {
                matches!(
                    *list,
                    "facilities" | "companies" | "people" | "products" | "bodies"
                )
            })
            .find(|(list, _)| lists.get(list).is_some_and(|l| l.contains(tail)))
            .map(|(list, sort)| {
                if *list == "products" {
                    sort.with(Sorts::GOODS)
                } else {
                    *sort
                }
            })
    })
}

fn goods_by_name(kind: NameKind) -> Sorts {
    match kind {
        NameKind::Product => Sorts::GOODS,
        _ => Sorts::default(),
    }
}

/// A name of one sort may name another: a firm its product, a country its government.
fn named(sorts: Sorts) -> Sorts {
    if sorts == Sorts::PRODUCT {
        sorts.with(Sorts::ORG)
    } else if sorts == Sorts::PLACE {
        sorts.with(Sorts::BODY)
    } else if sorts == Sorts::ORG {
        sorts.with(Sorts::PRODUCT)
    } else {
        sorts
    }
}

/// Everything that "it" may be.
pub(crate) fn everything_but_people() -> Sorts {
    Sorts(Sorts::ANY.0 & !Sorts::PERSON.0)
}
