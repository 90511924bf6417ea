//! Fetching pages, politely: robots.txt, one request a host and second, limits of size and time, no private addresses.
//! What was fetched is kept as it came.
//! What does not live here: the clock (it comes in), the ledger, what to fetch next.

mod address;
mod list;
mod robots;
mod store;

use std::collections::BTreeMap;
use std::io::Read;
use std::time::{Duration, Instant};

use onrecord_model::Moment;
use ureq::Agent;
use ureq::http::Uri;

pub use address::is_public;
pub use list::{Target, is_address, of_feed, targets};
pub use robots::Robots;
pub use store::NewRecord;

/// The name that rules of robots.txt are looked up under.
pub const AGENT: &str = "onrecord";
/// A chain of redirects is no longer.
const MOST_REDIRECTS: usize = 8;
/// What a server asks to wait is waited for if it is no longer.
const LONGEST_WAIT: Duration = Duration::from_secs(120);

/// How to fetch.
#[derive(Clone, Debug)]
pub struct Options {
    /// Between two requests to one host.
    pub pause: Duration,
    /// For one request, from the first byte sent to the last one read.
    pub time: Duration,
    /// The largest body that is read, in bytes.
    pub size: u64,
    /// Hosts that may have private addresses or be this machine.
    pub allowed: Vec<String>,
    /// False if robots.txt is not asked.
    pub robots: bool,
    /// The User-Agent field.
    pub user_agent: String,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            pause: Duration::from_secs(1),
            time: Duration::from_secs(60),
            size: 32 << 20,
            allowed: Vec::new(),
            robots: true,
            user_agent: format!("{AGENT}/{}", env!("CARGO_PKG_VERSION")),
        }
    }
}

/// What is known of an earlier answer, to be told when it is unchanged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Earlier {
    /// Its ETag.
    pub etag: Option<String>,
    /// Its Last-Modified.
    pub modified: Option<String>,
}

/// One answer of a server.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The address that was asked.
    pub url: String,
    /// When, in UTC.
    pub at: Moment,
    /// The status.
    pub status: u16,
    /// Status line and header fields, as they are kept.
    pub head: Vec<u8>,
    /// The body, chunks undone, content codings as they came.
    pub body: Vec<u8>,
    /// Why the body was cut: `length`, `time`, `disconnect`.
    pub cut: Option<&'static str>,
    /// Where a redirect leads.
    pub location: Option<String>,
}

/// Why nothing was fetched.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// The text is no address.
    #[error("is no address: give one that begins with https:// or http://")]
    NoAddress,
    /// The host's robots.txt does not allow it.
    #[error("is closed to programs by robots.txt: open it in a browser and save the page")]
    Robots,
    /// robots.txt cannot be had, which closes the host.
    #[error("is closed: its robots.txt cannot be read ({0}): try again later")]
    NoRobots(String),
    /// A private address.
    #[error(
        "is not fetched: {}: allow the host with --allow-private HOST",
        address::REFUSED
    )]
    Private,
    /// Too many redirects, or a circle.
    #[error("redirects more than {MOST_REDIRECTS} times: open it in a browser and save the page")]
    Redirects,
    /// The server asks for patience.
    #[error("asks to come back in {0} seconds: try again later")]
    Later(u64),
    /// Anything else.
    #[error("cannot be fetched ({0}): check the address and the network")]
    Failed(String),
}

/// Fetches pages one after the other.
pub struct Fetcher<'c> {
    agent: Agent,
    options: Options,
    /// When each host was asked last.
    asked: BTreeMap<String, Instant>,
    /// What each host allows.
    robots: BTreeMap<String, Result<Robots, FetchError>>,
    clock: &'c dyn Fn() -> Moment,
}

impl<'c> Fetcher<'c> {
    /// A fetcher that tells the time by `clock`, in UTC.
    pub fn new(options: Options, clock: &'c dyn Fn() -> Moment) -> Fetcher<'c> {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(options.time))
            .timeout_connect(Some(options.time.min(Duration::from_secs(15))))
            .max_response_header_size(256 << 10)
            .user_agent(options.user_agent.as_str())
            // A proxy would resolve names itself, out of sight.
            .proxy(None)
            .build();
        let resolver = address::Guarded::new(&options.allowed);
        let connector = ureq::unversioned::transport::DefaultConnector::default();
        Fetcher {
            agent: Agent::with_parts(config, connector, resolver),
            options,
            asked: BTreeMap::new(),
            robots: BTreeMap::new(),
            clock,
        }
    }

