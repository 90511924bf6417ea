//! The gist of a page as bytes: made to be read fast, for a question may read thousands. A row of numbers and texts; a text that
//! was there before is a number. Not compressed: to open it would take as long as to judge it.
//!
//! It is made from the reading and may be made again from it. What is read back must fit the text, as in a reading.
//! What does not live here: what a gist is (`onrecord_case::gist_of`), the stored reading (the module above).

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, DateTime, Time};
use onrecord_model::{
    Article, Claim, Interval, Mention, Moment, Page, Participant, Published, ReadPage, Reading, RoleFiller,
    Span, Speaker,
};

use super::Keep;

/// Raised with every change of the form: a gist of another form is not looked at.
const FORM: u64 = 1;

/// The bytes of a page's gist; `learnt` is when it came in.
pub(crate) fn bytes_of(read: &ReadPage, learnt: Option<Moment>) -> Vec<u8> {
    let mut row = Writer::default();
    row.number(FORM);
    row.page(&read.page);
    row.article(&read.article);
    row.all(&read.reading.mentions, Writer::mention);
    row.all(&read.reading.claims, Writer::claim);
    row.maybe(learnt.as_ref(), Writer::moment);
    row.bytes
}

/// The gist that bytes stand for; `None` if they are of another form.
pub(crate) fn read_of(bytes: &[u8]) -> Result<Option<ReadPage>, String> {
    let mut row = Reader {
        rest: bytes,
        known: Vec::new(),
        none: "".into(),
    };
    if row.number()? != FORM {
        return Ok(None);
    }
    let page = row.page()?;
    let article = row.article()?;
    let text = article.text.as_str();
    let mentions = row.all(|r| r.mention(text))?;
    let claims = row.all(|r| r.claim(text))?;
    let learnt = row.maybe(Reader::moment)?;
    Ok(Some(ReadPage {
        page,
        article,
        reading: Reading {
            mentions,
            claims,
            ..Reading::default()
        },
        learnt,
    }))
}

#[derive(Default)]
struct Writer {
    bytes: Vec<u8>,
    /// Texts that are there already, with their numbers.
    known: BTreeMap<String, u64>,
}

impl Writer {
    fn number(&mut self, mut n: u64) {
        while n >= 0x80 {
            self.bytes.push(n as u8 | 0x80);
            n >>= 7;
        }
        self.bytes.push(n as u8);
    }

    /// A text that may come again.
    fn text(&mut self, text: &str) {
        if let Some(number) = self.known.get(text) {
            return self.number(*number);
        }
        let number = self.known.len() as u64 + 1;
        self.known.insert(text.to_owned(), number);
        self.number(0);
        self.long(text);
    }

