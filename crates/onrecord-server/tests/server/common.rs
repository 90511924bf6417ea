//! A server on a port of its own over the samples, and a small client.
//! What does not live here: what is tested.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::civil::date;
use onrecord::ledger::{Ledger, NewPage};
use onrecord::sources::Inputs;
use onrecord::{Engine, Kept, Moment};
use onrecord_server::{Options, Server};

pub const MATTER: &str = "licence/xiaomi-ev/car-production-licence";

/// A fixed time: what a test shows must not change with the day.
pub fn clock() -> Moment {
    Moment::day(date(2026, 11, 29))
}

pub fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/xiaomi-licence")
}

/// A running server.
pub struct Running {
    pub address: SocketAddr,
    pub ledger: PathBuf,
}

/// Starts a server over a ledger of these folders or files.
pub fn serve(name: &str, paths: Vec<PathBuf>, token: Option<&str>) -> Running {
    serve_at_most(name, paths, token, onrecord_server::WHOLE)
}

/// The same, of which lists bring `whole` pages together at the most.
pub fn serve_at_most(name: &str, paths: Vec<PathBuf>, token: Option<&str>, whole: usize) -> Running {
    let ledger = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("server-{name}.db"));
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{end}", ledger.display()));
    }
    if !paths.is_empty() {
        let engine = Engine::new(&onrecord::Options::default()).unwrap();
        let read =
            Inputs::of(paths, Vec::new()).filter_map(|input| engine.read_to_keep(input, &|_| false).ok());
        let pages: Vec<NewPage> = read
            .filter_map(|kept| match kept {
                Kept::New(page) => Some(*page),
                Kept::Seen(_) => None,
            })
            .collect();
        let mut made = Ledger::create_or_open(&ledger).unwrap();
        made.add(&pages, &engine.edition(), clock()).unwrap();
    }
    let server = Server::open(&Options {
        ledger: ledger.clone(),
        packs: None,
        procedures: None,
        listen: "127.0.0.1:0".parse().unwrap(),
        token: token.map(str::to_owned),
        clock,
        whole,
    });
    let server = server.unwrap();
    let address = server.address().unwrap();
    std::thread::spawn(move || server.run().unwrap());
    Running { address, ledger }
}

/// An answer.
#[derive(Debug)]
pub struct Got {
    pub status: u16,
    head: String,
    pub body: String,
}

impl Got {
    /// A header field, by its name in lower case.
    pub fn field(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines();
        lines.find_map(|l| {
            let (key, value) = l.split_once(':')?;
            (key.to_ascii_lowercase() == name).then(|| value.trim())
        })
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.body))
    }
}

impl Running {
    pub fn host(&self) -> String {
        self.address.to_string()
    }

    /// Sends bytes as they are.
    pub fn raw(&self, request: &[u8]) -> Got {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(120))).unwrap();
        let _ = stream.write_all(request);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let text = String::from_utf8_lossy(&bytes);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|s| s.parse().ok());
        Got {
            status: status.unwrap_or(0),
            head: head.to_owned(),
            body: unchunked(head, body),
        }
    }

    /// Sends what is no request, and goes.
    pub fn poke(&self, bytes: &[u8]) {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(2))).unwrap();
        let _ = stream.write_all(bytes);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let _ = stream.read_to_end(&mut Vec::new());
    }

    pub fn get(&self, path: &str) -> Got {
        self.get_with(path, "")
    }

    /// `fields` are lines that end in CR LF.
    pub fn get_with(&self, path: &str, fields: &str) -> Got {
        let host = self.host();
        let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{fields}\r\n");
        self.raw(request.as_bytes())
    }

    pub fn post(&self, path: &str, media: &str, body: &[u8], fields: &str) -> Got {
        let mut request = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Type: {media}\r\nContent-Length: {}\r\n{fields}\r\n",
            self.host(),
            body.len()
        )
        .into_bytes();
        request.extend_from_slice(body);
        self.raw(&request)
    }

    /// Sends a form as our pages do: with what they hold.
    pub fn form(&self, path: &str, fields: &[(&str, &str)]) -> Got {
        let token = self.form_token();
        let all = [&[("form_token", token.as_str())], fields].concat();
        self.post(
            path,
            "application/x-www-form-urlencoded",
            encoded(&all).as_bytes(),
            "",
        )
    }

    pub fn form_token(&self) -> String {
        let page = self.get("/add").body;
        let from = page.find("name=\"form_token\" value=\"").expect("a form") + 25;
        page[from..].split('"').next().unwrap_or_default().to_owned()
    }
}

fn unchunked(head: &str, body: &str) -> String {
    if !head.to_ascii_lowercase().contains("transfer-encoding: chunked") {
        return body.to_owned();
    }
    let mut out = String::new();
    let mut rest = body;
    while let Some((size, after)) = rest.split_once("\r\n") {
        let size = usize::from_str_radix(size.trim(), 16).unwrap_or(0);
        if size == 0 {
            break;
        }
        out.push_str(after.get(..size).unwrap_or(after));
        rest = after.get(size + 2..).unwrap_or_default();
    }
    out
}

pub fn encoded(fields: &[(&str, &str)]) -> String {
    let escape = |text: &str| -> String {
        let hex = |b: u8| match b.is_ascii_alphanumeric() {
            true => char::from(b).to_string(),
            false => format!("%{b:02X}"),
        };
        text.bytes().map(hex).collect()
    };
    let pairs: Vec<String> = fields
        .iter()
        .map(|(n, v)| format!("{}={}", escape(n), escape(v)))
        .collect();
    pairs.join("&")
}
