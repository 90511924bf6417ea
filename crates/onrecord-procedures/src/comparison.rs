//! Several who go one way, side by side: routes and steps, each cell with what is said and the claims behind it.
//! What does not live here: how a way is made (see `way`), how a table is shown (`onrecord-views`).

use jiff::civil::Date;
use onrecord_case::{Case, ClaimRef};
use onrecord_model::Ground;

use crate::evidence::is_authority;
use crate::judged::Judged;
use crate::pack::Procedure;
use crate::traveller::{Index, Traveller};
use crate::way::{RouteView, Way, way};

/// One who goes the way.
#[derive(Clone, Debug)]
pub struct Row<'p> {
    /// Its way.
    pub way: Way<'p>,
}

impl Row<'_> {
    /// The routes that are told of, the best founded first.
    pub fn routes(&self) -> &[RouteView] {
        &self.way.routes
    }

    /// What is said of a step.
    pub fn cell(&self, step: usize) -> &Judged {
        &self.way.steps[step].judged
    }

    /// True if its routes are two accounts, of which neither follows from the other.
    pub fn routes_differ(&self) -> bool {
        !self.way.accounts.is_empty()
    }

    /// Claims behind its routes.
    pub fn route_claims(&self) -> Vec<ClaimRef> {
        let routes = self.way.routes.iter();
        routes.flat_map(|r| r.judged.claims()).collect()
    }
}

/// A table: one row each, one column a step of which anything is said.
#[derive(Clone, Debug)]
pub struct Comparison<'p> {
    /// The procedure.
    pub procedure: &'p Procedure,
    /// The day asked for.
    pub as_of: Date,
    /// Rows, in the order asked for, else those who are furthest told of first.
    pub rows: Vec<Row<'p>>,
    /// Indices of the steps that are columns.
    pub columns: Vec<usize>,
}

/// Compares those who are named; all of whom a step or route is told if nobody is.
pub fn compare<'p>(
    case: &Case,
    ground: &Ground,
    index: &Index,
    procedure: &'p Procedure,
    travellers: &[Traveller],
    as_of: Date,
) -> Comparison<'p> {
    let named = !travellers.is_empty();
    let all = if named {
        travellers.to_vec()
    } else {
        // Bodies that decide go nobody's way.
        let decides = |t: &Traveller| {
            let name = t.name.to_lowercase();
            procedure
                .authorities
                .iter()
                .any(|a| is_authority(a, Some(&t.id), &name))
        };
        let mut all = index.travellers(ground);
        all.retain(|t| !decides(t));
        all
    };
    let ways = all.iter().map(|t| way(case, ground, index, procedure, t, as_of));
    let mut rows: Vec<Row<'p>> = ways
        .filter(|w| named || w.is_told())
        .map(|way| Row { way })
        .collect();
    if !named {
        let told = |r: &Row<'_>| r.way.steps.iter().filter(|s| s.judged.is_told()).count();
        rows.sort_by_key(|r| {
            let routes = r.way.routes.len();
            (std::cmp::Reverse(told(r) + routes), r.way.traveller.id.clone())
        });
    }
    let told = |step: &usize| rows.iter().any(|r| r.cell(*step).is_told());
    let columns = (0..procedure.steps.len()).filter(told).collect();
    Comparison {
        procedure,
        as_of,
        columns,
        rows,
    }
}
