//! robots.txt by RFC 9309: groups of agents, the longest rule decides, allow wins a tie.
//! What does not live here: fetching it, and what a failure to fetch it means (`super`).

/// No more of the file is read.
const LARGEST: usize = 500 << 10;

/// The rules of a host for one agent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Robots {
    /// (allowed, path pattern with escapes in one spelling).
    rules: Vec<(bool, Vec<u8>)>,
    /// Seconds between two requests, if the group asks for them. No part of the RFC, and kept all the same.
    pub delay: Option<u64>,
}

impl Robots {
    /// The rules for `agent`, a product's name in lower case. Groups for the same agent are one; those for `*` count if
    /// there is none for the agent.
    pub fn read(text: &[u8], agent: &str) -> Robots {
        let text = text.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(text);
        let text = String::from_utf8_lossy(&text[..text.len().min(LARGEST)]);
        let (mut own, mut others) = (Robots::default(), Robots::default());
        let mut named = false;
        // Which groups the lines at hand belong to: (the agent's, everybody's).
        let mut at = (false, false);
        let mut naming = false;
        for line in text.split(['\n', '\r']) {
            let line = line.split('#').next().unwrap_or("");
            let Some((key, value)) = line.split_once(':') else {
                continue;
            };
            let value = value.trim();
            let key = key.trim().to_ascii_lowercase();
            if key == "user-agent" {
                if !naming {
                    at = (false, false);
                }
                naming = true;
                let product: String = value
                    .chars()
                    .take_while(|c| c.is_ascii_alphabetic() || matches!(c, '-' | '_'))
                    .collect();
                at.0 |= product.eq_ignore_ascii_case(agent);
                at.1 |= value.starts_with('*');
                named |= at.0;
                continue;
            }
            let rule = match key.as_str() {
                "allow" | "disallow" if !value.is_empty() => Some((key == "allow", normal(value))),
                _ => None,
            };
            let delay = (key == "crawl-delay")
                .then(|| value.parse::<f64>().ok())
                .flatten();
            if matches!(key.as_str(), "allow" | "disallow" | "crawl-delay") {
                naming = false;
            }
            for (group, belongs) in [(&mut own, at.0), (&mut others, at.1)] {
                if belongs {
                    group.rules.extend(rule.clone());
                    group.delay = group
                        .delay
                        .or(delay.filter(|d| *d >= 0.0).map(|d| d.ceil().min(3600.0) as u64));
                }
            }
        }
        if named { own } else { others }
    }

    /// True if `path`, with its query, may be fetched. robots.txt itself always may.
    pub fn allows(&self, path: &str) -> bool {
        let path = normal(path);
        if path == b"/robots.txt" {
            return true;
        }
        let matching = self.rules.iter().filter(|(_, pattern)| matches(pattern, &path));
        let best = matching.max_by_key(|(allowed, pattern)| (pattern.len(), *allowed));
        best.is_none_or(|(allowed, _)| *allowed)
    }
}

/// Escapes of unreserved characters undone, all others in upper case; characters beyond ASCII escaped.
fn normal(path: &str) -> Vec<u8> {
    let bytes = path.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let digit = |at: usize| bytes.get(at).and_then(|b| char::from(*b).to_digit(16));
    let escape = |out: &mut Vec<u8>, byte: u8| out.extend(format!("%{byte:02X}").bytes());
    let mut at = 0;
    while at < bytes.len() {
        match (bytes[at], digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                let byte = (high * 16 + low) as u8;
                if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
                    out.push(byte);
                } else {
                    escape(&mut out, byte);
                }
                at += 3;
            }
            (byte, ..) => {
                if byte < 0x80 {
                    out.push(byte)
                } else {
                    escape(&mut out, byte)
                }
                at += 1;
            }
        }
    }
    out
}

/// True if the pattern matches from the beginning: `*` is any run of bytes, `$` at the end is the end.
fn matches(pattern: &[u8], path: &[u8]) -> bool {
    let (pattern, whole) = match pattern.strip_suffix(b"$") {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let pieces: Vec<&[u8]> = pattern.split(|b| *b == b'*').collect();
    let Some(mut rest) = path.strip_prefix(pieces[0]) else {
        return false;
    };
    if pieces.len() == 1 {
        return !whole || rest.is_empty();
    }
    for (index, piece) in pieces.iter().enumerate().skip(1) {
        if whole && index == pieces.len() - 1 {
            return rest.ends_with(piece);
        }
        match memchr::memmem::find(rest, piece) {
            Some(found) => rest = &rest[found + piece.len()..],
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_rule_decides() {
        let robots = Robots::read(
            b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /\r\n\r\nUser-Agent: Other\nUser-agent: OnRecord/2.0\n\nDisallow: /private # secret\nAllow: /private/open\nDisallow: /*.cgi$\nCrawl-delay: 2.5\n\
User-agent: onrecord\nDisallow: /caf%c3%a9\n",
            "onrecord",
        );
        for (path, allowed) in [
            ("/", true),
            ("/private/x", false),
            ("/private/open/x", true),
            ("/a.cgi", false),
            ("/a.cgi?x=1", true),
            ("/café/1", false),
            ("/caf%C3%A9", false),
            ("/robots.txt", true),
        ] {
            assert_eq!(robots.allows(path), allowed, "{path}");
        }
        assert_eq!(robots.delay, Some(3));
    }

    #[test]
    fn everybodys_rules_count_if_there_are_no_own() {
        let text = b"Disallow: /nobody\nUser-agent: *\nDisallow:\nDisallow: /a\nAllow: /a\nSitemap: https://x.example/s.xml\nDisallow: /b\n";
        let robots = Robots::read(text, "onrecord");
        assert!(robots.allows("/nobody") && robots.allows("/a"));
        assert!(!robots.allows("/b"));
        assert!(Robots::read(b"", "onrecord").allows("/b"));
    }

    #[test]
    fn many_stars_take_no_time() {
        let pattern = format!("/{}b$", "*a".repeat(2000));
        assert!(!matches(
            pattern.as_bytes(),
            format!("/{}", "a".repeat(20_000)).as_bytes()
        ));
    }
}
