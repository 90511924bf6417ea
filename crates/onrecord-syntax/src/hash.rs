//! Hashes of words and features. They are part of the weights' format: a change here makes all weights void.

use onrecord_model::hash::FACTOR;
pub(crate) use onrecord_model::hash::{bytes, mix};

/// Key of a feature: its template's number, and two values. Sums of products, so that the products of values that many
/// features share are made once.
#[inline(always)]
pub(crate) const fn feature(template: u64, value: u64, other: u64) -> u64 {
    // The numbers must differ in all bits of a key: in few, features of one value would share slot and check.
    let start = template.wrapping_mul(0xd6e8_feb8_6659_fd93);
    let start = (start ^ start >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93);
    let sum = start
        .wrapping_add(value.wrapping_mul(FACTOR))
        .wrapping_add(other.wrapping_mul(0xc2b2_ae3d_27d4_eb4f));
    sum ^ sum >> 32
}
