//! Fetching from servers on this machine that the tests make: slow, endless, redirecting, lying.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use super::*;

/// What a server does with one request: its path and fields come in, the bytes go out.
type Reply = fn(&str, &mut TcpStream);

/// A server; gives its address and the requests it saw.
fn serve(reply: Reply) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let seen = Arc::new(Mutex::new(Vec::new()));
    let requests = seen.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let requests = requests.clone();
            std::thread::spawn(move || {
                let mut text = String::new();
                let mut reader = BufReader::new(stream.try_clone().unwrap());
                while reader.read_line(&mut text).unwrap_or(0) > 2 {}
                requests.lock().unwrap().push(text.clone());
                let path = text.split(' ').nth(1).unwrap_or("").to_owned();
                reply(&path, &mut stream);
            });
        }
    });
    (address, seen)
}

fn send(stream: &mut TcpStream, text: &str) {
    let _ = stream.write_all(text.as_bytes());
}

fn page(stream: &mut TcpStream, fields: &str, body: &str) {
    send(
        stream,
        &format!(
            "HTTP/1.1 200 OK\r\nConnection: close\r\n{fields}Content-Length: {}\r\n\r\n{body}",
            body.len()
        ),
    );
}

fn missing(stream: &mut TcpStream) {
    send(
        stream,
        "HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
    );
}

fn clock() -> Moment {
    crate::moment("2023-03-15T08:30").unwrap()
}

fn options() -> Options {
    Options {
        pause: Duration::ZERO,
        time: Duration::from_secs(2),
        size: 100_000,
        allowed: vec!["127.0.0.1".into()],
        ..Options::default()
    }
}

fn get(url: &str) -> Result<Vec<Answer>, FetchError> {
    Fetcher::new(options(), &clock).fetch(url, &Earlier::default())
}

#[test]
fn a_page_comes_as_it_is_and_redirects_are_kept() {
    let (host, seen) = serve(|path, stream| match path {
        "/a" => send(
            stream,
            "HTTP/1.1 302 Found\r\nConnection: close\r\nLocation: /b?x=1#part\r\nContent-Length: 0\r\n\r\n",
        ),
        "/b?x=1" => page(
            stream,
            "Content-Type: text/html; charset=gbk\r\n",
            "<p>\u{8fd9}</p>",
        ),
        _ => missing(stream),
    });
    let answers = get(&format!("{host}/a")).unwrap();
    assert_eq!(answers.iter().map(|a| a.status).collect::<Vec<_>>(), [302, 200]);
    assert_eq!(answers[1].url, format!("{host}/b?x=1"));
    assert_eq!(answers[1].body, "<p>\u{8fd9}</p>".as_bytes());
    assert!(String::from_utf8_lossy(&answers[1].head).contains("charset=gbk"));
    let requests = seen.lock().unwrap();
    assert!(requests[0].starts_with("GET /robots.txt"), "{requests:?}");
    assert!(requests[1].contains("onrecord/"));
}

#[test]
fn robots_are_obeyed_and_a_host_that_fails_is_closed() {
    let (host, _) = serve(|path, stream| match path {
        "/robots.txt" => page(stream, "", "User-agent: onrecord\nDisallow: /closed\n"),
        _ => page(stream, "", "open"),
    });
    assert_eq!(get(&format!("{host}/closed/a")).unwrap_err(), FetchError::Robots);
    assert_eq!(get(&format!("{host}/a")).unwrap()[0].body, b"open");
    let (host, _) = serve(|_, stream| {
        send(
            stream,
            "HTTP/1.1 500 Oops\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
        );
    });
    assert!(matches!(get(&format!("{host}/a")), Err(FetchError::NoRobots(_))));
}

