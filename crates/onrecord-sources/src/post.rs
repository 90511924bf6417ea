//! One request to a server that a user names: a body goes, an answer comes back, both within bounds of time and size.
//!
//! `https:` needs the feature `fetch`, which brings TLS.
//! What does not live here: fetching pages (`fetch`), what is asked and what an answer means.

use std::io::{ErrorKind, Read};
use std::time::Duration;

use ureq::http::Uri;

/// How long a server may take to be reached.
const CONNECT: Duration = Duration::from_secs(10);
/// The largest head of an answer, in bytes.
const LARGEST_HEAD: usize = 64 << 10;

/// Where a body goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(Uri);

/// Bounds of one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// From the first byte sent to the last one read.
    pub time: Duration,
    /// The largest answer, in bytes of its body.
    pub size: usize,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PostError {
    /// The text is no address.
    #[error("{0:?} is no address: give one that begins with http:// or https://")]
    NoAddress(String),
    /// TLS is not built in.
    #[error("https: needs a build with --features fetch: or ask a server on this machine by http:")]
    NoTls,
    /// The host has no address, or refuses.
    #[error("cannot be reached ({0})")]
    Unreachable(String),
    /// It took too long.
    #[error("timed out")]
    TimedOut,
    /// The answer is larger than it may be.
    #[error("answers with more than {0} bytes")]
    TooLarge(usize),
    /// What came back is no HTTP, or broke off.
    #[error("sends no whole HTTP answer")]
    Broken,
    /// The server refuses.
    #[error("answers with status {0}")]
    Status(u16),
}

impl PostError {
    /// True if the same request may succeed a moment later.
    pub fn may_pass(&self) -> bool {
        match self {
            PostError::Unreachable(_) | PostError::Broken => true,
            PostError::Status(status) => matches!(status, 429 | 500..=599),
            _ => false,
        }
    }
}

impl Address {
    /// Reads an address. One with a user and a password is refused: they would be shown where the address is.
    pub fn of(url: &str) -> Result<Address, PostError> {
        let wrong = || PostError::NoAddress(url.to_owned());
        let uri: Uri = url.parse().map_err(|_| wrong())?;
        let authority = uri.authority().ok_or_else(wrong)?;
        let known = matches!(uri.scheme_str(), Some("http" | "https"));
        // The parser takes any letters for a port, and gives none.
        let whole = authority.as_str() == authority.host() || authority.port().is_some();
        let named = !authority.host().is_empty() && !authority.as_str().contains('@');
        match known && named && whole {
            true => Ok(Address(uri)),
            false => Err(wrong()),
        }
    }
}

/// Sends JSON and gives the body of the answer. Redirects are not followed and no proxy is asked: what is sent goes to
/// nobody else.
pub fn post(
    address: &Address,
    bearer: Option<&str>,
    json: &str,
    bounds: Bounds,
) -> Result<Vec<u8>, PostError> {
    if address.0.scheme_str() == Some("https") && !cfg!(feature = "fetch") {
        return Err(PostError::NoTls);
    }
    let config = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .proxy(None)
        .timeout_global(Some(bounds.time))
        .timeout_connect(Some(bounds.time.min(CONNECT)))
        .max_response_header_size(LARGEST_HEAD)
        .user_agent(concat!("onrecord/", env!("CARGO_PKG_VERSION")))
        .build();
    let mut request = ureq::Agent::new_with_config(config)
        .post(address.0.clone())
        .header("Content-Type", "application/json")
        .header("Accept", "application/json");
    if let Some(key) = bearer {
        request = request.header("Authorization", format!("Bearer {key}"));
    }
    let mut answer = request.send(json).map_err(failed)?;
    match answer.status().as_u16() {
        200..=299 => {}
        status => return Err(PostError::Status(status)),
    }
    let mut body = Vec::new();
    let read = answer
        .body_mut()
        .as_reader()
        .take(bounds.size as u64 + 1)
        .read_to_end(&mut body);
    match read {
        _ if body.len() > bounds.size => Err(PostError::TooLarge(bounds.size)),
        Ok(_) => Ok(body),
        Err(error) if error.kind() == ErrorKind::TimedOut => Err(PostError::TimedOut),
        Err(_) => Err(PostError::Broken),
    }
}

