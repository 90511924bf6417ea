//! Fields of stage `times`.
//! What does not live here: what patterns and meanings say (see `docs/times.md`).

use super::{Form, Holds, Key, Lists, Others, Stage};

pub(super) static TIMES: Stage = Stage {
    name: "times",
    tells: "Expressions of time: patterns over classes of words, and what they mean (`docs/times.md`).",
    rules: &[Form {
        by: None,
        tells: "A way to write a time, or a part of one.",
        fields: &[
            Key::new("makes", Holds::Text, "The class of what the pattern makes: `day`, `range`, a part's own name; `veto` for what is no time.").needed(),
            Key::new("pattern", Holds::Texts, "Words and classes: `the {ord:n} of {month}`; `[…]` may be missing, `(a|b)` either.").needed(),
            Key::new("means", Holds::Text, "The value, built from the names in the pattern; a veto needs none."),
            Key::new("rank", Holds::Number, "Which of two readings of the same words is taken: the higher."),
            Key::new("before", Holds::Texts, "Words of which one comes right before: `a|b`, `<none>`, `<cap>`, `<lower>`, `<digit>`, `<glued>`.").condition(),
            Key::new("not_before", Holds::Texts, "Words of which none comes right before.").condition(),
            Key::new("after", Holds::Texts, "Words of which one comes right after.").condition(),
            Key::new("not_after", Holds::Texts, "Words of which none comes right after.").condition(),
            Key::new("cased", Holds::Flag, "The first word has a capital.").condition(),
            Key::new("part", Holds::Flag, "Seen only inside what other rules make: its examples are held by those."),
        ],
    }],
    rule_names: &[],
    lists: Lists {
        named: &[
            ("ages", "zh en"),
            ("citing", "zh"),
            ("counted-years", "zh en"),
            ("define", "zh en common"),
            ("state-verbs", "en"),
            ("variants", "zh en"),
            ("ahead", "zh en"),
            ("past", "zh en"),
            ("stop", "zh en"),
            ("document", "zh en"),
            ("dated", "zh en"),
            ("whole", "zh en"),
            ("veto", "zh en common"),
            ("n", "zh en"),
            ("ord", "zh en"),
        ],
        others: Others::Classes,
    },
    list_fields: &[
        Key::new("class", Holds::Text, "The class of the words, if it is not the list's name."),
        Key::new("cased", Holds::Flag, "The words count with a capital only."),
    ],
    examples: true,
    value: "the time in ISO 8601, as `read` prints it: `2023-05`, `P3D`, `2023-03-15T14:00`",
};
