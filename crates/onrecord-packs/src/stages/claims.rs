//! Fields of stage `claims`.
//! What does not live here: claims by frames (see `frames`).

use super::{Form, Holds, Key, Lists, MODALITIES, Others, Stage};

pub(super) static CLAIMS: Stage = Stage {
    name: "claims",
    tells: "Signals of polarity and modality, and claims by cue words for languages without frames.",
    rules: &[Form {
        by: None,
        tells: "A claim by its cue.",
        fields: &[
            Key::new("kind", Holds::Text, "The kind of claim that it makes.").needed(),
            Key::new("state", Holds::Text, "The state."),
            Key::new(
                "cue",
                Holds::Texts,
                "The words that it hangs on; `verb~` takes all forms of an English verb.",
            )
            .needed()
            .cue(),
            Key::new(
                "object",
                Holds::Texts,
                "Words or `@lists` of which one follows the cue in the clause.",
            )
            .condition(),
            Key::new("object_optional", Holds::Flag, "The object may be missing."),
            Key::new("before", Holds::Texts, "Words of which one comes before the cue.").condition(),
            Key::new("with", Holds::Texts, "Words of which one is in the clause.").condition(),
            Key::new("unless", Holds::Texts, "Words that forbid it there.").condition(),
            Key::new(
                "needs",
                Holds::SomeOf(&[
                    "org",
                    "person",
                    "place",
                    "product",
                    "authority",
                    "facility",
                    "document",
                    "money",
                    "count",
                    "share",
                    "quantity",
                    "time",
                ]),
                "Names and values of which one is in the clause.",
            )
            .condition(),
            Key::new(
                "in_sentence",
                Holds::Flag,
                "`with` and `unless` look at the whole sentence.",
            )
            .condition(),
            Key::new(
                "subject",
                Holds::OneOf(&["first", "nearest", "after", "grantee", "none"]),
                "Where its subject is.",
            )
            .condition(),
            Key::new(
                "roles",
                Holds::TextsTable,
                "Role to words that come before its filler.",
            )
            .condition(),
            Key::new(
                "polarity",
                Holds::OneOf(&["affirmed", "negated"]),
                "Fixed instead of read off the clause.",
            )
            .condition(),
            Key::new(
                "modality",
                Holds::OneOf(MODALITIES),
                "Fixed instead of read off the clause.",
            )
            .condition(),
            Key::new(
                "answer",
                Holds::OneOf(&["speaker", "page"]),
                "Of responses: `page` when the page tells of silence.",
            )
            .condition(),
        ],
    }],
    rule_names: &[],
    lists: Lists {
        named: &[
            ("anaphor", "zh en"),
            ("brings-rumour", "zh"),
            ("closes-frame", "zh"),
            ("conditional-effects", "zh"),
            ("conjunction", "zh en"),
            ("continuation", "zh en"),
            ("coverb", "zh"),
            ("done", "zh"),
            ("expected", "zh en"),
            ("forecasting", "zh"),
            ("goal", "zh en"),
            ("governs-expected", "zh"),
            ("governs-goal", "zh"),
            ("governs-negation", "zh"),
            ("governs-planned", "zh"),
            ("governs-possible", "zh"),
            ("guessing", "zh"),
            ("imminent", "zh en"),
            ("inferred", "zh en"),
            ("irregular", "en"),
            ("lead-in", "zh en"),
            ("leaves-open", "zh"),
            ("looked-into", "zh"),
            ("negation", "zh en"),
            ("neutral", "zh en"),
            ("opens-cause", "zh"),
            ("opens-condition", "zh"),
            ("org-pronoun", "zh en"),
            ("pending", "zh en"),
            ("person-pronoun", "zh en"),
            ("planned", "zh en"),
            ("possible", "zh en"),
            ("preposition", "zh en"),
            ("question", "zh en"),
            ("rumour", "zh en"),
            ("rumoured", "zh en"),
            ("sets-frame", "zh"),
            ("speculated", "zh en"),
            ("unsettled", "zh"),
        ],
        others: Others::Referred,
    },
    list_fields: &[],
    examples: true,
    value: "`[not ]KIND.STATE MODALITY | SUBJECT | OBJECT | ROLE=NAME`; what is left out at the end is not compared, ` | .` at the end says that no more follows",
};
