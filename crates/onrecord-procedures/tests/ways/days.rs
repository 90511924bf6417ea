//! When a step was taken, what a later one ends, and clocks.

use super::made::{page, says};
use super::{CARS, MERGERS, see};
use jiff::civil::{Date, date};
use onrecord_model::{ReadPage, SpeakerKind};
use onrecord_procedures::State;
use onrecord_procedures::way::Force;

#[test]
fn nothing_of_a_later_day_is_known() {
    let pages = [page(
        date(2023, 3, 1),
        "Bugle",
        vec![says(
            "licence",
            "granted",
            "NIO",
            "the state planner approved NIO's project",
        )],
    )];
    let told = |day: Date| see(CARS, "NIO", &pages, day, |_, way| way.is_told());
    assert!(!told(date(2023, 2, 28)));
    assert!(told(date(2023, 3, 1)));
}

#[test]
fn a_filing_of_january_2019_is_an_approval_until_the_ninth() {
    let authority = |day: Date| {
        see(CARS, "NIO", &[], day, |_, way| {
            way.step("project")
                .unwrap()
                .form
                .unwrap()
                .authority
                .clone()
                .unwrap()
        })
    };
    assert_eq!(authority(date(2019, 1, 9)), "ndrc");
    assert_eq!(authority(date(2019, 1, 10)), "drc-prov");
    let in_force = |law: &str, day: Date| {
        see(CARS, "NIO", &[], day, |_, way| {
            let named = |b: usize| way.procedure.bases[b].id.get_ref() == law;
            way.law.iter().any(|(b, f)| *f == Force::InForce && named(*b))
        })
    };
    assert!(in_force("opinion-2017", date(2019, 1, 9)) && !in_force("opinion-2017", date(2019, 1, 10)));
    assert!(!in_force("order-50", date(2019, 5, 31)) && in_force("order-50", date(2019, 6, 1)));
    assert!(!in_force("draft-2022", date(2023, 1, 1)));
}

#[test]
fn a_clock_runs_is_stopped_by_its_end_and_is_started_by_no_rumour() {
    let notified = |kind| {
        page(
            date(2022, 11, 15),
            "Bugle",
            vec![
                says(
                    "deal",
                    "under_review",
                    "Broadcom",
                    "Broadcom notified the purchase of VMware to the European Commission",
                )
                .object("VMware")
                .by(kind, "Broadcom"),
            ],
        )
    };
    let cleared = page(
        date(2022, 12, 12),
        "Bugle",
        vec![
            says(
                "deal",
                "approved",
                "Broadcom",
                "the European Commission approved the deal",
            )
            .object("VMware")
            .by(SpeakerKind::Authority, "European Commission"),
        ],
    );
    let clocks = |pages: &[ReadPage], day: Date| {
        see(MERGERS, "VMware", pages, day, |_, way| {
            let named =
                |c: &onrecord_procedures::ClockView| way.procedure.clocks[c.clock].id.get_ref().clone();
            way.clocks.iter().map(|c| (named(c), c.last)).collect::<Vec<_>>()
        })
    };
    let party = notified(SpeakerKind::Party);
    // 25 working days after 15 November 2022, no holidays taken out.
    assert_eq!(
        clocks(std::slice::from_ref(&party), date(2022, 12, 1)),
        [("eu-1".into(), date(2022, 12, 20))]
    );
    assert_eq!(clocks(&[party, cleared], date(2022, 12, 15)), []);
    assert_eq!(clocks(&[notified(SpeakerKind::Anonymous)], date(2022, 12, 1)), []);
}

#[test]
fn a_new_petition_begins_the_way_anew() {
    let at = |day: Date, state: &str, words: &'static str| {
        page(
            day,
            "Bugle",
            vec![says("insolvency", state, "Shimao", words).by(SpeakerKind::Party, "Shimao")],
        )
    };
    let pages = [
        at(
            date(2024, 4, 8),
            "petitioned",
            "a winding-up petition against Shimao",
        ),
        at(date(2024, 12, 2), "dismissed", "the court dismissed the petition"),
        at(date(2025, 1, 14), "petitioned", "a new petition against Shimao"),
    ];
    let order = |day: Date| {
        see("hk-winding-up", "Shimao", &pages, day, |_, way| {
            let view = way.step("order").unwrap();
            (view.judged.state.clone(), view.earlier_round.len())
        })
    };
    assert_eq!(order(date(2024, 5, 1)), (State::Open, 0));
    assert_eq!(order(date(2024, 12, 31)), (State::Ended("dismissed".into()), 0));
    assert_eq!(order(date(2025, 2, 1)), (State::Open, 1));
    let petition = |day: Date| {
        see("hk-winding-up", "Shimao", &pages, day, |_, way| {
            way.step("petition").unwrap().judged.since
        })
    };
    assert_eq!(petition(date(2024, 5, 1)), Some(date(2024, 4, 8)));
    assert_eq!(petition(date(2025, 2, 1)), Some(date(2025, 1, 14)));
}

