//! A fast hash of words. It is part of the format of the taggers' weights: a change here makes all weights void.
//! What does not live here: hashes that are stored or shown (`sha2`, `siphasher`).

/// An odd factor whose bits are spread: 2^64 divided by the golden ratio.
pub const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// Takes `b` into `a`.
#[inline(always)]
pub fn mix(a: u64, b: u64) -> u64 {
    let product = (a.rotate_left(23) ^ b).wrapping_mul(FACTOR);
    product ^ (product >> 32)
}

/// Hash of some bytes.
#[inline]
pub fn bytes(bytes: &[u8]) -> u64 {
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

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn few_bytes_are_a_number() {
        for count in 0..8 {
            let bytes: Vec<u8> = (1..=count).collect();
            let mut whole = [0; 8];
            whole[..bytes.len()].copy_from_slice(&bytes);
            assert_eq!(number(&bytes), u64::from_le_bytes(whole));
        }
    }
}
