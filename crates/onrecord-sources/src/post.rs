//! One request to a server that a user names: a body goes, an answer comes back, both within bounds of time and size.
//!
//! Plain HTTP is spoken here, so that a model on this machine is asked without further libraries; `https:` needs the
//! feature `fetch`, which brings TLS.
//! What does not live here: fetching pages (`fetch`), what is asked and what an answer means.

use std::io::{Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::{Duration, Instant};

use crate::http::{self, Head};

/// How long a server may take to be reached.
const CONNECT: Duration = Duration::from_secs(10);
/// The largest head of an answer, in bytes.
const LARGEST_HEAD: usize = 64 << 10;

/// Where a body goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The whole address.
    pub url: String,
    /// The host, with its port if that is not the usual one.
    pub host: String,
    secure: bool,
    name: String,
    port: u16,
    path: String,
}

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
    /// Takes an address apart.
    pub fn of(url: &str) -> Result<Address, PostError> {
        let wrong = || PostError::NoAddress(url.to_owned());
        let clean = url.bytes().all(|b| b.is_ascii_graphic());
        let (secure, rest) = match (url.strip_prefix("http://"), url.strip_prefix("https://")) {
            (Some(rest), _) => (false, rest),
            (_, Some(rest)) => (true, rest),
            _ => return Err(wrong()),
        };
        let rest = rest.split('#').next().unwrap_or_default();
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (host, path) = rest.split_at(end);
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => (name, Some(port)),
            _ => (host, None),
        };
        let port = match port {
            Some(port) => port.parse().map_err(|_| wrong())?,
            None if secure => 443,
            None => 80,
        };
        if !clean || name.is_empty() || host.contains('@') {
            return Err(wrong());
        }
        Ok(Address {
            url: url.to_owned(),
            host: host.to_owned(),
            secure,
            name: name.trim_matches(['[', ']']).to_owned(),
            port,
            path: match path.strip_prefix('/') {
                Some(_) => path.to_owned(),
                None => format!("/{path}"),
            },
        })
    }
}

/// Sends JSON and gives the body of the answer. Redirects are not followed: what is sent goes to nobody else.
pub fn post(
    address: &Address,
    bearer: Option<&str>,
    json: &str,
    bounds: Bounds,
) -> Result<Vec<u8>, PostError> {
    if address.secure {
        return secure(address, bearer, json, bounds);
    }
    let until = Instant::now() + bounds.time;
    let mut stream = connect(address, until)?;
    let left = left(until)?;
    stream
        .set_write_timeout(Some(left))
        .map_err(|_| PostError::Broken)?;
    let bearer = bearer.map(|key| format!("Authorization: Bearer {key}\r\n"));
    let head = format!(
        "POST {} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nAccept: application/json\r\n\
         User-Agent: onrecord/{}\r\nContent-Length: {}\r\nConnection: close\r\n{}\r\n",
        address.path,
        address.host,
        env!("CARGO_PKG_VERSION"),
        json.len(),
        bearer.unwrap_or_default()
    );
    // A server may answer, and end, before it has read everything: what it says counts, and not that it would not listen.
    let sent = stream
        .write_all(head.as_bytes())
        .and_then(|()| stream.write_all(json.as_bytes()))
        .and_then(|()| stream.flush());
    match answer(&mut stream, until, bounds.size) {
        Err(PostError::Broken) if sent.is_err() => Err(PostError::Unreachable("it hung up".into())),
        answered => answered,
    }
}

fn left(until: Instant) -> Result<Duration, PostError> {
    let left = until.saturating_duration_since(Instant::now());
    match left.is_zero() {
        true => Err(PostError::TimedOut),
        false => Ok(left),
    }
}

fn connect(address: &Address, until: Instant) -> Result<TcpStream, PostError> {
    let resolved = (address.name.as_str(), address.port).to_socket_addrs();
    let resolved = resolved.map_err(|e| PostError::Unreachable(crate::error::reason(&e)))?;
    let mut why = PostError::Unreachable("its name has no address".into());
    for place in resolved {
        match TcpStream::connect_timeout(&place, left(until)?.min(CONNECT)) {
            Ok(stream) => return Ok(stream),
            Err(error) => why = PostError::Unreachable(crate::error::reason(&error)),
        }
    }
    Err(why)
}

