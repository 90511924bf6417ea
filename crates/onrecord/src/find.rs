//! One page and one claim of a ledger, by what people write for them.
//! What does not live here: what is shown of them.

use std::path::PathBuf;

use onrecord_ledger::{LedgerError, StoredPage};
use onrecord_model::Claim;
use onrecord_proposals::Proposal;

use crate::library::Library;

/// Why there is not the one page or claim that was asked for.
#[derive(Debug, thiserror::Error)]
pub enum FindError {
    /// No page is called so.
    #[error("no page {id:?} in {}: give the beginning of its hash, or its file name", ledger.display())]
    NoPage {
        /// What was asked for.
        id: String,
        /// The ledger.
        ledger: PathBuf,
    },
    /// Several pages are.
    #[error("{count} pages are called {id:?}: give more of the hash, such as {}", such_as.join(", "))]
    Pages {
        /// What was asked for.
        id: String,
        /// How many.
        count: usize,
        /// Beginnings of their hashes.
        such_as: Vec<String>,
    },
    /// No claim begins so.
    #[error("no claim {id:?} in {}: `onrecord claims` lists them", ledger.display())]
    NoClaim {
        /// What was asked for.
        id: String,
        /// The ledger.
        ledger: PathBuf,
    },
    /// Several claims do.
    #[error("{count} claims begin with {id:?}: give more of the id: {}", such_as.join(", "))]
    Claims {
        /// What was asked for.
        id: String,
        /// How many.
        count: usize,
        /// Ids of some.
        such_as: Vec<String>,
    },
    /// The ledger could not be asked.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

/// How many ids an error names.
const NAMED: usize = 4;

/// A claim with its page.
#[derive(Clone, Debug)]
pub struct FoundClaim {
    /// The page.
    pub page: StoredPage,
    /// Index of the claim in the page's reading, the proposals after the claims.
    pub place: usize,
}

impl FoundClaim {
    /// The claim.
    pub fn claim(&self) -> &Claim {
        claim_at(&self.page, self.place)
    }

    /// The proposal of a language model, if it is no claim that was read.
    pub fn proposal(&self) -> Option<&Proposal> {
        self.page.claim_at(self.place)?.1
    }
}

/// The claim at a place that the ledger gave for it.
fn claim_at(page: &StoredPage, place: usize) -> &Claim {
    let found = page.claim_at(place);
    found
        .expect("the ledger gives places of claims that the page has")
        .0
}

impl Library {
    /// The one page whose hash begins with `id`, or whose file is called so.
    pub fn find_page(&self, id: &str) -> Result<StoredPage, FindError> {
        let mut found = self.ledger.find_pages(id)?;
        match found.len() {
            1 => Ok(found.remove(0)),
            0 => Err(FindError::NoPage {
                id: id.to_owned(),
                ledger: self.ledger.path().to_owned(),
            }),
            count => Err(FindError::Pages {
                id: id.to_owned(),
                count,
                such_as: found
                    .iter()
                    .take(NAMED)
                    .map(|p| p.read.page.sha256[..12].to_owned())
                    .collect(),
            }),
        }
    }

    /// The one claim whose id is `id`, or begins so.
    pub fn find_claim(&self, id: &str) -> Result<FoundClaim, FindError> {
        // A short beginning is that of many: of these a few are named, and none of their pages is opened in vain.
        let mut found = self.ledger.find_claims(id, NAMED)?;
        let is_exact = |(page, place): &(StoredPage, usize)| claim_at(page, *place).id == id;
        let exact = found.iter().position(is_exact);
        if let Some(at) = exact.or((found.len() == 1).then_some(0)) {
            let (page, place) = found.swap_remove(at);
            return Ok(FoundClaim { page, place });
        }
        if found.is_empty() {
            return Err(FindError::NoClaim {
                id: id.to_owned(),
                ledger: self.ledger.path().to_owned(),
            });
        }
        Err(FindError::Claims {
            id: id.to_owned(),
            count: self.ledger.count_claims(id)?,
            such_as: found
                .iter()
                .map(|(p, place)| claim_at(p, *place).id.clone())
                .collect(),
        })
    }

    /// The words and the kind of a claim by its whole id, if the ledger has it.
    pub fn words_of(&self, id: &str) -> Option<(String, String)> {
        let found = self.find_claim(id).ok()?;
        let claim = found.claim();
        (claim.id == id).then(|| (found.page.read.words(claim).to_owned(), claim.kind.clone()))
    }
}
