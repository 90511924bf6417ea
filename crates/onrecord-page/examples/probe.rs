use onrecord_page::{Hints, Reader};
fn main() {
    let packs = onrecord_packs::embedded();
    let reader = Reader::new(&packs);
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    if args.len() == 1 && std::path::Path::new(&args[0]).is_dir() {
        let mut v: Vec<_> = std::fs::read_dir(&args[0])
            .unwrap()
            .map(|e| e.unwrap().path().display().to_string())
            .collect();
        v.sort();
        args = v;
    }
    for f in args {
        let bytes = std::fs::read(&f).unwrap();
        let hints = Hints {
            source: f.clone(),
            ..Hints::default()
        };
        let Ok(r) = reader.read(&bytes, &hints, &packs) else {
            eprintln!("FAIL {f}");
            continue;
        };
        let a = r.article;
        let p = a.published.as_ref().map(|p| serde_json::json!({"date": p.date.map(|d| d.to_string()), "basis": format!("{:?}", p.basis), "earliest": p.earliest.map(|d| d.to_string()), "latest": p.latest.map(|d| d.to_string())}));
        let stamps: Vec<_> = a
            .stamps
            .iter()
            .map(|s| serde_json::json!([s.date.to_string(), format!("{:?}", s.basis), s.agrees]))
            .collect();
        let notes: Vec<_> = r.notes.iter().map(|n| n.message.clone()).collect();
        println!(
            "{}",
            serde_json::json!({"page": {"source": f}, "article": {"title": a.title, "authors": a.authors, "outlet": a.outlet, "from": a.syndicated_from, "lang": a.lang_tag, "published": p, "stamps": stamps, "text": a.text}, "notes": notes})
        );
    }
}
