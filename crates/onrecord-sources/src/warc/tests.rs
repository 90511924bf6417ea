//! Records that tools write, and records that nobody should.

use super::*;
use onrecord_model::DigestVerdict;
use std::io::Write;

const RESPONSE: &str =
    "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>The port is shut.</p>";

fn record(kind: &str, block: &str, more: &str) -> String {
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Target-URI: <https://harbour.example/>\r\n\
WARC-Date: 2023-03-15T08:30:00Z\r\nContent-Type: application/http; msgtype=response\r\n{more}Content-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    )
}

fn records(bytes: impl Into<Vec<u8>>) -> Records {
    Records::of(Box::new(io::Cursor::new(bytes.into()))).unwrap()
}

fn heads(mut records: Records) -> Vec<Result<Head, Damage>> {
    std::iter::from_fn(|| records.next_head()).collect()
}

fn open(bytes: impl Into<Vec<u8>>) -> crate::Capture {
    let mut records = records(bytes);
    let head = records.next_head().unwrap().unwrap();
    let mut block = Vec::new();
    let broken = records.block(&mut block, usize::MAX);
    let http = choose(&head) == Choice::Http;
    Record {
        head,
        block,
        http,
        broken,
        container: std::sync::Arc::default(),
    }
    .open()
    .unwrap()
}

#[test]
fn a_response_is_a_page_with_its_address_time_and_digests() {
    let digests =
        "WARC-Block-Digest: sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\nWARC-Payload-Digest: crc:1\r\n";
    let page = open(record("response", RESPONSE, digests));
    assert_eq!(page.bytes, b"<p>The port is shut.</p>");
    assert_eq!(page.url.as_deref(), Some("https://harbour.example/"));
    assert_eq!(page.charset.as_deref(), Some("utf-8"));
    assert_eq!(page.provenance.fetched.unwrap().to_string(), "2023-03-15T08:30");
    assert_eq!(page.provenance.record.as_deref(), Some("urn:uuid:1"));
    assert_eq!(page.provenance.block_digest, DigestVerdict::Differs);
    assert_eq!(page.provenance.payload_digest, DigestVerdict::Unknown);
}

#[test]
fn a_record_that_breaks_off_is_read_with_a_note() {
    let whole = record("response", RESPONSE, "WARC-Truncated: length\r\n");
    let page = open(&whole.as_bytes()[..whole.len() - 12]);
    assert!(page.bytes.starts_with(b"<p>The port"));
    assert_eq!(page.provenance.notes.len(), 2, "{:?}", page.provenance.notes);
}

#[test]
fn what_records_are_is_told_by_their_heads() {
    let choice = |kind: &str, url: &str, media: &str| {
        let field = |name: &str, value: &str| Field {
            name: name.into(),
            value: value.into(),
        };
        choose(&Head {
            fields: vec![
                field("WARC-Type", kind),
                field("WARC-Target-URI", url),
                field("Content-Type", media),
            ],
            ..Head::default()
        })
    };
    assert_eq!(
        choice(
            "response",
            "https://a.example/",
            "application/http;msgtype=response"
        ),
        Choice::Http
    );
    assert_eq!(choice("resource", "file:///a.html", "text/html"), Choice::Direct);
    assert_eq!(
        choice("conversion", "https://a.example/", "text/plain"),
        Choice::Direct
    );
    assert_eq!(choice("revisit", "https://a.example/", ""), Choice::Revisit);
    for (kind, url, media) in [
        ("request", "https://a.example/", ""),
        ("warcinfo", "", "application/warc-fields"),
        (
            "resource",
            "metadata://gnu.org/software/wget/warc/wget.log",
            "text/plain",
        ),
        ("resource", "urn:thumbnail:https://a.example/", "image/jpeg"),
        ("response", "dns:a.example", "text/dns"),
        ("resource", "https://a.example/robots.txt", "text/plain"),
    ] {
        assert!(
            matches!(choice(kind, url, media), Choice::Skip(_)),
            "{kind} {url}"
        );
    }
}

