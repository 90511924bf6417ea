//! Reads made-up pages of growing size and of shapes that have tripped other programs, and prints what a megabyte costs:
//! `cargo run --release -p onrecord --example linearity -- [MEGABYTES…] [SHAPE…]`, 1 5 10 50 and all shapes where none
//! are given. Shapes whose names begin with `text` go through all the text stages, the others through the page stage;
//! of texts there are 250, 500 and 1000 kB if no size is given. The cost of a megabyte must not grow with the page, that
//! of twice the text not be much more than twice.

use std::time::{Duration, Instant};

use onrecord::page::{Hints, Reader};
use onrecord::{Anchor, Moment};

/// Name, what a page opens with (behind a document type, except for dumps), and what it repeats (`#` is the count).
const SHAPES: &[(&str, &str, &str)] = &[
    (
        "long paragraphs",
        "<h1>Harbour opens</h1>",
        "<p>The old harbour bridge opened to traffic on Monday, the city's engineers said, after two years of repairs that \
         cost twice what had been planned, and on 9 March 2021 the last crane was sold for 400 crowns to #.</p>\n",
    ),
    (
        "one paragraph",
        "<h1>Harbour opens</h1><p>",
        "The old harbour bridge opened to traffic, # said, after repairs. ",
    ),
    (
        "chinese",
        "<h1>旧桥周一通车</h1>",
        "<p>港口旧桥经过两年维修，于3月9日恢复通车，市工程局负责人#表示，费用是原计划的两倍。</p>\n",
    ),
    (
        "links",
        "<h1>Harbour opens</h1><ul>",
        "<li><a href=\"/story/#\" class=\"teaser link\">Ferry fares rise again, says #</a></li>\n",
    ),
    (
        "stamps",
        "<h1>Harbour opens</h1>",
        "<div class=date>9 March 2021, 08:#</div><time datetime=\"2021-03-09\">now</time>\n",
    ),
    ("deep", "<h1>Harbour opens</h1>", "<div class=\"box n#\">word "),
    ("unclosed", "<h1>Harbour opens</h1>", "<b><p>x<i>"),
    ("unclosed cells", "<table>", "<tr><td>1 crane<td>#"),
    ("wide table", "<table><tr>", "<td>400 crowns</td>"),
    ("attributes", "<p ", "data-a#=\"b\" "),
    ("classes", "<p class=\"", "nav item-# "),
    ("open quotes", "", "<a href='"),
    (
        "script",
        "<h1>Harbour opens</h1><script>var s = {",
        "\"published\": \"2021-03-09\", 'k#': [1, {\"a\": \"b\"}],\n",
    ),
    (
        "json-ld",
        "<script type=\"application/ld+json\">[",
        "{\"@type\":\"NewsArticle\",\"datePublished\":\"2021-03-09\",\"headline\":\"h #\"},",
    ),
    (
        "nested json-ld",
        "<script type=\"application/ld+json\">",
        "{\"@type\":\"Article\",\"a\":[",
    ),
    (
        "many scripts",
        "<h1>Harbour opens</h1>",
        "<script>push({\"publishDate\":\"2021-03-09\"})</script>",
    ),
    (
        "state",
        "<script>window.__STATE__ = {",
        "\"k#\": [\"One word of #.\", 'it'], \"j\": \"{\\\"a\\\": \\\"b c\\\"}\",",
    ),
    (
        "streamed",
        "<title>Harbour opens</title>",
        "<script>self.__next_f.push([1,\"#:[\\\"$\\\",\\\"p\\\",null,{\\\"children\\\":\\\"One word.\\\"}]\\n\"])</script>",
    ),
    (
        "many metas",
        "<head>",
        "<meta name=\"date#\" content=\"2021-03-09\">",
    ),
    (
        "headings",
        "<title>Harbour opens</title>",
        "<h1>Harbour opens #</h1><h2>Who pays #</h2>",
    ),
    ("long title", "<title>", "Harbour &amp; pier open # "),
    ("references", "<p>", "&amp; &bogus &#x4e2d; "),
    ("comments", "<p>x", "<!-- # --><!"),
    ("less-than signs", "<p>x", "< <3 </ <?"),
    ("nul", "<p>word ", "\0word "),
    (
        "dump",
        "Harbour opens\n2021-03-09 08:15\n",
        "The old harbour bridge opened to traffic on Monday, the engineers said, after #.\n",
    ),
    (
        "dump of short lines",
        "Harbour opens\n",
        "Home\n2021-03-09\nShips #\n",
    ),
    (
        "dump of one line",
        "",
        "The old harbour bridge opened on 9 March 2021, # said. ",
    ),
];

