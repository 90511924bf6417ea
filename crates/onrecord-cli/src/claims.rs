//! `onrecord claims`: the ledger's claims with their words and pages.
//! What does not live here: what a claim is.

use std::collections::BTreeSet;
use std::io::Write;

use onrecord::ledger::ClaimFilter;
use onrecord::{Claim, Cut, Library, Proposal, ReadPage};

use crate::arguments::ClaimsOptions;
use crate::failure::{Failure, Outcome};
use crate::kept;
use crate::out;
use crate::screen::{OPEN, QUIET, Screen, TITLE, WORDS, paint};
use onrecord_views::phrases;
use onrecord_views::wire;

/// Runs the command.
pub fn run(options: &ClaimsOptions) -> Result<Outcome, Failure> {
    let library = kept::open(&options.ledger, &options.packs)?;
    let filter = ClaimFilter {
        kind: options.kind.clone(),
        entity: options.entity.clone(),
    };
    let kinds = &library.engine.packs.ground.kinds;
    if let Some(kind) = &options.kind
        && kinds.get(kind).is_none()
    {
        let known: Vec<&str> = kinds.kinds.iter().map(|k| k.name.as_str()).collect();
        return Err(Failure::Use(format!(
            "there is no kind {kind:?}: give one of {}",
            known.join(", ")
        )));
    }
    let pages = match &options.kind {
        Some(kind) => library.ledger.pages_with_kind(kind)?,
        None => library.ledger.pages()?,
    };
    let from_origin = options
        .origin
        .as_deref()
        .map(|origin| of_origin(&library, origin))
        .transpose()?;
    let wants =
        |claim: &Claim| filter.wants(claim) && from_origin.as_ref().is_none_or(|ids| ids.contains(&claim.id));
    let wanted = pages.iter().flat_map(|page| {
        let claims = page.read.reading.claims.iter().filter(|c| wants(c));
        claims.map(|claim| (&page.read, claim))
    });
    // What a model proposes goes back to no origin.
    let proposed = pages.iter().filter(|_| from_origin.is_none()).flat_map(|page| {
        let proposals = page.proposals.iter();
        proposals
            .filter(|p| filter.wants(&p.claim))
            .map(|proposal| (&page.read, proposal))
    });
    if options.json {
        let mut out = out::objects();
        let mut line = Vec::new();
        for (page, claim) in wanted {
            line.clear();
            wire::write_claim(&mut line, page, claim);
            out.write_all(&line)?;
        }
        for (page, proposal) in proposed {
            line.clear();
            wire::write_proposal(&mut line, page, proposal);
            out.write_all(&line)?;
        }
        out.flush()?;
        return Ok(Outcome::Done);
    }
    let mut screen = Screen::new();
    let mut shown = 0;
    for (page, claim) in wanted {
        show(&mut screen, &library.engine.packs, page, claim);
        shown += 1;
    }
    screen.gap();
    let mut models = 0;
    for (page, proposal) in proposed {
        show_proposal(&mut screen, &library.engine.packs, page, proposal);
        models += 1;
    }
    if models > 0 {
        screen.gap();
    }
    let proposed = match models {
        0 => String::new(),
        n => format!(" · {n} proposed by models"),
    };
    screen.line(&paint(QUIET, phrases::count(shown, "claim") + &proposed));
    screen.print()?;
    Ok(Outcome::Done)
}

/// Ids of the claims that go back to origins of this name: it takes all pages to know.
fn of_origin(library: &Library, name: &str) -> Result<BTreeSet<String>, Failure> {
    let (case, _) = library.case(&[], Cut::default())?;
    let name = name.to_lowercase();
    let called = |text: &str| text.to_lowercase().contains(&name);
    let origins = case
        .origins
        .iter()
        .filter(|o| called(&o.source) || o.outlet.as_deref().is_some_and(called));
    let members = origins.flat_map(|o| &o.members);
    Ok(members.map(|(at, _)| case.claim(*at).id.clone()).collect())
}

/// What a model pointed at, in three lines at the most.
pub fn show_proposal(screen: &mut Screen, packs: &onrecord::Packs, page: &ReadPage, proposal: &Proposal) {
    screen.row(
        0,
        &[(&paint(QUIET, &proposal.claim.id), 19)],
        &paint(OPEN, phrases::proposed(packs, proposal)),
        "",
    );
    screen.row(19, &[], &paint(WORDS, page.words(&proposal.claim)), "");
    let outlet = phrases::outlet(&page.article, &page.page);
    screen.row(19, &[], &paint(QUIET, outlet), "");
}

/// One claim in four lines at the most.
fn show(screen: &mut Screen, packs: &onrecord::Packs, page: &ReadPage, claim: &Claim) {
    let state = phrases::claim_state(packs, claim);
    screen.row(
        0,
        &[(&paint(QUIET, &claim.id), 18)],
        &format!(
            "{} {} {}",
            paint(TITLE, phrases::about(claim)),
            paint(QUIET, format!("{}:", claim.kind)),
            state
        ),
        &phrases::interval(claim.said),
    );
    screen.row(18, &[], &paint(WORDS, page.words(claim)), "");
    let outlet = phrases::outlet(&page.article, &page.page);
    screen.row(18, &[], &paint(QUIET, phrases::chain(&outlet, claim)), "");
}