/// Reads an answer until it is whole.
fn answer(stream: &mut TcpStream, until: Instant, size: usize) -> Result<Vec<u8>, PostError> {
    let mut message = Vec::new();
    let mut head: Option<Head> = None;
    let mut ended = false;
    loop {
        if head.is_none() && (ended || ends_head(&message)) {
            let read = Head::read(&message).ok_or(PostError::Broken)?;
            match read.status {
                // "Go on": the answer is still to come.
                Some(100..=199) => {
                    message.drain(..read.length);
                    if message.is_empty() && ended {
                        return Err(PostError::Broken);
                    }
                    continue;
                }
                Some(200..=299) => head = Some(read),
                Some(status) => return Err(PostError::Status(status)),
                None => return Err(PostError::Broken),
            }
        }
        if let Some(head) = &head {
            let body = &message[head.length..];
            if let Some(whole) = whole(head, body, ended)? {
                if whole.len() > size {
                    return Err(PostError::TooLarge(size));
                }
                let stored = Head {
                    length: 0,
                    ..head.clone()
                };
                let opened = http::body(&stored, whole).map_err(|_| PostError::Broken)?.bytes;
                return match opened.len() > size {
                    true => Err(PostError::TooLarge(size)),
                    false => Ok(opened),
                };
            }
            // Chunks and their sizes take some room beside the body.
            if body.len() > size.saturating_mul(2) {
                return Err(PostError::TooLarge(size));
            }
        } else if message.len() > LARGEST_HEAD {
            return Err(PostError::Broken);
        }
        let mut part = [0; 16 << 10];
        let left = left(until)?;
        stream
            .set_read_timeout(Some(left))
            .map_err(|_| PostError::Broken)?;
        match stream.read(&mut part) {
            Ok(0) if ended || message.is_empty() => return Err(PostError::Broken),
            Ok(0) => ended = true,
            Ok(count) => message.extend_from_slice(&part[..count]),
            Err(error) => match error.kind() {
                std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut => {
                    return Err(PostError::TimedOut);
                }
                std::io::ErrorKind::Interrupted => {}
                _ => return Err(PostError::Broken),
            },
        }
    }
}

/// True if an empty line stands in what was read.
fn ends_head(message: &[u8]) -> bool {
    memchr::memmem::find(message, b"\r\n\r\n").is_some() || memchr::memmem::find(message, b"\n\n").is_some()
}

/// The stored body if it is whole: as long as it says, or its last chunk is here, or the connection ended. One that says how
/// long it is and ends before that is broken.
fn whole<'b>(head: &Head, body: &'b [u8], ended: bool) -> Result<Option<&'b [u8]>, PostError> {
    let chunked = head
        .field("transfer-encoding")
        .is_some_and(|t| t.to_ascii_lowercase().contains("chunked"));
    if chunked {
        return match (chunks_end(body), ended) {
            (Some(end), _) => Ok(Some(&body[..end])),
            (None, true) => Err(PostError::Broken),
            (None, false) => Ok(None),
        };
    }
    let length: Option<usize> = head.field("content-length").and_then(|l| l.trim().parse().ok());
    match (length, ended) {
        (Some(length), _) if body.len() >= length => Ok(Some(&body[..length])),
        (Some(_), true) => Err(PostError::Broken),
        (None, true) => Ok(Some(body)),
        _ => Ok(None),
    }
}

/// Where the last chunk ends, if it is here.
fn chunks_end(body: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        let rest = body.get(at..)?;
        let line_end = memchr::memchr(b'\n', rest)?;
        let line = std::str::from_utf8(&rest[..line_end]).ok()?;
        let size = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        at = at.checked_add(line_end + 1)?;
        if size == 0 {
            return Some(at);
        }
        at = at.checked_add(size)?;
        // The line end that closes the chunk.
        let close = body.get(at..)?;
        at += memchr::memchr(b'\n', close)? + 1;
    }
}

#[cfg(not(feature = "fetch"))]
fn secure(_: &Address, _: Option<&str>, _: &str, _: Bounds) -> Result<Vec<u8>, PostError> {
    Err(PostError::NoTls)
}

#[cfg(feature = "fetch")]
fn secure(address: &Address, bearer: Option<&str>, json: &str, bounds: Bounds) -> Result<Vec<u8>, PostError> {
    let config = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_global(Some(bounds.time))
        .timeout_connect(Some(bounds.time.min(CONNECT)))
        .max_response_header_size(LARGEST_HEAD)
        .user_agent(concat!("onrecord/", env!("CARGO_PKG_VERSION")))
        .build();
    let mut request = ureq::Agent::new_with_config(config)
        .post(&address.url)
        .header("Content-Type", "application/json")
        .header("Accept", "application/json");
    if let Some(key) = bearer {
        request = request.header("Authorization", format!("Bearer {key}"));
    }
    let failed = |error: ureq::Error| match error {
        ureq::Error::Timeout(_) => PostError::TimedOut,
        other => PostError::Unreachable(other.to_string()),
    };
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
        Err(error) if error.kind() == std::io::ErrorKind::TimedOut => Err(PostError::TimedOut),
        Err(_) => Err(PostError::Broken),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

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
    fn addresses_are_taken_apart() {
        let of = |url: &str| Address::of(url).map(|a| (a.name, a.port, a.path, a.secure));
        assert_eq!(
            of("http://localhost:11434/v1").unwrap(),
            ("localhost".into(), 11434, "/v1".into(), false)
        );
        assert_eq!(
            of("https://[::1]/a?b=c#d").unwrap(),
            ("::1".into(), 443, "/a?b=c".into(), true)
        );
        assert_eq!(of("http://h?q").unwrap(), ("h".into(), 80, "/?q".into(), false));
        for wrong in [
            "",
            "localhost:80",
            "ftp://h",
            "http://",
            "http://h:x/",
            "http://a b/",
            "http://u@h/",
            "http://h/\r\nX: y",
        ] {
            assert!(matches!(of(wrong), Err(PostError::NoAddress(_))), "{wrong}");
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
