//! Fields of the stages that all languages share: `entities`, `kinds`, `stories`.
//! What does not live here: the stages of one language.

use super::{Form, Holds, Key, Lists, Others, Stage};

pub(super) static ENTITIES: Stage = Stage {
    name: "entities",
    tells: "The catalogue: entities with all their names. A line is `id: name, name~context, *name left by machine translation, @domain, <whole, =kind`.",
    rules: &[],
    rule_names: &[],
    lists: Lists {
        named: &[],
        others: Others::Any,
    },
    list_fields: &[
        Key::new(
            "kind",
            Holds::OneOf(&[
                "org",
                "person",
                "place",
                "product",
                "authority",
                "outlet",
                "document",
                "facility",
            ]),
            "The kind of all entities of the list.",
        ),
        Key::new(
            "mt_near",
            Holds::Text,
            "The context that names left by machine translation ask for.",
        ),
        Key::new(
            "names",
            Holds::Texts,
            "Of a context `near-…`: lists whose sure names count as context.",
        ),
        Key::new(
            "window",
            Holds::Number,
            "Of a context: bytes on either side that count; 0 for the whole text.",
        ),
        Key::new(
            "before",
            Holds::Texts,
            "Of a context: words of which one comes right before the name.",
        ),
        Key::new(
            "not_before",
            Holds::Texts,
            "Of a context: words that do not come right before it.",
        ),
        Key::new(
            "not_after",
            Holds::Texts,
            "Of a context: words that do not come right after it.",
        ),
    ],
    examples: false,
    value: "",
};

pub(super) static STORIES: Stage = Stage {
    name: "stories",
    tells: "Common words, and how much of a rare word's weight each has when pages are compared.",
    rules: &[],
    rule_names: &[],
    lists: Lists {
        named: &[],
        others: Others::Any,
    },
    list_fields: &[Key::new(
        "weight",
        Holds::Number,
        "Percent of a rare word's weight, from 0 to 100.",
    )
    .needed()],
    examples: false,
    value: "",
};

