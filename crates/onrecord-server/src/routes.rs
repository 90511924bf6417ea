//! The table of routes: addresses, what they take, and who answers. The router, the description for programs and the tests
//! are made from it.
//! What does not live here: answers (see `screens`, `api`, `feed`).

use crate::ask::{Answer, Ask};
use crate::route::{Kind, Param, Route};
use crate::{api, feed, openapi, screens};

const AS_OF: Param = Param {
    name: "as_of",
    what: "go by what was said or published up to and including this day",
    form: "date",
    needed: false,
};
const KNOWN_ON: Param = Param {
    name: "known_on",
    what: "go by pages that the ledger had learnt up to and including this day, in UTC",
    form: "date",
    needed: false,
};
const SINCE: Param = Param {
    name: "since",
    what: "the first day that counts",
    form: "date",
    needed: false,
};
/// Without it, programs would be sent everything that ever moved.
const SINCE_NEEDED: Param = Param {
    needed: true,
    ..SINCE
};
const WORDS: Param = Param {
    name: "q",
    what: "words that matters must hold",
    form: "string",
    needed: false,
};
const LIMIT: Param = Param {
    name: "limit",
    what: "how many objects at most, 100 if left out",
    form: "integer",
    needed: false,
};
const CURSOR: Param = Param {
    name: "cursor",
    what: "where to go on: `next` of the answer before",
    form: "integer",
    needed: false,
};
const AFTER: Param = Param {
    name: "after",
    what: "of more pages than are brought together at once: the name behind which the list goes on",
    form: "string",
    needed: false,
};
const WHO: Param = Param {
    name: "who",
    what: "who is compared: ids or names with commas between them; all of whom a step is told if left out",
    form: "string",
    needed: false,
};
const VERDICT: Param = Param {
    name: "verdict",
    what: "what is judged: about, says, ignored, same_matter, other_matter, same_origin, other_origin, dated, undone, same, different, unsure, called",
    form: "string",
    needed: true,
};
const OF: Param = Param {
    name: "of",
    what: "what it is about: the id of a claim, a matter or a page, a name, the number of a judgement",
    form: "string",
    needed: true,
};
const IS: Param = Param {
    name: "is",
    what: "what is said of it",
    form: "string",
    needed: false,
};
const BY: Param = Param {
    name: "by",
    what: "who says so",
    form: "string",
    needed: true,
};
const REASON: Param = Param {
    name: "reason",
    what: "why",
    form: "string",
    needed: true,
};
const SEEN: Param = Param {
    name: "seen",
    what: "the number of the last correction that is known: if the same was corrected after it, this is refused with 409",
    form: "integer",
    needed: false,
};
const TEXT: Param = Param {
    name: "text",
    what: "the words of a page, or its HTML",
    form: "string",
    needed: true,
};
const NAME: Param = Param {
    name: "name",
    what: "what the page is called",
    form: "string",
    needed: false,
};
const URL: Param = Param {
    name: "url",
    what: "where the page is from",
    form: "string",
    needed: false,
};
const DATE: Param = Param {
    name: "date",
    what: "the day on which it was published",
    form: "date",
    needed: false,
};

/// A form holds no more.
const FORM: usize = 64 << 10;
/// Pages that are sent hold no more, all together.
pub(crate) const PAGES: usize = 64 << 20;

