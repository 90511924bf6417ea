//! What a model may ask, tool by tool: the arguments with their descriptions, of which rmcp makes the schemas.
//! What does not live here: answers.

use rmcp::schemars::{self, JsonSchema};
use serde::Deserialize;

/// Arguments of `status`, `origins`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Matters {
    /// Words that the matter must hold: a name, a kind such as licence or deal, or the whole id of a matter. All words must fit.
    pub words: String,
    /// Go by what was said or published up to and including this day, YYYY-MM-DD. Left out: the last day of the pages.
    #[serde(default)]
    pub as_of: Option<String>,
    /// Go by pages that the ledger had learnt by the end of this day, YYYY-MM-DD.
    #[serde(default)]
    pub known_on: Option<String>,
    /// How many matters to show, 1 to 20. Left out: 5.
    #[serde(default)]
    pub limit: Option<usize>,
}

/// Arguments of `timeline`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Timeline {
    /// Words that the matter must hold: a name, a kind, or the whole id of a matter.
    pub words: String,
    /// The first day that counts, YYYY-MM-DD. Left out: all days.
    #[serde(default)]
    pub since: Option<String>,
    /// The last day that counts, YYYY-MM-DD. Left out: the last day of the pages.
    #[serde(default)]
    pub as_of: Option<String>,
    /// How many changes to show, 1 to 60, the latest of them. Left out: 20.
    #[serde(default)]
    pub limit: Option<usize>,
}

/// A page that is given with the question and not kept.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GivenPage {
    /// The page as HTML. Give this or `text`.
    #[serde(default)]
    pub html: Option<String>,
    /// The article's text, nothing else. Give this or `html`.
    #[serde(default)]
    pub text: Option<String>,
    /// A name for the page, by which the answer will call it.
    #[serde(default)]
    pub source: Option<String>,
    /// Its address.
    #[serde(default)]
    pub url: Option<String>,
    /// The day it was published, YYYY-MM-DD, if that is known from elsewhere. Do not guess.
    #[serde(default)]
    pub date: Option<String>,
    /// Its headline, if `text` does not hold it.
    #[serde(default)]
    pub title: Option<String>,
    /// Who published it.
    #[serde(default)]
    pub outlet: Option<String>,
}

/// Arguments of `read_page`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadPage {
    /// A page of the ledger: the beginning of its hash (four letters at the least), or its file name. Give this or `page`.
    #[serde(default)]
    pub id: Option<String>,
    /// A page to be read and not kept. Give this or `id`.
    #[serde(default)]
    pub page: Option<GivenPage>,
    /// Where in the text to begin, in bytes, for the rest of a long page.
    #[serde(default)]
    pub from: Option<usize>,
}

/// Arguments of `brief`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Brief {
    /// Pages to be read together and not kept, 30 at the most. Left out: all pages of the ledger.
    #[serde(default)]
    pub pages: Vec<GivenPage>,
    /// Go by what was said or published up to and including this day, YYYY-MM-DD. Left out: the last day of the pages.
    #[serde(default)]
    pub as_of: Option<String>,
    /// How many matters to show, 1 to 20. Left out: 6.
    #[serde(default)]
    pub limit: Option<usize>,
}

/// Arguments of `explain`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Explain {
    /// The id of a claim, or its beginning.
    pub claim: String,
}

/// Arguments of `search`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Search {
    /// Words that the page must hold, all of them: in its text, headline, outlet or address. Chinese words may be two characters.
    pub words: String,
    /// How many pages to show, 1 to 30. Left out: 8.
    #[serde(default)]
    pub limit: Option<usize>,
}

/// Arguments of `procedure`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Procedure {
    /// Name of the procedure. Left out: all of them are listed.
    #[serde(default)]
    pub name: Option<String>,
    /// Who goes the way: a name, or the id of an entity. Left out: the steps of the procedure.
    #[serde(default)]
    pub entity: Option<String>,
    /// Go by what was said or published up to and including this day, YYYY-MM-DD. Left out: the last day of the pages.
    #[serde(default)]
    pub as_of: Option<String>,
}

/// Arguments of `compare`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Compare {
    /// Name of the procedure.
    pub name: String,
    /// Who is compared. Left out: all of whom the pages tell a step.
    #[serde(default)]
    pub entities: Vec<String>,
    /// Go by what was said or published up to and including this day, YYYY-MM-DD. Left out: the last day of the pages.
    #[serde(default)]
    pub as_of: Option<String>,
}
