//! `onrecord procedure` and `onrecord compare`: ways through official procedures, over a ledger or over pages.
//! What does not live here: how a way is made (`onrecord-procedures`), its words and drawings (`onrecord_views::procedure`).
use std::sync::Arc;

use jiff::civil::Date;
use onrecord::procedures::pack::Procedure;
use onrecord::procedures::way::Force;
use onrecord::procedures::{Gate, Index, Judged, Shelf, Traveller, Way, gate, page, way};
use onrecord::{Case, Engine};
use onrecord_views::procedure::{self as words, Look};
use onrecord_views::table::csv::{MARK, write_row};
use onrecord_views::tongue::Tongue;
use onrecord_views::{phrases, wire};

use crate::arguments::{CompareOptions, ProcedureOptions, ViewOptions};
use crate::failure::{Failure, Outcome};
use crate::gathered::{self, Gathered, Wanted};
use crate::out::{json, print, say};
use crate::screen::{BAD, GOOD, OPEN, QUIET, Screen, TITLE, WORDS, cut, paint};

/// A case with all that a view of it needs.
struct Scene {
    engine: Arc<Engine>,
    case: Case,
    index: Index,
    as_of: Date,
    failures: usize,
}

impl Scene {
    fn open(view: &ViewOptions, who: &[String]) -> Result<Scene, Failure> {
        let Gathered {
            engine,
            case,
            day,
            failures,
            ..
        } = gathered::gather(&view.of, &Wanted::About(who))?;
        if case.pages.is_empty() && view.of.as_of.is_none() {
            let who = who.join(", ");
            let of = if who.is_empty() {
                String::new()
            } else {
                format!(" about {who}")
            };
            return Err(Failure::Other(format!(
                "no page has a claim{of}: give names as the pages have them, or other pages"
            )));
        }
        let index = Index::of(&case, &engine.packs.ground);
        Ok(Scene {
            engine,
            case,
            index,
            as_of: day.unwrap_or(Date::MAX),
            failures,
        })
    }
}

/// `onrecord procedure`
pub fn procedure(options: &ProcedureOptions) -> Result<Outcome, Failure> {
    let shelf = shelf(&options.view)?;
    let Some(name) = &options.name else {
        if options.view.json || options.view.csv || options.view.svg {
            return Err(Failure::Use(
                "--json, --csv and --svg draw a way: give the procedure and who goes it".into(),
            ));
        }
        return list(&shelf);
    };
    let procedure = find(&shelf, name)?;
    let entity = options.entity.join(" ");
    if entity.is_empty() {
        if options.view.json || options.view.csv || options.view.svg {
            return Err(Failure::Use(format!(
                "--json, --csv and --svg draw a way: say who goes it, or use `onrecord compare {name}` for all"
            )));
        }
        print(page::page(&procedure).as_bytes())?;
        return Ok(Outcome::Done);
    }
    let scene = Scene::open(&options.view, std::slice::from_ref(&entity))?;
    let ground = &scene.engine.packs.ground;
    let traveller = Traveller::find(&entity, ground);
    unknown(&scene, std::slice::from_ref(&traveller));
    let way = way(
        &scene.case,
        ground,
        &scene.index,
        &procedure,
        &traveller,
        scene.as_of,
    );
    let gate = gate(&scene.case, ground, &procedure, scene.as_of);
    if options.view.json {
        let mut out = Vec::new();
        wire::write_way(&mut out, &scene.case, &way, &gate);
        json(&out)?;
    } else if options.view.csv {
        csv(words::way_rows(&scene.case, &way))?;
    } else if options.view.svg {
        print(words::draw_way(&scene.case, &way).as_bytes())?;
    } else {
        paint_way(&scene.case, &way, &gate)?;
    }
    Ok(Outcome::of(scene.failures))
}

