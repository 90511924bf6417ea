//! Ways through procedures, made of the sample pages as of days before and after each turn of their stories.

use std::path::Path;

use jiff::civil::{Date, date};
use onrecord::procedures::{Index, Procedure, Shelf, State, Traveller, Way, way};
use onrecord::sources::Input;
use onrecord::{Case, Engine, Options, Packs, ReadPage, SpeakerKind, reconcile_as_of};

/// The pages of a folder of samples, read.
struct Samples {
    packs: Packs,
    pages: Vec<ReadPage>,
}

impl Samples {
    fn of(folder: &str) -> Samples {
        let engine = Engine::new(&Options::default()).unwrap();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../examples")
            .join(folder);
        let inputs = onrecord::sources::Inputs::of(vec![folder], Vec::new());
        let pages: Vec<ReadPage> = inputs
            // The notes beside the samples are no page.
            .filter(|input| {
                !matches!(input, Input::File(path) if path.ends_with("README.md"))
                    && !matches!(input, Input::Skipped(_))
            })
            .map(|input| engine.read(input).unwrap().into_read_page())
            .collect();
        assert!(!pages.is_empty());
        Samples {
            packs: engine.packs,
            pages,
        }
    }

    /// The case as of a day, and the way of `who` by it.
    fn at<T>(&self, procedure: &str, who: &str, day: Date, look: impl FnOnce(&Case, &Way<'_>) -> T) -> T {
        let procedure: Procedure = Shelf::embedded().get(procedure).unwrap().unwrap();
        let ground = &self.packs.ground;
        let case = reconcile_as_of(self.pages.clone(), ground, Some(day));
        let index = Index::of(&case, ground);
        let traveller = Traveller::find(who, ground);
        look(&case, &way(&case, ground, &index, &procedure, &traveller, day))
    }
}

/// `step: state` of all steps of which anything is said.
fn told(way: &Way<'_>) -> Vec<String> {
    let steps = way.steps.iter().filter(|s| s.judged.is_told());
    steps
        .map(|s| {
            let settled = if s.judged.settled() { " on record" } else { "" };
            let state = match &s.judged.state {
                State::Ended(end) => end.as_str(),
                state => state.code(),
            };
            format!("{}: {state}{settled}", way.procedure.steps[s.step].id.get_ref())
        })
        .collect()
}

fn state(way: &Way<'_>, step: &str) -> State {
    way.step(step).unwrap().judged.state.clone()
}

fn in_force<'a>(way: &'a Way<'a>) -> Vec<&'a str> {
    use onrecord::procedures::way::Force;
    let law = way.law.iter().filter(|(_, f)| *f == Force::InForce);
    law.map(|(b, _)| way.procedure.bases[*b].id.get_ref().as_str())
        .collect()
}

/// May Xiaomi build electric cars? One view before and one after each turn.
#[test]
fn the_way_to_a_car_licence() {
    let samples = Samples::of("xiaomi-licence");
    let see = |day: Date, look: &dyn Fn(&Way<'_>)| {
        samples.at("cn-nev-production", "Xiaomi", day, |_, way| {
            assert_eq!(
                way.step("project").unwrap().form.unwrap().en,
                "filing with the province"
            );
            let law = in_force(way);
            assert!(law.contains(&"order-22") && law.contains(&"order-50") && !law.contains(&"opinion-2017"));
            look(way);
        });
    };
    // 1: before anything is said of a licence.
    see(date(2023, 2, 13), &|way| {
        assert_eq!(state(way, "access-grant"), State::Open, "{:?}", told(way));
        assert_eq!(state(way, "project"), State::Open);
    });
    // 2: near, by unnamed people, and from another maker.
    see(date(2023, 2, 16), &|way| {
        let step = &way.step("access-grant").unwrap().judged;
        assert_eq!(step.state, State::Near, "{:?}", told(way));
        assert_eq!(step.standing, Some(SpeakerKind::Anonymous));
        assert!(way.route("buy-holder").is_some());
    });
    // 3: the day before the planner's nod is reported.
    see(date(2023, 8, 22), &|way| {
        assert_eq!(state(way, "project"), State::Open, "{:?}", told(way));
        assert_ne!(state(way, "access-grant"), State::Done);
    });
    // The day of the report itself: the planner approved in August, by unnamed people; the ministry is still to come.
    see(date(2023, 8, 23), &|way| {
        let step = &way.step("project").unwrap().judged;
        assert_eq!(step.state, State::Done, "{:?}", told(way));
        assert_eq!(step.standing, Some(SpeakerKind::Anonymous));
        assert_eq!(step.since, Some(date(2023, 8, 1)));
        assert_eq!(state(way, "access-grant"), State::NotDone, "{:?}", told(way));
    });
    // 4: the planner, by two people; the ministry still to come.
    see(date(2023, 8, 25), &|way| {
        let step = &way.step("project").unwrap().judged;
        assert_eq!(step.state, State::Done, "{:?}", told(way));
        assert_eq!(step.standing, Some(SpeakerKind::Anonymous));
        assert_ne!(state(way, "access-grant"), State::Done, "{:?}", told(way));
    });
    // Those who wait for the ministry are not done, by whoever says so last as well.
    for day in [date(2023, 10, 18), date(2023, 11, 14)] {
        samples.at("cn-nev-production", "Xiaomi", day, |case, way| {
            let step = &way.step("access-grant").unwrap().judged;
            assert_eq!(step.state, State::NotDone, "{:?}", told(way));
            let waits = |at: &onrecord::ClaimRef| case.words(*at).contains("still waiting");
            assert!(step.supporting.iter().any(waits));
        });
    }
    // 5: before the list.
    see(date(2023, 11, 14), &|way| {
        assert_eq!(state(way, "product-other"), State::Open, "{:?}", told(way));
        assert_eq!(state(way, "product-own"), State::Open);
    });
    // 6: listed under another maker's name, on record: no own licence.
    see(date(2023, 11, 20), &|way| {
        let step = &way.step("product-other").unwrap().judged;
        assert_eq!(step.state, State::OthersName, "{:?}", told(way));
        assert!(step.settled());
        assert_eq!(step.since, Some(date(2023, 11, 15)));
        assert_eq!(state(way, "product-own"), State::Open, "{:?}", told(way));
        assert_ne!(state(way, "access-grant"), State::Done, "{:?}", told(way));
        assert!(way.route("contract").unwrap().judged.settled());
    });
    // 7: the day before the own listing.
    see(date(2024, 7, 11), &|way| {
        assert_eq!(state(way, "product-own"), State::Open, "{:?}", told(way));
        assert!(
            way.next
                .iter()
                .any(|s| way.procedure.steps[*s].id.get_ref() == "access-grant")
        );
    });
    // 8: the own name, on record.
    see(date(2024, 7, 15), &|way| {
        for id in ["access-grant", "product-own"] {
            let step = &way.step(id).unwrap().judged;
            assert_eq!(step.state, State::Done, "{:?}", told(way));
            assert!(step.settled());
            assert_eq!(step.since, Some(date(2024, 7, 12)));
        }
        assert!(way.route("own").unwrap().judged.settled());
    });
}

/// The seller of the licence, by one account: bankrupt by a court, its licence cancelled at its own request.
#[test]
fn the_other_maker_ends_its_own_licence() {
    let samples = Samples::of("xiaomi-licence");
    samples.at("cn-nev-production", "Borgward", date(2022, 12, 1), |_, way| {
        assert_eq!(
            state(way, "insolvent"),
            State::Ended("lapsed".into()),
            "{:?}",
            told(way)
        );
    });
    samples.at("cn-nev-production", "Borgward", date(2024, 7, 15), |_, way| {
        assert_eq!(
            state(way, "removed"),
            State::Ended("cancelled-by-holder".into()),
            "{:?}",
            told(way)
        );
    });
}

/// Who lent it money has no licence that is about to go, and what is a plain noun goes no way.
#[test]
fn only_those_who_go_the_way_are_compared() {
    let samples = Samples::of("xiaomi-licence");
    let procedure: Procedure = Shelf::embedded().get("cn-nev-production").unwrap().unwrap();
    let ground = &samples.packs.ground;
    let day = date(2024, 7, 15);
    let case = reconcile_as_of(samples.pages.clone(), ground, Some(day));
    let index = Index::of(&case, ground);
    let table = onrecord::procedures::compare(&case, ground, &index, &procedure, &[], day);
    let rows: Vec<&str> = table.rows.iter().map(|r| r.way.traveller.name.as_str()).collect();
    assert_eq!(rows, ["Xiaomi", "Borgward", "BAIC", "NIO"]);
    // The own licence is on record: whose licence it was to be bought from is no second account any more.
    assert!(!table.rows[0].routes_differ());
}

/// Which law ruled the first gate on a day.
#[test]
fn law_in_force_by_day() {
    let samples = Samples::of("xiaomi-licence");
    let at = |day: Date| {
        samples.at("cn-nev-production", "Xiaomi", day, |_, way| {
            let form = way
                .step("project")
                .unwrap()
                .form
                .unwrap()
                .authority
                .clone()
                .unwrap();
            (
                form,
                in_force(way).contains(&"opinion-2017"),
                in_force(way).contains(&"order-22"),
            )
        })
    };
    assert_eq!(at(date(2019, 1, 9)), ("ndrc".into(), true, false));
    assert_eq!(at(date(2019, 1, 10)), ("drc-prov".into(), false, true));
}

/// Broadcom and VMware before four authorities: conditions, a pause, two closings of a review.
#[test]
fn a_merger_with_conditions() {
    let samples = Samples::of("merger-review");
    let see = |day: Date, look: &dyn Fn(&Way<'_>)| {
        samples.at("merger-review", "Broadcom + VMware", day, |_, way| look(way));
    };
    see(date(2022, 5, 27), &|way| {
        assert_eq!(state(way, "announced"), State::Done, "{:?}", told(way));
        assert_eq!(state(way, "eu-decision"), State::Open);
    });
    see(date(2022, 12, 21), &|way| {
        assert_eq!(state(way, "eu-filed"), State::Done, "{:?}", told(way));
        assert_eq!(
            way.step("eu-filed").unwrap().judged.since,
            Some(date(2022, 11, 15))
        );
        assert_eq!(state(way, "eu-deep"), State::Done);
        assert_eq!(state(way, "eu-decision"), State::Open);
    });
    see(date(2023, 7, 13), &|way| {
        assert_eq!(
            state(way, "eu-decision"),
            State::Ended("conditions".into()),
            "{:?}",
            told(way)
        );
        assert_eq!(state(way, "cn-decision"), State::Open);
        assert_ne!(state(way, "closed"), State::Done);
    });
    see(date(2023, 11, 22), &|way| {
        assert_eq!(
            state(way, "cn-decision"),
            State::Ended("conditions".into()),
            "{:?}",
            told(way)
        );
        assert_eq!(state(way, "cn-deep"), State::UnderWay, "{:?}", told(way));
        assert_eq!(state(way, "eu-decision"), State::Ended("conditions".into()));
        assert_ne!(state(way, "closed"), State::Done);
    });
}

/// Nippon Steel and U.S. Steel before CFIUS: withdrawn and refiled, blocked, let through on conditions.
#[test]
fn a_merger_that_was_blocked_and_then_let_through() {
    let samples = Samples::of("merger-review");
    let see = |day: Date, look: &dyn Fn(&Way<'_>)| {
        samples.at("merger-review", "Nippon Steel + U.S. Steel", day, |_, way| {
            look(way)
        });
    };
    see(date(2024, 9, 19), &|way| {
        assert_eq!(state(way, "announced"), State::Done, "{:?}", told(way));
        assert_eq!(
            state(way, "cfius-filed"),
            State::Ended("refiled".into()),
            "{:?}",
            told(way)
        );
        assert_eq!(state(way, "cfius-decision"), State::Open);
        assert_eq!(way.step("cfius-filed").unwrap().earlier_round.len(), 1);
        assert_eq!(state(way, "eu-decision"), State::Ended("cleared".into()));
        let next = |id: &str| {
            way.next
                .iter()
                .any(|s| way.procedure.steps[*s].id.get_ref() == id)
        };
        assert!(next("closed"));
        let clocks: Vec<_> = way
            .clocks
            .iter()
            .map(|c| way.procedure.clocks[c.clock].id.get_ref().as_str())
            .collect();
        assert_eq!(clocks, ["cfius-1"]);
    });
    see(date(2025, 1, 4), &|way| {
        assert_eq!(state(way, "cfius-referral"), State::Done, "{:?}", told(way));
        assert_eq!(
            state(way, "cfius-decision"),
            State::Ended("prohibited".into()),
            "{:?}",
            told(way)
        );
        // What the President has forbidden is not closed next.
        let next = |id: &str| {
            way.next
                .iter()
                .any(|s| way.procedure.steps[*s].id.get_ref() == id)
        };
        assert!(!next("closed"));
    });
    see(date(2025, 6, 20), &|way| {
        assert_eq!(
            state(way, "cfius-decision"),
            State::Ended("conditions".into()),
            "{:?}",
            told(way)
        );
        assert_eq!(state(way, "closed"), State::Done);
    });
}

/// Three developers before the companies court: adjourned, wound up; dismissed and petitioned again; a scheme.
#[test]
fn three_petitions() {
    let samples = Samples::of("hk-winding-up");
    let see = |who: &str, day: Date, look: &dyn Fn(&Way<'_>)| {
        samples.at("hk-winding-up", who, day, |_, way| look(way));
    };
    see("Evergrande", date(2022, 7, 1), &|way| {
        assert_eq!(state(way, "petition"), State::Done, "{:?}", told(way));
        // Filed on the 24th, told on the 27th.
        assert_eq!(
            way.step("petition").unwrap().judged.since,
            Some(date(2022, 6, 24))
        );
        assert_eq!(state(way, "order"), State::Open);
    });
    see("Evergrande", date(2022, 12, 1), &|way| {
        assert_eq!(
            state(way, "hearing"),
            State::Ended("adjourned".into()),
            "{:?}",
            told(way)
        );
        assert_eq!(state(way, "order"), State::Open);
    });
    see("Evergrande", date(2023, 11, 1), &|way| {
        let hearing = &way.step("hearing").unwrap().judged;
        assert_eq!(hearing.state, State::Ended("adjourned".into()), "{:?}", told(way));
        assert_eq!(hearing.since, Some(date(2023, 10, 30)));
        assert_eq!(
            state(way, "scheme-convene"),
            State::Ended("scheme-dropped".into()),
            "{:?}",
            told(way)
        );
        assert_eq!(state(way, "order"), State::Open, "{:?}", told(way));
    });
    see("Evergrande", date(2024, 1, 30), &|way| {
        assert_eq!(state(way, "order"), State::Done, "{:?}", told(way));
        assert_eq!(state(way, "liquidators"), State::Done);
        assert!(way.step("hearing").unwrap().judged.overtaken.is_some());
    });
    see("Shimao", date(2024, 4, 10), &|way| {
        assert_eq!(state(way, "petition"), State::Done, "{:?}", told(way));
        assert_eq!(way.step("petition").unwrap().judged.since, Some(date(2024, 4, 5)));
    });
    see("Shimao", date(2024, 12, 3), &|way| {
        assert_eq!(
            state(way, "order"),
            State::Ended("dismissed".into()),
            "{:?}",
            told(way)
        );
    });
    see("Shimao", date(2025, 1, 20), &|way| {
        assert_eq!(state(way, "hearing"), State::Expected, "{:?}", told(way));
        assert_eq!(state(way, "petition"), State::Done, "{:?}", told(way));
        assert_eq!(state(way, "order"), State::Open, "{:?}", told(way));
        assert!(!way.step("order").unwrap().earlier_round.is_empty());
    });
    see("Country Garden", date(2026, 2, 17), &|way| {
        assert_eq!(state(way, "scheme-sanction"), State::Done, "{:?}", told(way));
        assert_eq!(state(way, "scheme-effective"), State::Done, "{:?}", told(way));
        assert_eq!(
            state(way, "order"),
            State::Ended("dismissed".into()),
            "{:?}",
            told(way)
        );
    });
}

/// A drug: a procedure that was added without touching Rust.
#[test]
fn a_drug_on_its_way() {
    let samples = Samples::of("drug-approval");
    let see = |day: Date, look: &dyn Fn(&Way<'_>)| {
        samples.at("us-drug-approval", "donanemab", day, |_, way| look(way));
    };
    see(date(2022, 8, 5), &|way| {
        assert_eq!(state(way, "filing"), State::Done, "{:?}", told(way));
        assert_eq!(state(way, "priority"), State::Done, "{:?}", told(way));
        assert_eq!(state(way, "approval"), State::Open);
    });
    see(date(2023, 1, 20), &|way| {
        assert_eq!(
            state(way, "approval"),
            State::Ended("complete-response".into()),
            "{:?}",
            told(way)
        );
    });
    see(date(2024, 7, 4), &|way| {
        assert_eq!(state(way, "committee"), State::Done, "{:?}", told(way));
        assert_eq!(state(way, "approval"), State::Done, "{:?}", told(way));
        assert_eq!(way.step("approval").unwrap().judged.since, Some(date(2024, 7, 2)));
        assert_eq!(state(way, "label"), State::Open);
    });
    see(date(2025, 7, 10), &|way| {
        assert_eq!(state(way, "label"), State::Done, "{:?}", told(way));
    });
}
