//! Addresses: host and registrable domain.
//! What does not live here: dates in addresses (`date::candidates`).

/// The registrable domain of an address ("https://news.example.co.uk/a" → "example.co.uk").
pub(crate) fn registrable(url: &str, suffixes: &[String]) -> Option<String> {
    let rest = url.split_once("://").map_or(url, |u| u.1);
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host
        .rsplit('@')
        .next()?
        .split(':')
        .next()?
        .trim_end_matches('.')
        .to_ascii_lowercase();
    if !host.contains('.') || host.split('.').all(|l| l.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let labels: Vec<&str> = host.split('.').collect();
    let two = labels[labels.len() - 2..].join(".");
    let take = if suffixes.contains(&two) { 3 } else { 2 };
    (labels.len() >= take).then(|| labels[labels.len() - take..].join("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_label_suffixes_keep_three() {
        let suffixes = ["co.uk".to_owned()];
        let of = |url: &str| registrable(url, &suffixes);
        assert_eq!(
            of("https://news.quaypost.co.uk/a?b").as_deref(),
            Some("quaypost.co.uk")
        );
        assert_eq!(
            of("http://www.quaypost.com:8080/").as_deref(),
            Some("quaypost.com")
        );
        assert_eq!(of("http://127.0.0.1/x"), None);
    }
}
