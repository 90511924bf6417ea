//! One suite for every store: in memory and on disk.
//! What does not live here: how pages are made up (see `pages`).

mod pages;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use jiff::civil::{Date, date};
use onrecord::ledger::{Ledger, NewPage};
use onrecord::{
    Case, Change, Cut, Ground, Hints, Judgement, Judgements, Memory, Moment, Packs, ReadPage, Store, Verdict,
    changed_since, changes, changes_since, docket, docket_of, last_change, packs, reconcile_judged, status,
    today,
};
use proptest::prelude::*;

/// What is compared of a matter: its claims by id, and where it stands.
type Told = BTreeMap<String, (Vec<String>, String)>;

fn told(case: &Case, ground: &Ground, words: &[String], day: Date) -> Told {
    let wanted = (0..case.matters.len()).filter(|m| case.is_about(*m, words));
    // Words of no kind are compared with what is at hand.
    let wanted = wanted.filter(|m| case.matters[*m].kind != "statement");
    wanted
        .map(|m| {
            let matter = &case.matters[m];
            let ids = matter
                .claims
                .iter()
                .map(|at| case.claim(*at).id.clone())
                .collect();
            let s = status(case, ground, m, day);
            let origins = s.steps.iter().map(|step| {
                let origin = &case.origins[step.origin];
                let members = origin.members.iter();
                let members: Vec<String> = members
                    .map(|(at, fold)| {
                        let why = format!("{fold:?}");
                        let why = why.split([' ', '(']).next().unwrap_or_default().to_owned();
                        format!("{} {why}", case.claim(*at).id)
                    })
                    .collect();
                format!(
                    "{} {:?} {} {members:?}",
                    origin.source, origin.outlet, origin.phantom
                )
            });
            let mut origins: Vec<String> = origins.collect();
            origins.sort();
            let stands = format!(
                "{} {:?} {:?} {:?} {:?} {:?} {:?} {origins:?}",
                matter.title, s.state, s.polarity, s.standing, s.origins, s.flags, s.since
            );
            (matter.id.clone(), (ids, stands))
        })
        .collect()
}

fn in_memory(pages: &[ReadPage]) -> Memory {
    let mut store = Memory::default();
    pages.iter().for_each(|p| {
        store.add(p.clone());
    });
    store
}

fn place(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.db"));
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{end}", path.display()));
    }
    path
}

/// When the ledgers of these tests learn everything: after all days of their pages.
fn learnt() -> Moment {
    Moment::day(date(2030, 1, 1))
}

fn on_disk(pages: &[ReadPage], name: &str) -> Ledger {
    let mut ledger = Ledger::create_or_open(&place(name)).expect("a ledger");
    for batch in pages.chunks(3) {
        let new: Vec<NewPage> = batch.iter().map(new_page).collect();
        ledger.add(&new, "packs", learnt()).expect("pages are added");
    }
    ledger
}

fn new_page(page: &ReadPage) -> NewPage {
    NewPage {
        bytes: page.article.text.clone().into_bytes(),
        hints: Hints::default(),
        read: page.clone(),
        proposals: Vec::new(),
    }
}

const WORDS: [&str; 9] = [
    "norvane", "arden", "ollerby", "kolb", "ida", "远山", "lanbo", "mill", "licence",
];

fn ground() -> &'static Ground {
    static PACKS: std::sync::OnceLock<Packs> = std::sync::OnceLock::new();
    &PACKS.get_or_init(packs::embedded_as_needed).ground
}

/// Asks a store and all pages the same, and gives what was found.
fn agree<S: Store>(store: &S, pages: &[ReadPage], judged: &Judgements, as_of: Option<Date>) -> Vec<Told>
where
    S::Error: std::fmt::Debug,
{
    let ground = ground();
    let all = reconcile_judged(pages.to_vec(), ground, as_of, judged);
    let cut = Cut {
        as_of,
        known_on: None,
    };
    let day = as_of.or_else(|| all.last_day());
    assert_eq!(today(store, cut).unwrap(), day, "which day it is");
    let day = day.unwrap_or(Date::MAX);
    let mut found = Vec::new();
    for word in WORDS {
        let words = [word.to_owned()];
        let Some(case) = docket(store, ground, judged, &words, cut).unwrap() else {
            continue;
        };
        let here = told(&case, ground, &words, day);
        assert_eq!(here, told(&all, ground, &words, day), "{word} as of {as_of:?}");
        found.push(here);
    }
    the_last_changes_are_the_end_of_all(&all, ground, day);
    found
}

