//! Which day a page is of: other stories' days, readers' comments, the clock of the site, datelines, days told twice.
//! What does not live here: the forms of dates (`date::scan`).

use onrecord_model::DateBasis;

use super::read;

const TITLE: &str = "Harlow shuts its old harbour bridge";

const STORY: &str = "<p>The old harbour bridge was shut to traffic, the city’s engineers said, after cracks had been found in two of its \
pillars and in one of the ramps.</p><p>Half of the cost of the repair comes from the state, a spokeswoman said; the rest will be raised \
by a toll, which the town council has to vote on.</p><p>Unions have asked for talks about night shifts, and the company has not said \
whether it will agree to them before the bridge opens.</p><p>A new bridge would cost six times as much, and nobody in the hall could say \
who would pay for it in the end.</p>";

const MENU: &str = "<nav><ul><li><a href=/>Home</a></li><li><a href=/town>Town</a></li><li><a href=/sea>Sea</a></li><li><a \
href=/sport>Sport</a></li></ul></nav>";

/// A page with words before its headline, between headline and story, and behind the story.
fn page(lang: &str, head: &str, above: &str, beside: &str, below: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang={lang}><head><meta charset=utf-8><title>{TITLE} - The Quay Post</title>{head}</head><body>{above}<main>\
         <article><h1>{TITLE}</h1>{beside}<div class=text>{STORY}</div></article></main>{below}<footer><p>The Quay Post, 4 Pier \
         Road.</p></footer></body></html>"
    )
}

fn date(page: &str) -> Option<String> {
    let published = read(page.as_bytes()).unwrap().article.published?;
    published.date.map(|d| d.to_string())
}

fn none(page: &str, why: &str) {
    assert_eq!(date(page), None, "{why}");
}

fn is(page: &str, want: &str, why: &str) {
    assert_eq!(date(page).as_deref(), Some(want), "{why}");
}

#[test]
fn other_things_days_date_no_page() {
    let below = [
        "<section id=comments><h3>1 comment</h3><ol class=commentlist><li><b>gull</b> <time datetime=2021-03-12T09:14>12 March 2021</time>\
         <p>I crossed it every day.</p></li></ol></section>",
        "<div class=comments-area><div class=comment><span>gull</span> <span class=date>12.03.2021</span><div>I crossed it every day.</div></div></div>",
        "<div id=disqus_thread><div class=post>gull, 12 March 2021: I crossed it.</div></div>",
        "<aside><h3>Latest</h3><ul><li><a href=/1>Crane falls into the dock</a> <time datetime=2021-03-12>12 Mar 2021</time></li></ul></aside>",
        "<div class=hot><a href=/1>2021-03-12 Crane falls</a><a href=/2>2021-03-11 Ferry late</a></div>",
        "<div class=box><div class=item><a href=/1><h4>Crane falls into dock</h4><span>12.03.2021</span></a></div><div class=item><a \
         href=/2><h4>Ferry late again</h4><span>12.03.2021</span></a></div></div>",
        "<ul class=docs><li><a href=/a.pdf>No. 14 of 12 March 2021</a></li><li><a href=/b.pdf>No. 13 of 2 March 2021</a></li></ul>",
        "<p>Copyright 12 March 2021</p>",
        "<div class=print>Printed on 12 March 2021</div>",
        "<div>Last build: 12 March 2021</div>",
        "<div class=archive><ul><li><a href=/b>12 March 2021</a></li></ul></div>",
        "<div class=weather>Friday 12 March 2021, 12 °C</div>",
    ];
    for below in below {
        none(&page("en", "", MENU, "", below), below);
        is(
            &page("en", "", MENU, "<p class=meta>9 March 2021</p>", below),
            "2021-03-09",
            below,
        );
    }
}

