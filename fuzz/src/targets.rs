//! The doors: what is done with an input, and the words that mean something there.
//! What does not live here: what must hold afterwards (see `properties`).

use onrecord::{Engine, Hints, Options};

use crate::properties;

/// Where input comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Bytes of a web page, through all stages.
    Html,
    /// Bytes of a saved text dump, through all stages.
    Dumps,
    /// An article's text, through the text stages.
    Text,
    /// A file of rules.
    Packs,
}

/// Reads one input: `Err` where something does not hold, else signs of what was seen.
pub type Door = Box<dyn Fn(&[u8]) -> Result<Vec<u64>, String>>;

impl Target {
    /// All of them.
    pub const ALL: [Target; 4] = [Target::Html, Target::Dumps, Target::Text, Target::Packs];

    /// As in folder names.
    pub fn name(self) -> &'static str {
        match self {
            Target::Html => "html",
            Target::Dumps => "dumps",
            Target::Text => "text",
            Target::Packs => "packs",
        }
    }

    /// The target of that name.
    pub fn named(name: &str) -> Option<Target> {
        Target::ALL.into_iter().find(|t| t.name() == name)
    }

    /// Opens the door: loads what it needs once.
    pub fn door(self) -> Door {
        match self {
            Target::Packs => Box::new(pack),
            Target::Html | Target::Dumps => {
                let engine = engine();
                Box::new(move |input| page(input, &engine))
            }
            Target::Text => {
                let engine = engine();
                Box::new(move |input| text(input, &engine))
            }
        }
    }

    /// Words worth inserting.
    pub fn dictionary(self) -> &'static [&'static str] {
        match self {
            Target::Html => HTML,
            Target::Dumps | Target::Text => WORDS,
            Target::Packs => TOML,
        }
    }
}

fn engine() -> Engine {
    Engine::new(&Options::default()).expect("the shipped packs are sound")
}

fn page(input: &[u8], engine: &Engine) -> Result<Vec<u64>, String> {
    let hints = Hints {
        source: "fuzz".into(),
        ..Hints::default()
    };
    let Ok(read) = engine.page(input, &hints) else {
        return Ok(vec![0]);
    };
    let reading = engine.words(&read, None);
    properties::of_article(input, &read)?;
    properties::of_reading(&read.article.text, &reading)?;
    let again = engine
        .page(input, &hints)
        .map_err(|e| format!("second reading failed: {e}"))?;
    if again.article != read.article {
        return Err("two readings of one page differ".into());
    }
    Ok(properties::signs(&read, &reading))
}

fn text(input: &[u8], engine: &Engine) -> Result<Vec<u64>, String> {
    let text = String::from_utf8_lossy(input);
    let hints = Hints {
        plain: true,
        source: "fuzz".into(),
        date: Some(onrecord::packs::check::example_day()),
        ..Hints::default()
    };
    let Ok(read) = engine.page(text.as_bytes(), &hints) else {
        return Ok(vec![0]);
    };
    let reading = engine.words(&read, hints.date);
    if read.article.text != text {
        return Err("a given text was altered".into());
    }
    properties::of_reading(&read.article.text, &reading)?;
    if engine.words(&read, hints.date) != reading {
        return Err("two readings of one text differ".into());
    }
    Ok(properties::signs(&read, &reading))
}

/// The first line is the language folder, the rest a file of it.
fn pack(input: &[u8]) -> Result<Vec<u64>, String> {
    let text = String::from_utf8_lossy(input);
    let (lang, toml) = text.split_once('\n').unwrap_or(("en", &text));
    let (packs, problems) =
        onrecord::packs::from_files(vec![(format!("{}/fuzz.toml", lang.trim()), toml.to_owned())]);
    let mut signs: Vec<u64> = problems.iter().map(|p| properties::sign(&p.message)).collect();
    signs.extend(packs.sources.rules.iter().map(|r| properties::sign(&r.stage)));
    let checked = onrecord::packs::check(&packs);
    signs.push(checked.len().min(8) as u64);
    for problem in problems.iter().chain(&checked) {
        if problem.message.is_empty() || problem.line == 0 {
            return Err(format!("a problem without words or line: {problem}"));
        }
    }
    // A message quotes names of the file: only its first words tell something new.
    Ok(signs)
}