/// Name, language, and what a text repeats (`#` is the count, `@` one of some names).
const TEXTS: &[(&str, &str, &str)] = &[
    (
        "text sentences",
        "en",
        "The mill of @ Foods was sold to @ Steel for $# on 3 May 2022, its owner said. ",
    ),
    (
        "text paragraphs",
        "en",
        "Two clerks left @ in June, and # people said that the mill of @ would close next year.\n\n",
    ),
    (
        "text chinese",
        "zh",
        "@科技周三表示，公司将于2024年6月在@建厂，投资#元。知情人士称，谈判已经开始，上周有两人离职。",
    ),
    (
        "text chinese without stop",
        "zh",
        "渔船返港@公司表示工厂开工#收入增长",
    ),
    ("text chinese commas", "zh", "@渔业表示，收入增长#，"),
    (
        "text words without stop",
        "en",
        "mill boats @ river harbour grain # ",
    ),
    ("text he said that", "en", "he said that she said that "),
    ("text list", "en", "- @: # boats, 12 crews\n"),
    ("text list in a line", "en", "the mill of @, "),
    (
        "text mixed",
        "en",
        "On 3 May 2022 @ sold # boats for $1.5m, 12% more than in 2021; the next 15,000 came at 8 a.m. on Tuesday, it said.\n",
    ),
    (
        "text questions",
        "en",
        "Did @ deny that it had sold the mill? It declined to comment. ",
    ),
    ("text quotes", "en", "“The boat is late,” @ said. "),
    ("text open quotes", "en", "“The boat is late, "),
    ("text digits", "en", "# 12 "),
    ("text names", "en", "@ and "),
    ("text brackets", "en", "("),
    ("text marks", "en", ". , ; : ! "),
    ("text one word", "en", "a"),
];
const NAMES: &[&str] = &[
    "Barlow",
    "Henrik Sulvan",
    "Orla",
    "Dunmore",
    "Selma Firkin",
    "Tarnwick",
    "Ostrel",
];
const CHINESE_NAMES: &[&str] = &["云岭", "海川", "陈立", "新桥", "青禾", "周蔓"];

/// CPU time of this thread, so that other programs do not count; time on the clock if the system does not tell it.
fn cpu_time(start: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = told.and_then(|t| t.split(' ').next()?.parse().ok());
    nanos.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

/// The most memory held since the last call of [`forget_peak`], in bytes.
fn peak() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024.0)
}

