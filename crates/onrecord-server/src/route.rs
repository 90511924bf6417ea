//! What an address is: its path, for whom it answers, what it takes.
//! What does not live here: the table of them (see `routes`).

use crate::ask::{ATOM, Answer, Ask, HTML, JSON};

/// For whom an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Readers.
    Page,
    /// Programs.
    Json,
    /// Feed readers.
    Feed,
    /// Our own style and script.
    File,
}

impl Kind {
    /// What a refusal is shown as: HTML by default.
    pub fn media_of_refusals(self) -> &'static str {
        match self {
            Kind::Json | Kind::Feed => JSON,
            _ => HTML,
        }
    }
}

/// What an address takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Param {
    /// Its name.
    pub name: &'static str,
    /// What it is, for people.
    pub what: &'static str,
    /// `date`, `integer` or `string`.
    pub form: &'static str,
    /// True if nothing can be answered without it.
    pub needed: bool,
}

/// An address.
#[derive(Clone, Copy)]
pub struct Route {
    /// The path; `{name}` stands for a part of it, `{*name}` for the rest.
    pub path: &'static str,
    /// True if it is posted to; the others are asked.
    pub posts: bool,
    /// For whom.
    pub kind: Kind,
    /// What it gives.
    pub what: &'static str,
    /// What its query takes; of those that are posted to, the fields.
    pub takes: &'static [Param],
    /// The most bytes of a body.
    pub(crate) limit: usize,
    pub(crate) run: fn(&Ask<'_>) -> Answer,
}

impl std::fmt::Debug for Route {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", if self.posts { "POST" } else { "GET" }, self.path)
    }
}

impl Route {
    pub(crate) fn media(&self) -> &'static str {
        match self.kind {
            Kind::Page => HTML,
            Kind::Json => JSON,
            Kind::Feed => ATOM,
            Kind::File => "text/plain; charset=utf-8",
        }
    }
}
