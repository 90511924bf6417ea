//! Ways made of claims written by hand: how steps are judged, whatever the readers make of words.

mod checked;
mod made;

use jiff::civil::{Date, date};
use onrecord_case::{Case, reconcile_as_of};
use onrecord_model::{Modality, ReadPage, SpeakerKind};
use onrecord_procedures::way::Force;
use onrecord_procedures::{Index, Procedure, Shelf, State, Traveller, Way, compare, gate, way};

use made::{Says, ground, page, says};

fn shipped(name: &str) -> Procedure {
    Shelf::embedded().get(name).unwrap().unwrap()
}

/// The way of `who` by these pages as of a day.
fn see<T>(
    name: &str,
    who: &str,
    pages: &[ReadPage],
    day: Date,
    look: impl FnOnce(&Case, &Way<'_>) -> T,
) -> T {
    let procedure = shipped(name);
    let case = reconcile_as_of(pages.to_vec(), ground(), Some(day));
    let index = Index::of(&case, ground());
    let traveller = Traveller::find(who, ground());
    look(&case, &way(&case, ground(), &index, &procedure, &traveller, day))
}

const CARS: &str = "cn-nev-production";

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
fn routes_of_which_neither_may_follow_the_other_are_two_accounts() {
    let own = says(
        "licence",
        "granted",
        "XPeng",
        "XPeng's own plant got its production licence",
    );
    let bought = says("deal", "completed", "XPeng", "XPeng bought Lifan").object("Lifan");
    let table = |claims: Vec<Says>| {
        let pages = vec![page(date(2023, 3, 1), "Bugle", claims)];
        let procedure = shipped(CARS);
        let case = reconcile_as_of(pages, ground(), None);
        let index = Index::of(&case, ground());
        let who = [
            Traveller::find("XPeng", ground()),
            Traveller::find("NIO", ground()),
        ];
        let table = compare(&case, ground(), &index, &procedure, &who, date(2023, 4, 1));
        (table.rows[0].routes_differ(), table.rows[1].way.is_told())
    };
    assert_eq!(table(vec![own.clone(), bought]), (true, false));
    assert_eq!(table(vec![own]), (false, false));
}

#[test]
fn what_fits_no_step_is_listed() {
    let pages = [page(
        date(2023, 3, 1),
        "Bugle",
        vec![
            says(
                "filing",
                "registered",
                "NIO",
                "NIO will set up a subsidiary for phones",
            )
            .as_(Modality::Planned),
        ],
    )];
    see(CARS, "NIO", &pages, date(2023, 4, 1), |case, way| {
        assert_eq!(way.outside.len(), 1);
        assert!(case.words(way.outside[0]).contains("phones"));
    });
}

#[test]
fn what_is_said_of_the_procedure_itself_names_nobody_who_goes_it() {
    let day = date(2023, 10, 9);
    let claims = vec![
        says(
            "regulation",
            "tightened",
            "the rules",
            "the rules for a car licence were tightened",
        ),
        says("other", "", "NDRC", "NDRC hands out no licence at all"),
        says(
            "other",
            "",
            "Xiaomi",
            "Xiaomi wants a licence that MIIT hands out",
        ),
        says(
            "regulation",
            "tightened",
            "the rules",
            "the rules for mail were tightened",
        ),
        says(
            "response",
            "no_comment",
            "Xiaomi",
            "on the licence there was no answer",
        )
        .by(SpeakerKind::Party, "Xiaomi"),
        says(
            "response",
            "no_comment",
            "the ministry",
            "on the licence it did not answer",
        )
        .by(SpeakerKind::Authority, "MIIT"),
        says(
            "regulation",
            "eased",
            "the rules",
            "Automotive Industry Investment rules ease the licence",
        ),
    ];
    let pages = [
        page(day, "Harbour Ledger", claims),
        page(
            date(2023, 12, 1),
            "Harbour Ledger",
            vec![says(
                "regulation",
                "eased",
                "the rules",
                "the licence rules were eased",
            )],
        ),
    ];
    let procedure = shipped(CARS);
    let case = reconcile_as_of(pages.to_vec(), ground(), Some(day));
    let gate = gate(&case, ground(), &procedure, day);
    let said: Vec<&str> = gate.said.iter().map(|at| case.words(*at)).collect();
    assert_eq!(
        said,
        [
            "the rules for a car licence were tightened",
            "NDRC hands out no licence at all",
            "on the licence it did not answer",
            "Automotive Industry Investment rules ease the licence",
        ]
    );
    let rules: Vec<&str> = gate
        .rules
        .iter()
        .map(|(b, _)| procedure.bases[*b].id.get_ref().as_str())
        .collect();
    assert_eq!(rules, ["order-22"]);
    let named: Vec<&str> = gate
        .named
        .iter()
        .map(|(a, _)| procedure.authorities[*a].id.get_ref().as_str())
        .collect();
    assert_eq!(named, ["ndrc"]);
}

#[test]
fn a_name_is_no_part_of_a_word() {
    let day = date(2023, 10, 9);
    let claims = vec![
        says(
            "licence",
            "granted",
            "Norvane",
            "Norvane won a licence under Lanbo's name",
        ),
        says("licence", "granted", "远山", "远山汽车获得生产资质"),
    ];
    let pages = [page(day, "Harbour Ledger", claims)];
    for (who, told) in [("Li", false), ("Norvane", true), ("远山", true)] {
        let claims = |case: &Case, _: &Way<'_>| {
            let index = Index::of(case, ground());
            !index.claims(case, &Traveller::find(who, ground())).is_empty()
        };
        assert_eq!(see(CARS, who, &pages, day, claims), told, "{who}");
    }
}

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

