//! Fields of the stages `clauses`, `frames` and `operators`.
//! What does not live here: what becomes of an event (see `docs/claims.md`).

use super::{Form, Holds, Key, Lists, Others, Stage};

pub(super) static CLAUSES: Stage = Stage {
    name: "clauses",
    tells: "The small words that voice, aspect, polarity and hedges of a clause are read from, and where a sentence ends.",
    rules: &[],
    rule_names: &[],
    lists: Lists {
        named: &[
            ("abbreviations", "zh en"),
            ("abbreviations-before-numbers", "zh en"),
            ("abbreviations-ending", "zh en"),
            ("ability", "zh en"),
            ("about", "zh"),
            ("agent", "zh en"),
            ("apart", "zh en"),
            ("asking", "zh en"),
            ("before-verbs", "zh"),
            ("closers", "zh"),
            ("comments", "zh"),
            ("compounds", "zh"),
            ("conditional", "zh en"),
            ("contents", "zh"),
            ("coverb", "zh"),
            ("coverb-behind", "zh"),
            ("dateline-words", "zh en"),
            ("determiners", "zh"),
            ("done", "zh en"),
            ("expected", "zh en"),
            ("future", "zh en"),
            ("goal", "zh en"),
            ("heads", "zh"),
            ("imminent", "zh en"),
            ("inferred", "zh en"),
            ("inverted", "zh en"),
            ("joins", "zh"),
            ("light", "zh"),
            ("marks", "zh"),
            ("negative", "zh en"),
            ("nothing", "zh en"),
            ("open", "zh en"),
            ("passive", "zh en"),
            ("patient", "zh"),
            ("perfect", "zh en"),
            ("possible", "zh en"),
            ("predicative", "en"),
            ("prepositions", "zh en"),
            ("rumoured", "zh en"),
            ("second-objects", "zh"),
            ("so-far", "zh en"),
            ("speculated", "zh en"),
            ("stative", "zh en"),
            ("takes", "zh"),
            ("time-nouns", "zh en"),
            ("titles", "zh"),
            ("under-way", "zh en"),
            ("within", "zh"),
        ],
        others: Others::None,
    },
    list_fields: &[],
    examples: false,
    value: "",
};

const PLACES: &str =
    "Where it is found: `subject object recipient unmarked predicate` or a preposition, the likeliest first.";

const PART: &[Key] = &[
    Key::new("verb", Holds::Text, PLACES),
    Key::new("noun", Holds::Text, "The same for an event noun: `owner front itself` or a preposition."),
    Key::new("sort", Holds::Text, "Sorts that it may be: `org person body place product facility document thing money count any`, or `@list`.").condition(),
    Key::new("never", Holds::Text, "Nouns that it must not be: such an object says that it is another event.").condition(),
    Key::new("need", Holds::FlagOr("verb"), "No event without it; `\"verb\"`: none by its verbs.").condition(),
    Key::new("role", Holds::Text, "The claim's role that it fills, if it is neither subject nor object."),
    Key::new("loose", Holds::Flag, "A noun of its lists anywhere before the predicate will do."),
    Key::new(
        "only",
        Holds::Flag,
        "Whoever is in its place and is not of its sort makes it another event.",
    )
    .condition(),
];

const EXAMPLE: &str = "`[not ]KIND.STATE MODALITY | SUBJECT | OBJECT | ROLE=NAME`; what is left out at the end is not compared, ` | .` at the end says that no more follows";