const fn asked(
    path: &'static str,
    kind: Kind,
    what: &'static str,
    takes: &'static [Param],
    run: fn(&Ask<'_>) -> Answer,
) -> Route {
    Route {
        path,
        posts: false,
        kind,
        what,
        takes,
        limit: 0,
        run,
    }
}

const fn posted(
    path: &'static str,
    kind: Kind,
    what: &'static str,
    takes: &'static [Param],
    limit: usize,
    run: fn(&Ask<'_>) -> Answer,
) -> Route {
    Route {
        path,
        posts: true,
        kind,
        what,
        takes,
        limit,
        run,
    }
}

use Kind::{Feed, File, Json, Page};

/// All addresses.
pub const ROUTES: &[Route] = &[
    asked("/", Page, "what is here, and the search", &[AS_OF], screens::home),
    asked(
        "/search",
        Page,
        "matters, pages and claims that hold words",
        &[WORDS, AS_OF, KNOWN_ON],
        screens::search,
    ),
    asked(
        "/matters",
        Page,
        "all matters",
        &[AS_OF, KNOWN_ON, CURSOR, AFTER],
        screens::matters,
    ),
    asked(
        "/matter/{*id}",
        Page,
        "where a matter is, and why",
        &[AS_OF, KNOWN_ON],
        screens::matter,
    ),
    asked(
        "/origins/{*id}",
        Page,
        "who knew, and who has it from whom",
        &[AS_OF, KNOWN_ON],
        screens::origins,
    ),
    asked(
        "/stories",
        Page,
        "which pages and matters belong together",
        &[AS_OF],
        screens::stories,
    ),
    asked(
        "/story/{page}",
        Page,
        "the story of a page",
        &[AS_OF],
        screens::story,
    ),
    asked(
        "/page/{sha256}",
        Page,
        "a page's text with its claims marked",
        &[],
        screens::page,
    ),
    asked(
        "/claim/{id}",
        Page,
        "a claim: its words, speakers, place and rule",
        &[],
        screens::claim,
    ),
    asked(
        "/entities",
        Page,
        "whom matters are about",
        &[CURSOR, AFTER],
        screens::entities,
    ),
    asked(
        "/entity/{*name}",
        Page,
        "what is held on a name",
        &[AS_OF],
        screens::entity,
    ),
    asked(
        "/procedures",
        Page,
        "official procedures",
        &[],
        screens::procedures,
    ),
    asked(
        "/procedure/{procedure}/{*name}",
        Page,
        "somebody's way through a procedure",
        &[AS_OF, KNOWN_ON],
        screens::procedure,
    ),
    asked(
        "/compare/{procedure}",
        Page,
        "those who go one way, side by side",
        &[WHO, AS_OF, KNOWN_ON],
        screens::compare,
    ),
    asked(
        "/contradictions",
        Page,
        "what contradicts what",
        &[AS_OF],
        screens::contradictions,
    ),
    asked(
        "/changes",
        Page,
        "which matters moved since a day",
        &[SINCE, AS_OF],
        screens::changes,
    ),
    asked(
        "/corrections",
        Page,
        "what people judged and corrected",
        &[],
        screens::corrections,
    ),
    posted(
        "/corrections",
        Page,
        "makes a correction",
        &[VERDICT, OF, IS, BY, REASON, SEEN],
        FORM,
        screens::correct,
    ),
    asked("/add", Page, "the form to add pages", &[], screens::add),
    posted(
        "/add",
        Page,
        "adds pages: files, or words that were pasted",
        &[TEXT, NAME, URL, DATE],
        PAGES,
        screens::added,
    ),
    asked("/login", Page, "where the token is given", &[], screens::login),
    posted(
        "/login",
        Page,
        "takes the token",
        &[Param {
            name: "token",
            what: "the token",
            form: "string",
            needed: true,
        }],
        FORM,
        screens::logged_in,
    ),
    asked(
        "/feed/matter/{*id}",
        Feed,
        "the days on which a matter moved",
        &[],
        feed::matter,
    ),
    asked(
        "/feed/story/{page}",
        Feed,
        "the days on which a story's matters moved",
        &[],
        feed::story,
    ),
    asked(
        "/feed/search",
        Feed,
        "the days on which matters that hold words moved",
        &[WORDS],
        feed::search,
    ),
    asked(
        "/api/status",
        Json,
        "where matters are",
        &[WORDS, AS_OF, KNOWN_ON, LIMIT, CURSOR],
        api::status,
    ),
    asked(
        "/api/matter/{*id}",
        Json,
        "where one matter is",
        &[AS_OF, KNOWN_ON],
        api::matter,
    ),
    asked(
        "/api/origins/{*id}",
        Json,
        "the origins of a matter",
        &[AS_OF, KNOWN_ON],
        api::origins,
    ),
    asked(
        "/api/procedure/{procedure}/{*name}",
        Json,
        "somebody's way through a procedure",
        &[AS_OF, KNOWN_ON],
        api::procedure,
    ),
    asked(
        "/api/compare/{procedure}",
        Json,
        "those who go one way, side by side",
        &[WHO, AS_OF, KNOWN_ON],
        api::compare,
    ),
    asked(
        "/api/stories",
        Json,
        "which pages and matters belong together",
        &[AS_OF, LIMIT, CURSOR],
        api::stories,
    ),
    asked(
        "/api/changes",
        Json,
        "the days on which matters moved",
        &[SINCE_NEEDED, AS_OF, LIMIT, CURSOR],
        api::changes,
    ),
    asked(
        "/api/claims",
        Json,
        "claims of a matter's pages",
        &[WORDS, AS_OF, KNOWN_ON, LIMIT, CURSOR],
        api::claims,
    ),
    asked("/api/claim/{id}", Json, "one claim", &[], api::claim),
    asked(
        "/api/page/{sha256}",
        Json,
        "a page with all that was read in it",
        &[],
        api::page,
    ),
    asked(
        "/api/corrections",
        Json,
        "what people judged and corrected",
        &[LIMIT, CURSOR],
        api::corrections,
    ),
    posted(
        "/api/corrections",
        Json,
        "makes a correction",
        &[VERDICT, OF, IS, BY, REASON, SEEN],
        FORM,
        api::correct,
    ),
    posted(
        "/api/pages",
        Json,
        "adds a page",
        &[TEXT, NAME, URL, DATE],
        PAGES,
        api::add,
    ),
    asked(
        "/api/openapi.json",
        Json,
        "this description",
        &[],
        openapi::description,
    ),
    asked("/style.css", File, "our style", &[], screens::style),
    asked(
        "/enhance.js",
        File,
        "our script: a slider, and dropping files",
        &[],
        screens::script,
    ),
];
