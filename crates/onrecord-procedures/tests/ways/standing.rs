//! Whose word makes a step done, and whose does not.

use super::made::{page, says};
use super::{CARS, see, state_of};
use jiff::civil::date;
use onrecord_model::{Modality, ReadPage, SpeakerKind};
use onrecord_procedures::State;

#[test]
fn hedged_words_make_no_state() {
    let pages = [page(
        date(2023, 3, 1),
        "Bugle",
        vec![
            says(
                "licence",
                "granted",
                "NIO",
                "NIO will get a licence to build cars",
            )
            .as_(Modality::Planned),
        ],
    )];
    see(CARS, "NIO", &pages, date(2023, 4, 1), |_, way| {
        let step = &way.step("access-grant").unwrap().judged;
        assert_eq!(step.state, State::Expected);
        assert_eq!(step.expected.len(), 1);
        assert!(step.supporting.is_empty());
    });
}

#[test]
fn a_record_settles_what_unnamed_people_say() {
    let pages = [
        page(
            date(2023, 3, 1),
            "Bugle",
            vec![
                says(
                    "licence",
                    "granted",
                    "NIO",
                    "the industry ministry granted NIO a licence",
                )
                .by(SpeakerKind::Anonymous, "a person"),
            ],
        ),
        page(
            date(2023, 5, 1),
            "Ministry",
            vec![
                says(
                    "licence",
                    "granted",
                    "NIO",
                    "the industry ministry granted NIO a licence",
                )
                .by(SpeakerKind::Record, "batch 999"),
            ],
        ),
    ];
    see(CARS, "NIO", &pages, date(2023, 4, 1), |_, way| {
        let step = &way.step("access-grant").unwrap().judged;
        assert_eq!((step.state.clone(), step.settled()), (State::Done, false));
    });
    see(CARS, "NIO", &pages, date(2023, 6, 1), |case, way| {
        let step = &way.step("access-grant").unwrap().judged;
        assert_eq!((step.state.clone(), step.settled()), (State::Done, true));
        assert_eq!(
            case.pages[step.supporting[0].page].article.outlet.as_deref(),
            Some("Ministry")
        );
    });
}

#[test]
fn a_listing_under_anothers_name_is_no_licence() {
    let pages = [page(
        date(2023, 3, 1),
        "Ministry",
        vec![
            says(
                "filing",
                "listed",
                "NIO",
                "the vehicle catalogue lists two NIO cars",
            )
            .role("holder", "JAC")
            .by(SpeakerKind::Record, "batch 999"),
        ],
    )];
    see(CARS, "NIO", &pages, date(2023, 4, 1), |_, way| {
        assert_eq!(way.step("product-other").unwrap().judged.state, State::OthersName);
        assert_eq!(way.step("product-own").unwrap().judged.state, State::Open);
        assert_eq!(way.step("access-grant").unwrap().judged.state, State::Open);
        assert!(way.route("contract").is_some() && way.route("own").is_none());
    });
}

#[test]
fn a_licence_of_nobody_in_particular_yields_to_what_the_page_says_is_to_come() {
    let vague = || {
        says(
            "licence",
            "granted",
            "NIO",
            "NIO has secured its licence to build cars",
        )
    };
    let open = says(
        "licence",
        "granted",
        "NIO",
        "NIO must still win approval from the industry ministry",
    )
    .as_(Modality::Goal);
    let alone = [page(date(2023, 3, 1), "Bugle", vec![vague()])];
    let both = [page(date(2023, 3, 1), "Bugle", vec![vague(), open])];
    let state = |pages: &[ReadPage]| {
        see(CARS, "NIO", pages, date(2023, 4, 1), |_, way| {
            way.step("access-grant").unwrap().judged.state.clone()
        })
    };
    assert_eq!(state(&alone), State::Done);
    assert_eq!(state(&both), State::NotDone);
}

#[test]
fn the_holder_cancels_its_own_licence_and_does_not_apply_for_one() {
    let pages = [page(
        date(2023, 6, 1),
        "Bugle",
        vec![says(
            "licence",
            "sought",
            "Borgward",
            "Borgward asked the ministry to cancel its own permit",
        )],
    )];
    see(CARS, "Borgward", &pages, date(2023, 7, 1), |_, way| {
        assert_eq!(
            way.step("removed").unwrap().judged.state,
            State::Ended("cancelled-by-holder".into())
        );
        assert_eq!(way.step("access-apply").unwrap().judged.state, State::Open);
    });
}

