//! Digests that containers state: every spelling that archives use, and what becomes of them.
//! What does not live here: the ids of pages (`onrecord-page`).

use onrecord_model::DigestVerdict;
use sha1::Digest as _;

/// An algorithm that archives use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Algorithm {
    Md5,
    Sha1,
    Sha256,
    Sha512,
}

impl Algorithm {
    fn named(name: &str) -> Option<Algorithm> {
        let name: String = name
            .chars()
            .filter(|c| *c != '-' && *c != '_')
            .map(|c| c.to_ascii_lowercase())
            .collect();
        Some(match name.as_str() {
            "md5" => Algorithm::Md5,
            "sha1" => Algorithm::Sha1,
            "sha256" => Algorithm::Sha256,
            "sha512" => Algorithm::Sha512,
            _ => return None,
        })
    }

    fn length(self) -> usize {
        match self {
            Algorithm::Md5 => 16,
            Algorithm::Sha1 => 20,
            Algorithm::Sha256 => 32,
            Algorithm::Sha512 => 64,
        }
    }

    fn of(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Algorithm::Md5 => md5::Md5::digest(bytes).to_vec(),
            Algorithm::Sha1 => sha1::Sha1::digest(bytes).to_vec(),
            Algorithm::Sha256 => sha2::Sha256::digest(bytes).to_vec(),
            Algorithm::Sha512 => sha2::Sha512::digest(bytes).to_vec(),
        }
    }
}

/// A digest as a container states it, such as `sha1:3I42H3S6…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    algorithm: Algorithm,
    value: Vec<u8>,
}

impl Stated {
    /// Reads `ALGORITHM:VALUE`; the value in base32 or hex of either case, or base64. `None` if it is none of these.
    pub fn read(text: &str) -> Option<Stated> {
        let (name, value) = text.trim().split_once(':')?;
        let algorithm = Algorithm::named(name.trim())?;
        let value = value.trim();
        // Longer spellings of the same length in bytes cannot be mixed up: their lengths in characters differ.
        let value = [hex(value), base32(value), base64(value)]
            .into_iter()
            .flatten()
            .find(|v| v.len() == algorithm.length())?;
        Some(Stated { algorithm, value })
    }

    /// True if it is the digest of `bytes`.
    pub fn fits(&self, bytes: &[u8]) -> bool {
        self.algorithm.of(bytes) == self.value
    }

    /// One spelling for all: algorithm and lower-case hex.
    pub fn canonical(&self) -> String {
        let name = match self.algorithm {
            Algorithm::Md5 => "md5",
            Algorithm::Sha1 => "sha1",
            Algorithm::Sha256 => "sha256",
            Algorithm::Sha512 => "sha512",
        };
        format!("{name}:{}", to_hex(&self.value))
    }
}

/// A stated digest in the one spelling, if it can be read.
pub fn canonical(stated: Option<&str>) -> Option<String> {
    stated.and_then(Stated::read).map(|d| d.canonical())
}

/// What becomes of a stated digest of `bytes`.
pub fn verdict(stated: Option<&str>, bytes: &[u8]) -> DigestVerdict {
    match stated.map(Stated::read) {
        None => DigestVerdict::Absent,
        Some(None) => DigestVerdict::Unknown,
        Some(Some(stated)) if stated.fits(bytes) => DigestVerdict::Matches,
        Some(Some(_)) => DigestVerdict::Differs,
    }
}

/// Lower-case hex.
pub fn to_hex(bytes: &[u8]) -> String {
    const_hex::encode(bytes)
}

fn hex(text: &str) -> Option<Vec<u8>> {
    const_hex::decode(text).ok()
}

fn base32(text: &str) -> Option<Vec<u8>> {
    bits(text, 5, |c| match c.to_ascii_uppercase() {
        c @ b'A'..=b'Z' => Some(c - b'A'),
        c @ b'2'..=b'7' => Some(c - b'2' + 26),
        _ => None,
    })
}

fn base64(text: &str) -> Option<Vec<u8>> {
    bits(text, 6, |c| match c {
        b'A'..=b'Z' => Some(c - b'A'),
        b'a'..=b'z' => Some(c - b'a' + 26),
        b'0'..=b'9' => Some(c - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    })
}

/// Bytes out of characters of `width` bits each; padding at the end is left out.
fn bits(text: &str, width: u32, value: impl Fn(u8) -> Option<u8>) -> Option<Vec<u8>> {
    let (mut held, mut count) = (0u32, 0);
    let mut out = Vec::with_capacity(text.len());
    for c in text.trim_end_matches('=').bytes() {
        held = held << width | u32::from(value(c)?);
        count += width;
        if count >= 8 {
            count -= 8;
            out.push((held >> count) as u8);
            held &= (1 << count) - 1;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_one_digest_is_read() {
        for stated in [
            "sha1:aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d",
            "SHA-1:AAF4C61DDCC5E8A2DABEDE0F3B482CD9AEA9434D",
            "sha1:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N",
            "sha1:vl2mmho4yxukfwv63yhtwsbm3gxksq2n",
            "sha1:qvTGHdzF6KLavt4PO0gs2a6pQ00=",
            "md5:5d41402abc4b2a76b9719d911017c592",
            "sha-256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
        ] {
            assert_eq!(
                verdict(Some(stated), b"hello"),
                DigestVerdict::Matches,
                "{stated}"
            );
            assert_eq!(
                verdict(Some(stated), b"hullo"),
                DigestVerdict::Differs,
                "{stated}"
            );
        }
    }

    #[test]
    fn what_cannot_be_checked_is_not_called_wrong() {
        assert_eq!(verdict(None, b""), DigestVerdict::Absent);
        for stated in [
            "crc32:00000000",
            "sha1:",
            "sha1:zz",
            "3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ",
        ] {
            assert_eq!(verdict(Some(stated), b""), DigestVerdict::Unknown, "{stated}");
        }
    }
}
