//! Saved pages and mails, in words of this project's own.

use super::*;

const PLACE: Place<'static> = Place {
    file: "a.eml",
    sha256: None,
    number: None,
};

fn pages(inputs: Vec<Input>) -> (Vec<Capture>, Vec<Skipped>) {
    let (mut captures, mut skipped) = (Vec::new(), Vec::new());
    for input in inputs {
        match input {
            Input::Capture(capture) => captures.push(*capture),
            Input::Skipped(what) => skipped.push(what),
            other => panic!("{other:?}"),
        }
    }
    (captures, skipped)
}

#[test]
fn a_saved_page_is_its_first_part_and_keeps_its_bytes() {
    let text = b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://harbour.example/news\r\nSubject: Port\r\n\
Date: Wed, 15 Mar 2023 08:30:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"--x\"\r\n\r\n\
----x\r\nContent-Type: text/html\r\nContent-ID: <frame-1@mhtml.blink>\r\nContent-Transfer-Encoding: quoted-printable\r\n\
Content-Location: https://harbour.example/news\r\n\r\n<meta charset=3Dgbk><p>=B8=DB</p>\r\n\
----x\r\nContent-Type: text/html\r\nContent-ID: <frame-2@mhtml.blink>\r\n\r\n<p>an advertisement</p>\r\n\
----x\r\nContent-Type: image/png\r\nContent-Location: https://harbour.example/a.png\r\n\r\nxx\r\n----x--\r\n";
    let (captures, skipped) = pages(inputs(text, PLACE).unwrap());
    assert_eq!(captures.len(), 1);
    let page = &captures[0];
    assert_eq!(page.bytes, b"<meta charset=gbk><p>\xb8\xdb</p>");
    assert_eq!(page.charset, None);
    assert_eq!(page.url.as_deref(), Some("https://harbour.example/news"));
    assert_eq!(page.published, None);
    assert_eq!(page.provenance.fetched.unwrap().to_string(), "2023-03-15T08:30");
    let kinds: Vec<&str> = skipped.iter().map(|s| s.kind.as_str()).collect();
    assert_eq!(kinds, ["frames of saved pages", "pictures"]);
}

#[test]
fn a_newsletter_is_one_page_with_its_sender_and_day() {
    let text = b"From: =?utf-8?B?5riv5Y+j5pel5oql?= <news@harbour.example>\nSubject: The port\nDate: Wed, 15 Mar 2023 23:30:00 +0800\n\
Message-ID: <1@harbour.example>\nList-Id: <daily.harbour.example>\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n\
--b\nContent-Type: text/plain\n\nThe port is shut.\n--b\nContent-Type: text/html\n\n<p>The port is shut.</p>\n--b--\n";
    let (captures, skipped) = pages(inputs(text, PLACE).unwrap());
    assert_eq!((captures.len(), skipped.len()), (1, 0));
    let page = &captures[0];
    assert_eq!(page.media, "text/html");
    assert_eq!(page.title.as_deref(), Some("The port"));
    assert_eq!(page.outlet.as_deref(), Some("港口日报"));
    assert_eq!(page.published.unwrap().date().to_string(), "2023-03-15");
    assert_eq!(page.provenance.fetched.unwrap().to_string(), "2023-03-15T15:30");
    assert_eq!(page.provenance.record.as_deref(), Some("1@harbour.example"));
}

#[test]
fn documents_sent_along_are_pages_and_other_files_are_counted() {
    let text = b"From: a@b.example\nTo: c@d.example\nMessage-ID: <2@b.example>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n\
--b\n\nSee the paper.\n--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=\"p.pdf\"\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n\
--b\nContent-Type: image/png\nContent-Disposition: attachment; filename=\"s.png\"\n\nx\n--b--\n";
    let (captures, skipped) = pages(inputs(text, PLACE).unwrap());
    let names: Vec<&str> = captures.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["a.eml", "a.eml#p.pdf"]);
    assert_eq!(captures[0].outlet, None);
    assert_eq!(skipped[0].kind, "pictures");
}

#[test]
fn mails_of_one_file_are_pages_of_their_own() {
    let text = b"From a@b.example Wed Mar 15 08:30:00 2023\nSubject: One\nMessage-ID: <1@b>\n\nFirst words.\n>From here on.\n\n\
From c@d.example Wed Mar 15 09:30:00 2023\nSubject: Two\n\nSecond words.\n";
    let (captures, _) = pages(mbox(text, PLACE));
    let names: Vec<&str> = captures.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["a.eml#1@b", "a.eml#2"]);
    assert!(captures[0].bytes.ends_with(b"First words.\nFrom here on.\n\n"));
}

#[test]
fn wrapped_lines_are_joined_byte_for_byte() {
    let mut text = b"The port of Larkhaven will be shut for a week from Monday, said\nthe mayor, who had asked the council to vote on the plan\r\nbefore the storm came in and the ferry could not leave the\nquay.\n\n- first\n- second\n".to_vec();
    let length = text.len();
    assert!(unwrapped(&mut text));
    assert_eq!(text.len(), length);
    let text = String::from_utf8(text).unwrap();
    assert!(
        text.contains("said the mayor")
            && text.contains("plan  before")
            && text.ends_with("\n- first\n- second\n"),
        "{text}"
    );
    assert!(!unwrapped(
        &mut b"Short lines\nof a poem\nstay as they are\n".to_vec()
    ));
}