/// `onrecord compare`
pub fn compare(options: &CompareOptions) -> Result<Outcome, Failure> {
    let procedure = find(&shelf(&options.view)?, &options.name)?;
    let scene = Scene::open(&options.view, &options.entities)?;
    let ground = &scene.engine.packs.ground;
    let named: Vec<Traveller> = options
        .entities
        .iter()
        .map(|e| Traveller::find(e, ground))
        .collect();
    unknown(&scene, &named);
    let table =
        onrecord::procedures::compare(&scene.case, ground, &scene.index, &procedure, &named, scene.as_of);
    let gate = gate(&scene.case, ground, &procedure, scene.as_of);
    if options.view.json {
        let mut out = Vec::new();
        wire::write_comparison(&mut out, &scene.case, &table, &gate);
        json(&out)?;
    } else if options.view.csv {
        csv(words::comparison_rows(&scene.case, &table))?;
    } else if options.view.svg {
        print(words::draw_comparison(&scene.case, &table).as_bytes())?;
    } else {
        paint_table(&scene.case, &table, &gate)?;
    }
    Ok(Outcome::of(scene.failures))
}

fn shelf(view: &ViewOptions) -> Result<Shelf, Failure> {
    onrecord::shelf(view.procedures.as_deref()).map_err(|e| Failure::Use(e.to_string()))
}

/// A procedure of a shelf by its name.
pub fn find(shelf: &Shelf, name: &str) -> Result<Procedure, Failure> {
    onrecord::find_procedure(shelf, name).map_err(|e| Failure::Use(e.to_string()))
}

/// Lists all procedures; one that is broken is told on standard error and does not hide the others.
fn list(shelf: &Shelf) -> Result<Outcome, Failure> {
    let mut screen = Screen::new();
    let mut broken = 0;
    for name in shelf.names() {
        match shelf.head(name) {
            Some(Ok(head)) => {
                let title = format!("{} · {}", head.en, head.zh);
                screen.row(0, &[(name, 20)], &title, "");
            }
            Some(Err(problem)) => {
                broken += 1;
                say(&problem.to_string());
            }
            None => {}
        }
    }
    screen.print()?;
    Ok(Outcome::of(broken))
}

/// Says of each name that no claim has it: the rows would be empty, and nobody would know why.
fn unknown(scene: &Scene, travellers: &[Traveller]) {
    for traveller in travellers {
        if scene.index.claims(&scene.case, traveller).is_empty() {
            say(&format!(
                "no claim of these pages names {}: give the name as the pages have it, or an id of `onrecord entity show`",
                traveller.name
            ));
        }
    }
}

fn csv(rows: Vec<Vec<String>>) -> Result<(), Failure> {
    let mut bytes = MARK.as_bytes().to_vec();
    for row in rows {
        write_row(&mut bytes, row)?;
    }
    print(&bytes)
}

/// A sign and a state, coloured. The sign tells the same without colours.
fn painted(procedure: &Procedure, judged: &Judged, route: bool) -> (String, String) {
    let look = words::look(procedure, judged);
    let (sign, style) = match look {
        Look::Nothing => ("○", QUIET),
        Look::Expected => ("◌", QUIET),
        Look::Said => ("◐", OPEN),
        Look::Settled => ("●", GOOD),
        Look::OthersName => ("◇", OPEN),
        Look::Not => ("✕", BAD),
        Look::Ended => ("■", BAD),
        Look::Disputed => ("≠", BAD),
    };
    let state = words::state(procedure, judged, route, Tongue::English);
    let later = words::later(procedure, judged, route, Tongue::English);
    (paint(style, sign), format!("{}{later}", paint(style, state)))
}

