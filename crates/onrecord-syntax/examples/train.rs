//! Makes the weights: `train DIR en|zh OUT` learns on all treebanks of DIR and writes OUT; with `measure` for OUT it
//! learns on seven documents in eight and prints the scores on the others, news apart.

#![allow(clippy::disallowed_methods, reason = "a program that makes files")]

use std::fs;

use onrecord_syntax::Parser;
use onrecord_syntax::train::{Plan, Scores, Sentence, lexicon, make, read};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [dir, language, out, settings @ ..] = &arguments[..] else {
        eprintln!("usage: train DIR en|zh OUT|measure [rounds|bits|margins=N,N,…]");
        std::process::exit(2);
    };
    let chinese = language == "zh";
    let mut names: Vec<String> = fs::read_dir(dir)
        .expect("the directory of treebanks can be read")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".conllu") && name.contains(&format!("_{language}_")))
        .collect();
    names.sort();
    let mut sentences: Vec<Sentence> = Vec::new();
    for name in &names {
        let content = fs::read_to_string(format!("{dir}/{name}")).expect("the treebank can be read");
        sentences.extend(read(name, &content, chinese));
    }
    let (mut list, mut bits) = (String::new(), 0);
    let mut without = String::from("nothing");
    let mut plan = if chinese {
        Plan {
            chinese,
            rounds: [8, 10],
            bits: [17, 16, 18, 16],
            margins: [2, 10, 4],
            least: [2, 3, 3],
            lead: [30, 20],
            learners: 3,
            trees: true,
        }
    } else {
        Plan {
            chinese,
            rounds: [8, 8],
            bits: [17, 16, 18, 16],
            margins: [2, 10, 4],
            least: [2, 3, 3],
            lead: [30, 20],
            learners: 3,
            trees: true,
        }
    };
    for setting in settings {
        match setting.strip_prefix("lexicon=") {
            Some(path) => {
                list = fs::read_to_string(path).expect("the word list can be read");
                bits = if chinese { 18 } else { 17 };
            }
            None => match setting.strip_prefix("without=") {
                Some(part) => without = part.to_owned(),
                None => set(&mut plan, setting),
            },
        }
    }
    let lexicon = if bits > 0 {
        lexicon(&list, chinese, bits)
    } else {
        Vec::new()
    };
    // Sentences that are only cut into words: the training part of GSD, with its names marked.
    let mut cut: Vec<Sentence> = Vec::new();
    if chinese {
        let name = "ner_zh_gsdsimp_train.iob2";
        if let Ok(content) = fs::read_to_string(format!("{dir}/{name}")) {
            cut = read(name, &content, chinese);
        }
    }
    let cut: Vec<&Sentence> = cut.iter().collect();
    if out != "measure" {
        // Chinese clauses are made from the order of words: nobody reads the arcs.
        plan.trees = !chinese;
        let all: Vec<&Sentence> = sentences.iter().collect();
        fs::write(out, make(&plan, &all, &lexicon, &cut)).expect("the weights can be written");
        return;
    }
    let (held, learnt): (Vec<&Sentence>, Vec<&Sentence>) = sentences.iter().partition(|s| s.is_held_out());
    let learnt: Vec<&Sentence> = learnt
        .into_iter()
        .filter(|s| !s.treebank.contains(&without))
        .collect();
    eprintln!("{} sentences to learn, {} to measure", learnt.len(), held.len());
    let parser = Parser::load(Vec::leak(make(&plan, &learnt, &lexicon, &cut)))
        .expect("weights just made can be loaded");
    let news: Vec<&Sentence> = held.iter().copied().filter(|s| s.is_news).collect();
    println!("held out: {}", Scores::of(&parser, &held).table());
    println!("news: {}", Scores::of(&parser, &news).table());
    for name in &names {
        let part: Vec<&Sentence> = held.iter().copied().filter(|s| &s.treebank == name).collect();
        println!("{name}: {}", Scores::of(&parser, &part).line());
    }
}

/// Changes the plan by a setting such as `margins=4,10,4`.
fn set(plan: &mut Plan, setting: &str) {
    let (name, values) = setting.split_once('=').expect("a setting is name=values");
    let values: Vec<i32> = values
        .split(',')
        .map(|value| value.parse().expect("a whole number"))
        .collect();
    for (at, value) in values.into_iter().enumerate() {
        match name {
            "rounds" => plan.rounds[at] = value as usize,
            "bits" => plan.bits[at] = value as u32,
            "lead" => plan.lead[at] = value,
            "learners" => plan.learners = value as u64,
            "least" => plan.least[at] = value,
            "margins" => plan.margins[at] = value,
            _ => panic!("no setting {name}"),
        }
    }
}