#[test]
fn the_clock_of_the_site_dates_no_page() {
    for above in [
        format!("<div id=top><span>Friday, 12 March 2021</span> <a href=/login>Log in</a></div>{MENU}"),
        format!("<header><div>Friday, 12 March 2021</div>{MENU}</header>"),
        format!("<header>{MENU}<span class=today>12 March 2021</span></header>"),
        format!("<div class=topbar>{MENU}<time datetime=2021-03-12T13:56:20+01:00>Friday, March 12</time></div>"),
        "<div class=bar><span>12.03.2021</span><ul><li><a href=/>A</a><li><a href=/b>B</a><li><a href=/c>C</a><li><a href=/d>D</a></ul></div>"
            .to_owned(),
    ] {
        none(&page("en", "", &above, "", ""), &above);
        is(&page("en", "", &above, "<span>9 March 2021</span>", ""), "2021-03-09", &above);
    }
    let vote = page(
        "en",
        "",
        MENU,
        "<p>The vote is on 12 April 2021 in the hall.</p>",
        "",
    );
    none(&vote, "a sentence is no stamp");
    // A stamp above the headline, in the story's own head, is its own.
    let own =
        page("en", "", MENU, "", "").replace("<article>", "<article><div class=date>9 March 2021</div>");
    is(&own, "2021-03-09", "above the headline");
}

#[test]
fn an_index_has_no_day() {
    let entry = |n: u8, story: &str| {
        format!(
            "<article><h2><a href=/{n}>Story {n} of the old bridge</a></h2><time datetime=2021-03-0{n}>{n} March 2021</time>{story}</article>"
        )
    };
    let stories: Vec<String> = STORY
        .split("</p>")
        .filter(|p| p.len() > 3)
        .map(|p| format!("{p}</p>"))
        .collect();
    let entries: String = stories
        .iter()
        .enumerate()
        .map(|(n, s)| entry(n as u8 + 1, s))
        .collect();
    let index = format!(
        "<!DOCTYPE html><html lang=en><head><title>Harbour news - The Quay Post</title></head><body>{MENU}<main><h1>Harbour</h1>{entries}</main></body></html>"
    );
    none(&index, "articles");
    none(&index.replace("article>", "li>"), "items");
}

#[test]
fn microdata_of_other_stories_is_theirs() {
    let item = |day: u8| {
        format!(
            "<div itemscope itemtype=http://schema.org/Article><meta itemprop=datePublished content=2021-03-0{day}><h3><a href=/{day}>Crane \
             falls into dock {day}</a></h3></div>"
        )
    };
    let below: String = [2, 4, 6].map(item).concat();
    let own = "<meta itemprop=datePublished content=2021-03-09>";
    let page = page("en", "", MENU, own, &below).replace(
        "<article>",
        "<article itemscope itemtype=http://schema.org/NewsArticle>",
    );
    is(&page, "2021-03-09", "own item");
}

