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
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    mix(hash, u64::from_le_bytes(last))
}

/// Start of the hash of a feature by the number of its template. The numbers must differ in all bits of a hash: in
/// few, features of one value would share slot and check.
#[inline(always)]
pub(crate) const fn template(number: u64) -> u64 {
    let mut hash = number.wrapping_mul(0xd6e8_feb8_6659_fd93);
    hash ^= hash >> 32;
    hash.wrapping_mul(0xd6e8_feb8_6659_fd93)
}
