//! From pages to status with the shipped packs: what is one origin, what contradicts what, what stood on which day.

use jiff::civil::{Date, date};
use onrecord_case::{Case, Flag, Fold};
use onrecord_case::{reconcile, status};
use onrecord_model::{
    Anchor, Article, DateBasis, Language, Media, Page, Polarity, Published, ReadPage, SpeakerKind,
};
use onrecord_read::{Packs, read};

fn page(packs: &Packs, name: &str, outlet: &str, day: Date, lang: Language, text: &str) -> ReadPage {
    let mut article = Article::of_text(text, lang);
    article.outlet = Some(outlet.to_owned());
    article.published = Some(Published::on(day, DateBasis::Meta));
    let anchor = Anchor {
        published: article.published.as_ref().unwrap().interval(),
    };
    let mut reading = read(&article, packs, &anchor);
    onrecord_text::claims::bind(&mut reading, name);
    let page = Page {
        source: name.into(),
        sha256: name.into(),
        media: Media::Text,
        charset: "utf-8".into(),
        url: None,
        provenance: None,
    };
    ReadPage {
        page,
        article,
        reading,
        learnt: None,
    }
}

fn licence(case: &Case) -> usize {
    case.matters
        .iter()
        .position(|m| m.kind == "licence" && m.subject_name.contains("NIO"))
        .unwrap_or_else(|| {
            panic!(
                "no licence matter of NIO among {:?}",
                case.matters.iter().map(|m| &m.title).collect::<Vec<_>>()
            )
        })
}

#[test]
fn not_yet_after_nearly_is_succession() {
    let packs = onrecord_packs::embedded();
    let pages = vec![
        page(
            &packs,
            "a",
            "Leeds Courier",
            date(2021, 3, 1),
            Language::English,
            "NIO is close to obtaining a production licence, two people familiar with the matter said.",
        ),
        page(
            &packs,
            "b",
            "York Mail",
            date(2021, 9, 1),
            Language::English,
            "NIO has not yet obtained the production licence, a person briefed on the plan said.",
        ),
    ];
    let case = reconcile(pages, &packs.ground);
    let m = licence(&case);
    let now = status(&case, &packs.ground, m, date(2021, 10, 1));
    assert_eq!(
        (now.state.as_deref(), now.polarity),
        (Some("granted"), Polarity::Negated)
    );
    assert!(now.contradictions.is_empty(), "{:?}", now.contradictions);
    let then = status(&case, &packs.ground, m, date(2021, 4, 1));
    assert_eq!(
        (then.state.as_deref(), then.polarity),
        (Some("near"), Polarity::Affirmed)
    );
    assert_eq!(then.standing, Some(SpeakerKind::Anonymous));
    assert_eq!(now.steps.len(), 2, "{:?}", now.steps);
}

#[test]
fn where_a_licence_comes_from_can_be_contradicted() {
    let packs = onrecord_packs::embedded();
    let pages = vec![
        page(
            &packs,
            "a",
            "青石日报",
            date(2021, 3, 1),
            Language::Chinese,
            "知情人士称，蔚来的生产资质来自江淮汽车。",
        ),
        page(
            &packs,
            "b",
            "玄武晚报",
            date(2021, 9, 1),
            Language::Chinese,
            "蔚来表示，公司的生产资质并非来自江淮汽车。",
        ),
    ];
    let case = reconcile(pages, &packs.ground);
    let now = status(&case, &packs.ground, licence(&case), date(2021, 10, 1));
    let about: Vec<&str> = now.contradictions.iter().map(|c| c.about.as_str()).collect();
    assert!(about.iter().any(|a| a.starts_with("from: ")), "{about:?}");
}

#[test]
fn a_party_that_declines_is_flagged_and_linked() {
    let packs = onrecord_packs::embedded();
    let text = "NIO has received a production licence, Reuters reported on Monday, citing two people familiar with the matter.\nNIO declined to comment.";
    let case = reconcile(
        vec![page(
            &packs,
            "a",
            "Leeds Courier",
            date(2021, 3, 1),
            Language::English,
            text,
        )],
        &packs.ground,
    );
    let now = status(&case, &packs.ground, licence(&case), date(2021, 3, 2));
    assert_eq!(now.flags, [Flag::NoComment]);
    assert_eq!(now.responses.len(), 1);
    assert!(!case.claim(now.responses[0]).answers.is_empty());
}

