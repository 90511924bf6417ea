//! Pages a second, megabytes a second and peak memory of the whole `read`, on one core.
//! What does not live here: the peers' speed (see `eval/peers`), and any test that asserts a time.

use std::time::Duration;

use anyhow::Result;

use crate::Options;
use crate::clock::{cpu_time, peak_memory};
use crate::engine::{Engine, load, page_files};
use crate::report::{BadRow, Figure, SetReport};

/// Each page is read so many times: the system's clock of CPU time ticks in steps longer than a page takes.
const REPEATS: u32 = 5;

/// Reads every extraction set, page after page, and takes the thread's own CPU time, so that other programs on the
/// machine do not count. Loading and unpacking the file is left out.
pub fn run(engine: &Engine, options: &Options) -> Result<Vec<SetReport>> {
    let top = options.dir.join("extraction");
    if !top.is_dir() {
        println!("speed: skipped, no data");
        return Ok(Vec::new());
    }
    let mut dirs: Vec<_> = std::fs::read_dir(&top)?
        .filter_map(|e| e.ok())
        .map(|e| e.path())
        .filter(|p| p.join("pages").is_dir())
        .collect();
    dirs.sort();
    let mut total = Speed::default();
    let mut reports = Vec::new();
    for dir in dirs {
        let set = dir.file_name().and_then(|n| n.to_str()).unwrap_or("").to_owned();
        if !options.wants(&set) {
            continue;
        }
        let mut speed = Speed::default();
        for file in page_files(&dir.join("pages"))? {
            let bytes = load(&file.path)?;
            let start = cpu_time();
            for _ in 1..REPEATS {
                std::hint::black_box(engine.page(&bytes, &file.id));
            }
            let page = engine.page(&bytes, &file.id);
            let middle = cpu_time();
            if let Some(page) = &page {
                for _ in 0..REPEATS {
                    std::hint::black_box(engine.words(page, None));
                }
            }
            let end = cpu_time();
            if let Some(page) = &page {
                for _ in 0..REPEATS {
                    std::hint::black_box(engine.times(page));
                }
                speed.times += (cpu_time() - end) / REPEATS;
                speed.text += page.article.text.len();
            }
            speed.add(
                &file.id,
                bytes.len(),
                (middle - start) / REPEATS,
                (end - middle) / REPEATS,
            );
        }
        reports.push(speed.report(set));
        total.join(speed);
    }
    reports.push(total.report("all".into()));
    Ok(reports)
}

#[derive(Default)]
struct Speed {
    pages: usize,
    bytes: usize,
    page_stage: Duration,
    text_stages: Duration,
    /// Bytes of article text, and what the time stage takes for them.
    text: usize,
    times: Duration,
    slow: Vec<BadRow>,
}

impl Speed {
    fn add(&mut self, id: &str, bytes: usize, page: Duration, text: Duration) {
        self.pages += 1;
        self.bytes += bytes;
        self.page_stage += page;
        self.text_stages += text;
        let seconds = (page + text).as_secs_f64();
        let rate = bytes as f64 / 1e6 / seconds.max(1e-9);
        self.slow.push(BadRow {
            score: rate,
            words: format!(
                "MB/s  {id}  {:.1} kB in {:.1} ms page + {:.1} ms text",
                bytes as f64 / 1e3,
                page.as_secs_f64() * 1e3,
                text.as_secs_f64() * 1e3
            ),
        });
    }

    fn join(&mut self, other: Speed) {
        self.pages += other.pages;
        self.bytes += other.bytes;
        self.page_stage += other.page_stage;
        self.text_stages += other.text_stages;
        self.text += other.text;
        self.times += other.times;
        self.slow.extend(other.slow);
    }

    fn report(&self, set: String) -> SetReport {
        let seconds = (self.page_stage + self.text_stages).as_secs_f64().max(1e-9);
        let page_seconds = self.page_stage.as_secs_f64().max(1e-9);
        SetReport {
            suite: "speed",
            set,
            figures: vec![
                ("pages", Figure::Count(self.pages)),
                ("MB", Figure::Number(self.bytes as f64 / 1e6)),
                ("seconds", Figure::Number(seconds)),
                ("pages/s", Figure::Number(self.pages as f64 / seconds)),
                ("MB/s", Figure::Number(self.bytes as f64 / 1e6 / seconds)),
                ("pageStage/s", Figure::Number(self.pages as f64 / page_seconds)),
                (
                    "textMs",
                    Figure::Number(self.text_stages.as_secs_f64() * 1e3 / self.pages.max(1) as f64),
                ),
                (
                    "textMs/5kB",
                    Figure::Number(self.text_stages.as_secs_f64() * 5e6 / self.text.max(1) as f64),
                ),
                (
                    "timesMB/s",
                    Figure::Number(self.text as f64 / 1e6 / self.times.as_secs_f64().max(1e-9)),
                ),
                ("peakMB", peak_memory().map_or(Figure::Nothing, Figure::Number)),
            ],
            details: Vec::new(),
            bad: self.slow.clone(),
            data: Vec::new(),
        }
    }
}
