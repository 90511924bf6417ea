//! `onrecord serve`: from a folder of pages to a page in the browser.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Stdio;

use crate::common::{PAGE, folder, onrecord, run, text};

#[test]
fn a_folder_is_read_and_shown() {
    let folder = folder("serve");
    std::fs::create_dir(folder.join("pages")).unwrap();
    std::fs::write(folder.join("pages/a.html"), PAGE).unwrap();
    let mut child = onrecord(&folder, &["serve", "pages", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let address = lines
        .map_while(Result::ok)
        .find_map(|l| Some(l.strip_prefix("http://")?.split('/').next()?.to_owned()));
    let address = address.expect("it says where it listens");
    let mut stream = TcpStream::connect(&address).unwrap();
    write!(stream, "GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains("Nimbus Motors"), "{answer}");
}

#[test]
fn nobody_listens_for_others_without_a_token() {
    let folder = folder("serve-open");
    let output = run(&folder, &["serve", "--listen", "0.0.0.0:0"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("ONRECORD_TOKEN"), "{}", text(&output.stderr));
}