const HTML: &[&str] = &[
    "<div>",
    "</div>",
    "<p>",
    "</p>",
    "<br>",
    "<table>",
    "<tr><td>",
    "</table>",
    "<ul><li>",
    "<article>",
    "<b>",
    "<a href=\"/x\">",
    "</a>",
    "<script>",
    "</script>",
    "<style>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<template>",
    "<svg>",
    "<math>",
    "<select><option>",
    "<textarea>",
    "<plaintext>",
    "<title>",
    "<meta charset=gbk>",
    "<meta charset=\"big5\">",
    "<meta charset=shift_jis>",
    "<meta charset=utf-16>",
    "&amp;",
    "&#0;",
    "&#x110000;",
    "&nbsp",
    "&notit;",
    "\u{feff}",
    "\u{0}",
    "\u{a0}",
    "\u{200b}",
    "2023-08-24",
    "<time datetime=\"2023-08-24T\">",
    "<script type=\"application/ld+json\">{\"datePublished\":\"2023-02-30\",\"articleBody\":\"",
    "\"}</script>",
    "<meta property=\"article:published_time\" content=\"",
    "<h1>",
    "<figure><figcaption>",
    "<blockquote>",
    "<noscript>",
    " style=\"display:none\"",
    " class=\"comment\"",
    "来源：",
    "责任编辑",
    "发布时间：2023年8月24日",
    "\r\n",
    "<frameset>",
];

const WORDS: &[&str] = &[
    "\n",
    "\n\n",
    "。",
    "，",
    "“",
    "”",
    "「",
    "」",
    "\"",
    "'",
    "’",
    ". ",
    ", ",
    "; ",
    "：",
    "(",
    ")",
    "《",
    "》",
    "...",
    "\u{200b}",
    "\u{feff}",
    "\u{a0}",
    "\u{3000}",
    "\u{301}",
    "𠮷",
    "é",
    "ﬁ",
    "İ",
    "ß",
    "said",
    "says",
    "according to ",
    "表示",
    "据",
    "称",
    "消息人士",
    "two people ",
    "declined to comment",
    "不予置评",
    "not ",
    "未",
    "没有",
    "will ",
    "将",
    "2023年2月30日",
    "February 31",
    "next month",
    "去年",
    "今年",
    "零",
    "〇",
    "亿",
    "万",
    "半",
    "兆",
    "1,000",
    "1.4 billion",
    "$",
    "%",
    "99999999999999999999999999",
    "0.",
    "-",
    "–",
    "第",
    "十",
    "个",
    "month",
    "week",
    "ago",
    "Mr. ",
    "U.S. ",
    "小米",
    "北京",
    "Reuters",
    "路透社",
    "2023-13-45",
    "00:00",
    "25:99",
    "12月32日",
    "Q5 2023",
];

const TOML: &[&str] = &[
    "[[rule]]\n",
    "[[list]]\n",
    "name = \"a\"\n",
    "pattern = \"\"\n",
    "pattern = \"(\"\n",
    "yes = []\n",
    "no = []\n",
    "words = []\n",
    "words = [\"\"]\n",
    "stage = \"times\"\n",
    "stage = \"claims\"\n",
    "stage = \"\"\n",
    "\"",
    "\"\"\"",
    "[[",
    "]]",
    "{",
    "}",
    "|",
    "*",
    "+",
    "?",
    "\\",
    "=> ",
    "= 1\n",
    "= true\n",
    "= -1\n",
    "= 9999999999999\n",
    "= [[]]\n",
    "yes = [\"[[\"]\n",
    "yes = [\"]][[\"]\n",
    "yes = [\"a [[b]] c => d\"]\n",
    "#",
    "\n",
    "é",
    "数",
    "@",
    "<",
    ">",
];
