//! The Chinese interface: over pages that hold no Latin letter, no word that a reader sees is English.

use std::path::{Path, PathBuf};

use crate::common::{Running, encoded, serve};

/// Invented pages, in Chinese alone: a licence that is reported, denied and reported again, silences, a deal that is denied,
/// a plan with an amount, a person.
const PAGES: [(&str, &str); 4] = [
    (
        "甲.txt",
        "诺凡汽车获造车资质\n\n江岸日报 2023年3月6日\n\n两名知情人士周一对江岸日报表示，工业主管部门已批准诺凡汽车的造车资质申请。\
         诺凡汽车计划投资13亿元建厂。\n\n诺凡汽车对此不予置评。工业主管部门未回应置评请求。\n",
    ),
    (
        "乙.txt",
        "诺凡汽车否认获得造车资质\n\n远港新闻 2023年3月8日\n\n诺凡汽车周三发布声明，否认公司已获得造车资质。声明称，公司尚未获得造车资质。\
         \n\n业内传闻称，诺凡汽车将收购海登轮胎，交易金额约20亿元。海登轮胎表示，公司没有与诺凡汽车洽谈收购。\n",
    ),
    (
        "丙.txt",
        "诺凡汽车已获得造车资质\n\n南湾晚报 2023年3月9日\n\n据江岸日报报道，两名知情人士称，工业主管部门已批准诺凡汽车的造车资质申请。\
         诺凡汽车预计明年上半年交付首款车。\n\n海登轮胎董事长周启明宣布辞职。警方称，周启明因涉嫌诈骗被逮捕。\n",
    ),
    ("丁.txt", "天气晴朗。\n"),
];

/// What is a name in either language, or stands for itself.
const ALLOWED: [&str; 9] = [
    "onrecord",
    "API",
    "JSON",
    "Atom",
    "HTML",
    "English",
    "sha256",
    "ClaimReview",
    "nev",
];

fn pages(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    for (file, words) in PAGES {
        std::fs::write(folder.join(file), words).unwrap();
    }
    folder
}

/// The words that a reader sees or hears: text, and what is said of fields and pictures. Ids, paths and what is marked as
/// another language are left out.
fn told(html: &str) -> Vec<String> {
    let mut told = Vec::new();
    let mut hidden: Vec<String> = Vec::new();
    for part in html.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        let name = tag.split([' ', '/']).find(|n| !n.is_empty()).unwrap_or_default();
        if let Some(closed) = tag.strip_prefix('/') {
            if hidden.last().is_some_and(|h| h == closed) {
                hidden.pop();
            }
        } else {
            let attribute = |wanted: &str| {
                let (_, rest) = tag.split_once(&format!(" {wanted}=\""))?;
                rest.split('"').next().map(str::to_owned)
            };
            let class = attribute("class").unwrap_or_default();
            let mut classes = class.split(' ');
            let skipped = matches!(name, "script" | "style" | "pre")
                || classes.any(|c| c == "hash" || c == "path")
                || attribute("lang").is_some_and(|l| l.starts_with("en"));
            let void = matches!(name, "input" | "meta" | "link" | "br" | "hr");
            if hidden.is_empty() && !skipped {
                told.extend(
                    ["aria-label", "title", "placeholder", "alt"]
                        .iter()
                        .filter_map(|a| attribute(a)),
                );
            }
            if !void && (skipped || !hidden.is_empty() && hidden.last().is_some_and(|h| h == name)) {
                hidden.push(name.to_owned());
            }
        }
        if hidden.is_empty() {
            told.push(text.to_owned());
        }
    }
    told
}

/// Runs of two Latin letters or more, but for addresses.
fn english(words: &str) -> Vec<String> {
    let mut found = Vec::new();
    for word in words
        .split_whitespace()
        .filter(|w| !w.contains('/') && !w.contains('`'))
    {
        let plain = word
            .replace("&amp;", "&")
            .replace("&quot;", "\"")
            .replace("&lt;", "<")
            .replace("&gt;", ">");
        for run in plain.split(|c: char| !c.is_ascii_alphanumeric()) {
            let letters = run.chars().filter(char::is_ascii_alphabetic).count();
            let id = run.len() >= 6 && run.bytes().all(|b| b.is_ascii_hexdigit());
            if letters >= 2 && !id && !ALLOWED.contains(&run) && run != "txt" {
                found.push(run.to_owned());
            }
        }
    }
    found
}

fn check(server: &Running, path: &str) {
    let joint = if path.contains('?') { '&' } else { '?' };
    let got = server.get(&format!("{path}{joint}lang=zh"));
    check_html(&got.body, path);
}

fn check_html(html: &str, path: &str) {
    assert!(html.contains("lang=\"zh-Hans\""), "{path}: {html}");
    for words in told(html) {
        let wrong = english(&words);
        assert!(wrong.is_empty(), "{path}: {wrong:?} in {words:?}");
    }
}

