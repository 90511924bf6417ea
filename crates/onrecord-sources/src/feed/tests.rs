//! Feeds of every family, in words of this project's own.

use super::*;

#[test]
fn rss_gives_items_with_their_dates_as_written() {
    let feed = Feed::of_xml(
        br#"<?xml version="1.0"?><rss version="2.0" xmlns:content="c" xmlns:dc="d" xmlns:media="m">
<channel><title>Harbour Post</title><language>en</language>
<item><title>Port &amp;amp; bridge shut</title><link>https://harbour.example/1</link><guid isPermaLink="false">h1</guid>
<pubDate>Wed, 15 Mar 2023 08:30:00 +0800</pubDate><dc:date>2020-01-01</dc:date><dc:creator>Ann Lee</dc:creator>
<description>A short word.</description><content:encoded><![CDATA[<p>The port is shut, the mayor said.</p>]]></content:encoded>
<media:group><media:description>A caption of a picture</media:description></media:group></item>
<item><title>Only a headline</title><guid>https://harbour.example/2</guid></item>
<item><description>No title, no link.</description><pubDate>3 days ago</pubDate></item>
</channel></rss>"#,
    )
    .unwrap();
    assert_eq!(feed.title.as_deref(), Some("Harbour Post"));
    let [first, second, third] = &feed.items[..] else {
        panic!("{feed:?}")
    };
    assert_eq!(first.title.as_deref(), Some("Port & bridge shut"));
    assert_eq!(first.text, "<p>The port is shut, the mayor said.</p>");
    assert!(first.markup);
    assert_eq!(first.published.unwrap().to_string(), "2023-03-15T08:30");
    assert_eq!(
        first.fields.iter().map(|f| f.name.as_str()).collect::<Vec<_>>(),
        ["dc:creator", "pubDate", "dc:date"]
    );
    assert_eq!(second.link.as_deref(), Some("https://harbour.example/2"));
    assert_eq!(second.text, "");
    assert_eq!(third.text, "No title, no link.");
    assert_eq!(third.published, None);
    assert_eq!(third.fields[0].value, "3 days ago");
}

#[test]
fn atom_takes_what_was_published_before_what_was_updated() {
    let feed = Feed::of_xml(
        br#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Notes</title>
<entry><id>urn:1</id><title type="html">A &lt;b&gt;bold&lt;/b&gt; word</title><link rel="self" href="/s"/><link href="https://n.example/1"/>
<updated>2023-03-16T00:00:00Z</updated><published>2023-03-15T08:30:00Z</published>
<content type="xhtml"><div xmlns="h"><p>Some <b>words</b>.</p></div></content></entry>
<entry><id>urn:2</id><title>B</title><updated>2023-03-17</updated><summary>Short.</summary></entry></feed>"#,
    )
    .unwrap();
    assert_eq!(feed.lang.as_deref(), Some("en"));
    assert_eq!(feed.items[0].title.as_deref(), Some("A bold word"));
    assert_eq!(feed.items[0].link.as_deref(), Some("https://n.example/1"));
    assert!(feed.items[0].text.contains("<p>Some <b>words</b>.</p>"));
    assert_eq!(feed.items[0].published.unwrap().to_string(), "2023-03-15T08:30");
    assert_eq!(feed.items[1].published.unwrap().to_string(), "2023-03-17");
}

#[test]
fn rdf_has_its_items_beside_the_channel() {
    let feed = Feed::of_xml(
        br#"<rdf:RDF xmlns:rdf="r" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="c"><title>Old News</title></channel>
<item rdf:about="https://o.example/1"><title>T</title><link>https://o.example/1</link><description>D.</description></item></rdf:RDF>"#,
    )
    .unwrap();
    assert_eq!(feed.title.as_deref(), Some("Old News"));
    assert_eq!(feed.items[0].id.as_deref(), Some("https://o.example/1"));
}

#[test]
fn json_feeds_are_read_and_other_json_is_none() {
    let feed = Feed::of_json(
        br#"{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[{"id":7,"url":"https://j.example/7",
"content_text":"Words.","date_published":"2023-03-15T08:30:00-05:00"}]}"#,
    )
    .unwrap();
    assert_eq!(feed.items[0].id.as_deref(), Some("7"));
    assert_eq!(feed.items[0].published.unwrap().to_string(), "2023-03-15T08:30");
    assert_eq!(Feed::of_json(b"{\"version\": \"2.0\"}"), None);
}

#[test]
fn sitemaps_and_lists_give_links() {
    let feed = Feed::of_xml(
        br#"<urlset xmlns="s" xmlns:news="n" xmlns:image="i"><url><loc>https://s.example/a?x=1&amp;y=2</loc><lastmod>2023-03</lastmod>
<image:image><image:loc>https://s.example/a.jpg</image:loc></image:image>
<news:news><news:publication><news:name>S</news:name></news:publication><news:publication_date>2023-03-15</news:publication_date></news:news>
</url><url><loc></loc></url></urlset>"#,
    )
    .unwrap();
    assert_eq!(feed.items.len(), 1);
    assert_eq!(feed.items[0].link.as_deref(), Some("https://s.example/a?x=1&y=2"));
    assert_eq!(feed.items[0].fields[0].value, "2023-03");
    let list = Feed::of_xml(
        br#"<opml><head><title>Mine</title></head><body><outline text="group"><outline text="A" xmlUrl="https://a.example/f"/></outline></body></opml>"#,
    )
    .unwrap();
    assert_eq!(list.title.as_deref(), Some("Mine"));
    assert_eq!(list.items[0].link.as_deref(), Some("https://a.example/f"));
    assert!(list.items[0].list);
}

#[test]
fn a_feed_that_breaks_off_keeps_what_came_before() {
    let feed = Feed::of_xml(b"<rss><channel><title>T</title><item><title>A</title></item><item><title>B</ti")
        .unwrap();
    assert_eq!(feed.items.len(), 1);
}