#[test]
fn reprints_fold_into_one_origin_whatever_the_order() {
    let packs = onrecord_packs::embedded();
    let story = "NIO has received a production licence for its plant in Hefei, two people familiar with the matter told Reuters, who asked not to be named because the talks are private and the papers have not been published.\nNIO declined to comment.";
    let make = |names: [&str; 3]| {
        let pages = names
            .iter()
            .map(|n| {
                let outlet = if *n == "a" { "Reuters" } else { *n };
                let day = if *n == "a" {
                    date(2021, 3, 1)
                } else {
                    date(2021, 3, 2)
                };
                page(&packs, n, outlet, day, Language::English, story)
            })
            .collect();
        reconcile(pages, &packs.ground)
    };
    for order in [["a", "b", "c"], ["c", "b", "a"]] {
        let case = make(order);
        let now = status(&case, &packs.ground, licence(&case), date(2021, 4, 1));
        assert_eq!(
            (now.origins.sure, now.origins.possible),
            (1, 1),
            "{:?}",
            case.origins
        );
        let origin = &case.origins[now.steps[0].origin];
        assert_eq!(origin.members.len(), 3);
        assert!(
            origin
                .members
                .iter()
                .skip(1)
                .all(|(_, fold)| *fold != Fold::First)
        );
        let first = &case.pages[origin.members[0].0.page];
        assert_eq!(first.page.source, "a");
    }
}

#[test]
fn a_dateline_puts_the_agency_at_the_head_of_every_chain() {
    let packs = onrecord_packs::embedded();
    let chains = |outlet: &str, lang: Language, text: &str| -> Vec<Vec<Option<String>>> {
        let page = page(&packs, "a", outlet, date(2021, 3, 3), lang, text);
        let claims = page.reading.claims.iter();
        let chains: Vec<_> = claims
            .map(|c| {
                c.chain
                    .iter()
                    .map(|s| s.entity.as_deref().map(str::to_owned))
                    .collect()
            })
            .collect();
        assert!(!chains.is_empty(), "no claims in {text}");
        chains
    };
    let english = "LEEDS, March 3 (Reuters) - NIO has received a production licence, two people familiar with the matter said.";
    for chain in chains("Leeds Courier", Language::English, english) {
        assert_eq!(chain, [Some("reuters".to_owned()), None]);
    }
    let own = chains("Reuters", Language::English, english);
    assert!(own.iter().all(|c| *c == [None]), "{own:?}");
    let chinese = "新华社北京3月3日电（记者王宁）蔚来已获得整车生产资质，两名知情人士说。";
    for chain in chains("利兹信使报", Language::Chinese, chinese) {
        assert_eq!(chain.first(), Some(&Some("xinhua".to_owned())));
    }
    let plain = "新华社北京分社的电梯停了，蔚来已获得整车生产资质，两名知情人士说。";
    let plain = chains("利兹信使报", Language::Chinese, plain);
    assert!(
        plain
            .iter()
            .all(|c| c.first() != Some(&Some("xinhua".to_owned()))),
        "{plain:?}"
    );
}

#[test]
fn what_is_told_of_a_year_to_come_is_no_state_yet() {
    let packs = onrecord_packs::embedded();
    let told = |text: &str| {
        let read = page(
            &packs,
            "a",
            "Leeds Courier",
            date(2021, 3, 1),
            Language::English,
            text,
        );
        read.reading
            .claims
            .into_iter()
            .find(|c| c.kind == "product")
            .expect("a claim")
    };
    let ahead = told("Acme put the Acme Lynx on sale in June 2022, Acme said.");
    assert_eq!(ahead.modality, onrecord_model::Modality::Expected);
    let done = told("Acme put the Acme Lynx on sale in June 2020, Acme said.");
    assert_eq!(done.modality, onrecord_model::Modality::Asserted);
}