fn paint_way(case: &Case, way: &Way<'_>, gate: &Gate) -> Result<(), Failure> {
    let procedure = way.procedure;
    let mut screen = Screen::new();
    screen.ends(
        0,
        &paint(TITLE, format!("{} · {}", way.traveller.name, procedure.en())),
        &paint(QUIET, phrases::day(way.as_of)),
    );
    screen.row(0, &[], &paint(QUIET, format!("{} · ● on record  ◐ said  ◇ under another's name  ◌ expected  ○ nothing said  ✕ not done  ■ ended  ≠ disputed  ▸ next", procedure.zh())), "");
    if !way.routes.is_empty() {
        screen.gap();
        let head = if way.accounts.is_empty() {
            "Route"
        } else {
            "Route: two accounts, of which neither follows from the other"
        };
        screen.line(&paint(TITLE, head));
        for view in &way.routes {
            let route = &procedure.routes[view.route];
            let shown = painted(procedure, &view.judged, true);
            let name = format!("{} · {}", route.en, route.zh);
            told(&mut screen, case, &view.judged, &name, &shown, "");
        }
    }
    let mut track = None;
    screen.gap();
    screen.line(&paint(TITLE, "Steps"));
    for (number, view) in way.steps.iter().enumerate() {
        let step = &procedure.steps[view.step];
        let next = way.next.contains(&number);
        let quiet = step.optional || step.aside || !way.track_is_told(step.track.as_deref());
        if !view.judged.is_told() && !next && quiet {
            continue;
        }
        if step.track != track {
            track.clone_from(&step.track);
            let own = procedure
                .tracks
                .iter()
                .find(|t| Some(t.id.get_ref()) == track.as_ref());
            if let Some(own) = own {
                screen.gap();
                screen.line(&paint(TITLE, format!("{} · {}", own.en, own.zh)));
            }
        }
        let form = view.form.map(|f| format!(" ({})", f.en)).unwrap_or_default();
        let name = format!("{}{form} · {}", step.en, step.zh);
        let shown = painted(procedure, &view.judged, false);
        told(
            &mut screen,
            case,
            &view.judged,
            &name,
            &shown,
            if next { "▸" } else { "" },
        );
        for at in &view.earlier_round {
            let by = words::speaker(case, *at, Tongue::English);
            let day = words::day_of(case, *at, Tongue::English);
            let text = format!(
                "{}  {}",
                paint(QUIET, format!("an earlier round, {day}: {by}")),
                paint(WORDS, format!("“{}”", cut(case.words(*at), 110)))
            );
            screen.row(6, &[], &text, &paint(QUIET, &case.claim(*at).id));
        }
    }
    if !way.clocks.is_empty() {
        screen.gap();
        screen.line(&paint(TITLE, "Clocks"));
        for view in &way.clocks {
            screen.row(2, &[], &words::clock(way, view, Tongue::English), "");
        }
    }
    let in_force: Vec<_> = way.law.iter().filter(|(_, f)| *f == Force::InForce).collect();
    if !in_force.is_empty() {
        screen.gap();
        screen.line(&paint(
            TITLE,
            format!("Law in force on {}", phrases::day(way.as_of)),
        ));
        for (basis, force) in in_force {
            screen.row(2, &[], &words::law(procedure, *basis, *force, way.as_of), "");
        }
    }
    let undated = words::undated_law(way, Tongue::English);
    if !undated.is_empty() {
        screen.gap();
        screen.line(&paint(
            TITLE,
            "Law whose first day is not known, and which may be in force",
        ));
        screen.row(2, &[], &undated, "");
    }
    paint_gate(&mut screen, case, procedure, gate);
    if !way.outside.is_empty() {
        screen.gap();
        screen.line(&paint(TITLE, "Said of it, and no step"));
        for at in &way.outside {
            screen.row(
                2,
                &[],
                &paint(WORDS, format!("“{}”", cut(case.words(*at), 100))),
                &paint(QUIET, &case.claim(*at).id),
            );
        }
    }
    screen.print()?;
    Ok(())
}

