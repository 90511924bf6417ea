//! Fields of stage `quantities`.
//! What does not live here: what the units mean (see `docs/quantities.md`).

use super::{Form, Holds, Key, Lists, Others, Stage};

pub(super) static QUANTITIES: Stage = Stage {
    name: "quantities",
    tells: "Numbers with their units: money, counts, shares, ranks, measures (`docs/quantities.md`).",
    rules: &[Form {
        by: None,
        tells: "A unit, or a way to write a number.",
        fields: &[
            Key::new(
                "does",
                Holds::OneOf(&[
                    "measure", "money", "part", "share", "discount", "dozen", "count", "age", "number",
                    "noun", "fraction", "ratio", "rank", "top", "vague",
                ]),
                "What the rule is for.",
            )
            .needed(),
            Key::new(
                "units",
                Holds::TextsTableOrTexts,
                "Words behind the number, by the unit that they mean.",
            )
            .cue(),
            Key::new(
                "signs",
                Holds::TextsTable,
                "Signs behind the number, case told apart.",
            )
            .cue(),
            Key::new("before", Holds::TextsTable, "Signs and codes before the number.").cue(),
            Key::new("unit", Holds::Text, "The unit of a share."),
        ],
    }],
    rule_names: &[],
    lists: Lists {
        named: &[],
        others: Others::Any,
    },
    list_fields: &[
        Key::new(
            "does",
            Holds::OneOf(&[
                "bound-before",
                "bound-after",
                "range",
                "per-before",
                "per-after",
                "vague",
                "rank",
                "superlative",
                "veto-before",
                "veto-after",
                "veto-at",
                "stop",
                "plural",
                "adjective",
                "hyphened",
                "age",
                "change",
                "beside",
                "time",
                "name",
                "class",
            ]),
            "What the words do to a number beside them.",
        )
        .needed(),
        Key::new(
            "value",
            Holds::Text,
            "What they make of it: `low`, `high`, `about`, a unit, a code, a number; of `beside`, which words they are.",
        ),
        Key::new("top", Holds::Text, "The upper bound of a vague number."),
        Key::new(
            "kind",
            Holds::OneOf(&["share"]),
            "A vague number that is a share.",
        ),
        Key::new(
            "class",
            Holds::Text,
            "The sign of several currencies that a list of class `class` decides on: `$`.",
        ),
        Key::new(
            "outlets",
            Holds::Texts,
            "Outlets that mean this currency by the sign.",
        ),
        Key::new("places", Holds::Texts, "Places whose currency it is."),
    ],
    examples: true,
    value: "the number, or `LOW..HIGH`, then the unit, then `/UNIT`: `1400000000 CNY`, `..5 km/h`",
};