fn forget_peak() {
    // Only where the system lets us: without it the peak is that of all that came before.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

fn texts(packs: &onrecord::Packs, reader: &Reader, sizes: &[usize], wanted: &[&String]) {
    let heads: Vec<String> = sizes.iter().map(|s| format!("{s:>7} kB")).collect();
    println!(
        "{:<28}{}   doubling  memory (seconds of CPU time; the last over the one before, for twice the text; the most \
         memory, in times the text)",
        "shape",
        heads.join("")
    );
    let date = Moment::day(jiff::civil::date(2023, 3, 15));
    let start = Instant::now();
    // What a language needs is made when its first text comes: that is no cost of a text's length.
    for text in ["The mill opens.", "工厂开工。"] {
        if let Ok(page) = reader.read_plain(text, &Hints::default()) {
            std::hint::black_box(onrecord::read(&page.article, packs, &Anchor::at(date)));
        }
    }
    forget_peak();
    let held = peak();
    for (name, lang, part) in TEXTS {
        if !wanted.is_empty() && !wanted.iter().any(|w| w == name || *w == "text") {
            continue;
        }
        print!("{name:<28}");
        let mut seconds: Vec<(usize, f64)> = Vec::new();
        let mut memory = None;
        for size in sizes {
            let text = text(lang, part, size * 1000);
            let hints = Hints {
                lang: Some((*lang).to_owned()),
                date: Some(date),
                ..Hints::default()
            };
            forget_peak();
            let before = cpu_time(start);
            if let Ok(page) = reader.read_plain(&text, &hints) {
                std::hint::black_box(onrecord::read(&page.article, packs, &Anchor::at(date)));
            }
            let took = (cpu_time(start) - before).as_secs_f64();
            memory = peak()
                .zip(held)
                .map(|(most, held)| (most - held) / text.len() as f64);
            print!("{took:>10.2}");
            seconds.push((*size, took));
        }
        if let [.., (small, first), (large, second)] = seconds[..] {
            // What a doubling would cost, if the sizes are not one.
            let growth = (second / first.max(1e-6)).powf(1.0 / (large as f64 / small as f64).log2());
            print!("{growth:>11.2}");
        }
        match memory {
            Some(times) => println!("{times:>8.1}"),
            None => println!("       –"),
        }
    }
}

/// `part` again and again up to `bytes`, each time with other names and numbers.
fn text(lang: &str, part: &str, bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + part.len());
    let names = if lang == "zh" { CHINESE_NAMES } else { NAMES };
    let mut count = 0_usize;
    while text.len() < bytes {
        let one = names[count * 7 % names.len()];
        text.push_str(&part.replace('#', &count.to_string()).replace('@', one));
        count += 1;
    }
    text
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let sizes: Vec<usize> = args.iter().filter_map(|a| a.parse().ok()).collect();
    let wanted: Vec<&String> = args.iter().filter(|a| a.parse::<usize>().is_err()).collect();
    let of_texts: Vec<usize> = if sizes.is_empty() {
        vec![250, 500, 1000]
    } else {
        sizes.iter().map(|s| s * 1000).collect()
    };
    let sizes = if sizes.is_empty() {
        vec![1, 5, 10, 50]
    } else {
        sizes
    };
    let packs = onrecord::packs::embedded();
    let reader = Reader::new(&packs.sources);
    if wanted.is_empty() || wanted.iter().any(|w| w.starts_with("text")) {
        texts(&packs, &reader, &of_texts, &wanted);
    }
    if wanted.iter().any(|w| w.starts_with("text")) {
        return;
    }
    println!(
        "{:<20} milliseconds a megabyte, for pages of {sizes:?} MB",
        "shape"
    );
    for (name, head, part) in SHAPES {
        if !wanted.is_empty() && !wanted.iter().any(|w| w == name) {
            continue;
        }
        print!("{name:<20}");
        for size in &sizes {
            let kind = if name.starts_with("dump") {
                ""
            } else {
                "<!DOCTYPE html>"
            };
            let page = page(&format!("{kind}{head}"), part, size * 1_000_000);
            let start = Instant::now();
            let read = reader.read(page.as_bytes(), &Hints::default());
            let millis = start.elapsed().as_secs_f64() * 1000.0;
            std::hint::black_box(&read);
            print!("{:>10.1}", millis / *size as f64);
        }
        println!();
    }
}

/// `head`, and `part` again and again up to `bytes`.
fn page(head: &str, part: &str, bytes: usize) -> String {
    let mut page = String::with_capacity(bytes + part.len());
    page.push_str(head);
    let mut count = 0_usize;
    while page.len() < bytes {
        page.push_str(&part.replace('#', &count.to_string()));
        count += 1;
    }
    page
}