const MERGERS: &str = "merger-review";

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
fn in_the_row_of_a_list_the_maker_comes_before_the_brand() {
    let claim = says(
        "filing",
        "listed",
        "two cars",
        "JAC has two NIO brand cars in the list",
    );
    let claim = claim
        .naming("JAC")
        .naming("NIO")
        .by(SpeakerKind::Record, "batch 999");
    let pages = [page(date(2023, 3, 1), "Ministry", vec![claim])];
    let states = |who: &str| {
        see(CARS, who, &pages, date(2023, 4, 1), |_, way| {
            let state = |step| way.step(step).unwrap().judged.state.clone();
            (state("product-other"), state("product-own"))
        })
    };
    assert_eq!(states("NIO"), (State::OthersName, State::Open));
    assert_eq!(states("JAC"), (State::Open, State::Done));
}

#[test]
fn bodies_that_decide_are_not_compared() {
    let words = "the advisory committee voted 11 to 0 that Tavrilex works";
    let vote = says("other", "", "the advisory committee", words);
    let vote = vote.naming("advisory committee").naming("Tavrilex");
    let pages = vec![page(date(2024, 6, 10), "Bugle", vec![vote])];
    let case = reconcile_as_of(pages, ground(), None);
    let index = Index::of(&case, ground());
    let procedure = shipped("us-drug-approval");
    let table = compare(&case, ground(), &index, &procedure, &[], date(2024, 7, 1));
    let rows: Vec<&str> = table.rows.iter().map(|r| r.way.traveller.name.as_str()).collect();
    assert_eq!(rows, ["tavrilex"]);
}

/// The state of a step for somebody, as of the end of the year of these pages.
fn state_of(name: &str, who: &str, pages: &[ReadPage], step: &str) -> State {
    see(name, who, pages, date(2023, 12, 31), |_, way| {
        way.step(step).unwrap().judged.state.clone()
    })
}

#[test]
fn a_page_that_tells_of_one_matter_speaks_of_it_without_its_name() {
    let project = || {
        let words = "the state planner signed off on the project";
        says("statement", "", "the state planner", words).by(SpeakerKind::Anonymous, "two people")
    };
    let own = says("plant", "built", "NIO", "NIO finished its plant");
    let other = || says("plant", "built", "XPeng", "XPeng finished its plant").naming("XPeng");
    let day = date(2023, 8, 23);
    let alone = [page(day, "Bugle", vec![own.clone(), project()])];
    assert_eq!(state_of(CARS, "NIO", &alone, "project"), State::Done);
    // Of two that go the way nobody knows whose project it is, nor before the page has told whom it is about.
    let two = [page(day, "Bugle", vec![own.clone(), other(), project()])];
    assert_eq!(state_of(CARS, "NIO", &two, "project"), State::Open);
    let before = [page(day, "Bugle", vec![project(), own.clone()])];
    assert_eq!(state_of(CARS, "NIO", &before, "project"), State::Open);
    // Nor is it its own if another is named in the same words.
    let words = "XPeng said that the state planner signed off on the project";
    let named = says("statement", "", "the state planner", words).naming("XPeng");
    let of_other = [page(day, "Bugle", vec![own, named.clone()])];
    assert_eq!(state_of(CARS, "NIO", &of_other, "project"), State::Open);
    // Nor if the other was named beside it before.
    let beside = says(
        "plant",
        "built",
        "NIO",
        "NIO finished a plant beside that of XPeng",
    );
    let of_other = [page(day, "Bugle", vec![beside.naming("XPeng"), named])];
    assert_eq!(state_of(CARS, "NIO", &of_other, "project"), State::Open);
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

#[test]
fn a_creditor_of_the_bankrupt_is_not_bankrupt() {
    let words = "the company has claims in the bankruptcy of Borgward";
    let claim = says("insolvency", "ruled", "Foton", words).naming("Borgward");
    let pages = [page(date(2022, 11, 30), "Bugle", vec![claim])];
    assert_eq!(state_of(CARS, "Foton", &pages, "insolvent"), State::Open);
    let ruled = says(
        "insolvency",
        "ruled",
        "Borgward",
        "a court declared Borgward bankrupt",
    );
    let pages = [page(date(2022, 11, 30), "Bugle", vec![ruled])];
    assert_eq!(
        state_of(CARS, "Borgward", &pages, "insolvent"),
        State::Ended("lapsed".into())
    );
    assert_eq!(state_of(CARS, "Borgward", &pages, "removed"), State::Open);
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

#[test]
fn who_is_found_on_pages_is_not_looked_for_inside_other_names() {
    let claim = says("plant", "built", "NIO", "NIO finished its motor plant").naming("motor");
    let other = says("other", "", "the motor", "the motor runs").naming("motor");
    let pages = vec![page(date(2023, 3, 1), "Bugle", vec![claim, other])];
    let case = reconcile_as_of(pages, ground(), None);
    let index = Index::of(&case, ground());
    let found = index.travellers(ground());
    let motor = found.iter().find(|t| t.name == "motor").unwrap();
    let elsewhere = page(
        date(2023, 3, 2),
        "Bugle",
        vec![says(
            "plant",
            "built",
            "NIO Motor",
            "NIO Motors finished its plant",
        )],
    );
    assert!(!motor.is_named(&elsewhere, &elsewhere.reading.claims[0]));
}