    fn long(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// A word of the stored forms.
    fn word<T: Keep<Form = String>>(&mut self, value: &T) {
        self.text(&value.keep());
    }

    fn maybe<T: ?Sized>(&mut self, value: Option<&T>, write: impl Fn(&mut Writer, &T)) {
        self.number(u64::from(value.is_some()));
        if let Some(value) = value {
            write(self, value);
        }
    }

    fn all<T>(&mut self, values: &[T], write: impl Fn(&mut Writer, &T)) {
        self.number(values.len() as u64);
        values.iter().for_each(|value| write(self, value));
    }

    fn span(&mut self, span: &Span) {
        self.number(span.start() as u64);
        self.number(span.len() as u64);
    }

    fn day(&mut self, day: &Date) {
        // The years of a civil date begin at -9999.
        let months = (i64::from(day.year()) + 9999) * 12 + i64::from(day.month()) - 1;
        self.number((months * 31 + i64::from(day.day()) - 1) as u64);
    }

    fn moment(&mut self, moment: &Moment) {
        let Moment { at, clock } = moment;
        self.day(&at.date());
        let time = at.time();
        let seconds =
            (i64::from(time.hour()) * 60 + i64::from(time.minute())) * 60 + i64::from(time.second());
        self.number((seconds * 1_000_000_000 + i64::from(time.subsec_nanosecond())) as u64);
        self.number(u64::from(*clock));
    }

    fn interval(&mut self, interval: &Interval) {
        let Interval { from, to } = interval;
        self.maybe(from.as_ref(), Writer::moment);
        self.maybe(to.as_ref(), Writer::moment);
    }

    fn page(&mut self, page: &Page) {
        let Page {
            source,
            sha256,
            media,
            charset,
            url,
            provenance: _,
        } = page;
        self.text(source);
        self.text(sha256);
        self.word(media);
        self.text(charset);
        self.maybe(url.as_deref(), Writer::text);
    }

    fn article(&mut self, article: &Article) {
        let Article {
            title,
            outlet,
            syndicated_from: _,
            authors: _,
            lang,
            lang_tag,
            published,
            stamps: _,
            text,
            blocks: _,
        } = article;
        self.maybe(title.as_deref(), Writer::text);
        self.maybe(outlet.as_deref(), Writer::text);
        self.word(lang);
        self.text(lang_tag);
        self.maybe(published.as_ref(), Writer::published);
        self.long(text);
    }

    fn published(&mut self, published: &Published) {
        let Published {
            date,
            precision,
            basis,
            earliest,
            latest,
        } = published;
        self.maybe(date.as_ref(), Writer::day);
        self.word(precision);
        self.word(basis);
        self.maybe(earliest.as_ref(), Writer::day);
        self.maybe(latest.as_ref(), Writer::day);
    }

    fn mention(&mut self, mention: &Mention) {
        let Mention {
            span,
            kind,
            entity,
            rule: _,
        } = mention;
        self.span(span);
        self.word(kind);
        self.maybe(entity.as_deref(), Writer::text);
    }

    fn participant(&mut self, participant: &Participant) {
        let Participant { span, entity, name } = participant;
        self.maybe(span.as_ref(), Writer::span);
        self.maybe(entity.as_deref(), Writer::text);
        self.text(name);
    }

    fn filler(&mut self, role: &RoleFiller) {
        let RoleFiller { role, filler } = role;
        self.text(role);
        self.participant(filler);
    }

    fn speaker(&mut self, speaker: &Speaker) {
        let Speaker {
            kind,
            name,
            entity,
            count,
            description,
        } = speaker;
        self.word(kind);
        self.maybe(name.as_deref(), Writer::text);
        self.maybe(entity.as_deref(), Writer::text);
        self.maybe(count.as_ref(), |row, count| row.number(u64::from(*count)));
        self.maybe(description.as_deref(), Writer::text);
    }

    fn claim(&mut self, claim: &Claim) {
        let Claim {
            id,
            span,
            kind,
            state,
            polarity,
            modality,
            subject,
            object,
            roles,
            answers,
            time,
            said,
            quantities: _,
            attribution: _,
            chain,
            rule: _,
        } = claim;
        self.text(id);
        self.span(span);
        self.text(kind);
        self.maybe(state.as_deref(), Writer::text);
        self.word(polarity);
        self.word(modality);
        self.maybe(subject.as_ref(), Writer::participant);
        self.maybe(object.as_ref(), Writer::participant);
        self.all(roles, Writer::filler);
        self.all(answers, |row, id| row.text(id));
        self.interval(time);
        self.interval(said);
        self.all(chain, Writer::speaker);
    }
}

/// A text that was read, shared where it is an id.
struct Known<'a> {
    text: &'a str,
    shared: Option<Arc<str>>,
}

struct Reader<'a> {
    rest: &'a [u8],
    known: Vec<Known<'a>>,
    /// The rule of what has none here.
    none: Arc<str>,
}

/// What is said of bytes that end too early or mean nothing.
const BROKEN: &str = "its gist is damaged";

impl<'a> Reader<'a> {
    fn number(&mut self) -> Result<u64, String> {
        let mut n = 0;
        for place in 0..10 {
            let (byte, rest) = self.rest.split_first().ok_or(BROKEN)?;
            self.rest = rest;
            n |= u64::from(byte & 0x7f) << (7 * place);
            if byte & 0x80 == 0 {
                return Ok(n);
            }
        }
        Err(BROKEN.into())
    }

    fn size(&mut self) -> Result<usize, String> {
        usize::try_from(self.number()?).map_err(|_| BROKEN.into())
    }

