//! Small pages, read whole.

use crate::{Hints, Reader};
use onrecord_model::{Article, DateBasis};

fn read(page: &str, url: Option<&str>) -> Article {
    let sources = onrecord_packs::sources();
    let hints = Hints {
        source: "page".into(),
        url: url.map(str::to_owned),
        ..Hints::default()
    };
    let reading = Reader::new(&sources).read(page.as_bytes(), &hints);
    reading.unwrap().article
}

const STORY: &str = "<p>Harlow Shipyards has won approval to open its second dry dock, the port authority said, ending a wait of almost three years for the town.</p><p>The dock will handle container ships of up to four hundred metres, according to two people familiar with the plans, who asked not to be named.</p><p>Unions have asked for talks about night shifts, and the company has not said whether it will agree to them before the dock opens.</p>";

#[test]
fn json_ld_names_headline_authors_and_day() {
    let page = format!(
        r#"<html lang="en"><head><title>Second dock approved | Quay Post</title>
<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Second dock approved","datePublished":"2021-03-09T10:00:00+08:00","dateModified":"2021-04-01",
"author":[{{"@type":"Person","name":"Ann Lee"}},{{"@type":"Person","name":"Bo Kim"}}],"publisher":{{"name":"Quay Post"}}}}</script></head>
<body><h1>Second dock approved</h1>{STORY}<aside><ul><li>Storm closes ports 12 May 2024</li></ul></aside></body></html>"#
    );
    let article = read(&page, None);
    assert_eq!(article.title.as_deref(), Some("Second dock approved"));
    assert_eq!(article.authors, ["Ann Lee", "Bo Kim"]);
    assert_eq!(article.outlet.as_deref(), Some("Quay Post"));
    let published = article.published.unwrap();
    assert_eq!(published.date.unwrap().to_string(), "2021-03-09");
    assert_eq!(published.basis, DateBasis::JsonLd);
    let stamps: Vec<_> = article
        .stamps
        .iter()
        .map(|s| (s.date.to_string(), s.agrees))
        .collect();
    assert_eq!(
        stamps,
        [("2021-03-09".to_owned(), true), ("2021-04-01".to_owned(), false)]
    );
}

#[test]
fn a_visible_stamp_beside_the_headline_is_believed_and_others_are_not() {
    let page = format!(
        "<html><head><title>Second dock approved</title></head><body><div class=\"ticker\">Today is 1 June 2024</div><h1>Second dock approved</h1><p class=\"info\">Posted on 9 March 2021 by Ann Lee</p>{STORY}<div class=\"comments\"><p>Joe, 12 May 2022: good</p></div><div>© 2024 Quay Post</div></body></html>"
    );
    let article = read(&page, Some("https://www.quaypost.co.uk/ships/second-dock"));
    assert_eq!(article.published.unwrap().date.unwrap().to_string(), "2021-03-09");
    assert_eq!(article.outlet.as_deref(), Some("quaypost.co.uk"));
}

#[test]
fn a_chinese_page_names_its_source() {
    let page = "<html><head><title>海阔造船第二座干船坞通过验收_东湖新闻网</title></head><body><h1>海阔造船第二座干船坞通过验收</h1><div class='info'><span>2022年03月08日 16:42</span> <span>来源：<a href='/s'>江城晚报</a></span> <span>作者：周小满</span></div><div class='content'><p>3月8日，海阔造船对外证实，旗下第二座干船坞已经通过验收，最快将于下月投入使用。公司没有透露首艘入坞船舶的名字。</p><p>一位接近项目的人士表示，船坞总投资约12亿元，其中三成来自银行贷款，其余由股东按比例出资。</p><p>按照规划，新船坞每年可以建造六艘大型集装箱船，比现有产能增加一倍。</p></div></body></html>";
    let article = read(page, None);
    assert_eq!(article.title.as_deref(), Some("海阔造船第二座干船坞通过验收"));
    assert_eq!(article.syndicated_from.as_deref(), Some("江城晚报"));
    assert_eq!(article.authors, ["周小满"]);
    assert_eq!(article.published.unwrap().date.unwrap().to_string(), "2022-03-08");
    assert_eq!(article.lang_tag, "zh");
}

