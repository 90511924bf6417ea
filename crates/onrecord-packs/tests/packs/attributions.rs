//! Who says what under the shipped packs: the shapes that no rule's own examples can show, for they need kinds and polarity.
//! What does not live here: examples of rules, which stand beside them in the packs.

use onrecord_model::{Anchor, Article, Language, Moment, SpeakerKind};
use onrecord_read::read;
use std::sync::LazyLock;

static PACKS: LazyLock<onrecord_read::Packs> = LazyLock::new(onrecord_packs::embedded);

/// Source, kind of speaker, whether it was said, and the content, for every attribution of the text.
fn said(text: &str) -> Vec<(String, SpeakerKind, bool, String)> {
    let lang = if text.contains('。') {
        Language::Chinese
    } else {
        Language::English
    };
    let article = Article::of_text(text, lang);
    let anchor = Anchor::at(Moment::day(jiff::civil::date(2023, 5, 10)));
    let words = |spans: &[onrecord_model::Span]| -> String {
        let parts: Vec<&str> = spans.iter().map(|s| s.of(text)).collect();
        parts.join(" ")
    };
    read(&article, &PACKS, &anchor)
        .attributions
        .iter()
        .map(|a| (words(&a.source), a.speaker.kind, a.positive, words(&a.content)))
        .collect()
}

fn one(text: &str) -> (String, SpeakerKind, bool, String) {
    let mut all = said(text);
    assert_eq!(all.len(), 1, "{all:?} in {text}");
    all.remove(0)
}

#[test]
fn a_quote_behind_a_colon_is_said_by_whoever_stands_before_it() {
    let (source, kind, ..) = one("The mayor was blunter: “Nobody asked us, and we would have refused.”");
    assert_eq!((source.as_str(), kind), ("The mayor", SpeakerKind::Authority));
    assert!(said("She has a new record: “Harbour Lights”.").is_empty());
    assert!(said("The rule is simple: “No dogs.”").is_empty());
}

#[test]
fn documents_are_the_source_and_not_the_medium_that_saw_them() {
    let (source, kind, ..) = one("Documents seen by Reuters show the pier was never insured.");
    assert_eq!(
        (source.as_str(), kind),
        ("Documents seen by Reuters", SpeakerKind::Record)
    );
    let (_, kind, ..) = one("Court papers filed in Leeds on Monday allege that the pier was never insured.");
    assert_eq!(kind, SpeakerKind::Record);
    let (_, kind, ..) = one("Reuters said the pier was never insured.");
    assert_eq!(kind, SpeakerKind::Outlet);
}

#[test]
fn nobody_says_what_no_one_or_neither_says() {
    for text in [
        "Neither the guild nor the port would say who had signed the lease.",
        "No one at the port said the pier had been insured.",
        "None of the clerks said the pier had been insured.",
    ] {
        assert!(!one(text).2, "{text}");
    }
    assert!(one("The clerks said neither pier had been insured.").2);
}

#[test]
fn whom_an_aside_cites_says_it_too() {
    let all = said("The Evening Post, citing two bankers, reported that the merger was off.");
    let sources: Vec<&str> = all.iter().map(|a| a.0.as_str()).collect();
    assert_eq!(sources, ["two bankers", "The Evening Post"]);
    assert_eq!(all[0].3, all[1].3);
}

#[test]
fn who_will_not_give_a_name_still_says_it() {
    let (source, kind, positive, content) = one("“没有人通知我们。”一名不愿透露姓名的船员对记者说。");
    assert_eq!(
        (source.as_str(), kind, positive),
        ("一名不愿透露姓名的船员", SpeakerKind::Anonymous, true)
    );
    assert_eq!(content, "“没有人通知我们。”");
}

/// Who looks something up has it from where they looked: both are links of the chain.
#[test]
fn whoever_looks_something_up_has_it_from_the_register() {
    let found = said("澎湃新闻查询工商登记发现，船运公司已于去年12月注销。");
    let links: Vec<_> = found
        .iter()
        .map(|(source, kind, ..)| (source.as_str(), *kind))
        .collect();
    assert_eq!(
        links,
        [
            ("工商登记", SpeakerKind::Record),
            ("澎湃新闻", SpeakerKind::Outlet)
        ]
    );
}

/// Kind and name of the speaker, and the content, for every attribution of an English text.
fn speakers(text: &str) -> Vec<(SpeakerKind, Option<String>, String)> {
    let article = Article::of_text(text, Language::English);
    let anchor = Anchor::at(Moment::day(jiff::civil::date(2023, 5, 10)));
    read(&article, &PACKS, &anchor)
        .attributions
        .iter()
        .map(|a| {
            let parts: Vec<&str> = a.content.iter().map(|s| s.of(text)).collect();
            (a.speaker.kind, a.speaker.name.clone(), parts.join(" "))
        })
        .collect()
}

/// The kind of the only speaker of a text.
fn kind(text: &str) -> SpeakerKind {
    let all = speakers(text);
    assert_eq!(all.len(), 1, "{all:?} in {text}");
    all[0].0
}

