//! Chinese attributions.

use super::Found;
use super::chinese_rules::ChineseRules;
use super::quotes::Quote;
use crate::Document;

pub(super) fn find(_document: &Document<'_>, _rules: &ChineseRules, _quotes: &[Quote]) -> Vec<Found> {
    Vec::new()
}
