//! Figures of sets as tables.
//! What does not live here: how they are measured.

use std::path::PathBuf;

/// One figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Figure {
    /// A count.
    Count(usize),
    /// A share or another number, shown with three decimals.
    Number(f64),
    /// Nothing to measure.
    Nothing,
}

impl std::fmt::Display for Figure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = match self {
            Figure::Count(n) => n.to_string(),
            Figure::Number(x) => format!("{x:.3}"),
            Figure::Nothing => "-".into(),
        };
        f.pad(&text)
    }
}

/// A row that went badly.
#[derive(Clone, Debug)]
pub struct BadRow {
    /// 0 is worst.
    pub score: f64,
    /// The row, with what went wrong.
    pub words: String,
}

/// What was measured on one set.
#[derive(Clone, Debug)]
pub struct SetReport {
    /// The suite.
    pub suite: &'static str,
    /// The set.
    pub set: String,
    /// Its figures by name.
    pub figures: Vec<(&'static str, Figure)>,
    /// Lines under the table.
    pub details: Vec<String>,
    /// Rows that went badly, in any order.
    pub bad: Vec<BadRow>,
    /// Files and folders the figures were taken on: what a floor's hash is of.
    pub data: Vec<PathBuf>,
}

impl SetReport {
    /// A figure by its name.
    pub fn figure(&self, name: &str) -> Option<f64> {
        self.figures
            .iter()
            .find(|(n, _)| *n == name)
            .and_then(|(_, figure)| match figure {
                Figure::Count(n) => Some(*n as f64),
                Figure::Number(x) => Some(*x),
                Figure::Nothing => None,
            })
    }
}

/// Prints a suite's table; sets with other columns get a head of their own.
pub fn print(suite: &str, reports: &[SetReport], worst: usize) {
    println!("\n{suite}");
    let wide = reports.iter().map(|r| r.set.chars().count()).max().unwrap_or(0);
    let mut head: Vec<&str> = Vec::new();
    for report in reports {
        let columns: Vec<&str> = report.figures.iter().map(|(name, _)| *name).collect();
        if columns != head {
            let names: Vec<String> = columns.iter().map(|c| format!("{c:>w$}", w = width(c))).collect();
            println!("{:wide$}  {}", "", names.join("  "));
            head = columns;
        }
        let values: Vec<String> = report
            .figures
            .iter()
            .map(|(name, figure)| format!("{figure:>w$}", w = width(name)))
            .collect();
        println!("{:wide$}  {}", report.set, values.join("  "));
        for line in &report.details {
            println!("    {line}");
        }
        if worst > 0 {
            let mut bad: Vec<&BadRow> = report.bad.iter().collect();
            bad.sort_by(|a, b| a.score.total_cmp(&b.score).then_with(|| a.words.cmp(&b.words)));
            for row in bad.into_iter().take(worst) {
                println!("    {:.3}  {}", row.score, row.words);
            }
        }
    }
}

fn width(name: &str) -> usize {
    name.len().max(6)
}