fn the_last_changes_are_the_end_of_all(case: &Case, ground: &Ground, day: Date) {
    for matter in 0..case.matters.len() {
        let all = changes(case, ground, matter, day);
        for since in all.iter().map(|c| c.day).chain([date(2024, 6, 1)]) {
            let wanted: Vec<_> = all.iter().filter(|c| c.day >= since).collect();
            let last = changes_since(case, ground, matter, since, day);
            assert_eq!(format!("{last:?}"), format!("{wanted:?}"), "since {since}");
        }
        let settled = |c: &&Change| c.before.as_ref().is_some_and(|b| b.state.is_some());
        let wanted = all.last().filter(settled);
        let last = last_change(case, ground, matter, day, usize::MAX);
        assert_eq!(format!("{:?}", last.as_ref()), format!("{wanted:?}"));
    }
}

/// What moved since a day, in short, and what made it so.
fn moves(case: &Case, found: &[Change]) -> BTreeSet<String> {
    let told = found.iter().map(|c| {
        let matter = &case.matters[c.matter];
        let by =
            c.by.iter()
                .map(|at| format!("{} “{}”", case.claim(*at).id, case.words(*at)));
        let by: Vec<String> = by.collect();
        format!(
            "{} {} {} {:?} → {:?} by {by:?}",
            c.day, matter.id, matter.title, c.before, c.after
        )
    });
    told.collect()
}

/// The pages of the names that were told of since a day are enough to tell what moved, and their gists are.
fn changes_agree<S: Store>(
    store: &S,
    pages: &[ReadPage],
    judged: &Judgements,
    since: Date,
    as_of: Option<Date>,
) -> BTreeSet<String>
where
    S::Error: std::fmt::Debug,
{
    let ground = ground();
    let all = reconcile_judged(pages.to_vec(), ground, as_of, judged);
    let day = as_of.or_else(|| all.last_day()).unwrap_or(Date::MAX);
    let matters = (0..all.matters.len()).filter(|m| !all.matters[*m].is_statement());
    let wanted: Vec<Change> = matters
        .flat_map(|m| changes_since(&all, ground, m, since, day))
        .collect();
    let cut = Cut {
        as_of,
        known_on: None,
    };
    let found = changed_since(store, ground, judged, since, cut, false).unwrap();
    let here = moves(&found.case, &found.changes);
    assert_eq!(here, moves(&all, &wanted), "since {since} as of {as_of:?}");
    // Whole pages answer as their gists do, and tell of words of no kind beside it.
    let whole = changed_since(store, ground, judged, since, cut, true).unwrap();
    let of_a_kind = |c: &Change| !whole.case.matters[c.matter].is_statement();
    let of_a_kind: Vec<Change> = whole.changes.iter().filter(|c| of_a_kind(c)).cloned().collect();
    assert_eq!(here, moves(&whole.case, &of_a_kind));
    here
}

/// The pages about a name are enough for every matter on it.
fn names_agree<S: Store>(store: &S, pages: &[ReadPage], judged: &Judgements)
where
    S::Error: std::fmt::Debug,
{
    let ground = ground();
    let all = reconcile_judged(pages.to_vec(), ground, None, judged);
    let day = all.last_day().unwrap_or(Date::MAX);
    for name in ["norvane motors", "arden foods"] {
        let names = BTreeSet::from([name.to_owned()]);
        let case = docket_of(store, ground, judged, &names, Cut::default()).unwrap();
        let words: Vec<String> = name.split(' ').map(str::to_owned).collect();
        let here = told(&case, ground, &words, day);
        let there = told(&all, ground, &words, day);
        for (matter, (claims, _)) in &there {
            let found = here.get(matter).map(|(claims, _)| claims);
            assert_eq!(found, Some(claims), "{matter}");
        }
    }
}

fn judgements() -> Judgements {
    let same = |a: &str, b: &str, verdict| Judgement {
        a: a.into(),
        b: b.into(),
        verdict,
    };
    Judgements::of([
        same("norvane motors", "lanbo cars", Verdict::Same),
        same("arden", "arden foods", Verdict::Different),
    ])
}