#[test]
fn a_page_without_any_date_has_none() {
    let page = format!(
        "<html><head><title>Second dock approved</title></head><body><h1>Second dock approved</h1>{STORY}</body></html>"
    );
    assert_eq!(read(&page, None).published, None);
}

#[test]
fn a_dateline_names_the_agency() {
    let page = format!(
        "<html><head><title>Second dock approved</title></head><body><h1>Second dock approved</h1><p>By Reuters, Aug. 23, 2021 1:02 p.m.</p>{}</body></html>",
        STORY.replacen("<p>", "<p>PORT HARLOW, Aug 23 (Reuters) - ", 1)
    );
    let article = read(&page, None);
    assert_eq!(article.syndicated_from.as_deref(), Some("Reuters"));
    assert!(
        article.authors.iter().all(|a| !a.contains("2021")),
        "{:?}",
        article.authors
    );
}

const CHINESE: &str = "<p>3月8日，海阔造船对外证实，旗下第二座干船坞已经通过验收，最快将于下月投入使用。公司没有透露首艘入坞船舶的名字。</p><p>一位接近项目的人士表示，船坞总投资约12亿元，其中三成来自银行贷款，其余由股东按比例出资。</p><p>按照规划，新船坞每年可以建造六艘大型集装箱船，比现有产能增加一倍。</p>";

#[test]
fn portals_put_stamp_source_author_and_editor_on_one_line() {
    let page = format!(
        "<html><head><title>海阔造船第二座干船坞通过验收--财经--东湖网</title></head><body><h1>海阔造船第二座干船坞通过验收</h1><div class=source>2022-03-08 16:42:10　来源：江城晚报　作者：周小满 李思远　责任编辑：王五</div><div class=article>{CHINESE}</div></body></html>"
    );
    let article = read(&page, None);
    assert_eq!(article.syndicated_from.as_deref(), Some("江城晚报"));
    assert_eq!(article.authors, ["周小满", "李思远"]);
    assert_eq!(article.outlet.as_deref(), Some("东湖网"));
}

#[test]
fn reporters_named_in_the_dateline_are_authors() {
    let story = CHINESE.replacen("<p>", "<p>新华社江城3月8日电（记者周小满、李思远）", 1);
    let page = format!(
        "<html><head><title>海阔造船第二座干船坞通过验收-东湖网</title></head><body><h1>海阔造船第二座干船坞通过验收</h1><div>2022-03-08 16:42</div><div class=article>{story}</div></body></html>"
    );
    let article = read(&page, None);
    assert_eq!(article.syndicated_from.as_deref(), Some("新华社"));
    assert_eq!(article.authors, ["周小满", "李思远"]);
    assert_eq!(article.outlet.as_deref(), Some("东湖网"));
}

#[test]
fn people_count_for_more_than_the_agency_that_signs() {
    let page = format!(
        "<html lang=en><head><title>Second dock approved - Harlow Courier</title><meta name=author content=Reuters></head><body><h1>Second dock approved</h1><p class=byline>By Ann Lee and Bo Kim | Reuters</p>{STORY}</body></html>"
    );
    let article = read(&page, None);
    assert_eq!(article.authors, ["Ann Lee", "Bo Kim"]);
    assert_eq!(article.syndicated_from.as_deref(), Some("Reuters"));
}

#[test]
fn one_entry_may_name_several_people() {
    let page = format!(
        r#"<html lang="en"><head><title>Second dock approved</title><script type="application/ld+json">{{"@type":"NewsArticle","headline":"Second dock approved",
"author":{{"@type":"Person","name":["Ann Lee","Bo Kim, Ships Editor"]}}}}</script></head><body><h1>Second dock approved</h1>{STORY}</body></html>"#
    );
    assert_eq!(read(&page, None).authors, ["Ann Lee", "Bo Kim"]);
}
