//! Runs a Rust peer over a folder of pages: one JSON line a page on standard output, its CPU seconds on standard error.
//! What does not live here: scores (see `run.py`).

use std::io::{Read as _, Write as _};
use std::panic::catch_unwind;
use std::path::PathBuf;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [peer, dir] = args.as_slice() else {
        eprintln!("onrecord-peers dom_smoothie|rs-trafilatura DIR");
        std::process::exit(2);
    };
    let mut paths: Vec<PathBuf> = std::fs::read_dir(dir)
        .expect("the folder of pages is there")
        .filter_map(|e| Some(e.ok()?.path()))
        .collect();
    paths.sort();
    std::panic::set_hook(Box::new(|_| {}));
    let mut out = std::io::stdout().lock();
    let mut seconds = 0.0;
    for path in &paths {
        let bytes = std::fs::read(path).expect("a page can be read");
        let mut html = Vec::new();
        if flate2::read::MultiGzDecoder::new(bytes.as_slice())
            .read_to_end(&mut html)
            .is_err()
        {
            html = bytes;
        }
        let html = String::from_utf8_lossy(&html).into_owned();
        let start = cpu_seconds();
        let text = catch_unwind(|| match peer.as_str() {
            "dom_smoothie" => dom_smoothie::Readability::new(html.as_str(), None, None)
                .ok()
                .and_then(|mut r| r.parse().ok())
                .map(|a| a.text_content.to_string()),
            "rs-trafilatura" => rs_trafilatura::extract(&html).ok().map(|r| r.content_text),
            other => panic!("{other} is no peer"),
        });
        seconds += cpu_seconds() - start;
        let text = text.ok().flatten().unwrap_or_default();
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
        let line = serde_json::json!({"page": {"source": name}, "article": {"text": text, "blocks": []}});
        writeln!(out, "{line}").expect("standard output takes it");
    }
    eprintln!("{seconds}");
}

/// CPU time of this thread.
fn cpu_seconds() -> f64 {
    std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|t| t.split(' ').next()?.parse::<f64>().ok())
        .map_or(0.0, |nanos| nanos / 1e9)
}