    fn long(&mut self) -> Result<&'a str, String> {
        let size = self.size()?;
        let (text, rest) = self.rest.split_at_checked(size).ok_or(BROKEN)?;
        self.rest = rest;
        std::str::from_utf8(text).map_err(|_| BROKEN.into())
    }

    /// The number of a text among those that were read.
    fn known(&mut self) -> Result<usize, String> {
        match self.size()? {
            0 => {
                let text = self.long()?;
                self.known.push(Known { text, shared: None });
                Ok(self.known.len() - 1)
            }
            number if number <= self.known.len() => Ok(number - 1),
            _ => Err(BROKEN.into()),
        }
    }

    fn text(&mut self) -> Result<&'a str, String> {
        let number = self.known()?;
        Ok(self.known[number].text)
    }

    fn owned(&mut self) -> Result<String, String> {
        self.text().map(str::to_owned)
    }

    fn shared(&mut self) -> Result<Arc<str>, String> {
        let number = self.known()?;
        let known = &mut self.known[number];
        Ok(known.shared.get_or_insert_with(|| known.text.into()).clone())
    }

    fn word<T: Keep<Form = String>>(&mut self) -> Result<T, String> {
        T::back(self.owned()?, "")
    }

    fn maybe<T>(
        &mut self,
        read: impl FnOnce(&mut Reader<'a>) -> Result<T, String>,
    ) -> Result<Option<T>, String> {
        match self.number()? {
            0 => Ok(None),
            _ => read(self).map(Some),
        }
    }

    fn all<T>(&mut self, read: impl Fn(&mut Reader<'a>) -> Result<T, String>) -> Result<Vec<T>, String> {
        let n = self.size()?;
        // A damaged number must not ask for more memory than there are bytes.
        let mut all = Vec::with_capacity(n.min(self.rest.len()));
        for _ in 0..n {
            all.push(read(self)?);
        }
        Ok(all)
    }

    fn span(&mut self, text: &str) -> Result<Span, String> {
        let (start, len) = (self.size()?, self.size()?);
        Span::back((start, start.saturating_add(len)), text)
    }

    fn day(&mut self) -> Result<Date, String> {
        let n = i64::try_from(self.number()?).map_err(|_| BROKEN)?;
        let (months, day) = (n / 31, n % 31 + 1);
        let year = i16::try_from(months / 12 - 9999).map_err(|_| BROKEN)?;
        Date::new(year, (months % 12 + 1) as i8, day as i8).map_err(|_| BROKEN.into())
    }

    fn moment(&mut self) -> Result<Moment, String> {
        let (day, n, clock) = (self.day()?, self.number()?, self.number()? != 0);
        let (seconds, nanoseconds) = (n / 1_000_000_000, n % 1_000_000_000);
        let hour = i8::try_from(seconds / 3600).map_err(|_| BROKEN)?;
        let time = Time::new(
            hour,
            (seconds / 60 % 60) as i8,
            (seconds % 60) as i8,
            nanoseconds as i32,
        );
        let time = time.map_err(|_| BROKEN)?;
        Ok(Moment {
            at: DateTime::from_parts(day, time),
            clock,
        })
    }

    fn interval(&mut self) -> Result<Interval, String> {
        Ok(Interval {
            from: self.maybe(Reader::moment)?,
            to: self.maybe(Reader::moment)?,
        })
    }

    fn page(&mut self) -> Result<Page, String> {
        Ok(Page {
            source: self.owned()?,
            sha256: self.owned()?,
            media: self.word()?,
            charset: self.owned()?,
            url: self.maybe(Reader::owned)?,
            provenance: None,
        })
    }

    fn article(&mut self) -> Result<Article, String> {
        Ok(Article {
            title: self.maybe(Reader::owned)?,
            outlet: self.maybe(Reader::owned)?,
            syndicated_from: None,
            authors: Vec::new(),
            lang: self.word()?,
            lang_tag: self.owned()?,
            published: self.maybe(Reader::published)?,
            stamps: Vec::new(),
            text: self.long()?.to_owned(),
            blocks: Vec::new(),
        })
    }

    fn published(&mut self) -> Result<Published, String> {
        Ok(Published {
            date: self.maybe(Reader::day)?,
            precision: self.word()?,
            basis: self.word()?,
            earliest: self.maybe(Reader::day)?,
            latest: self.maybe(Reader::day)?,
        })
    }

    fn mention(&mut self, text: &str) -> Result<Mention, String> {
        Ok(Mention {
            span: self.span(text)?,
            kind: self.word()?,
            entity: self.maybe(Reader::shared)?,
            rule: self.none.clone(),
        })
    }

    fn participant(&mut self, text: &str) -> Result<Participant, String> {
        Ok(Participant {
            span: self.maybe(|r| r.span(text))?,
            entity: self.maybe(Reader::shared)?,
            name: self.owned()?,
        })
    }

    fn filler(&mut self, text: &str) -> Result<RoleFiller, String> {
        Ok(RoleFiller {
            role: self.owned()?,
            filler: self.participant(text)?,
        })
    }

    fn speaker(&mut self) -> Result<Speaker, String> {
        Ok(Speaker {
            kind: self.word()?,
            name: self.maybe(Reader::owned)?,
            entity: self.maybe(Reader::shared)?,
            count: self
                .maybe(Reader::number)?
                .map(|n| u32::try_from(n).map_err(|_| BROKEN))
                .transpose()?,
            description: self.maybe(Reader::owned)?,
        })
    }

    fn claim(&mut self, text: &str) -> Result<Claim, String> {
        Ok(Claim {
            id: self.owned()?,
            span: self.span(text)?,
            kind: self.owned()?,
            state: self.maybe(Reader::owned)?,
            polarity: self.word()?,
            modality: self.word()?,
            subject: self.maybe(|r| r.participant(text))?,
            object: self.maybe(|r| r.participant(text))?,
            roles: self.all(|r| r.filler(text))?,
            answers: self.all(Reader::owned)?,
            time: self.interval()?,
            said: self.interval()?,
            quantities: Vec::new(),
            attribution: None,
            chain: self.all(Reader::speaker)?,
            rule: self.none.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use onrecord_case::gist_of;
    use onrecord_model::{DateBasis, Language, Media, Modality, NameKind, Polarity, SpeakerKind};

    fn page() -> ReadPage {
        let text = "Ida Kolb said on Monday that 小米 may not get its licence.";
        let moment = |hour| Moment {
            at: jiff::civil::date(2024, 2, 29).at(hour, 30, 1, 0),
            clock: true,
        };
        let who = Participant {
            span: Some(Span::new(29, 35)),
            entity: Some("xiaomi".into()),
            name: "小米".into(),
        };
        let claim = Claim {
            id: "1".into(),
            span: Span::new(0, text.len()),
            kind: "licence".into(),
            state: Some("granted".into()),
            polarity: Polarity::Negated,
            modality: Modality::Possible,
            subject: Some(who.clone()),
            object: None,
            roles: vec![RoleFiller {
                role: "from".into(),
                filler: who,
            }],
            answers: vec!["0".into()],
            time: Interval {
                from: Some(moment(1)),
                to: None,
            },
            said: Interval::of_day(jiff::civil::date(-9999, 1, 31)),
            quantities: vec![3],
            attribution: Some(2),
            chain: vec![Speaker {
                kind: SpeakerKind::Anonymous,
                name: None,
                entity: Some("xiaomi".into()),
                count: Some(2),
                description: Some("两名知情人士".into()),
            }],
            rule: "made".into(),
        };
        let mut article = Article::of_text(text, Language::English);
        article.title = Some(text.into());
        article.published = Some(Published::on(jiff::civil::date(9999, 12, 31), DateBasis::Meta));
        ReadPage {
            page: Page {
                source: "a".into(),
                sha256: "00".into(),
                media: Media::Text,
                charset: "utf-8".into(),
                url: Some(String::new()),
                provenance: None,
            },
            article,
            reading: Reading {
                mentions: vec![Mention {
                    span: Span::new(0, 8),
                    kind: NameKind::Person,
                    entity: Some("doc:Ida Kolb".into()),
                    rule: "made".into(),
                }],
                claims: vec![claim.clone(), claim],
                ..Reading::default()
            },
            learnt: Some(moment(23)),
        }
    }

    #[test]
    fn a_gist_comes_back() {
        let page = page();
        let again = read_of(&bytes_of(&page, page.learnt)).unwrap().unwrap();
        assert_eq!(format!("{again:?}"), format!("{:?}", gist_of(&page)));
    }

    #[test]
    fn damage_is_told() {
        let bytes = bytes_of(&page(), None);
        for end in 0..bytes.len() {
            assert!(read_of(&bytes[..end]).is_err(), "{end} bytes");
        }
        // Whatever a byte becomes, what comes out fits its text.
        for at in 1..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x55;
            if let Ok(Some(read)) = read_of(&damaged) {
                let text = &read.article.text;
                let claims = read.reading.claims.iter().map(|c| c.span);
                let mut spans = claims.chain(read.reading.mentions.iter().map(|m| m.span));
                assert!(spans.all(|s| text.get(s.start()..s.end()).is_some()));
            }
        }
    }

    #[test]
    fn another_form_is_not_looked_at() {
        let mut bytes = bytes_of(&page(), None);
        bytes[0] = 99;
        assert!(read_of(&bytes).unwrap().is_none());
    }
}
