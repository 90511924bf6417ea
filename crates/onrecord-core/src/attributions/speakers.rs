//! Who stands behind words: kind, count, description and name of a source.
//! What does not live here: finding sources.

use super::{Found, Rules};
use crate::pack::PackSources;
use crate::{Document, Language, Mention, Speaker, SpeakerKind};

/// Words that tell kinds of speakers apart.
#[derive(Debug, Default)]
pub(super) struct SpeakerWords {}

impl SpeakerWords {
    pub fn compile(_lang: Language, _sources: &PackSources) -> SpeakerWords {
        SpeakerWords {}
    }
}

/// A speaker nobody named.
pub(super) fn nobody() -> Speaker {
    Speaker {
        kind: SpeakerKind::Unattributed,
        name: None,
        entity: None,
        count: None,
        description: None,
    }
}

/// Types speakers in reading order.
pub(super) struct Speakers<'a> {
    document: &'a Document<'a>,
}

impl<'a> Speakers<'a> {
    pub fn of(document: &'a Document<'a>, _rules: &'a Rules, _mentions: &'a [Mention]) -> Speakers<'a> {
        Speakers { document }
    }

    pub fn speaker(&mut self, found: &Found) -> Speaker {
        let mut speaker = nobody();
        if let Some(source) = found.source.first() {
            speaker.kind = SpeakerKind::Named;
            speaker.name = Some(source.of(self.document.text).to_owned());
        }
        speaker
    }
}
