//! Reads the pages of a folder and prints what the page stage makes of them, one JSON object a line:
//! `cargo run --release -p onrecord-page --example pages -- FOLDER > out.jsonl`. With `--time N` it reads each page
//! N times and prints pages a second and the costliest page instead; with `--explain` it tells line by line what was
//! thought of each page, as it does for a single page.

use std::path::PathBuf;
use std::time::Instant;

use onrecord_page::{Hints, Reader};

fn main() {
    let mut args = std::env::args().skip(1);
    let folder = args.next().expect("give a folder of pages");
    let explain = args.next().is_some_and(|flag| flag == "--explain");
    let rounds: Option<u32> = args.next().and_then(|n| n.parse().ok());
    if folder.contains(".html") {
        let packs = onrecord_packs::sources();
        let bytes = std::fs::read(&folder).expect("the page can be read");
        let told = Reader::new(&packs).explain(&bytes, &Hints::default());
        print!("{}", told.expect("a page"));
        return;
    }
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder can be read")
        .map(|entry| entry.expect("its entries too").path())
        .collect();
    paths.sort();
    let packs = onrecord_packs::sources();
    let reader = Reader::new(&packs);
    if let Some(rounds) = rounds {
        let pages: Vec<Vec<u8>> = paths.iter().map(unpacked).collect();
        let bytes: usize = pages.iter().map(Vec::len).sum();
        let mut each = vec![f64::INFINITY; pages.len()];
        let start = Instant::now();
        for _ in 0..rounds {
            for (page, least) in pages.iter().zip(&mut each) {
                let begun = Instant::now();
                let _ = std::hint::black_box(reader.read(page, &Hints::default()));
                *least = least.min(begun.elapsed().as_secs_f64() / page.len().max(1) as f64);
            }
        }
        let seconds = start.elapsed().as_secs_f64() / f64::from(rounds);
        println!(
            "{} pages, {:.1} MB: {:.0} pages/s, {:.0} MB/s",
            pages.len(),
            bytes as f64 / 1e6,
            pages.len() as f64 / seconds,
            bytes as f64 / 1e6 / seconds
        );
        let mut by_cost: Vec<usize> = (0..pages.len()).collect();
        by_cost.sort_by(|a, b| each[*a].total_cmp(&each[*b]));
        if let (Some(median), Some(last)) = (by_cost.get(pages.len() / 2), by_cost.last()) {
            println!(
                "the costliest page a byte ({}, {} bytes) takes {:.1} x the median",
                paths[*last].display(),
                pages[*last].len(),
                each[*last] / each[*median]
            );
        }
        return;
    }
    for path in paths {
        let bytes = std::fs::read(&path).expect("the file can be read");
        if explain {
            println!("# {}", path.display());
            match reader.explain(&bytes, &Hints::default()) {
                Ok(told) => print!("{told}"),
                Err(why) => eprintln!("{}: {why}", path.display()),
            }
            continue;
        }
        let hints = Hints {
            source: path.display().to_string(),
            ..Hints::default()
        };
        match reader.read(&bytes, &hints) {
            Ok(read) => {
                let blocks: Vec<_> = read
                    .article
                    .blocks
                    .iter()
                    .map(|b| {
                        serde_json::json!({"span": [b.span.start(), b.span.end()], "role": format!("{:?}", b.role).to_lowercase()})
                    })
                    .collect();
                let date = read
                    .article
                    .published
                    .as_ref()
                    .and_then(|p| p.date)
                    .map(|d| d.to_string());
                let line = serde_json::json!({
                    "page": {"source": read.page.source, "charset": read.page.charset},
                    "article": {"title": read.article.title, "text": read.article.text, "blocks": blocks,
                                "published": {"date": date}},
                    "notes": read.notes.iter().map(|n| n.message.clone()).collect::<Vec<_>>(),
                });
                println!("{line}");
            }
            Err(why) => eprintln!("{}: {why}", path.display()),
        }
    }
}

/// Gzip opened beforehand, so that only the page stage is timed.
fn unpacked(path: &PathBuf) -> Vec<u8> {
    let bytes = std::fs::read(path).expect("the file can be read");
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return bytes;
    }
    let mut open = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::MultiGzDecoder::new(&bytes[..]), &mut open).expect("gzip");
    open
}
