//! Cases in forms that others have standards for: annotations, provenance, entities, citations, and a dossier to read.
//!
//! Each holds verbatim words with their pages, and is read back in `.ci/exports` by its standard's own library.
//! What does not live here: tables (see `table`), our own JSON (see `wire`).

mod annotations;
mod citations;
mod dossier;
mod entities;
mod provenance;
mod reviews;

pub use annotations::annotations;
pub use citations::citations;
pub use dossier::dossier;
pub use entities::entities;
pub use provenance::provenance;
pub use reviews::reviews;

use onrecord::{Case, ClaimRef, ReadPage};

/// The claims of the matters that hold all the words, in the order of pages; all claims if there are no words.
pub fn claims(case: &Case, words: &[String]) -> Vec<ClaimRef> {
    let mut claims: Vec<ClaimRef> = if words.is_empty() {
        let pages = case.pages.iter().enumerate();
        pages
            .flat_map(|(page, read)| {
                (0..read.reading.claims.len()).map(move |claim| ClaimRef { page, claim })
            })
            .collect()
    } else {
        let matters = (0..case.matters.len()).filter(|m| case.is_about(*m, words));
        matters
            .flat_map(|m| case.matters[m].claims.iter().copied())
            .collect()
    };
    claims.sort_unstable();
    claims.dedup();
    claims
}

/// The name of a claim outside of a ledger.
fn claim_urn(id: &str) -> String {
    format!("urn:onrecord:claim:{id}")
}

/// The name of a page outside of a ledger: its hash says what it names.
fn page_urn(page: &ReadPage) -> String {
    format!("urn:sha256:{}", page.page.sha256)
}

/// A page's address if it has one that a reader can open, else its name.
fn page_address(page: &ReadPage) -> String {
    let url = page.page.url.as_deref();
    let open = url.filter(|u| u.starts_with("http://") || u.starts_with("https://"));
    open.map_or_else(|| page_urn(page), iri)
}

/// An address with what no address may hold written as `%XX`.
fn iri(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.chars() {
        let barred = c <= ' ' || matches!(c, '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`' | '\u{7f}');
        if barred {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn addresses_hold_nothing_that_ends_them() {
        assert_eq!(
            super::iri("http://a.test/x y?q=\"<新>"),
            "http://a.test/x%20y?q=%22%3C新%3E"
        );
    }
}
