//! Whose way it is: names, pages that tell of one matter, others beside it, and ways that exclude each other.

use super::made::{Says, ground, page, says};
use super::{CARS, see, shipped, state_of};
use jiff::civil::date;
use onrecord_case::{Case, reconcile_as_of};
use onrecord_model::{Modality, SpeakerKind};
use onrecord_procedures::{Index, State, Traveller, Way, compare, gate};

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