    /// Fetches an address and what it redirects to; each answer on the way, the last one last.
    pub fn fetch(&mut self, url: &str, earlier: &Earlier) -> Result<Vec<Answer>, FetchError> {
        let mut url = url.trim().to_owned();
        let mut answers = Vec::new();
        let mut waited = false;
        loop {
            self.allowed(&url)?;
            let nothing = Earlier::default();
            let known = if answers.is_empty() { earlier } else { &nothing };
            let answer = self.ask(&url, known)?;
            if matches!(answer.status, 429 | 503) {
                let wait = retry_after(&answer.head, (self.clock)());
                let short = wait.is_some_and(|w| Duration::from_secs(w) <= LONGEST_WAIT);
                match wait {
                    Some(seconds) if short && !waited => {
                        std::thread::sleep(Duration::from_secs(seconds));
                        waited = true;
                        continue;
                    }
                    Some(seconds) => return Err(FetchError::Later(seconds)),
                    None => {}
                }
            }
            let next = answer.location.clone();
            answers.push(answer);
            match next {
                None => return Ok(answers),
                Some(_) if answers.len() > MOST_REDIRECTS => return Err(FetchError::Redirects),
                Some(next) => url = next,
            }
        }
    }

    /// What robots.txt says of an address; asked once a host.
    fn allowed(&mut self, url: &str) -> Result<(), FetchError> {
        let uri: Uri = url.parse().map_err(|_| FetchError::NoAddress)?;
        let (Some(scheme @ ("http" | "https")), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(FetchError::NoAddress);
        };
        if !self.options.robots {
            return Ok(());
        }
        let host = format!("{scheme}://{}", authority.as_str().to_lowercase());
        if !self.robots.contains_key(&host) {
            let robots = self.read_robots(&host);
            self.robots.insert(host.clone(), robots);
        }
        let path = uri.path_and_query().map_or("/", |p| p.as_str());
        match &self.robots[&host] {
            Ok(robots) if robots.allows(path) => Ok(()),
            Ok(_) => Err(FetchError::Robots),
            Err(why) => Err(why.clone()),
        }
    }

    /// A host without a robots.txt is open; one whose server fails is closed (RFC 9309, 2.3.1).
    fn read_robots(&mut self, host: &str) -> Result<Robots, FetchError> {
        let mut url = format!("{host}/robots.txt");
        for _ in 0..=5 {
            let answer = match self.ask(&url, &Earlier::default()) {
                Ok(answer) => answer,
                Err(FetchError::Private) => return Err(FetchError::Private),
                Err(why) => return Err(FetchError::NoRobots(why.to_string())),
            };
            match (answer.status, answer.location) {
                (300..=399, Some(next)) => url = next,
                (200..=299, _) => {
                    let head = crate::http::Head::read(&answer.head);
                    let body = head.and_then(|h| crate::http::body(&h, &answer.body).ok());
                    let text = body.map_or(answer.body, |b| b.bytes);
                    return Ok(Robots::read(&text, AGENT));
                }
                (500..=599, _) => return Err(FetchError::NoRobots(format!("status {}", answer.status))),
                _ => return Ok(Robots::default()),
            }
        }
        Ok(Robots::default())
    }

    /// Waits until the host may be asked again.
    fn wait(&mut self, host: &str) {
        let delays = self
            .robots
            .iter()
            .filter(|(name, _)| name.ends_with(&format!("//{host}")));
        let delay = delays.filter_map(|(_, r)| r.as_ref().ok()?.delay).max();
        let pause = self
            .options
            .pause
            .max(Duration::from_secs(delay.unwrap_or(0).min(60)));
        // Who sets no pause (tests on this machine) waits for none.
        let pause = if self.options.pause.is_zero() {
            Duration::ZERO
        } else {
            pause
        };
        if let Some(asked) = self.asked.get(host) {
            std::thread::sleep(pause.saturating_sub(asked.elapsed()));
        }
        self.asked.insert(host.to_owned(), Instant::now());
    }

