//! Compiled packs: what the stages run on.
//! What does not live here: how packs are loaded (see `onrecord-packs`), and what a stage makes of its rules.

use std::sync::OnceLock;

use onrecord_model::{Ground, Language, PackProblem, PackSources, SentenceWords};
use onrecord_text::{attributions, claims, frames, names};
use onrecord_values::{quantities, times};

/// The rules of one language, ready to run.
#[derive(Debug)]
pub struct LanguagePack {
    /// The language.
    pub lang: Language,
    /// Numbers, money, measures.
    pub quantities: quantities::Rules,
    /// Time expressions.
    pub times: times::Rules,
    /// Names.
    pub names: names::Rules,
    /// Attributions.
    pub attributions: attributions::Rules,
    /// Claims.
    pub claims: claims::Rules,
    /// Frames and operators.
    pub frames: frames::Frames,
}

/// All packs. Costly to make, cheap to share.
#[derive(Debug)]
pub struct Packs {
    /// One for each language of the registry, once it is compiled.
    languages: [OnceLock<LanguagePack>; Language::REGISTERED.len()],
    /// Entities and kinds, for all languages.
    pub ground: Ground,
    /// Where sentences end, for all languages.
    pub sentence_words: SentenceWords,
    /// As loaded: the page stage and the checker read from here.
    pub sources: PackSources,
}

impl Packs {
    /// Compiles what was loaded. Problems do not stop it: what is sound is kept, and all problems are told.
    pub fn compile(sources: PackSources) -> (Packs, Vec<PackProblem>) {
        let (packs, mut problems) = Packs::compile_as_needed(sources);
        for lang in Language::REGISTERED {
            let pack = packs.compiled(lang, &mut problems);
            // The cell is new: nothing can be in it yet.
            if let Some(cell) = packs.cell(lang) {
                // A fresh cell: nothing can have been set before.
                let _ = cell.set(pack);
            }
        }
        (packs, problems)
    }

    /// Compiles what all languages share; the rules of a language when its first page comes. Half the time for a run
    /// over pages of one language, but the problems of its rules are not told: for packs that were checked before.
    pub fn compile_as_needed(sources: PackSources) -> (Packs, Vec<PackProblem>) {
        let mut problems = Vec::new();
        let packs = Packs {
            languages: Default::default(),
            ground: Ground::compile(&sources, &mut problems),
            sentence_words: SentenceWords::compile(&sources),
            sources,
        };
        (packs, problems)
    }

    /// The pack of a language; `None` for languages without one.
    pub fn of(&self, lang: Language) -> Option<&LanguagePack> {
        let cell = self.cell(lang)?;
        Some(cell.get_or_init(|| self.compiled(lang, &mut Vec::new())))
    }

    /// The pack of a language, to be changed: for training and tests.
    pub fn of_mut(&mut self, lang: Language) -> Option<&mut LanguagePack> {
        self.of(lang)?;
        self.languages[lang.number()?].get_mut()
    }

    /// Compiles one stage of a language again: its sources were changed. Problems are not told.
    pub fn compile_again(&mut self, lang: Language, stage: &str) {
        let mut pack = lang
            .number()
            .and_then(|n| self.languages[n].take())
            .unwrap_or_else(|| self.compiled(lang, &mut Vec::new()));
        let (sources, ground, problems) = (&self.sources, &self.ground, &mut Vec::new());
        match stage {
            "quantities" => pack.quantities = quantities::Rules::compile(lang, sources, problems),
            "times" => pack.times = times::Rules::compile(lang, sources, problems),
            "names" => pack.names = names::Rules::compile(lang, sources, &ground.catalogue, problems),
            "attributions" => pack.attributions = attributions::Rules::compile(lang, sources, problems),
            "claims" | "responses" => {
                pack.claims = claims::Rules::compile(lang, sources, &ground.kinds, problems)
            }
            "clauses" | "frames" | "operators" => {
                pack.frames = frames::Frames::compile(lang, sources, &ground.kinds, problems);
            }
            _ => {}
        }
        if let Some(cell) = self.cell(lang) {
            // The cell was emptied above.
            let _ = cell.set(pack);
        }
    }

    fn cell(&self, lang: Language) -> Option<&OnceLock<LanguagePack>> {
        lang.number().map(|n| &self.languages[n])
    }

    fn compiled(&self, lang: Language, problems: &mut Vec<PackProblem>) -> LanguagePack {
        LanguagePack::compile(lang, &self.sources, &self.ground, problems)
    }
}

impl LanguagePack {
    fn compile(
        lang: Language,
        sources: &PackSources,
        ground: &Ground,
        problems: &mut Vec<PackProblem>,
    ) -> LanguagePack {
        LanguagePack {
            lang,
            quantities: quantities::Rules::compile(lang, sources, problems),
            times: times::Rules::compile(lang, sources, problems),
            names: names::Rules::compile(lang, sources, &ground.catalogue, problems),
            attributions: attributions::Rules::compile(lang, sources, problems),
            claims: claims::Rules::compile(lang, sources, &ground.kinds, problems),
            frames: frames::Frames::compile(lang, sources, &ground.kinds, problems),
        }
    }
}