#[test]
fn what_a_reader_sees_in_chinese_is_chinese() {
    let server = serve("in-chinese", vec![pages("in-chinese")], None);
    let mut paths: Vec<String> = [
        "/",
        "/search",
        "/search?q=诺凡",
        "/search?q=没有",
        "/matters",
        "/stories",
        "/entities",
        "/procedures",
        "/contradictions",
        "/changes?since=2023-01-01",
        "/changes",
        "/corrections",
        "/add",
        "/login",
        "/compare/cn-nev-production",
        "/procedure/cn-nev-production/诺凡汽车",
        "/entity/诺凡汽车",
        "/matters?as_of=2023-03-06",
    ]
    .map(percent)
    .to_vec();
    let all = server.get("/api/status?limit=1000").json();
    let matters = all["items"].as_array().unwrap();
    assert!(matters.len() >= 5, "{all}");
    for matter in matters {
        let id = percent(matter["matter"].as_str().unwrap());
        for day in ["", "?as_of=2023-03-07", "?as_of=2020-01-01"] {
            paths.push(format!("/matter/{id}{day}"));
        }
        paths.push(format!("/origins/{id}"));
    }
    let ledger = onrecord::ledger::Ledger::open(&server.ledger).unwrap();
    for page in ledger.pages().unwrap() {
        paths.push(format!("/page/{}", page.read.page.sha256));
        paths.push(format!("/story/{}", page.read.page.sha256));
        paths.extend(
            page.read
                .reading
                .claims
                .iter()
                .map(|c| format!("/claim/{}", c.id)),
        );
    }
    // Refusals.
    for path in [
        "/没有",
        "/matter/没有",
        "/origins/没有",
        "/claim/没有",
        "/claim/ffffffff",
        "/page/没有",
        "/page/deadbeefdeadbeef",
        "/story/没有",
        "/entity/没有",
        "/compare/没有",
        "/matters?as_of=五月",
        "/matters?cursor=一",
    ] {
        paths.push(percent(path));
    }
    for path in &paths {
        check(&server, path);
    }
    // Corrections of every sort, and what they refuse.
    let claim = paths
        .iter()
        .find(|p| p.starts_with("/claim/"))
        .unwrap()
        .replace("/claim/", "");
    let page = paths
        .iter()
        .find(|p| p.starts_with("/page/"))
        .unwrap()
        .replace("/page/", "");
    let matter = matters[0]["matter"].as_str().unwrap();
    for (verdict, of, is) in [
        ("ignored", claim.as_str(), ""),
        ("about", &claim, "海登轮胎"),
        ("says", &claim, "not granted, planned"),
        ("says", &claim, "蓝色"),
        ("other_matter", &claim, matter),
        ("same_matter", &claim, matter),
        ("same_origin", &claim, &claim),
        ("same_origin", &claim, "没有"),
        ("dated", &page, "2023-03-05"),
        ("dated", &page, "五月"),
        ("dated", "没有", "2023-03-05"),
        ("noted", &claim, "备注"),
        ("tagged", matter, "标签"),
        ("rated", &claim, "属实"),
        ("undone", "1", ""),
        ("undone", "1", ""),
        ("undone", "999", ""),
        ("same", "诺凡汽车", "诺凡"),
        ("different", "诺凡汽车", "海登轮胎"),
        ("called", "诺凡汽车", "诺凡"),
        ("没有", "", ""),
    ] {
        for seen in ["", "0"] {
            let fields = [
                ("verdict", verdict),
                ("of", of),
                ("is", is),
                ("by", "某人"),
                ("reason", "测试"),
                ("seen", seen),
                ("lang", "zh"),
            ];
            let token = server.form_token();
            let all = [&[("form_token", token.as_str())], &fields[..]].concat();
            let form = "application/x-www-form-urlencoded";
            let got = server.post("/corrections?lang=zh", form, encoded(&all).as_bytes(), "");
            if got.status != 303 {
                check_html(&got.body, &format!("{verdict} {of} {is} → {}", got.status));
            }
        }
    }
    for path in paths
        .iter()
        .filter(|p| p.starts_with("/claim/") || p.starts_with("/matter/"))
    {
        check(&server, path);
    }
    check(&server, "/corrections");
    // What is added, and what cannot be read.
    let token = server.form_token();
    for (name, bytes) in [
        ("戊.txt", "天气晴朗，海面平静。".as_bytes()),
        ("己.bin", b"\x00\x01\x02\x03\xff"),
        ("庚.txt", b"  "),
        ("辛.pdf", b"%PDF-1.4 x"),
    ] {
        let mut body = Vec::new();
        body.extend(
            format!("--x\r\nContent-Disposition: form-data; name=\"form_token\"\r\n\r\n{token}\r\n").bytes(),
        );
        body.extend(
            format!("--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n")
                .bytes(),
        );
        body.extend(bytes);
        body.extend(b"\r\n--x--\r\n");
        let got = server.post("/add?lang=zh", "multipart/form-data; boundary=x", &body, "");
        assert_eq!(got.status, 200, "{}", got.body);
        let html = got.body.replace("辛.pdf", "").replace("己.bin", "");
        check_html(&html, name);
    }
    let empty = server.post(
        "/add?lang=zh",
        "application/x-www-form-urlencoded",
        encoded(&[("form_token", token.as_str())]).as_bytes(),
        "",
    );
    check_html(&empty.body, "nothing");
    let foreign = server.post(
        "/add?lang=zh",
        "application/x-www-form-urlencoded",
        b"",
        "Origin: http://evil.example\r\n",
    );
    check_html(&foreign.body, "foreign");
}

fn percent(path: &str) -> String {
    let keep = |b: u8| b.is_ascii_alphanumeric() || b"/?=&-._".contains(&b);
    path.bytes()
        .map(|b| {
            if keep(b) {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect()
}
