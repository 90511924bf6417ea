//! `onrecord fetch` and `onrecord watch`: pages from servers into a web archive beside the ledger, and into the ledger.
//! What does not live here: how servers are asked (`onrecord::sources::fetch`), what is told as new
//! (`onrecord_views::changed`).

use std::collections::{BTreeSet, VecDeque};
use std::fs::File;
use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use onrecord::ledger::{Ledger, Seen, Sighting};
use onrecord::sources::fetch::{self, Answer, Earlier, Fetcher, NewRecord, Target};
use onrecord::sources::{self, Input};
use onrecord::{Engine, Kept, Options, ReadError, reconcile_as_of};
use onrecord_views::changed::Look;
use onrecord_views::plain;

use crate::arguments::{FetchOptions, WatchOptions};
use crate::clock;
use crate::failure::{Failure, Outcome};
use crate::out;
use crate::signals::{self, Progress};
use crate::skipped::Tally;

/// Lists in lists are followed this deep: an index of sitemaps, a sitemap, its pages.
const DEEPEST: usize = 3;

/// Runs `onrecord fetch`.
pub fn run(options: &FetchOptions) -> Result<Outcome, Failure> {
    let mut round = Round::new(options)?;
    let failures = round.go(&targets(&options.what)?)?;
    round.say();
    Ok(Outcome::of(failures))
}

/// Runs `onrecord watch`.
pub fn watch(options: &WatchOptions) -> Result<Outcome, Failure> {
    let targets = targets(&options.fetch.what)?;
    let mut round = Round::new(&options.fetch)?;
    let mut before = round.look()?.0;
    let mut failures = 0;
    for number in 1.. {
        failures = round.go(&targets)?;
        if round.added > 0 {
            let (now, case) = round.look()?;
            let mut out = out::text();
            for change in now.since(&before, &case) {
                writeln!(out, "{}", plain::line(&change.to_string()))?;
            }
            out.flush()?;
            before = now;
        }
        round.say();
        if options.rounds.is_some_and(|rounds| number >= rounds) {
            break;
        }
        std::thread::sleep(Duration::from_secs(u64::from(options.every) * 60));
    }
    Ok(Outcome::of(failures))
}

/// What to fetch: addresses, and files that list them.
fn targets(what: &[String]) -> Result<Vec<Target>, Failure> {
    let mut targets = Vec::new();
    for what in what {
        if fetch::is_address(what) {
            targets.push(Target::page(what));
            continue;
        }
        let bytes = std::fs::read(what).map_err(|e| {
            Failure::Use(format!(
                "{what}: is no address and cannot be opened ({}): give an address or a list",
                sources::reason(&e)
            ))
        })?;
        let listed = fetch::targets(&bytes);
        if listed.is_empty() {
            return Err(Failure::Use(format!(
                "{what}: holds no addresses: give one a line, CSV, OPML, a feed or a sitemap"
            )));
        }
        targets.extend(listed);
    }
    Ok(targets)
}

/// The archive beside a ledger: `onrecord.db` has `onrecord.fetched.warc.gz`.
fn archive_of(options: &FetchOptions) -> PathBuf {
    options.ledger.ledger.with_extension("fetched.warc.gz")
}

/// Passes over the targets, and what they are kept in.
struct Round<'o> {
    options: &'o FetchOptions,
    engine: Engine,
    ledger: Ledger,
    packs: String,
    archive: PathBuf,
    fetcher: Fetcher<'static>,
    /// Ids of the ledger's pages: what is known is not read again.
    ids: BTreeSet<String>,
    tally: Tally,
    added: usize,
    known: usize,
    unchanged: usize,
    progress: Progress,
}