/// Corrections by hand of what some pages say: each verdict once, of claims and matters that are there.
fn corrections(pages: &[ReadPage]) -> Judgements {
    let claims: Vec<&str> = pages
        .iter()
        .flat_map(|p| &p.reading.claims)
        .map(|c| c.id.as_str())
        .collect();
    let case = reconcile_judged(pages.to_vec(), ground(), None, &Judgements::default());
    let named = case.matters.iter().filter(|m| m.kind != "statement");
    let matters: Vec<&str> = named.map(|m| m.id.as_str()).collect();
    let claim = |n: usize| claims[n * 7 % claims.len()];
    let matter = |n: usize| {
        matters
            .get(n * 5 % matters.len().max(1))
            .copied()
            .unwrap_or("no/one/")
    };
    let judgement = |a: &str, b: &str, verdict| Judgement {
        a: a.into(),
        b: b.into(),
        verdict,
    };
    let held = case
        .matters
        .iter()
        .find(|m| m.kind != "statement" && m.claims.len() > 1);
    let two = held.map(|m| [0, 1].map(|n| case.claim(m.claims[n]).id.clone()));
    let mut all = vec![
        judgement(claim(0), "Lanbo Cars", Verdict::About),
        judgement(claim(1), "", Verdict::About),
        judgement(claim(2), "not granted", Verdict::Says),
        judgement(claim(3), "", Verdict::Ignored),
        judgement(claim(4), matter(0), Verdict::SameMatter),
        judgement(claim(5), matter(1), Verdict::OtherMatter),
        judgement(matter(2), matter(3), Verdict::SameMatter),
    ];
    if let Some([a, b]) = two {
        let apart = a < b;
        let verdict = if apart {
            Verdict::OtherOrigin
        } else {
            Verdict::SameOrigin
        };
        all.push(judgement(&a, &b, verdict));
    }
    Judgements::of(all)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn a_few_pages_answer_as_all_do_in_any_order_of_arrival(
        (one, other) in pages::two_orders(),
        month in 1..13i8,
    ) {
        for judged in [Judgements::default(), judgements()] {
            for as_of in [None, Some(date(2024, month, 15))] {
                let a = agree(&in_memory(&one), &one, &judged, as_of);
                let b = agree(&in_memory(&other), &other, &judged, as_of);
                prop_assert_eq!(a, b);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_few_pages_answer_as_all_do_once_people_corrected_them((one, other) in pages::two_orders()) {
        let judged = corrections(&one);
        let a = agree(&in_memory(&one), &one, &judged, None);
        prop_assert_eq!(a, agree(&in_memory(&other), &other, &judged, None));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn what_moved_is_told_by_few_pages_as_by_all(
        (one, other) in pages::two_orders(),
        (month, day) in (1..13i8, 1..28i8),
        until in 0..400i64,
    ) {
        let since = date(2024, month, day);
        let until = since.saturating_add(jiff::ToSpan::days(until));
        for judged in [Judgements::default(), judgements(), corrections(&one)] {
            for as_of in [None, Some(until)] {
                let a = changes_agree(&in_memory(&one), &one, &judged, since, as_of);
                prop_assert_eq!(a, changes_agree(&in_memory(&other), &other, &judged, since, as_of));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn a_ledger_answers_as_memory_does((one, other) in pages::two_orders()) {
        let judged = Judgements::default();
        names_agree(&in_memory(&one), &one, &judged);
        let ledger = on_disk(&other, "answers");
        let disk = agree(&ledger, &other, &judged, None);
        prop_assert_eq!(agree(&in_memory(&one), &one, &judged, None), disk);
        for judged in [judged, judgements(), corrections(&one)] {
            changes_agree(&ledger, &other, &judged, date(2024, 6, 15), None);
        }
    }
}

/// Every question that a store answers, as text.
fn answers<S: Store>(store: &S) -> String
where
    S::Error: std::fmt::Debug,
{
    let mut said = String::new();
    for key in [
        "about norvane motors",
        "about nobody",
        "short norvane",
        "person ida kolb",
        "about 远山药业",
    ] {
        for until in [None, Some(date(2024, 3, 2))] {
            said += &format!("{key} {until:?} {}\n", store.pages_of(key, until).unwrap().len());
        }
    }
    for word in ["norv", "motors", "otors", "远山", "山药", ""] {
        said += &format!("{word} {:?}\n", store.names_with(word).unwrap());
    }
    said += &format!("{:?}\n", store.day_before(None, None).unwrap());
    said += &format!("{:?}\n", store.day_before(Some(date(2024, 3, 2)), None).unwrap());
    let claim = &store
        .page(store.pages_of("about norvane motors", None).unwrap()[0])
        .unwrap()
        .reading
        .claims[0];
    said += &format!("{:?}\n", store.pages_with_claim(&claim.id).unwrap().len());
    said += &format!("{:?}\n", store.pages_with_claim("none").unwrap());
    said += &format!("{}\n", store.pages_since(date(2024, 3, 2), None).unwrap().len());
    let first = store.pages_of("about norvane motors", None).unwrap();
    said += &store.page(first[0]).unwrap().article.text;
    said
}

#[test]
fn stores_answer_alike() {
    let pages = pages::fixed();
    let memory = answers(&in_memory(&pages));
    assert_eq!(memory, answers(&on_disk(&pages, "alike")));
    assert!(memory.contains("about norvane motors None 3"), "{memory}");
    assert!(
        memory.contains("about norvane motors Some(2024-03-02) 2"),
        "{memory}"
    );
}

#[test]
fn a_page_that_is_read_again_stands_under_its_new_keys_alone() {
    let pages = pages::fixed();
    let mut ledger = on_disk(&pages, "again");
    let mut changed = pages[0].clone();
    changed.reading.claims.clear();
    changed.reading.mentions.clear();
    ledger
        .reread(&[changed], "packs 2", learnt())
        .expect("it is read again");
    assert_eq!(ledger.pages_of("about norvane motors", None).unwrap().len(), 2);
    assert_eq!(ledger.pages_of("about arden foods", None).unwrap().len(), 0);
    assert_eq!(ledger.pages_of("about 远山药业", None).unwrap().len(), 1);
}

#[test]
fn judgements_are_kept_and_can_be_taken_back() {
    let mut ledger = on_disk(&pages::fixed(), "judged");
    let judgement = |verdict| Judgement {
        a: "norvane motors".into(),
        b: "lanbo cars".into(),
        verdict,
    };
    for verdict in [Verdict::Same, Verdict::Different] {
        ledger
            .judge(&judgement(verdict), "Ida", "one address", learnt())
            .unwrap();
    }
    assert_eq!(ledger.judgements().unwrap().len(), 2);
    assert_eq!(
        ledger.judged(None).unwrap(),
        Judgements::of([judgement(Verdict::Different)])
    );
    assert_eq!(
        ledger.judged(Some(date(2029, 1, 1))).unwrap(),
        Judgements::default()
    );
    let verdict = ledger.verify(&|_, _, _| None).unwrap();
    assert_eq!(verdict.first_break, None);
}

#[test]
fn a_ledger_of_a_layout_before_is_refused_when_asked_and_brought_up_to_date_when_changed() {
    const THIRD: &str = "drop table gist; drop index page_day_by_later_last; pragma user_version = 2;";
    const SECOND: &str = "drop table capture; drop table posting; drop table beginning; drop table page_day;
         drop index page_by_seq; drop index reading_by_packs; drop index event_judgement;
         alter table reading drop column keys; pragma user_version = 1;";
    let pages = pages::fixed();
    for without in [THIRD.to_owned(), format!("{THIRD} {SECOND}")] {
        let path = place("before");
        drop(on_disk(&pages, "before"));
        let db = rusqlite::Connection::open(&path).unwrap();
        db.execute_batch(&without).unwrap();
        drop(db);
        let refused = Ledger::open(&path).unwrap_err().to_string();
        assert!(refused.contains("onrecord reread"), "{refused}");
        let ledger = Ledger::open_to_write(&path).unwrap();
        assert_eq!(answers(&ledger), answers(&in_memory(&pages)));
        let gists: i64 = rusqlite::Connection::open(&path)
            .and_then(|db| db.query_row("select count(*) from gist", [], |r| r.get(0)))
            .unwrap();
        assert_eq!(gists, pages.len() as i64);
        assert_eq!(ledger.verify(&|_, _, _| None).unwrap().first_break, None);
        drop(ledger);
        assert!(Ledger::open(&path).is_ok());
    }
}

#[test]
fn a_gist_of_another_form_is_not_looked_at() {
    let pages = pages::fixed();
    let path = place("form");
    drop(on_disk(&pages, "form"));
    let db = rusqlite::Connection::open(&path).unwrap();
    db.execute_batch("update gist set body = x'7f00' where page = 1")
        .unwrap();
    drop(db);
    let ledger = Ledger::open(&path).unwrap();
    let found = changes_agree(&ledger, &pages, &Judgements::default(), date(2024, 3, 1), None);
    assert!(!found.is_empty());
    assert_eq!(ledger.verify(&|_, _, _| None).unwrap().first_break, None);
}
