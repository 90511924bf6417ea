//! Rows whose gold no news reader would share: listed in `counted_out.toml`, each under a reason.
//! What does not live here: the scores, which are printed with these rows and without them.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use serde::Deserialize;

const LIST: &str = include_str!("../counted_out.toml");

#[derive(Deserialize)]
struct List {
    #[serde(default)]
    convention: Vec<Convention>,
}

/// A convention of a data set that is wrong for news, and the rows that rest on it.
#[derive(Deserialize)]
struct Convention {
    why: String,
    rows: Vec<String>,
}

/// The ids of rows that are counted out.
pub struct CountedOut(BTreeSet<String>);

impl CountedOut {
    /// The list in the repository.
    pub fn list() -> Result<CountedOut> {
        parse(LIST).context("eval/counted_out.toml")
    }

    /// True where the row's gold is a convention that news does not share.
    pub fn holds(&self, id: &str) -> bool {
        self.0.contains(id)
    }
}

fn parse(text: &str) -> Result<CountedOut> {
    let list: List = toml::from_str(text)?;
    let mut ids = BTreeSet::new();
    for convention in list.convention {
        anyhow::ensure!(!convention.why.trim().is_empty(), "a convention says no reason");
        for id in convention.rows {
            anyhow::ensure!(ids.insert(id.clone()), "{id} is listed twice");
        }
    }
    Ok(CountedOut(ids))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_well_formed() {
        CountedOut::list().unwrap();
    }

    #[test]
    fn a_row_is_listed_once_and_with_a_reason() {
        let list = "[[convention]]\nwhy = \"x\"\nrows = [\"a\"]\n";
        assert!(parse(list).unwrap().holds("a"));
        assert!(parse(&format!("{list}{list}")).is_err());
        assert!(parse("[[convention]]\nwhy = \"\"\nrows = []\n").is_err());
    }
}