/// What is said of the procedure itself, and which of its authorities the pages name.
fn paint_gate(screen: &mut Screen, case: &Case, procedure: &Procedure, gate: &Gate) {
    if !gate.named.is_empty() {
        screen.gap();
        screen.line(&paint(TITLE, "Authorities that the pages name"));
        for (authority, pages) in &gate.named {
            let authority = &procedure.authorities[*authority];
            let name = format!("{} · {}", authority.en, authority.zh);
            let pages = phrases::count(pages.len(), "page");
            screen.row(2, &[], &name, &paint(QUIET, pages));
        }
    }
    if !gate.rules.is_empty() {
        screen.gap();
        screen.line(&paint(TITLE, "Rules that the pages name"));
        for (basis, places) in &gate.rules {
            let basis = &procedure.bases[*basis];
            let name = format!("{} · {}", basis.en, basis.zh);
            let words = places
                .first()
                .map(|p| p.span.of(&case.pages[p.page].article.text));
            let words = paint(WORDS, format!("“{}”", words.unwrap_or_default()));
            let pages = phrases::count(places.len(), "page");
            screen.row(2, &[], &format!("{name}  {words}"), &paint(QUIET, pages));
        }
    }
    if !gate.said.is_empty() {
        screen.gap();
        screen.line(&paint(TITLE, "Said of the procedure itself"));
        for at in &gate.said {
            let by = words::speaker(case, *at, Tongue::English);
            let text = format!(
                "{}  {}",
                paint(QUIET, by),
                paint(WORDS, format!("“{}”", cut(case.words(*at), 160)))
            );
            screen.row(2, &[], &text, &paint(QUIET, &case.claim(*at).id));
        }
    }
}

/// One step or route: sign, state, name, day; then who says so with the words, then what is against it.
fn told(
    screen: &mut Screen,
    case: &Case,
    judged: &Judged,
    name: &str,
    shown: &(String, String),
    before: &str,
) {
    let (sign, state) = shown;
    let right = paint(QUIET, words::since(case, judged, Tongue::English));
    screen.row(0, &[(before, 2), (sign, 2)], &format!("{name}  {state}"), &right);
    if let Some(at) = words::first(judged) {
        let by = words::who(case, judged, Tongue::English);
        let text = format!(
            "{}  {}",
            paint(QUIET, by),
            paint(WORDS, format!("“{}”", cut(case.words(at), 110)))
        );
        screen.row(6, &[], &text, &paint(QUIET, &case.claim(at).id));
    }
    if let Some(at) = words::last_not(case, judged) {
        let (by, day) = (
            words::speaker(case, at, Tongue::English),
            words::day_of(case, at, Tongue::English),
        );
        let text = format!(
            "{}  {}",
            paint(QUIET, format!("again, {day}: {by}")),
            paint(WORDS, format!("“{}”", cut(case.words(at), 110)))
        );
        screen.row(6, &[], &text, &paint(QUIET, &case.claim(at).id));
    }
    for at in judged.against.iter().chain(&judged.denials) {
        let by = words::speaker(case, *at, Tongue::English);
        let text = format!(
            "≠ {}  {}",
            paint(QUIET, by),
            paint(WORDS, format!("“{}”", cut(case.words(*at), 110)))
        );
        screen.row(6, &[], &text, &paint(QUIET, &case.claim(*at).id));
    }
}

fn paint_table(
    case: &Case,
    table: &onrecord::procedures::Comparison<'_>,
    gate: &Gate,
) -> Result<(), Failure> {
    let mut screen = Screen::new();
    screen.ends(
        0,
        &paint(
            TITLE,
            format!("{} · {}", table.procedure.en(), table.procedure.zh()),
        ),
        &paint(QUIET, phrases::day(table.as_of)),
    );
    for row in &table.rows {
        screen.gap();
        let marked = if row.routes_differ() {
            paint(BAD, "≠ two accounts")
        } else {
            String::new()
        };
        screen.ends(0, &paint(TITLE, &row.way.traveller.name), &marked);
        if !row.way.is_told() {
            screen.row(2, &[], &paint(QUIET, "nothing said of any step"), "");
        }
        for view in row.routes() {
            let route = &table.procedure.routes[view.route];
            let shown = painted(table.procedure, &view.judged, true);
            told(
                &mut screen,
                case,
                &view.judged,
                &format!("by {}", route.en),
                &shown,
                "",
            );
        }
        for step in table.columns.iter().filter(|s| row.cell(**s).is_told()) {
            let name = words::column(table, *step, Tongue::English);
            let shown = painted(table.procedure, row.cell(*step), false);
            told(&mut screen, case, row.cell(*step), &name, &shown, "");
        }
    }
    if table.rows.is_empty() {
        screen.gap();
        screen.line("Of no company by name do these pages tell a step: name those that you look for.");
    }
    paint_gate(&mut screen, case, table.procedure, gate);
    screen.print()?;
    Ok(())
}
