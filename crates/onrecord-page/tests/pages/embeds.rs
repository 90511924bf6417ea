//! Posts of other sites inside a story: their words are quotations, with the line that says whose they are; the widgets'
//! own words are no part of the story.

use onrecord_model::BlockRole::{self, Paragraph, Quote, Title};

use super::{check_spans, read};

const ENGLISH: &str = r##"<!DOCTYPE html><html><head><title>Harbour bridge shut - The Quay Post</title></head><body><main><article><h1>Harbour bridge shut</h1><div class="article-body">
<p>The old harbour bridge was shut to traffic on Monday, the city’s engineers said, after cracks had been found in two of its pillars.</p>
<blockquote class="twitter-tweet"><p lang="en" dir="ltr">The bridge stays shut until further notice. Please use the tunnel. <a href="https://t.co/abc">https://t.co/abc</a> <a href="https://t.co/pic">pic.twitter.com/Xy12Zq</a></p>&mdash; Port of Harlow (@PortHarlow) <a href="https://twitter.com/PortHarlow/status/1?ref_src=twsrc%5Etfw">March 9, 2021</a></blockquote> <script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>
<p>Half of the cost of the repair comes from the state, a spokeswoman said; the rest will be raised by a toll, which starts in May.</p>
<blockquote class="instagram-media" data-instgrm-captioned data-instgrm-permalink="https://www.instagram.com/p/abc/" data-instgrm-version="14"><div style="padding:16px;"> <a href="https://www.instagram.com/p/abc/" target="_blank"> <div style=" display: flex;"></div><div style="padding-top: 8px;"> <div style=" color:#3897f0;">View this post on Instagram</div></div></a><p style=" color:#c9c8cd;"><a href="https://www.instagram.com/p/abc/" target="_blank">A post shared by Ann Lee (@annlee)</a></p></div></blockquote>
<p>Unions have asked for talks about night shifts, and the company has not said whether it will agree to them before the bridge opens.</p>
<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@quay/video/1"><section> <a target="_blank" title="@quay" href="https://www.tiktok.com/@quay">@quay</a> The bridge at dawn <a title="bridge" target="_blank" href="https://www.tiktok.com/tag/bridge">#bridge</a> <a target="_blank" title="♬ original sound" href="https://www.tiktok.com/music/1">♬ original sound - Quay</a> </section></blockquote>
<blockquote class="bluesky-embed" data-bluesky-uri="at://x"><p lang="en">Lorries will be sent by the ring road from tonight, drivers should plan an hour more.</p>— Harlow Roads (<a href="https://bsky.app/profile/did:plc:1">@roads.bsky.social</a>) <a href="https://bsky.app/profile/1">2024-11-09T10:00:00Z</a></blockquote>
<p>The bridge was built in 1931 and carries some nine thousand cars a day, the engineers told the council in the spring.</p>
<blockquote class="reddit-embed-bq"><a href="https://www.reddit.com/r/harlow/comments/1/">Bridge shut again</a><br> by <a href="https://www.reddit.com/user/x/">u/x</a> in <a href="https://www.reddit.com/r/harlow/">harlow</a></blockquote>
<div class="fb-post" data-href="https://www.facebook.com/x"><blockquote cite="https://www.facebook.com/x" class="fb-xfbml-parse-ignore"><p>We are sorry for the trouble that the closed bridge makes for all of you.</p>Posted by <a href="https://www.facebook.com/harlow">City of Harlow</a> on <a href="https://www.facebook.com/x">Monday, March 8, 2021</a></blockquote></div>
<p>A new bridge would cost six times as much, and nobody in the hall could say on Monday who would pay for it.</p></div></article></main></body></html>"##;

const CHINESE: &str = "<!DOCTYPE html><html><head><title>旧桥周一封闭_港口网</title></head><body><h1>旧桥周一封闭</h1><div id=content><p>港口旧桥周一封闭，市工程局负责人表示，两座桥墩发现裂缝，维修费用是原计划的两倍。</p>
<blockquote class='weibo-embed'><p>@港口发布：旧桥封闭至另行通知，请市民改走隧道。</p><a href='https://weibo.com/1/2'>网页链接</a> <span>3月9日 08:12 来自 微博网页版</span> <span>转发 12 评论 30 赞 210</span></blockquote>
<p>发言人称，一半费用由国家承担，其余将通过收费筹集，收费从五月开始，具体办法下周公布。</p></div></body></html>";

fn blocks(page: &str) -> Vec<(BlockRole, String)> {
    let reading = read(page.as_bytes()).unwrap();
    check_spans(&reading, page);
    let text = &reading.article.text;
    let blocks = reading.article.blocks.iter();
    blocks.map(|b| (b.role, b.span.of(text).to_owned())).collect()
}

#[test]
fn posts_are_quotations() {
    let blocks = blocks(ENGLISH);
    let roles: Vec<BlockRole> = blocks.iter().map(|b| b.0).collect();
    assert_eq!(
        roles,
        [
            Title, Paragraph, Quote, Quote, Paragraph, Paragraph, Quote, Paragraph, Quote, Paragraph
        ],
        "{blocks:?}"
    );
    assert!(
        blocks[2]
            .1
            .starts_with("The bridge stays shut until further notice.")
    );
    assert_eq!(blocks[3].1, "— Port of Harlow (@PortHarlow) March 9, 2021");
    let text: String = blocks.iter().map(|b| b.1.as_str()).collect();
    for stray in ["View this post", "A post shared", "original sound", "u/x"] {
        assert!(!text.contains(stray), "{stray} in {text}");
    }
}

#[test]
fn counts_and_links_under_a_post_are_left_out() {
    let blocks = blocks(CHINESE);
    let roles: Vec<BlockRole> = blocks.iter().map(|b| b.0).collect();
    assert_eq!(roles, [Title, Paragraph, Quote, Paragraph], "{blocks:?}");
}