pub(super) static KINDS: Stage = Stage {
    name: "kinds",
    tells: "Kinds of claims, how they go on, what counts as a record, classes of their objects.",
    rules: &[
        Form {
            by: Some("record_for"),
            tells: "What counts as a record: a claim of one kind that shows the state of a matter of another.",
            fields: &[
                Key::new("record_for", Holds::Text, "The kind of the matter that it shows.").needed(),
                Key::new("record_class", Holds::Text, "The class of that matter's object.").needed(),
                Key::new("record_state", Holds::Text, "The state that it shows.").needed(),
                Key::new("of_kind", Holds::Text, "The kind of the claim.").needed(),
                Key::new("of_state", Holds::Text, "The state of the claim.").needed(),
                Key::new(
                    "words_of",
                    Holds::Texts,
                    "Words of which one is in the claim or its page's title.",
                )
                .needed(),
            ],
        },
        Form {
            by: Some("platforms"),
            tells: "Places where anybody publishes.",
            fields: &[Key::new("platforms", Holds::Texts, "Their names.").needed()],
        },
        Form {
            by: Some("one_side"),
            tells: "Who speaks for one side of a case.",
            fields: &[Key::new("one_side", Holds::Texts, "Words for them.").needed()],
        },
        Form {
            by: Some("course_of"),
            tells: "How matters of a kind go on.",
            fields: &[
                Key::new("course_of", Holds::Text, "The kind.").needed(),
                Key::new(
                    "undoes",
                    Holds::TextsTable,
                    "State to the states that it takes back when it comes later.",
                ),
                Key::new(
                    "only_undoes",
                    Holds::Texts,
                    "States that do nothing but take others back.",
                ),
                Key::new(
                    "opposed",
                    Holds::TextsTable,
                    "State to the states that cannot be the outcome of one decision with it.",
                ),
                Key::new(
                    "deciders",
                    Holds::TextsTable,
                    "State to words, one of which the name of the body holds whose word settles it.",
                ),
                Key::new(
                    "mutual",
                    Holds::Flag,
                    "Both sides are asked one question, whoever is named first.",
                ),
                Key::new(
                    "not_of_authorities",
                    Holds::Flag,
                    "It does not happen to a public body.",
                ),
                Key::new(
                    "of_anybody",
                    Holds::Texts,
                    "States that may be told of a public body all the same.",
                ),
            ],
        },
        Form {
            by: Some("class_of"),
            tells: "A class of objects: one thing under its names in all languages.",
            fields: &[
                Key::new("class_of", Holds::Text, "The kind that it belongs to.").needed(),
                Key::new("zh", Holds::Text, "Its Chinese name.").needed(),
                Key::new("en", Holds::Text, "Its English name.").needed(),
                Key::new("words_of", Holds::Texts, "Words that name it.").needed(),
                Key::new(
                    "generic",
                    Holds::Texts,
                    "Words that name it for subjects of `of_entities` only.",
                ),
                Key::new("of_entities", Holds::Texts, "Parts of the names of entity lists."),
                Key::new("broader", Holds::Text, "The class that less exact words mean."),
            ],
        },
        Form {
            by: None,
            tells: "A kind of claim.",
            fields: &[
                Key::new("zh", Holds::Text, "How it is shown in Chinese.").needed(),
                Key::new("en", Holds::Text, "How it is shown in English.").needed(),
                Key::new("states", Holds::Texts, "States on the way, in order.").needed(),
                Key::new(
                    "ends",
                    Holds::Texts,
                    "States that end it, each excluding the others.",
                ),
                Key::new("roles", Holds::Texts, "Roles beside subject and object."),
                Key::new("imminent", Holds::Text, "The state that \"about to\" means."),
                Key::new(
                    "exclusive_roles",
                    Holds::Texts,
                    "Roles with one filler only: two claims with different ones contradict.",
                ),
                Key::new(
                    "after",
                    Holds::TextTable,
                    "What an operator's effect makes of an event: `EFFECT` or `EFFECT:STATE BEFORE` to an outcome.",
                ),
                Key::new(
                    "shown",
                    Holds::TextsTable,
                    "State to its words: Chinese, English.",
                ),
                Key::new("weight", Holds::Number, "How heavy a matter weighs in a brief."),
                Key::new("valued", Holds::Flag, "Claims carry a value and differ by it."),
                Key::new(
                    "by_object",
                    Holds::Flag,
                    "Only named objects, or objects of a class, make matters of their own.",
                ),
                Key::new(
                    "by_words",
                    Holds::Flag,
                    "Claims of one subject belong together only when their words do.",
                ),
                Key::new(
                    "owned",
                    Holds::Flag,
                    "What is spoken of belongs to somebody: subjects without a name are their owner's.",
                ),
                Key::new(
                    "papers",
                    Holds::Flag,
                    "Papers and entries: known by their day, published by the body they name, there whoever denies what they say.",
                ),
                Key::new(
                    "decided",
                    Holds::Flag,
                    "The body that is named in its end brought that about.",
                ),
                Key::new("grave", Holds::Flag, "What a post says of it is a rumour."),
                Key::new(
                    "figures",
                    Holds::Flag,
                    "Sums and figures: no event that a paper goes on about.",
                ),
                Key::new(
                    "accuses",
                    Holds::Texts,
                    "States that accuse: who denies the deed answers them, and does not deny that he is accused.",
                ),
                Key::new(
                    "own_steps",
                    Holds::Texts,
                    "States that one side brings about: what it says of these is its own step and no plea.",
                ),
                Key::new(
                    "apart_by",
                    Holds::Text,
                    "The role that tells two matters apart where the object has no name.",
                ),
            ],
        },
    ],
    rule_names: &[],
    lists: Lists {
        named: &[],
        others: Others::None,
    },
    list_fields: &[],
    examples: false,
    value: "",
};
