//! Lists of stage `responses`.
//! What does not live here: responses of languages that have frames for them (see `frames`).

use super::{Lists, Others, Stage};

pub(super) static RESPONSES: Stage = Stage {
    name: "responses",
    tells: "Words that tell denials, refusals, silence and confirmations in what somebody says.",
    rules: &[],
    rule_names: &[],
    lists: Lists {
        named: &[
            ("admits", "zh"),
            ("aims-at", "zh"),
            ("answering", "zh"),
            ("as-ever", "zh"),
            ("asks", "zh"),
            ("bare-answers", "zh"),
            ("calls-false", "zh"),
            ("calls-false-at-end", "zh"),
            ("calls-false-in-passing", "zh"),
            ("calls-true", "zh"),
            ("charges", "zh"),
            ("condemns", "zh"),
            ("declines", "zh"),
            ("ignorance", "zh"),
            ("joins-speakers", "zh"),
            ("leans-back", "zh"),
            ("negatives", "zh"),
            ("not-these", "zh"),
            ("opens-topic", "zh"),
            ("points-back", "zh"),
            ("raises-charge", "zh"),
            ("refers", "zh"),
            ("refers-ends", "zh"),
            ("rejects", "zh"),
            ("silence", "zh"),
            ("tells-denial", "zh"),
            ("unconfirmed", "zh"),
        ],
        others: Others::None,
    },
    list_fields: &[],
    examples: false,
    value: "",
};
