//! How far a speaker commits to a claim, and whether it is negated.
//! What does not live here: the words that say so (packs), and what leaves a whole clause open (`hedged`).

use super::predicates::Sense;
use super::scene::Scene;
use crate::{Modality, Polarity};

/// The polarity that a negation of the main predicate makes.
pub(super) fn negated(sense: Sense) -> Polarity {
    if sense.negated {
        Polarity::Negated
    } else {
        Polarity::Affirmed
    }
}

/// What governs the predicate decides; nearness, rumour and inference are told by words of their own.
pub(super) fn committed(signalled: Modality, governed: Modality) -> Modality {
    match signalled {
        Modality::Imminent | Modality::Rumoured | Modality::Speculated | Modality::Inferred => signalled,
        _ => governed,
    }
}

/// What somebody forecasts is expected, however flatly it is put.
pub(super) fn forecast(scene: &Scene<'_>, attributions: &[usize], modality: Modality) -> Modality {
    let forecasts = |i: &usize| {
        scene.reading.attributions[*i].cue.iter().any(|c| {
            let cue = c.of(scene.document.text);
            scene
                .rules
                .predicates
                .forecasting
                .iter()
                .any(|word| cue.contains(word.as_ref()))
        })
    };
    match modality {
        Modality::Asserted | Modality::Planned if attributions.iter().any(forecasts) => Modality::Expected,
        _ => modality,
    }
}

/// Words such as "rumour has it" around what is said make an assertion a rumour.
pub(super) fn rumoured(scene: &Scene<'_>, attributions: &[usize], modality: Modality) -> Modality {
    if modality != Modality::Asserted {
        return modality;
    }
    let text = scene.document.text;
    let hearsay = attributions.iter().any(|i| {
        let a = &scene.reading.attributions[*i];
        let mut words = a.source.iter().chain(&a.cue);
        words.any(|s| scene.rules.holds(&scene.rules.signals.rumour, s.of(text)))
    });
    if hearsay { Modality::Rumoured } else { modality }
}