    fn ask(&mut self, url: &str, earlier: &Earlier) -> Result<Answer, FetchError> {
        let uri: Uri = url.parse().map_err(|_| FetchError::NoAddress)?;
        let authority = uri
            .authority()
            .ok_or(FetchError::NoAddress)?
            .as_str()
            .to_lowercase();
        self.wait(&authority);
        let mut request = self
            .agent
            .get(url)
            .header(
                "Accept",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
            )
            .header("Accept-Encoding", "gzip, br");
        if let Some(etag) = &earlier.etag {
            request = request.header("If-None-Match", etag);
        }
        if let Some(modified) = &earlier.modified {
            request = request.header("If-Modified-Since", modified);
        }
        let at = (self.clock)();
        let mut response = request.call().map_err(failed)?;
        let status = response.status().as_u16();
        let mut head = format!(
            "HTTP/1.1 {status} {}\r\n",
            response.status().canonical_reason().unwrap_or("")
        )
        .into_bytes();
        for (name, value) in response.headers() {
            // The body is kept without its chunks: the field that tells of them is kept under another name.
            let moved = name.as_str() == "transfer-encoding";
            let name = if moved {
                "X-Archive-Orig-Transfer-Encoding"
            } else {
                name.as_str()
            };
            let value: Vec<u8> = value
                .as_bytes()
                .iter()
                .copied()
                .filter(|b| *b != b'\r' && *b != b'\n')
                .collect();
            head.extend([name.as_bytes(), b": ", &value, b"\r\n"].concat());
        }
        head.extend(b"\r\n");
        let location = response
            .headers()
            .get("location")
            .filter(|_| matches!(status, 301 | 302 | 303 | 307 | 308))
            .and_then(|l| resolved(&uri, &crate::http::latin_or_utf8(l.as_bytes())));
        let (body, cut) = self.body(&mut response);
        Ok(Answer {
            url: url.to_owned(),
            at,
            status,
            head,
            body,
            cut,
            location,
        })
    }

    fn body(&self, response: &mut ureq::http::Response<ureq::Body>) -> (Vec<u8>, Option<&'static str>) {
        let limit = self.options.size;
        let mut body = Vec::new();
        let mut reader = response.body_mut().as_reader();
        let mut buffer = vec![0; 64 << 10];
        loop {
            match reader.read(&mut buffer) {
                Ok(0) => return (body, None),
                Ok(count) => body.extend_from_slice(&buffer[..count]),
                Err(error) => {
                    let late =
                        error.kind() == std::io::ErrorKind::TimedOut || error.to_string().contains("timeout");
                    return (body, Some(if late { "time" } else { "disconnect" }));
                }
            }
            if body.len() as u64 > limit {
                body.truncate(limit as usize);
                return (body, Some("length"));
            }
        }
    }
}

fn failed(error: ureq::Error) -> FetchError {
    match error {
        ureq::Error::Io(io) if io.to_string() == address::REFUSED => FetchError::Private,
        ureq::Error::BadUri(_) => FetchError::NoAddress,
        other => FetchError::Failed(other.to_string().to_lowercase()),
    }
}

/// Seconds that an answer asks to wait: a number, or the date to wait for.
fn retry_after(head: &[u8], now: Moment) -> Option<u64> {
    let head = crate::http::Head::read(head)?;
    let value = head.field("retry-after")?.trim();
    if let Ok(seconds) = value.parse() {
        return Some(seconds);
    }
    let until = crate::dates::mail_utc(value)?;
    let seconds = until.at.duration_since(now.at).as_secs();
    Some(u64::try_from(seconds).unwrap_or(0))
}

/// An address as a page at `base` writes it, made whole; fragments are left out.
fn resolved(base: &Uri, location: &str) -> Option<String> {
    let location = location.trim().split('#').next()?;
    let scheme = base.scheme_str()?;
    let authority = base.authority()?.as_str();
    let whole = if list::is_address(location) {
        location.to_owned()
    } else if let Some(rest) = location.strip_prefix("//") {
        format!("{scheme}://{rest}")
    } else if location.contains("://") {
        return None;
    } else if location.starts_with('/') {
        format!("{scheme}://{authority}{location}")
    } else if location.starts_with('?') {
        format!("{scheme}://{authority}{}{location}", base.path())
    } else {
        let folder = base.path().rsplit_once('/').map_or("", |(folder, _)| folder);
        format!("{scheme}://{authority}{folder}/{location}")
    };
    // What is no ASCII is escaped, as browsers do.
    let mut out = String::with_capacity(whole.len());
    for byte in whole.bytes() {
        match byte {
            b' ' => out.push_str("%20"),
            0x21..=0x7e => out.push(char::from(byte)),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests;