fn failed(error: ureq::Error) -> PostError {
    match error {
        ureq::Error::Timeout(_) => PostError::TimedOut,
        ureq::Error::Protocol(_) | ureq::Error::Http(_) | ureq::Error::LargeResponseHeader(..) => {
            PostError::Broken
        }
        ureq::Error::Io(error) if error.kind() == ErrorKind::UnexpectedEof => PostError::Broken,
        ureq::Error::Io(error) => PostError::Unreachable(crate::error::reason(&error)),
        other => PostError::Unreachable(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use std::net::TcpListener;
    use std::time::Instant;

    /// Answers one request with these bytes, one every so often, and hangs up.
    fn server(answer: Vec<u8>, pause: Duration) -> Address {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut part = [0; 4096];
            let mut asked = Vec::new();
            while !asked.ends_with(b"{}") {
                let count = stream.read(&mut part).unwrap();
                asked.extend_from_slice(&part[..count]);
            }
            match pause.is_zero() {
                true => drop(stream.write_all(&answer)),
                false => {
                    for byte in answer {
                        std::thread::sleep(pause);
                        if stream.write_all(&[byte]).is_err() {
                            return;
                        }
                    }
                }
            }
        });
        Address::of(&format!("http://127.0.0.1:{port}/v1")).unwrap()
    }

    const BOUNDS: Bounds = Bounds {
        time: Duration::from_secs(5),
        size: 1000,
    };

    fn asked(answer: &[u8]) -> Result<Vec<u8>, PostError> {
        post(&server(answer.to_vec(), Duration::ZERO), None, "{}", BOUNDS)
    }

    #[test]
    fn addresses_are_those_of_servers() {
        for right in ["http://localhost:11434/v1", "https://[::1]/a?b=c", "http://h?q"] {
            assert!(Address::of(right).is_ok(), "{right}");
        }
        for wrong in [
            "",
            "/v1",
            "localhost:80",
            "ftp://h",
            "http://",
            "http://h:x/",
            "http://a b/",
            "http://u@h/",
            "http://h/\r\nX: y",
        ] {
            assert!(
                matches!(Address::of(wrong), Err(PostError::NoAddress(_))),
                "{wrong}"
            );
        }
    }

    #[test]
    fn bodies_end_as_they_say() {
        assert_eq!(
            asked(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbodyrest").unwrap(),
            b"body"
        );
        assert_eq!(
            asked(b"HTTP/1.1 200 OK\r\n\r\nto the end").unwrap(),
            b"to the end"
        );
        let chunked = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n";
        assert_eq!(asked(chunked).unwrap(), b"body");
    }

    #[test]
    fn what_is_not_whole_is_no_answer() {
        for broken in [
            &b""[..],
            b"garbage",
            b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nbody",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbo",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnot a size\r\n",
        ] {
            assert_eq!(asked(broken), Err(PostError::Broken), "{broken:?}");
        }
        assert_eq!(asked(b"HTTP/1.1 503 Busy\r\n\r\n"), Err(PostError::Status(503)));
        assert_eq!(
            asked(b"HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n"),
            Err(PostError::Status(302))
        );
    }

    #[test]
    fn size_and_time_have_bounds() {
        let long = [b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), vec![b'a'; 5000]].concat();
        assert_eq!(asked(&long), Err(PostError::TooLarge(1000)));
        let flood = [b"HTTP/1.1 200 OK\r\n".to_vec(), b"A: b\r\n".repeat(50_000)].concat();
        assert_eq!(asked(&flood), Err(PostError::Broken));
        // One byte at a time, for ever: the whole has a bound, and not each byte.
        let slow = server(b"HTTP/1.1 200 OK\r\n\r\n".repeat(50), Duration::from_millis(30));
        let bounds = Bounds {
            time: Duration::from_millis(300),
            ..BOUNDS
        };
        let began = Instant::now();
        assert_eq!(post(&slow, None, "{}", bounds), Err(PostError::TimedOut));
        assert!(began.elapsed() < Duration::from_secs(3));
        let nobody = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = nobody.local_addr().unwrap().port();
        drop(nobody);
        let address = Address::of(&format!("http://127.0.0.1:{port}/")).unwrap();
        assert!(matches!(
            post(&address, None, "{}", BOUNDS),
            Err(PostError::Unreachable(_))
        ));
    }

    #[cfg(not(feature = "fetch"))]
    #[test]
    fn https_says_what_it_needs() {
        let address = Address::of("https://models.example/v1").unwrap();
        assert_eq!(post(&address, None, "{}", BOUNDS), Err(PostError::NoTls));
    }
}
