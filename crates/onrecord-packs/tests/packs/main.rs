//! The packs that ship with the program, held to sentences, tables and pages of our own: one binary, a module a subject.
//! What does not live here: the rules' own examples, which the pack checker runs.

mod attributions;
mod case;
mod chinese_responses;
mod chinese_voices;
mod circles;
mod forms;
mod judging;
mod mutate;
mod names;
mod paradigm;
mod paradigm_chinese;
mod quantities;
mod reference;
mod segments;
mod shipped;
mod strict;
mod tables;
mod times;
mod times_chinese_news;
mod unseen_chinese;