impl<'o> Round<'o> {
    fn new(options: &'o FetchOptions) -> Result<Round<'o>, Failure> {
        let engine = Engine::new(&Options {
            packs: options.packs.packs.clone(),
            ..Options::default()
        })?;
        let packs = engine.edition();
        let defaults = fetch::Options::default();
        let fetching = fetch::Options {
            pause: Duration::from_secs_f64(options.pause.clamp(0.0, 3600.0)),
            time: Duration::from_secs(u64::from(options.timeout)),
            size: u64::from(options.largest) << 20,
            allowed: options.allow_private.clone(),
            ..defaults
        };
        let ledger = Ledger::create_or_open(&options.ledger.ledger)?;
        let progress = Progress::default();
        signals::tell_when_stopped(&progress);
        Ok(Round {
            options,
            engine,
            ids: ledger.page_ids()?.into_iter().map(const_hex::encode).collect(),
            ledger,
            packs,
            archive: archive_of(options),
            fetcher: Fetcher::new(fetching, &clock::now),
            tally: Tally::new(options.list_skipped),
            added: 0,
            known: 0,
            unchanged: 0,
            progress,
        })
    }

    /// One pass; how many addresses gave nothing.
    fn go(&mut self, targets: &[Target]) -> Result<usize, Failure> {
        (self.added, self.known, self.unchanged) = (0, 0, 0);
        self.tally = Tally::new(self.options.list_skipped);
        let mut failures = 0;
        let mut seen: BTreeSet<String> = targets.iter().map(|t| t.url.clone()).collect();
        let mut queue: VecDeque<(Target, usize)> = targets.iter().cloned().map(|t| (t, 0)).collect();
        while let Some((target, depth)) = queue.pop_front() {
            let earlier = self.earlier(&target.url)?;
            let answers = match self.fetcher.fetch(&target.url, &earlier) {
                Ok(answers) => answers,
                Err(why) => {
                    failures += 1;
                    tell(&target.url, &why.to_string());
                    continue;
                }
            };
            let found = self.keep(&answers)?;
            failures += found.failures;
            if (self.options.follow || target.list) && depth < DEEPEST {
                for next in found.links {
                    // Pages of a list are wanted; a page's links are not.
                    if seen.insert(next.url.clone()) {
                        queue.push_back((next, depth + 1));
                    }
                }
            }
        }
        Ok(failures)
    }

    /// What the last capture of an address said that a server can be asked by.
    fn earlier(&self, url: &str) -> Result<Earlier, Failure> {
        let Some(line) = self.ledger.last_capture(url)? else {
            return Ok(Earlier::default());
        };
        let fields = line.hints.provenance.map(|p| p.fields).unwrap_or_default();
        let field = |name: &str| {
            fields
                .iter()
                .find(|f| f.name.eq_ignore_ascii_case(name))
                .map(|f| f.value.clone())
        };
        Ok(Earlier {
            etag: field("etag"),
            modified: field("last-modified"),
        })
    }

    /// Keeps the answers in the archive, then the page in the ledger.
    fn keep(&mut self, answers: &[Answer]) -> Result<Found, Failure> {
        let mut found = Found::default();
        let Some(last) = answers.last() else {
            return Ok(found);
        };
        let mut place = 0;
        let mut bytes = Vec::new();
        for answer in answers {
            let block = [answer.head.as_slice(), &answer.body].concat();
            let unchanged = answer.status == 304;
            let more = match (unchanged, answer.cut) {
                (true, _) => {
                    "WARC-Profile: http://netpreserve.org/warc/1.1/revisit/server-not-modified\r\n".to_owned()
                }
                (false, Some(why)) => format!("WARC-Truncated: {why}\r\n"),
                (false, None) => String::new(),
            };
            let record = NewRecord {
                kind: if unchanged { "revisit" } else { "response" },
                url: &answer.url,
                at: answer.at,
                media: "application/http; msgtype=response",
                more,
                block: &block,
                head: answer.head.len(),
            };
            place = append(&self.archive, &record)?;
            bytes = record.bytes();
        }
        if last.status == 304 {
            self.unchanged += 1;
            return Ok(found);
        }
        let container = sources::Container {
            name: self.archive.display().to_string(),
            sha256: None,
        };
        for input in sources::archived(container, bytes) {
            let input = match input {
                Input::Archived(mut record) => {
                    record.head.offset = Some(place);
                    Input::Archived(record)
                }
                other => other,
            };
            self.add(input, last, &mut found)?;
        }
        let opened =
            sources::http::Head::read(&last.head).and_then(|h| sources::http::body(&h, &last.body).ok());
        found.links = opened.and_then(|b| fetch::of_feed(&b.bytes)).unwrap_or_default();
        Ok(found)
    }

    fn add(&mut self, input: Input, last: &Answer, found: &mut Found) -> Result<(), Failure> {
        let at = clock::now();
        let (word, id, source) = match self.engine.read_to_keep(input, &|id| self.ids.contains(id)) {
            Ok(Kept::New(page)) => {
                let mut told = self.progress.hold();
                let added = self.ledger.add(std::slice::from_ref(&*page), &self.packs, at)?;
                *told += usize::from(added[0] == onrecord::ledger::Added::New);
                drop(told);
                self.ids.insert(page.read.page.sha256.clone());
                let word = match added[0] {
                    onrecord::ledger::Added::New => {
                        self.added += 1;
                        "added"
                    }
                    onrecord::ledger::Added::Known => {
                        self.known += 1;
                        "known"
                    }
                };
                (word, page.read.page.sha256.clone(), page.hints.url.clone())
            }
            Ok(Kept::Seen(sighting)) => {
                self.known += 1;
                // A feed holds its items for days: that they are still there is no event.
                if sighting
                    .hints
                    .provenance
                    .as_ref()
                    .is_some_and(|p| p.kind == "feed")
                {
                    return Ok(());
                }
                match self.see(&sighting)? {
                    Some(id) => ("known", id, sighting.hints.url.clone()),
                    None => return Ok(()),
                }
            }
            Err(error) => {
                match error.why {
                    ReadError::Skipped(what) => {
                        self.tally.count(&what.name, &what.kind);
                        // Whoever asked for this very address is told what it was.
                        if last.status >= 400 {
                            found.failures += 1;
                            tell(
                                &last.url,
                                &format!(
                                    "the server answers with status {}: check the address",
                                    last.status
                                ),
                            );
                        }
                    }
                    why => {
                        found.failures += 1;
                        tell(&last.url, &why.to_string());
                    }
                }
                return Ok(());
            }
        };
        if !self.options.quiet {
            let mut out = out::text();
            writeln!(
                out,
                "{word} {id} {}",
                plain::line(source.as_deref().unwrap_or(&last.url))
            )?;
            out.flush()?;
        }
        Ok(())
    }

    fn see(&mut self, sighting: &Sighting) -> Result<Option<String>, Failure> {
        let seen = self.ledger.see(std::slice::from_ref(sighting), clock::now())?;
        Ok(match &seen[0] {
            Seen::New(id) | Seen::Known(id) => Some(id.clone()),
            Seen::NoPage => None,
        })
    }

    /// The ledger's case as it is now.
    fn look(&self) -> Result<(Look, onrecord::Case), Failure> {
        let pages = self.ledger.pages()?.into_iter().map(|p| p.read).collect();
        let case = reconcile_as_of(pages, &self.engine.packs.ground, None);
        Ok((Look::at(&case, &self.engine.packs), case))
    }

    fn say(&self) {
        if self.options.quiet {
            return;
        }
        self.tally.say();
        let _ = writeln!(
            std::io::stderr(),
            "{} pages added, {} known, {} unchanged: {}, {}",
            self.added,
            self.known,
            self.unchanged,
            self.options.ledger.ledger.display(),
            self.archive.display()
        );
    }
}

/// What came of the answers to one address.
#[derive(Default)]
struct Found {
    failures: usize,
    links: Vec<Target>,
}

/// Appends a record; where it begins in the file.
fn append(path: &std::path::Path, record: &NewRecord<'_>) -> Result<u64, Failure> {
    let work = || -> std::io::Result<u64> {
        let mut file = File::options().create(true).append(true).open(path)?;
        let place = file.metadata()?.len();
        record.write(&mut file)?;
        Ok(place)
    };
    work().map_err(|e| {
        Failure::Other(format!(
            "{}: cannot be written ({}): free some space",
            path.display(),
            sources::reason(&e)
        ))
    })
}

fn tell(name: &str, why: &str) {
    out::say(&format!("{}: {}", plain::line(name), plain::line(why)));
}
