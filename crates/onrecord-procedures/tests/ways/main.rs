//! Ways made of claims written by hand: how steps are judged, whatever the readers make of words.

mod checked;
mod days;
mod made;
mod standing;
mod travellers;

use jiff::civil::{Date, date};
use onrecord_case::{Case, reconcile_as_of};
use onrecord_model::ReadPage;
use onrecord_procedures::{Index, Procedure, Shelf, State, Traveller, Way, way};

use made::ground;

fn shipped(name: &str) -> Procedure {
    Shelf::embedded().get(name).unwrap().unwrap()
}

/// The way of `who` by these pages as of a day.
fn see<T>(
    name: &str,
    who: &str,
    pages: &[ReadPage],
    day: Date,
    look: impl FnOnce(&Case, &Way<'_>) -> T,
) -> T {
    let procedure = shipped(name);
    let case = reconcile_as_of(pages.to_vec(), ground(), Some(day));
    let index = Index::of(&case, ground());
    let traveller = Traveller::find(who, ground());
    look(&case, &way(&case, ground(), &index, &procedure, &traveller, day))
}

const CARS: &str = "cn-nev-production";
const MERGERS: &str = "merger-review";

/// The state of a step for somebody, as of the end of the year of these pages.
fn state_of(name: &str, who: &str, pages: &[ReadPage], step: &str) -> State {
    see(name, who, pages, date(2023, 12, 31), |_, way| {
        way.step(step).unwrap().judged.state.clone()
    })
}