#[test]
fn a_step_was_done_on_the_first_day_of_which_that_is_told_by_one_as_well_founded() {
    let told = |day, kind, by| {
        let words = "the industry ministry granted NIO a licence";
        page(
            day,
            by,
            vec![says("licence", "granted", "NIO", words).by(kind, by)],
        )
    };
    let since = |pages: &[ReadPage]| {
        see(CARS, "NIO", pages, date(2023, 9, 1), |_, way| {
            way.step("access-grant").unwrap().judged.since
        })
    };
    let rumour = told(date(2023, 2, 1), SpeakerKind::Anonymous, "a person");
    let first = told(date(2023, 3, 1), SpeakerKind::Party, "NIO");
    let again = told(date(2023, 5, 1), SpeakerKind::Outlet, "Bugle");
    let record = told(date(2023, 6, 1), SpeakerKind::Record, "batch 999");
    let later = told(date(2023, 7, 1), SpeakerKind::Record, "batch 999");
    assert_eq!(
        since(&[rumour.clone(), again.clone(), first.clone()]),
        Some(date(2023, 3, 1))
    );
    assert_eq!(
        since(&[rumour, first, again, later, record]),
        Some(date(2023, 6, 1))
    );
}

#[test]
fn the_day_of_a_step_is_the_closest_that_is_told_and_not_that_of_the_telling() {
    let day = date(2023, 6, 27);
    let told = says(
        "insolvency",
        "petitioned",
        "Shimao",
        "a winding-up petition against Shimao",
    );
    let told = told.by(SpeakerKind::Party, "Shimao");
    let dated = says(
        "other",
        "",
        "Harrow Bank",
        "Harrow Bank filed the petition on 24 June",
    );
    let dated = dated
        .naming("Harrow Bank")
        .on(date(2023, 6, 24), date(2023, 6, 24));
    let month = says(
        "other",
        "",
        "Harrow Bank",
        "Harrow Bank filed the petition in June",
    );
    let month = month
        .naming("Harrow Bank")
        .on(date(2023, 6, 1), date(2023, 6, 30));
    let pages = [page(day, "Bugle", vec![told, dated, month])];
    see(
        "hk-winding-up",
        "Shimao",
        &pages,
        date(2023, 7, 1),
        |case, way| {
            let petition = &way.step("petition").unwrap().judged;
            assert_eq!(petition.state, State::Done);
            assert_eq!(petition.since, Some(date(2023, 6, 24)));
            assert!(case.words(petition.supporting[0]).contains("24 June"));
        },
    );
}

#[test]
fn what_stood_open_is_over_when_a_later_step_is_told() {
    let adjourned = says(
        "other",
        "",
        "the court",
        "the court adjourned the hearing of Shimao",
    );
    let adjourned = adjourned.naming("Shimao").on(date(2023, 3, 1), date(2023, 3, 1));
    let dismissed = says(
        "insolvency",
        "dismissed",
        "Shimao",
        "the court dismissed the petition against Shimao",
    );
    let dismissed = dismissed.on(date(2023, 5, 1), date(2023, 5, 1));
    let pages = [
        page(date(2023, 3, 1), "Bugle", vec![adjourned]),
        page(date(2023, 5, 1), "Bugle", vec![dismissed]),
    ];
    let overtaken = |day: Date| {
        see("hk-winding-up", "Shimao", &pages, day, |_, way| {
            let hearing = &way.step("hearing").unwrap().judged;
            assert_eq!(hearing.state, State::Ended("adjourned".into()));
            let later = hearing.overtaken.clone();
            later.map(|l| (way.procedure.steps[l.by].id.get_ref().clone(), l.end))
        })
    };
    assert_eq!(overtaken(date(2023, 4, 1)), None);
    assert_eq!(
        overtaken(date(2023, 6, 1)),
        Some(("order".into(), Some("dismissed".into())))
    );
}

#[test]
fn a_notice_that_was_filed_again_starts_its_clock_anew() {
    let words =
        "Broadcom and VMware withdrew their notice to the Committee on Foreign Investment and refiled it";
    let again = says("statement", "", "Broadcom", words).naming("VMware");
    let first = says(
        "other",
        "",
        "The committee",
        "The committee received the first notice of the deal in March",
    );
    let first = first.on(date(2023, 3, 1), date(2023, 3, 31));
    let pages = [page(
        date(2023, 9, 18),
        "Bugle",
        vec![again.by(SpeakerKind::Anonymous, "two people"), first],
    )];
    see(MERGERS, "VMware", &pages, date(2023, 10, 1), |_, way| {
        assert_eq!(way.clocks.len(), 1);
        let clock = &way.clocks[0];
        assert_eq!(way.procedure.clocks[clock.clock].id.get_ref(), "cfius-1");
        // Nobody tells the day of the new filing: it was by then, and ends by then.
        assert_eq!((clock.first, clock.since), (None, date(2023, 9, 18)));
        assert_eq!(clock.last, date(2023, 11, 2));
        assert!(clock.reported);
        assert_eq!(way.step("cfius-filed").unwrap().earlier_round.len(), 1);
    });
}