#[test]
fn of_several_described_stories_the_headlines_own_counts() {
    let described = |headline: &str, day: &str| {
        format!(r#"{{"@type":"NewsArticle","headline":"{headline}","datePublished":"{day}"}}"#)
    };
    let all = [
        described("Crane falls", "2021-03-02"),
        described(TITLE, "2021-03-09"),
        described("Ferry late", "2021-03-11"),
    ]
    .join(",");
    let head = format!("<script type=application/ld+json>[{all}]</script>");
    is(&page("en", &head, MENU, "", ""), "2021-03-09", "by headline");
}

#[test]
fn what_is_published_and_changed_at_once_was_published_before() {
    let change = r#"<script type=application/ld+json>{"@type":"NewsArticle","datePublished":"2021-03-11T09:49:32Z","dateModified":"2021-03-11T09:49:32Z"}</script>"#;
    for beside in [
        "<div>March 9, 2021 / 12:25 PM / Updated 8 hours ago</div>",
        "<div>9 March 2021 | Updated 11 March 2021</div>",
        "<div>Published: 9 March 2021</div><div>Updated: 11 March 2021</div>",
    ] {
        is(&page("en", change, MENU, beside, ""), "2021-03-09", beside);
    }
    is(
        &page("en", change, MENU, "", ""),
        "2021-03-11",
        "nothing else is known",
    );
    let first = format!("{change}<meta property=article:published_time content=2019-05-02T10:00:00Z>");
    is(
        &page("en", &first, MENU, "", ""),
        "2019-05-02",
        "other data say so",
    );
}

#[test]
fn british_pages_write_the_day_first() {
    let stamp = "<span class=date>02/03/2021</span>";
    is(&page("en", "", MENU, stamp, ""), "2021-02-03", "no label");
    is(&page("en-GB", "", MENU, stamp, ""), "2021-03-02", "label");
    is(
        &page("en", "<meta property=og:locale content=en_IE>", MENU, stamp, ""),
        "2021-03-02",
        "locale",
    );
    is(
        &page(
            "en",
            "<link rel=canonical href=https://quaypost.co.uk/a>",
            MENU,
            stamp,
            "",
        ),
        "2021-03-02",
        "host",
    );
    is(
        &page("en", "", MENU, stamp, "<p>Archive: 25/02/2021</p>"),
        "2021-03-02",
        "another day",
    );
    is(
        &page("en-GB", "", MENU, stamp, "<p>Archive: 02/25/2021</p>"),
        "2021-02-03",
        "another day",
    );
}

#[test]
fn a_moment_in_utc_is_on_the_day_that_the_page_shows() {
    for moment in ["2021-03-08T23:15:00Z", "2021-03-08T23:15:0Z", "2021-3-8T23:5:9Z"] {
        let head = format!(
            r#"<script type=application/ld+json>{{"@type":"NewsArticle","datePublished":"{moment}"}}</script>"#
        );
        is(
            &page("en", &head, MENU, "<p>9 March 2021</p>", ""),
            "2021-03-09",
            moment,
        );
    }
}

#[test]
fn datelines_open_or_close_a_story() {
    for (lang, line) in [
        ("en", "HARLOW, March 9, 2021 (Quay Wire) - "),
        ("en", "(Harlow, 9 March 2021) "),
        ("de", "Harlow, (09.03.2021). "),
        ("de", "Harlow, den 9. März 2021 – "),
        ("en", "9 March 2021. "),
    ] {
        let page = page(lang, "", MENU, "", "").replacen("<p>The old", &format!("<p>{line}The old"), 1);
        is(&page, "2021-03-09", line);
    }
    for line in ["( Harlow, 9 March 21 )", "Harlow, 9 March 2021", "(09.03.2021)"] {
        let page = page("en-GB", "", MENU, "", "").replacen("end.</p>", &format!("end.</p><p>{line}</p>"), 1);
        is(&page, "2021-03-09", line);
    }
    for line in [
        "On March 9, 2021, it was told that ",
        "It was on 9 March 2021 that ",
    ] {
        let page = page("en", "", MENU, "", "").replacen("<p>The old", &format!("<p>{line}the old"), 1);
        let published = read(page.as_bytes()).unwrap().article.published;
        assert!(published.is_none_or(|p| p.basis != DateBasis::Dateline), "{line}");
    }
    let plain = "HARLOW, March 9, 2021 (Quay Wire) - The old harbour bridge was shut to traffic, engineers said.\n\nHalf of the cost comes \
                 from the state, a spokeswoman said, and the rest from a toll.\n";
    let published = read(plain.as_bytes()).unwrap().article.published.unwrap();
    assert_eq!(
        (published.date.unwrap().to_string().as_str(), published.basis),
        ("2021-03-09", DateBasis::Dateline)
    );
}

#[test]
fn a_stamp_without_a_year_takes_it_from_the_pages_id() {
    let stamp = "<p class=date>[03月09日 11時30分]</p>";
    let bare = page("ja", "", MENU, stamp, "");
    none(&bare, "no year anywhere");
    is(
        &bare.replace("<body>", "<body id=news20210309_k1>"),
        "2021-03-09",
        "the body's id",
    );
    none(
        &bare.replace("<body>", "<body id=news20210311_k1>"),
        "another day's id",
    );
}

#[test]
fn chinese_stamps_write_the_year_first_and_may_count_it_from_an_era() {
    let story = "<p>江城港务局周二宣布，老桥因两座桥墩出现裂缝停止通行，维修工程将从四月开始。</p><p>发言人表示，一半费用由国家承担，其余部分\
                 由过桥费支付，市议会还要表决。</p><p>工会要求就夜班问题举行会谈，公司尚未说明是否会在大桥重新开放之前同意。</p>";
    let page = |stamp: &str| {
        format!(
            "<html><head><meta charset=utf-8><title>江城老桥停止通行_江城晚报</title></head><body><div class=a><h1>江城老桥停止通行</h1><span \
                 class=date>{stamp}</span><div class=c>{story}</div></div></body></html>"
        )
    };
    for stamp in [
        "发布时间：21-03-09",
        "21/03/09 08:15",
        "21年3月9日",
        "發布日期：民國110年3月9日",
        "110-03-09",
        "110/03/09 08:15",
    ] {
        is(&page(stamp), "2021-03-09", stamp);
    }
    none(&page("发布时间：03-09 18:20"), "no year");
}
