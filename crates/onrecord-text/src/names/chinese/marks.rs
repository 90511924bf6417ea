//! Works between title marks 《》: documents, or outlets where the title ends like one.
//! What does not live here: outlets without marks.

use std::sync::Arc;

use super::super::candidate::{Candidate, Trust};
use super::Scene;
use crate::pack::RuleSource;
use crate::{NameKind, RuleName, Span};

/// The compiled rule.
#[derive(Debug)]
pub(super) struct Rules {
    name: RuleName,
    outlets: Vec<String>,
}

impl Rules {
    pub fn compile(source: &RuleSource) -> Rules {
        Rules {
            name: Arc::from(source.name.as_str()),
            outlets: source.texts("outlets").into_iter().map(str::to_owned).collect(),
        }
    }

    pub fn find(&self, scene: &Scene<'_>, out: &mut Vec<Candidate>) {
        let base = scene.sentence.start();
        let words = scene.sentence.of(scene.text);
        let mut from = 0;
        while let Some(open) = words[from..].find('《').map(|i| i + from) {
            let inner = open + '《'.len_utf8();
            let Some(close) = words[inner..].find('》').map(|i| i + inner) else {
                return;
            };
            let end = close + '》'.len_utf8();
            from = end;
            let title = &words[inner..close];
            if title.is_empty() || title.chars().count() > 60 {
                continue;
            }
            let outlet = self.outlets.iter().any(|o| title.ends_with(o.as_str()));
            let (span, kind) = if outlet {
                (Span::new(base + inner, base + close), NameKind::Outlet)
            } else {
                (Span::new(base + open, base + end), NameKind::Document)
            };
            out.push(Candidate {
                span,
                kind,
                rule: self.name.clone(),
                entity: None,
                trust: Trust::Sure,
            });
        }
    }
}