#[test]
fn who_asks_to_cancel_has_done_so_and_who_hopes_to_has_not() {
    let removed = |words: &'static str| {
        let told = says("licence", "revoked", "Borgward", words).as_(Modality::Goal);
        let pages = [page(date(2023, 6, 1), "Bugle", vec![told])];
        see(CARS, "Borgward", &pages, date(2023, 7, 1), |_, way| {
            way.step("removed").unwrap().judged.state.clone()
        })
    };
    let asked = removed("Borgward applied to cancel its own permit");
    assert_eq!(asked, State::Ended("cancelled-by-holder".into()));
    assert_eq!(
        removed("Borgward hopes to cancel its own permit"),
        State::Expected
    );
}

#[test]
fn a_named_denial_stands_against_unnamed_people() {
    let pages = [page(
        date(2023, 3, 1),
        "Bugle",
        vec![
            says("licence", "granted", "NIO", "the state planner approved NIO")
                .by(SpeakerKind::Anonymous, "two people"),
            says("response", "denied", "NIO", "NIO denied the report")
                .by(SpeakerKind::Party, "NIO")
                .answering(0),
        ],
    )];
    see(CARS, "NIO", &pages, date(2023, 4, 1), |_, way| {
        let step = &way.step("project").unwrap().judged;
        assert_eq!(step.state, State::NotDone);
        assert_eq!(step.denials.len(), 1);
        assert!(step.disputed());
    });
}

#[test]
fn who_petitions_is_not_wound_up() {
    let words = "China Construction Bank filed a winding-up petition against Shimao";
    let petition = says("insolvency", "petitioned", "Shimao", words).naming("China Construction Bank");
    let pages = [page(date(2024, 4, 8), "Bugle", vec![petition])];
    let state = |who: &str| {
        see("hk-winding-up", who, &pages, date(2024, 5, 1), |_, way| {
            way.step("petition").unwrap().judged.state.clone()
        })
    };
    assert_eq!(state("Shimao"), State::Done);
    assert_eq!(state("China Construction Bank"), State::Open);
}

#[test]
fn a_list_for_comment_is_no_admission() {
    let listed = |title: &str| {
        let claim = says(
            "filing",
            "listed",
            "小米汽车",
            "小米汽车列入本批公告的生产企业名单",
        );
        let mut page = page(
            date(2024, 7, 12),
            "Ministry",
            vec![claim.by(SpeakerKind::Record, "batch 999")],
        );
        page.article.title = Some(title.to_owned());
        see(CARS, "Xiaomi", &[page], date(2024, 8, 1), |_, way| {
            let state = |step| way.step(step).unwrap().judged.state.clone();
            (state("access-grant"), state("product-own"))
        })
    };
    assert_eq!(listed("第999批车辆公告"), (State::Done, State::Done));
    assert_eq!(listed("第999批车辆公告新增车辆公示"), (State::Near, State::Near));
}

#[test]
fn who_waits_for_an_approval_does_not_have_it() {
    let waits = |words: &'static str| {
        let claim = says("licence", "sought", "its car business", words).naming("NIO");
        let pages = [page(
            date(2023, 10, 18),
            "Bugle",
            vec![claim.by(SpeakerKind::Anonymous, "people")],
        )];
        state_of(CARS, "NIO", &pages, "access-grant")
    };
    assert_eq!(
        waits("NIO is still waiting for the industry ministry to license its car business"),
        State::NotDone
    );
    assert_eq!(
        waits("NIO asked the industry ministry to license its car business"),
        State::Open
    );
    // The body that is waited for may be what the claim is on.
    let must = says(
        "licence",
        "granted",
        "Ministry of Industry and Information Technology",
        "NIO must still win the approval of the Ministry of Industry and Information Technology",
    );
    let pages = [page(
        date(2023, 8, 23),
        "Bugle",
        vec![must.naming("NIO").as_(Modality::Goal)],
    )];
    assert_eq!(state_of(CARS, "NIO", &pages, "access-grant"), State::NotDone);
}
