//! Fields of stage `claims`.
//! What does not live here: claims by frames (see `frames`).

use super::{Form, Holds, Key, Lists, MODALITIES, Others, Stage};

pub(super) static CLAIMS: Stage = Stage {
    name: "claims",
    tells: "Signals of modality, and Chinese claims by cue words where no frame reads them.",
    rules: &[Form {
        by: None,
        tells: "A claim by its cue.",
        fields: &[
            Key::new("kind", Holds::Text, "The kind of claim that it makes.").needed(),
            Key::new("state", Holds::Text, "The state."),
            Key::new("cue", Holds::Texts, "The words that it hangs on.")
                .needed()
                .cue(),
            Key::new("before", Holds::Texts, "Words of which one comes before the cue.").condition(),
            Key::new("with", Holds::Texts, "Words of which one is in the clause.").condition(),
            Key::new("unless", Holds::Texts, "Words that forbid it there.").condition(),
            Key::new(
                "needs",
                Holds::SomeOf(&["money", "count", "share"]),
                "Values of which one is in the clause.",
            )
            .condition(),
            Key::new(
                "roles",
                Holds::TextsTable,
                "Role to words that come before its filler.",
            )
            .condition(),
            Key::new(
                "modality",
                Holds::OneOf(MODALITIES),
                "Fixed instead of read off the clause.",
            )
            .condition(),
        ],
    }],
    rule_names: &[],
    lists: Lists {
        named: &[
            ("approvals", "zh"),
            ("awaiting", "zh"),
            ("anaphor", "zh en"),
            ("brings-rumour", "zh"),
            ("cause", "zh"),
            ("closes-frame", "zh"),
            ("conditional-effects", "zh"),
            ("conjunction", "zh"),
            ("continuation", "zh"),
            ("coverb", "zh"),
            ("done", "zh"),
            ("expected", "zh"),
            ("forecasting", "zh"),
            ("judging", "zh"),
            ("goal", "zh"),
            ("governs-expected", "zh"),
            ("governs-goal", "zh"),
            ("governs-negation", "zh"),
            ("governs-planned", "zh"),
            ("governs-possible", "zh"),
            ("guessing", "zh"),
            ("imminent", "zh"),
            ("inferred", "zh"),
            ("irregular", "en"),
            ("joins-names", "zh"),
            ("lead-in", "zh"),
            ("leaves-open", "zh"),
            ("looked-into", "zh"),
            ("negation", "zh"),
            ("neutral", "zh"),
            ("opens-cause", "zh"),
            ("opens-condition", "zh"),
            ("org-pronoun", "zh"),
            ("pending", "zh"),
            ("person-pronoun", "zh"),
            ("planned", "zh"),
            ("possible", "zh"),
            ("preposition", "zh"),
            ("question", "zh"),
            ("rumour", "zh"),
            ("rumoured", "zh"),
            ("sets-frame", "zh"),
            ("softens-negation", "zh"),
            ("speculated", "zh"),
            ("ties", "zh"),
            ("time-ends", "zh"),
            ("trails-subject", "zh"),
            ("unsettled", "zh"),
        ],
        others: Others::Referred,
    },
    list_fields: &[],
    examples: true,
    value: "`[not ]KIND.STATE MODALITY | SUBJECT | OBJECT | ROLE=NAME`; what is left out at the end is not compared, ` | .` at the end says that no more follows",
};
