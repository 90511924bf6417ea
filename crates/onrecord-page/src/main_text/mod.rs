//! Which text of a page is the story, as blocks that lead back to the bytes.
//! What does not live here: title, outlet, authors (`metadata`), dates (`date`), text dumps (`dump`).

mod areas;
mod blocks;
mod candidate;
mod confirm;
mod count;
mod echoes;
mod explain;
mod headlines;
mod judge;
mod lines;
mod make;
mod marks;
mod others;
mod parts;
mod phrases;
mod rows;
mod script_body;
mod script_runs;
mod script_source;
mod script_values;
mod tail;
#[cfg(test)]
mod tests;
mod walk;
mod words;

use onrecord_model::{Block, PackSources};

use crate::html::{Tag, Tree};
use phrases::Phrases;
use words::Words;

/// Page furniture as the packs know it, compiled once.
#[derive(Debug)]
pub(crate) struct Furniture {
    words: Words,
    phrases: Phrases,
}

impl Furniture {
    /// Compiles the lists of the stage `page`.
    pub(crate) fn compile(sources: &PackSources) -> Furniture {
        Furniture {
            words: Words::compile(sources),
            phrases: Phrases::compile(sources),
        }
    }
}

/// The main text of a page.
#[derive(Debug, Default)]
pub(crate) struct MainText {
    pub(crate) text: String,
    pub(crate) blocks: Vec<Block>,
    pub(crate) notes: Vec<&'static str>,
}

/// Reads the main text. `title` is the headline, where known; it becomes the first block.
pub(crate) fn read(tree: &Tree<'_>, furniture: &Furniture, title: Option<&str>) -> MainText {
    let lines = walk::read(tree, &furniture.words, walk::Scripts::Run);
    let script = script_body::find(tree);
    let choice = judge::choose(&lines, furniture, title, script.as_ref());
    if choice.from_script
        && let Some(script) = &script
    {
        return blocks::from_script(tree, &lines, script, title);
    }
    // Pages that draw themselves in the browser show next to nothing.
    if choice.prose < 40
        && let Some(script) = script_body::rescue(tree, title)
    {
        return blocks::from_script(tree, &lines, &script, title);
    }
    if choice.prose < 40
        && let Some(main) = without_scripts(tree, furniture, title)
    {
        return main;
    }
    blocks::build(tree, &lines, &choice, title)
}

/// The story of a page that shows it only where scripts do not run.
fn without_scripts(tree: &Tree<'_>, furniture: &Furniture, title: Option<&str>) -> Option<MainText> {
    let mut unseen = tree.nodes().filter(|n| tree.tag(*n) == Some(Tag::Noscript));
    unseen.find(|n| tree.end(*n) > *n + 2)?;
    let lines = walk::read(tree, &furniture.words, walk::Scripts::Off);
    let mut choice = judge::choose(&lines, furniture, title, None);
    if choice.prose < 40 {
        return None;
    }
    choice
        .notes
        .push("the page shows its body only where scripts do not run");
    Some(blocks::build(tree, &lines, &choice, title))
}

/// Every line of the page with what was thought of it.
pub(crate) fn explain(tree: &Tree<'_>, furniture: &Furniture, title: Option<&str>) -> String {
    let lines = walk::read(tree, &furniture.words, walk::Scripts::Run);
    let script = script_body::find(tree);
    let choice = judge::choose(&lines, furniture, title, script.as_ref());
    explain::explain(&lines, furniture, tree, title, &choice)
}