#[test]
fn a_class_follows_from_title_and_affiliation() {
    use SpeakerKind::{Anonymous, Authority, Named, Party};
    for (text, wanted) in [
        (
            "Tarn Airways spokeswoman Ida Moll said the wing was sound.",
            Party,
        ),
        ("Police chief Ona Berg said two boats had been seized.", Authority),
        (
            "Lea Rand, deputy head of the health office, said the outbreak was over.",
            Authority,
        ),
        ("Fire officer Jon Tait said the barn was lost.", Authority),
        ("Local official Per Dahl said nine houses had burned.", Authority),
        (
            "Sven Aker, an analyst at Brock & Lowe, said the price was fair.",
            Named,
        ),
        (
            "Ruth Vale, a professor of law at Ostby University, said the ban was void.",
            Named,
        ),
        (
            "The president of the Bakers' Union, Olga Penn, said flour was dear.",
            Named,
        ),
        ("Ministry officials said the quota would fall.", Authority),
        ("Company officials said the plant would close.", Party),
        ("Two ministry officials said the quota would fall.", Anonymous),
        ("Officials said the quota would fall.", Anonymous),
        ("Union leaders condemned the pay cut.", Named),
        ("Tarn Airways said the wing was sound.", Party),
        ("Her lawyers said she was innocent.", Party),
    ] {
        assert_eq!(kind(text), wanted, "{text}");
    }
}

#[test]
fn a_speaker_has_one_class_over_the_page() {
    let text =
        "Rents rose again in May. Moll said they would fall. Ida Moll, the mayor of Ostby, spoke on Monday.";
    assert_eq!(kind(text), SpeakerKind::Authority);
    let text = "Ostby Council met. Councillor Per Dahl said the pier was safe. Dahl said it would open.";
    assert!(
        speakers(text)
            .iter()
            .all(|s| s.0 == SpeakerKind::Authority && s.1.as_deref() == Some("Per Dahl"))
    );
}

#[test]
fn what_points_back_takes_an_antecedent_that_fits() {
    let name = |text: &str| speakers(text).last().and_then(|s| s.1.clone());
    let clip = "A clip of a burning heater spread on TikTok. Hearthco said the heater is safe. \
        “We have had no complaints,” the company said in a statement.";
    assert_eq!(name(clip).as_deref(), Some("Hearthco"));
    let two = "Mayor Ana Duarte met her rival, Mr. Tom Osei, on Monday. She said the dam would hold.";
    assert_eq!(name(two).as_deref(), Some("Ana Duarte"));
    let again =
        "Tarn Airways spokeswoman Ida Moll said the wing was sound. The spokeswoman added that it was new.";
    assert_eq!(name(again).as_deref(), Some("Ida Moll"));
}

#[test]
fn a_voice_goes_on_without_a_cue_of_its_own() {
    // The tense of what is told.
    let made = speakers("Police say the van was stolen. It had stood near the mill. The mill is old.");
    assert_eq!(made.len(), 2, "{made:?}");
    assert_eq!(made[1].2, "It had stood near the mill");
    assert_eq!(made[1].0, SpeakerKind::Authority);
    // A paragraph that is nothing but a quotation.
    let made =
        speakers("“It is a good day,” Mayor Ida Moll said.\n“It opens in May.”\nThe bridge cost $4 million.");
    assert_eq!(made.len(), 1, "{made:?}");
    assert!(made[0].2.contains("It opens in May."));
    // Whoever acts before a quotation.
    let made =
        speakers("Vera Holt turned to the board. “The books were burned in June.” The room fell silent.");
    assert_eq!(made.len(), 1, "{made:?}");
    assert_eq!(made[0].1.as_deref(), Some("Vera Holt"));
    // The page's own sentence is nobody's.
    assert_eq!(
        speakers("Police say the van was stolen. The mill opened in 1904.").len(),
        1
    );
}

#[test]
fn a_time_or_the_means_stands_between_subject_and_cue() {
    for text in [
        "The harbour board on Sunday said the pier was shut.",
        "The harbour board has since last winter often warned that the pier was weak.",
        "The harbour board in a statement said the pier was shut.",
        "The harbour board said on Sept. 30 that the pier was shut.",
        "The harbour board said on 7 March 2024 that the pier was shut.",
    ] {
        let (source, ..) = one(text);
        assert_eq!(source, "The harbour board", "{text}");
    }
    let (_, _, _, content) = one("In May, Marn said, the firm cut 300 jobs.");
    assert_eq!(content, "In May the firm cut 300 jobs");
    let (source, ..) = one("Ostland plans to ease its fishing rules, ministry officials said on Sunday.");
    assert_eq!(source, "ministry officials");
}

#[test]
fn a_denial_says_what_is_not_said() {
    for (text, content) in [
        (
            "Fenwick Bank denies that any money is missing.",
            "that any money is missing",
        ),
        ("Reyes has denied she sold the boat.", "she sold the boat"),
        ("Halden Power rubbished the claim.", "the claim"),
        (
            "The regulator disputed the airline's account.",
            "the airline's account",
        ),
    ] {
        let (_, _, positive, made) = one(text);
        assert_eq!((positive, made.as_str()), (false, content), "{text}");
    }
    assert!(said("The board rejected the offer on Monday.").is_empty());
    let made = said("Hart says the mill cheats its farmers, a charge the owners deny.");
    assert_eq!(made[0].3, "the mill cheats its farmers");
    assert_eq!((made[1].0.as_str(), made[1].2), ("the owners", false));
}

#[test]
fn reasons_and_times_are_no_sources() {
    assert!(said("The agency blamed the airline, citing worn bolts.").is_empty());
    let made = said("Citing two engineers, Reuters said the dam was cracking.");
    assert_eq!(made.len(), 2, "{made:?}");
}

#[test]
fn a_chain_keeps_its_links() {
    let made = speakers("Prices will fall, according to dealers quoted by the Ostby Post.");
    let kinds: Vec<SpeakerKind> = made.iter().map(|m| m.0).collect();
    assert!(
        kinds.contains(&SpeakerKind::Outlet) && kinds.contains(&SpeakerKind::Anonymous),
        "{made:?}"
    );
    let made = speakers("Hart said villagers gossip that smugglers own the quarry.");
    assert_eq!(made.len(), 2, "{made:?}");
    assert_eq!(made[1].0, SpeakerKind::Public);
}
