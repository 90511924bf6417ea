//! Fields of stage `names`.
//! What does not live here: how names are found (see `docs/names.md`).

use super::{Form, Holds, Key, Lists, Others, Stage};

const KINDS: &[&str] = &[
    "org",
    "person",
    "place",
    "product",
    "authority",
    "outlet",
    "document",
    "facility",
];

pub(super) static NAMES: Stage = Stage {
    name: "names",
    tells: "Names that no catalogue knows: what they end in, what stands beside them (`docs/names.md`).",
    rules: &[Form {
        by: None,
        tells: "A way in which a name shows itself. The program knows these rules by name.",
        fields: &[
            Key::new("kind", Holds::OneOf(KINDS), "The kind of what is named."),
            Key::new("suffixes", Holds::Texts, "What the name ends in.").cue(),
            Key::new("not", Holds::Texts, "Words that make no name with the suffix.").condition(),
            Key::new(
                "longest",
                Holds::Number,
                "Characters before the suffix that no catalogue name covers, at the most.",
            ),
            Key::new(
                "weak",
                Holds::Flag,
                "Too often wrong to stand alone: the name must occur elsewhere too.",
            )
            .condition(),
            Key::new(
                "followed_by",
                Holds::Texts,
                "Words after which a weak name stands alone: they follow whoever acts.",
            )
            .condition(),
            Key::new("titles", Holds::Texts, "Titles before a person's name.").cue(),
            Key::new("after", Holds::Texts, "Words behind a person's name.").cue(),
            Key::new(
                "before",
                Holds::Texts,
                "Verbs before the name of a person they act on.",
            )
            .cue(),
            Key::new(
                "sounds",
                Holds::Texts,
                "Characters that write the sounds of foreign names.",
            ),
            Key::new("polite", Holds::Texts, "Polite words behind a family name.").cue(),
            Key::new(
                "pronoun",
                Holds::Texts,
                "The character that stands for a name withheld.",
            ),
            Key::new("outlets", Holds::Texts, "What the title of an outlet ends in."),
        ],
    }],
    rule_names: &[
        "company-long-form",
        "company-short-form",
        "company-by-trade",
        "company-by-sign",
        "body",
        "institution",
        "place",
        "outlet",
        "facility",
        "person-with-title",
        "person-who-speaks",
        "person-acted-on",
        "foreign-person",
        "withheld-person",
        "work-in-marks",
    ],
    lists: Lists {
        named: &[
            ("authority-heads", "en"),
            ("closed-characters", "zh"),
            ("company-ends", "zh en"),
            ("counters", "zh"),
            ("double-surnames", "zh"),
            ("facility-heads", "en"),
            ("family-names", "en"),
            ("fields-of-government", "en"),
            ("given-inside", "zh"),
            ("given-names", "en"),
            ("joining-characters", "zh"),
            ("left-stops", "zh"),
            ("legal-forms", "en"),
            ("never-given", "zh"),
            ("never-in-persons", "zh"),
            ("never-persons", "zh"),
            ("no-suffixes", "zh"),
            ("openers", "en"),
            ("opening-heads", "en"),
            ("org-before", "en"),
            ("org-heads", "en"),
            ("org-nouns", "en"),
            ("org-verbs", "en"),
            ("person-titles", "en"),
            ("place-heads", "en"),
            ("pointing-characters", "zh"),
            ("seeming-surnames", "zh"),
            ("shy-surnames", "zh"),
            ("sides", "zh"),
            ("surnames", "zh"),
            ("thing-ends", "zh"),
        ],
        others: Others::None,
    },
    list_fields: &[],
    examples: true,
    value: "the entity's id if the catalogue knows it, else the kind of name",
};