pub(super) static FRAMES: Stage = Stage {
    name: "frames",
    tells: "Events of a kind: the verbs and nouns that name them and who takes part.",
    rules: &[Form {
        by: None,
        tells: "An event.",
        fields: &[
            Key::new("kind", Holds::Text, "The kind of claim that it makes.").needed(),
            Key::new(
                "verbs",
                Holds::Texts,
                "Verbs: a lemma, then words that hang on it; `@list` is any word of a list.",
            )
            .cue(),
            Key::new("nouns", Holds::Texts, "Event nouns; the last word is the head.").cue(),
            Key::new(
                "being",
                Holds::Texts,
                "What is said behind a copula; `not comment`: only negated.",
            )
            .cue(),
            Key::new(
                "again",
                Holds::Texts,
                "Nouns that go back to an event of the kind told before.",
            ),
            Key::new("parts", Holds::Tables(PART), "Who and what takes part."),
            Key::new(
                "about",
                Holds::Text,
                "The part that the claim is about; further ones stand in when it is missing or no name.",
            ),
            Key::new("object", Holds::Text, "The part that is its object."),
            Key::new("done", Holds::Text, "The state when it is done."),
            Key::new("under_way", Holds::Text, "The outcome while it is under way."),
            Key::new("to_come", Holds::Text, "The outcome when it is to come."),
            Key::new(
                "mentioned",
                Holds::Text,
                "The outcome of a bare event noun; nothing when left out.",
            ),
            Key::new(
                "after",
                Holds::TextTable,
                "Effect to outcome, before the kind's own table.",
            ),
            Key::new(
                "affirmed",
                Holds::Flag,
                "The claim is affirmed whatever the words.",
            )
            .condition(),
            Key::new(
                "unless",
                Holds::Texts,
                "Words in the clause that say it is something else.",
            )
            .condition(),
            Key::new("with", Holds::Texts, "Words of which one is in the clause.").condition(),
            Key::new("money", Holds::Flag, "Only with a sum of money.").condition(),
            Key::new("quantity", Holds::Flag, "Only with a quantity.").condition(),
            Key::new(
                "simple",
                Holds::Flag,
                "The simple present tells it too: it is no habit.",
            ),
            Key::new(
                "own_words",
                Holds::Flag,
                "Only when who it is about says it: what others do not know is no answer.",
            )
            .condition(),
            Key::new(
                "doers",
                Holds::Text,
                "Sorts or `@list` of who can act on it by an operator that is a deed; whoever else does makes another event.",
            )
            .condition(),
            Key::new(
                "listed",
                Holds::Flag,
                "Only the operators that `after` lists take it: a noun that names no event by itself.",
            ),
            Key::new(
                "part",
                Holds::Flag,
                "Seen only inside what other rules make: its examples are held by those.",
            ),
        ],
    }],
    rule_names: &[],
    lists: Lists {
        named: &[
            ("anaphors", "zh"),
            ("anybody", "en"),
            ("applications", "zh"),
            ("awaiting", "en"),
            ("bodies", "zh en"),
            ("charges", "zh en"),
            ("companies", "zh en"),
            ("confirming", "zh en"),
            ("definite", "zh en"),
            ("denying", "zh"),
            ("documents", "zh en"),
            ("done-first", "en"),
            ("facilities", "zh en"),
            ("factive", "zh en"),
            ("false", "zh"),
            ("groups", "en"),
            ("habitual", "en"),
            ("hearsay", "zh"),
            ("indices", "en"),
            ("inside", "en"),
            ("inventing", "zh en"),
            ("jobs", "zh en"),
            ("joining", "zh en"),
            ("latter", "zh"),
            ("letters", "en"),
            ("licence", "zh"),
            ("listing", "en"),
            ("litigants", "zh en"),
            ("men", "en"),
            ("moneys", "zh en"),
            ("nearly", "en"),
            ("news", "zh en"),
            ("offices", "zh en"),
            ("paper", "zh en"),
            ("papers", "zh en"),
            ("parties", "zh en"),
            ("partitives", "en"),
            ("people", "zh en"),
            ("person-anaphors", "zh"),
            ("person-pronouns", "zh en"),
            ("phases", "zh"),
            ("places", "zh en"),
            ("plural-pronouns", "zh en"),
            ("post", "zh en"),
            ("products", "zh en"),
            ("question", "zh en"),
            ("reader", "en"),
            ("relative-pronouns", "zh en"),
            ("report", "zh en"),
            ("saying", "zh en"),
            ("shares", "zh"),
            ("she", "en"),
            ("singular-person-pronouns", "zh en"),
            ("speaker-pronouns", "zh en"),
            ("stuff", "zh"),
            ("superseded", "zh en"),
            ("thing-pronouns", "zh en"),
            ("tales", "en"),
            ("topics", "zh"),
            ("trades", "zh en"),
            ("true", "zh en"),
            ("vague-pronouns", "en"),
            ("versions", "zh en"),
            ("turning", "zh"),
            ("under", "zh"),
            ("women", "en"),
            ("works", "zh"),
        ],
        others: Others::Referred,
    },
    list_fields: &[],
    examples: true,
    value: EXAMPLE,
};

pub(super) static OPERATORS: Stage = Stage {
    name: "operators",
    tells: "Words that take an event and make its state.",
    rules: &[Form {
        by: None,
        tells: "An operator.",
        fields: &[
            Key::new(
                "effect",
                Holds::Text,
                "What it does: the key into the tables of frames and kinds.",
            )
            .needed(),
            Key::new("verbs", Holds::Texts, "Verbs, as in frames.").cue(),
            Key::new("nouns", Holds::Texts, "Nouns, as in frames.").cue(),
            Key::new("being", Holds::Texts, "What is said behind a copula.").cue(),
            Key::new(
                "event",
                Holds::Text,
                "Where the event is: `object subject open clause front` or a preposition.",
            )
            .needed(),
            Key::new("agent", Holds::Text, "The role of who does it."),
            Key::new(
                "able",
                Holds::Text,
                "The sorts of who can do it: whoever else does makes nothing of the event.",
            )
            .condition(),
            Key::new(
                "holder",
                Holds::Text,
                "Where it says whose event it is when that names nobody.",
            ),
            Key::new(
                "otherwise",
                Holds::Text,
                "The outcome for kinds without an entry for the effect.",
            ),
            Key::new(
                "kinds",
                Holds::Texts,
                "Kinds whose events it takes; any when left out.",
            )
            .condition(),
            Key::new(
                "raises",
                Holds::Flag,
                "Its negation is of what it governs: \"does not expect to\".",
            )
            .condition(),
            Key::new(
                "keeps",
                Holds::Flag,
                "It leaves the state that another operator has given: \"announced the completion of the takeover\".",
            )
            .condition(),
            Key::new(
                "deed",
                Holds::Flag,
                "What is done at one time: its simple present is a habit, and a frame may say who does it.",
            ),
            Key::new(
                "attributes",
                Holds::OneOf(&[
                    "~asserted",
                    "~imminent",
                    "~planned",
                    "~expected",
                    "~goal",
                    "~possible",
                    "~speculated",
                    "~rumoured",
                    "~inferred",
                ]),
                "The hedge on words that it attributes: \"fears that\".",
            )
            .condition(),
            Key::new(
                "part",
                Holds::Flag,
                "Seen only inside what other rules make: its examples are held by those.",
            ),
        ],
    }],
    rule_names: &[],
    lists: Lists {
        named: &[],
        others: Others::Referred,
    },
    list_fields: &[],
    examples: true,
    value: EXAMPLE,
};