#[test]
fn endless_slow_and_lying_bodies_are_cut_and_said() {
    let (host, _) = serve(|path, stream| match path {
        "/endless" => {
            send(stream, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while stream.write_all(b"5\r\nabcde\r\n").is_ok() {}
        }
        "/slow" => {
            send(stream, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nfirst");
            std::thread::sleep(Duration::from_secs(4));
        }
        "/short" => send(
            stream,
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1000\r\n\r\nfirst",
        ),
        _ => missing(stream),
    });
    let cut = |path: &str| {
        let answer = get(&format!("{host}{path}")).unwrap().pop().unwrap();
        (answer.body.len(), answer.cut)
    };
    assert_eq!(cut("/endless"), (100_000, Some("length")));
    assert_eq!(cut("/slow"), (5, Some("time")));
    assert_eq!(cut("/short"), (5, Some("disconnect")));
}

#[test]
fn private_addresses_are_refused_also_behind_redirects_and_names() {
    let (host, _) = serve(|path, stream| match path {
        "/out" => send(
            stream,
            "HTTP/1.1 301 Moved\r\nConnection: close\r\nLocation: http://localhost:1/x\r\nContent-Length: 0\r\n\r\n",
        ),
        "/circle" => send(
            stream,
            "HTTP/1.1 301 Moved\r\nConnection: close\r\nLocation: /circle\r\nContent-Length: 0\r\n\r\n",
        ),
        _ => missing(stream),
    });
    assert_eq!(get(&format!("{host}/out")).unwrap_err(), FetchError::Private);
    assert_eq!(get(&format!("{host}/circle")).unwrap_err(), FetchError::Redirects);
    let closed = Options {
        allowed: Vec::new(),
        ..options()
    };
    let mut fetcher = Fetcher::new(closed, &clock);
    for url in [
        host.clone(),
        host.replace("127.0.0.1", "localhost"),
        host.replace("127.0.0.1", "[::ffff:127.0.0.1]"),
        host.replace("127.0.0.1", "2130706433"),
    ] {
        let why = fetcher.fetch(&url, &Earlier::default()).unwrap_err();
        assert!(
            matches!(
                why,
                FetchError::Private | FetchError::NoAddress | FetchError::NoRobots(_)
            ),
            "{url}: {why}"
        );
    }
}

#[test]
fn what_is_unchanged_is_asked_for_as_such() {
    let (host, seen) = serve(|path, stream| match path {
        "/a" => send(stream, "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"),
        _ => missing(stream),
    });
    let earlier = Earlier {
        etag: Some("\"v1\"".into()),
        modified: Some("Wed, 15 Mar 2023 08:30:00 GMT".into()),
    };
    let answers = Fetcher::new(options(), &clock)
        .fetch(&format!("{host}/a"), &earlier)
        .unwrap();
    assert_eq!(answers[0].status, 304);
    let request = seen.lock().unwrap()[1].to_lowercase();
    assert!(
        request.contains("if-none-match: \"v1\"") && request.contains("if-modified-since: wed,"),
        "{request}"
    );
}

#[test]
fn a_server_that_asks_for_patience_gets_it_once() {
    let (host, _) = serve(|path, stream| match path {
        "/robots.txt" => missing(stream),
        "/long" => send(
            stream,
            "HTTP/1.1 503 Busy\r\nConnection: close\r\nRetry-After: 99999\r\nContent-Length: 0\r\n\r\n",
        ),
        _ => send(
            stream,
            "HTTP/1.1 429 Slow\r\nConnection: close\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n",
        ),
    });
    assert_eq!(
        get(&format!("{host}/long")).unwrap_err(),
        FetchError::Later(99_999)
    );
    assert_eq!(get(&format!("{host}/short")).unwrap_err(), FetchError::Later(1));
}

#[test]
fn addresses_in_redirects_are_made_whole() {
    let base: Uri = "https://a.example/x/y?z".parse().unwrap();
    for (location, whole) in [
        ("https://b.example/", Some("https://b.example/")),
        ("//b.example/c", Some("https://b.example/c")),
        ("/c#d", Some("https://a.example/c")),
        ("c d", Some("https://a.example/x/c%20d")),
        ("?q=\u{e9}", Some("https://a.example/x/y?q=%C3%A9")),
        ("file:///etc/passwd", None),
    ] {
        assert_eq!(resolved(&base, location).as_deref(), whole, "{location}");
    }
}
