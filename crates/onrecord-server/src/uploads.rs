//! Pages that are sent: files and pasted words, read as `onrecord add` reads them.
//! What does not live here: reading (`onrecord`), how much may be sent (see `routes`).

use std::path::{Path, PathBuf};

use onrecord::ledger::{Added, NewPage};
use onrecord::sources::Inputs;
use onrecord::{Hints, Kept, Moment};
use onrecord_views::chinese;

use crate::ask::{Ask, Refusal, no_day};

/// Names of sent files are cut to this, in characters.
const NAME: usize = 120;

/// What became of something that was sent.
#[derive(Debug, Default)]
pub struct Made {
    pub name: String,
    pub sha256: Option<String>,
    pub new: bool,
    pub claims: usize,
    /// Why it gave nothing, in English and in Chinese.
    pub wrong: Option<(String, String)>,
}

/// Reads what was sent and keeps it.
pub fn add(ask: &Ask<'_>) -> Result<Vec<Made>, Refusal> {
    let mut made = Vec::new();
    let mut new: Vec<NewPage> = Vec::new();
    let text = ask
        .fields
        .iter()
        .find(|(n, _)| n == "text")
        .map(|(_, v)| v.as_str());
    if let Some(text) = text.filter(|t| !t.trim().is_empty()) {
        pasted(ask, text, &mut made, &mut new)?;
    }
    if !ask.uploads.is_empty() {
        let folder = Folder::new().map_err(|e| {
            Refusal::new(
                500,
                format!("no room for files ({e}): make room on the disk of the server"),
                "没有存放文件的空间：请在服务器磁盘上腾出空间",
            )
        })?;
        for (number, upload) in ask.uploads.iter().enumerate() {
            sent(ask, &folder.0, number, upload, &mut made, &mut new);
        }
    }
    if made.is_empty() && new.is_empty() {
        return Err(Refusal::new(
            422,
            "nothing was sent: choose files, or paste the words of a page",
            "没有收到内容：请选择文件或粘贴正文",
        ));
    }
    let mut writer = ask.house.writer()?;
    let added = writer
        .ledger
        .add(&new, ask.house.edition(), (ask.house.clock)())?;
    for (page, added) in new.iter().zip(added) {
        made.push(Made {
            name: page.read.page.source.clone(),
            sha256: Some(page.read.page.sha256.clone()),
            new: added == Added::New,
            claims: page.read.reading.claims.len(),
            wrong: None,
        });
    }
    Ok(made)
}

fn pasted(ask: &Ask<'_>, text: &str, made: &mut Vec<Made>, new: &mut Vec<NewPage>) -> Result<(), Refusal> {
    let name = file_name(ask.field("name")).unwrap_or_else(|| "pasted".to_owned());
    let url = Some(ask.field("url")).filter(|u| onrecord_pages::address(u).is_some());
    let date = match ask.field("date") {
        "" => None,
        day => Some(day.parse().map_err(|_| no_day(422, "date", day))?),
    };
    let hints = Hints {
        source: name.clone(),
        url: url.map(str::to_owned),
        date: date.map(Moment::day),
        ..Hints::default()
    };
    let text = text.replace("\r\n", "\n");
    match ask.house.engine.read_bytes(text.as_bytes(), &hints) {
        Ok(read) => new.push(NewPage {
            bytes: text.into_bytes(),
            hints,
            read: read.into_read_page(),
            proposals: Vec::new(),
        }),
        Err(why) => made.push(Made {
            name,
            wrong: Some((why.to_string(), chinese::read(&why))),
            ..Made::default()
        }),
    }
    Ok(())
}

/// A file is read from a folder of its own, so that containers open as they do on disk; what is kept bears its own name.
fn sent(
    ask: &Ask<'_>,
    folder: &Path,
    number: usize,
    upload: &crate::ask::Upload,
    made: &mut Vec<Made>,
    new: &mut Vec<NewPage>,
) {
    let name = file_name(&upload.name).unwrap_or_else(|| format!("file-{}", number + 1));
    let place = folder.join(number.to_string());
    let path = place.join(&name);
    let written = std::fs::create_dir(&place).and_then(|()| std::fs::write(&path, &upload.bytes));
    let wrong = |english: String, chinese: String| Made {
        name: name.clone(),
        wrong: Some((english, chinese)),
        ..Made::default()
    };
    if let Err(error) = written {
        let english = format!("cannot be kept ({error}): send it again");
        made.push(wrong(english, "无法保存：请重新发送".into()));
        return;
    }
    let before = format!("{}/", place.display());
    for input in Inputs::of(vec![path], Vec::new()) {
        match ask.house.engine.read_to_keep(input, &|_| false) {
            Ok(Kept::New(mut page)) => {
                let plain = |words: &mut String| {
                    if let Some(rest) = words.strip_prefix(&before) {
                        *words = rest.to_owned();
                    }
                };
                plain(&mut page.hints.source);
                plain(&mut page.read.page.source);
                let of = [&mut page.hints.provenance, &mut page.read.page.provenance];
                of.into_iter().flatten().for_each(|p| plain(&mut p.container));
                new.push(*page);
            }
            Ok(Kept::Seen(_)) => {}
            Err(error) => made.push(wrong(
                error.why.to_string().replace(&before, ""),
                chinese::read(&error.why),
            )),
        }
    }
}

/// The last part of a name, without what no name may hold.
fn file_name(given: &str) -> Option<String> {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept = |c: &char| !c.is_control() && !matches!(c, ':' | '*' | '?' | '"' | '<' | '>' | '|');
    let name: String = onrecord_pages::clean(last)
        .chars()
        .filter(kept)
        .take(NAME)
        .collect();
    let name = name.trim().trim_start_matches('.').to_owned();
    (!name.is_empty()).then_some(name)
}

/// A folder for the time of a request.
struct Folder(PathBuf);

impl Folder {
    fn new() -> std::io::Result<Folder> {
        let mut random = [0; 12];
        getrandom::fill(&mut random).map_err(|_| std::io::Error::other("no random bytes"))?;
        let name: String = random.iter().map(|b| format!("{b:02x}")).collect();
        let path = std::env::temp_dir().join(format!("onrecord-{name}"));
        let mut builder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        {
            use std::os::unix::fs::DirBuilderExt;
            builder.mode(0o700);
        }
        builder.create(&path)?;
        Ok(Folder(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn no_name_leads_out_of_its_folder() {
        for (given, kept) in [
            ("../../etc/passwd", Some("passwd")),
            ("C:\\pages\\a.html", Some("a.html")),
            ("..", None),
            ("/", None),
            (".hidden.html", Some("hidden.html")),
            ("a\u{0}b\n.html", Some("a\u{fffd}b.html")),
            ("新闻.html", Some("新闻.html")),
        ] {
            assert_eq!(file_name(given).as_deref(), kept, "{given}");
        }
    }
}