#[test]
fn a_wrong_length_does_not_swallow_the_next_record() {
    let lying = record("response", RESPONSE, "").replace("Content-Length: ", "Content-Length: 9");
    let mut packed = Vec::new();
    for text in [lying, record("response", RESPONSE, "X: second\r\n")] {
        let mut pack = flate2::write::GzEncoder::new(&mut packed, flate2::Compression::fast());
        pack.write_all(text.as_bytes()).unwrap();
        pack.finish().unwrap();
    }
    let found = heads(records(packed));
    assert_eq!(found.len(), 2);
    assert_eq!(found[1].as_ref().unwrap().field("X"), Some("second"));
}

#[test]
fn bytes_that_are_no_record_are_said_and_passed_over() {
    let text = format!(
        "{}lost words\r\n{}",
        record("response", "x", ""),
        record("response", "y", "")
    );
    let found = heads(records(text));
    assert_eq!(found.len(), 2);
    assert_eq!(
        found[1].as_ref().unwrap().notes,
        ["12 bytes before the record belong to none"]
    );
    assert!(heads(records("no archive at all")).remove(0).is_err());
}

#[test]
fn floods_and_missing_lengths_are_one_error_each() {
    let flood = format!("WARC/1.0\r\n{}\r\n", "X: y\r\n".repeat(200_000));
    let bare = "WARC/1.0\r\nWARC-Type: response\r\n\r\n";
    let found = heads(records(format!("{bare}{flood}{}", record("response", "x", ""))));
    assert!(found[0].is_err());
    assert!(found.last().unwrap().is_ok());
    assert!(
        found.iter().filter(|f| f.is_err()).count() <= 3,
        "{}",
        found.len()
    );
}

#[test]
fn arc_records_are_read_under_the_names_of_warc() {
    let body = "HTTP/1.0 200 OK\nContent-Type: text/html\n\n<p>Old words.</p>";
    let text = format!(
        "filedesc://a.arc 0.0.0.0 20060101000000 text/plain 8\n1 0 x\n\n\n\nhttp://harbour.example/a 10.0.0.1 20060102030405 text/html {}\n{body}\n",
        body.len()
    );
    let mut records = records(text);
    assert_eq!(records.next_head().unwrap().unwrap().kind(), "warcinfo");
    let head = records.next_head().unwrap().unwrap();
    let mut block = Vec::new();
    records.block(&mut block, usize::MAX);
    let page = Record {
        http: choose(&head) == Choice::Http,
        head,
        block,
        broken: false,
        container: std::sync::Arc::default(),
    }
    .open()
    .unwrap();
    assert_eq!(page.bytes, b"<p>Old words.</p>");
    assert_eq!(page.media, "text/html");
    assert_eq!(
        page.provenance.fetched.unwrap().to_string(),
        "2006-01-02T03:04:05"
    );
}

#[test]
fn offsets_are_stated_only_if_a_record_can_be_opened_there() {
    let text = [record("response", "x", ""), record("response", "y", "")];
    let pack = |text: &str| {
        let mut pack = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        pack.write_all(text.as_bytes()).unwrap();
        pack.finish().unwrap()
    };
    let each: Vec<Vec<u8>> = text.iter().map(|t| pack(t)).collect();
    let second = each[0].len() as u64;
    let offsets = |bytes: Vec<u8>| {
        heads(records(bytes))
            .into_iter()
            .map(|h| h.unwrap().offset)
            .collect::<Vec<_>>()
    };
    assert_eq!(offsets(each.concat()), [Some(0), Some(second)]);
    assert_eq!(offsets(pack(&text.concat())), [Some(0), None]);
    assert_eq!(
        offsets(text.concat().into_bytes()),
        [Some(0), Some(text[0].len() as u64)]
    );
}

#[test]
fn a_wrong_checksum_is_noted_with_its_own_record() {
    let pack = |text: &str| {
        let mut pack = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        pack.write_all(text.as_bytes()).unwrap();
        pack.finish().unwrap()
    };
    let mut first = pack(&record("response", RESPONSE, ""));
    let sum = first.len() - 8;
    first[sum] ^= 1;
    let bytes = [first, pack(&record("response", RESPONSE, ""))].concat();
    let notes: Vec<usize> = crate::archived(crate::Container::default(), bytes)
        .into_iter()
        .map(|input| match input {
            crate::Input::Archived(record) => record.open().unwrap().provenance.notes.len(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(notes, [1, 0]);
}
