//! Hashes of words and features. They are part of the weights' format: a change here makes all weights void.

const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// Takes `b` into `a`.
#[inline(always)]
pub(crate) fn mix(a: u64, b: u64) -> u64 {
    let product = (a.rotate_left(23) ^ b).wrapping_mul(FACTOR);
    product ^ (product >> 32)
}

/// Hash of some bytes.
#[inline]
pub(crate) fn bytes(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut hash = bytes.len() as u64;
    for word in words {
        hash = mix(hash, u64::from_le_bytes(*word));
    }
    mix(hash, number(rest))
}

/// Up to seven bytes as a number, the first byte the lowest. Pieces overlap: a copy of few bytes costs more than the hash.
#[inline]
fn number(bytes: &[u8]) -> u64 {
    let count = bytes.len();
    match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        (Some(first), Some(last)) => {
            u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << (8 * (count - 4))
        }
        _ if count > 0 => {
            let byte = |at: usize| u64::from(bytes[at]) << (8 * at);
            byte(0) | byte(count / 2) | byte(count - 1)
        }
        _ => 0,
    }
}

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
