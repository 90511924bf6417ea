//! Dependency relations: those of Universal Dependencies that a clause is read from.
//! What does not live here: how they are found.

macro_rules! relations {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// The relation of a token to its head, by the names of Universal Dependencies, plus [`Relation::Neg`].
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
        #[repr(u8)]
        pub enum Relation {
            $($(#[$doc])* $variant,)*
        }

        impl Relation {
            /// All relations, in the order of their numbers.
            pub const ALL: &'static [Relation] = &[$(Relation::$variant,)*];

            /// The name in a treebank: `nsubj:pass`.
            pub fn name(self) -> &'static str {
                const NAMES: &[&str] = &[$($name,)*];
                NAMES[self as usize]
            }
        }
    };
}

relations! {
    /// Head of the sentence; its token has no head.
    Root = "root",
    /// Subject of an active verb or of a predicate noun or adjective.
    Nsubj = "nsubj",
    /// Subject of a passive verb: who or what it is done to.
    NsubjPass = "nsubj:pass",
    /// Clause as subject.
    Csubj = "csubj",
    /// Direct object.
    Obj = "obj",
    /// Indirect object.
    Iobj = "iobj",
    /// Marked phrase of a verb: "in Leeds", 在北京.
    Obl = "obl",
    /// Agent of a passive: "by the court", 被法院.
    OblAgent = "obl:agent",
    /// Time of a verb without preposition (Chinese): 昨天.
    OblTmod = "obl:tmod",
    /// Object before the verb: 把文件.
    OblPatient = "obl:patient",
    /// Phrase of a verb without preposition (English): "Monday", "5 %".
    OblUnmarked = "obl:unmarked",
    /// Clause with a subject of its own as object: "said *it rose*".
    Ccomp = "ccomp",
    /// Clause whose subject is the governor's: "plans to *buy*".
    Xcomp = "xcomp",
    /// Clause that modifies a predicate: "when it *rose*".
    Advcl = "advcl",
    /// Clause that modifies a noun: "plans to *buy*", "shares *held* by".
    Acl = "acl",
    /// Relative clause.
    AclRelcl = "acl:relcl",
    /// Auxiliary; in Chinese also 了, 着, 过.
    Aux = "aux",
    /// Auxiliary of the passive; 被 without agent.
    AuxPass = "aux:pass",
    /// Copula; its head is the predicate noun or adjective.
    Cop = "cop",
    /// Subordinating word: "that", "to", 虽然.
    Mark = "mark",
    /// 的 after a relative clause.
    MarkRel = "mark:rel",
    /// Preposition, 的 after a noun, the possessive 's.
    Case = "case",
    /// Word of place after a noun: 中, 上.
    CaseLoc = "case:loc",
    /// Classifier.
    Clf = "clf",
    /// Noun that modifies a noun.
    Nmod = "nmod",
    /// Possessor.
    NmodPoss = "nmod:poss",
    /// Time that modifies a noun (Chinese).
    NmodTmod = "nmod:tmod",
    /// Noun that modifies a noun without preposition (English).
    NmodUnmarked = "nmod:unmarked",
    /// Title before a name: "*President* Lee".
    NmodDesc = "nmod:desc",
    /// Apposition.
    Appos = "appos",
    /// Further words of a name.
    Flat = "flat",
    /// Noun before the noun it specifies.
    Compound = "compound",
    /// Particle of a verb: "shut *down*".
    CompoundPrt = "compound:prt",
    /// Second verb of a compound verb (Chinese): 提*出*.
    CompoundVv = "compound:vv",
    /// Further member of a coordination.
    Conj = "conj",
    /// Coordinating word.
    Cc = "cc",
    /// Determiner.
    Det = "det",
    /// Adjective of a noun.
    Amod = "amod",
    /// Number of a noun.
    Nummod = "nummod",
    /// Adverb.
    Advmod = "advmod",
    /// Negating adverb: "not", 不, 没有; a plain `advmod` in the treebanks.
    Neg = "neg",
    /// Loosely joined clause: quoted words beside "said".
    Parataxis = "parataxis",
    /// Interjection or sentence particle.
    Discourse = "discourse",
    /// Person spoken to.
    Vocative = "vocative",
    /// Participant of a predicate left out.
    Orphan = "orphan",
    /// Further words of a fixed expression.
    Fixed = "fixed",
    /// Item of a list.
    List = "list",
    /// Expletive: "it", "there".
    Expl = "expl",
    /// Element outside of the clause's frame.
    Dislocated = "dislocated",
    /// Part of a word written apart.
    Goeswith = "goeswith",
    /// Corrected slip of speech.
    Reparandum = "reparandum",
    /// Anything else.
    #[default]
    Dep = "dep",
    /// Punctuation.
    Punct = "punct",
}

impl Relation {
    /// The relation of that name; a subtype unknown here falls back to its main type, an unknown name to `Dep`.
    pub fn named(name: &str) -> Relation {
        let find = |name: &str| Relation::ALL.iter().copied().find(|r| r.name() == name);
        find(name)
            .or_else(|| find(name.split(':').next()?))
            .unwrap_or(Relation::Dep)
    }

    /// True for a subject of any kind.
    pub fn is_subject(self) -> bool {
        matches!(self, Relation::Nsubj | Relation::NsubjPass | Relation::Csubj)
    }

    /// True for a clause that depends on another word.
    pub fn is_clause(self) -> bool {
        use Relation::*;
        matches!(self, Csubj | Ccomp | Xcomp | Advcl | Acl | AclRelcl | Parataxis)
    }
}
