//! One claim: its exact words, who stands behind them, where they are; and one page with all its claims.
//! What does not live here: how text is marked (`onrecord-pages`).

use maud::{Markup, html};
use onrecord::{Case, Claim, ClaimRef, Cut, FoundClaim, Packs, Participant, Proposal, ReadPage};
use onrecord_pages::{Links, address, clean, corrections, fragment, page_text, remarks, whole_text};
use onrecord_views::brief::Briefing;
use onrecord_views::corrections::CorrectionLine;
use onrecord_views::phrases;
use onrecord_views::sheet::language;
use onrecord_views::tongue::Tongue;

use crate::ask::{Answer, Ask, Refusal, Reply, encoded};
use crate::parts::{Addresses, claim_of, note_form, page_of, screen, who_and_why};

/// `/claim/…`
pub fn claim(ask: &Ask<'_>) -> Answer {
    let tongue = ask.tongue;
    let found = claim_of(ask, ask.of("id"))?;
    if let Some(proposal) = found.proposal() {
        return Ok(proposed(ask, &found.page.read, proposal));
    }
    let FoundClaim { page, place } = found;
    let id = page.read.reading.claims[place].id.clone();
    let sha256 = page.read.page.sha256.clone();
    let (case, at) = case_with(ask, page.read, &id)?;
    let packs = &ask.house.engine.packs;
    let briefing = Briefing::new(&case, packs, None);
    let read = &case.pages[at.page];
    let claim = case.claim(at);
    let article = &read.article;
    let quote = briefing.quote(at);
    let words = Tongue::quoted(&quote.language, &clean(&quote.words));
    let matters: Vec<usize> = (0..case.matters.len())
        .filter(|m| case.matters[*m].claims.contains(&at))
        .collect();
    let links = Addresses::of(None);
    let chain = tongue.chain(&quote.page.outlet, claim).join(" ← ");
    let corrected = briefing.corrections_of(at, tongue);
    let noted = briefing.remarks_of(at, tongue);
    let deep = fragment(&article.text, &article.blocks, claim.span);
    let url = read.page.url.as_deref().and_then(address);
    let title = tongue.label(packs, claim);
    let body = html! {
        p.facts { (title) }
        h1 { (tongue.pick("The exact words", "原话")) }
        blockquote.best { q lang=(quote.language) dir="auto" { (words) } }
        p.facts {
            a href={ "/page/" (sha256) "#c-" (id) } { bdi { (clean(article.title.as_deref().unwrap_or(&quote.page.outlet))) } }
            " · " (tongue.published(article.published.as_ref()))
            @if let Some(url) = url {
                " · " a href={ (url.split('#').next().unwrap_or(url)) (deep.unwrap_or_default()) } rel="noreferrer noopener" {
                    (tongue.pick("words in the original", "原文中的位置"))
                }
            }
        }
        (tree(&case, at, &chain, tongue))
        @if !corrected.is_empty() { (corrections(&corrected, tongue)) }
        @if !noted.is_empty() { (remarks(&noted, tongue)) }
        @if !matters.is_empty() {
            h3 { (tongue.pick("It bears on", "涉及事项")) }
            ul.list {
                @for matter in &matters {
                    li { a href=(links.matter(&case.matters[*matter].id)) { bdi { (clean(&briefing.title(&case.matters[*matter], tongue))) } } }
                }
            }
        }
        h3 { (tongue.pick("In its page", "所在页面")) }
        (page_text(read, "c-", Some(&id)))
        (note_form(ask, &id, &format!("/claim/{}", encoded(&id))))
        (judge_form(ask, &id))
        (form(ask, claim, &case, &matters, packs))
    };
    Ok(screen(ask, &title, None, &body))
}

/// What a language model pointed at: its words, and that nothing goes by them.
fn proposed(ask: &Ask<'_>, read: &ReadPage, proposal: &Proposal) -> Reply {
    let tongue = ask.tongue;
    let packs = &ask.house.engine.packs;
    let claim = &proposal.claim;
    let language = language(read);
    let named = claim.subject.iter().map(|p| ("subject", p));
    let named = named.chain(claim.object.iter().map(|p| ("object", p)));
    let named = named.chain(claim.roles.iter().map(|r| (r.role.as_str(), &r.filler)));
    let body = html! {
        h1 { (tongue.pick("Words that a language model pointed at", "语言模型指出的原话")) }
        blockquote { q lang=(language) dir="auto" { (Tongue::quoted(&language, &clean(read.words(claim)))) } }
        p.message { (proposed_by(tongue, packs, proposal)) }
        p.facts {
            a href={ "/page/" (read.page.sha256) } { bdi { (clean(read.article.title.as_deref().unwrap_or(&phrases::outlet(&read.article, &read.page)))) } }
            " · " (tongue.published(read.article.published.as_ref()))
        }
        dl.tree {
            @for (name, participant) in named {
                dt { (tongue.role(name)) } dd { bdi { (clean(&participant.name)) } }
            }
            dt { (tongue.pick("prompt", "提示版本")) } dd { (proposal.prompt) }
            dt { (tongue.pick("place", "位置")) } dd { (tongue.pick("bytes of the text ", "正文字节")) (claim.span.start()) "–" (claim.span.end()) }
            dt { (tongue.pick("proposal", "编号")) } dd.hash { (claim.id) }
            dt { "sha256" } dd.hash { (read.page.sha256) }
        }
    };
    screen(ask, tongue.pick("Proposed by a model", "模型提议"), None, &body)
}

/// Who proposed what, and that nobody judged it.
fn proposed_by(tongue: Tongue, packs: &Packs, proposal: &Proposal) -> Markup {
    let claim = &proposal.claim;
    let label = tongue.label(packs, claim);
    html! {
        (tongue.pick("proposed by ", "提议者：")) bdi { (clean(&proposal.model)) }
        (tongue.pick(", judged by nobody, counted for nothing: ", "；未经判断，不计入任何结论：")) (label) "?"
    }
}

/// A case that holds a claim's page, with what its matter needs.
fn case_with(ask: &Ask<'_>, page: ReadPage, id: &str) -> Result<(Case, ClaimRef), Refusal> {
    let find = |case: &Case| {
        let mut all = case.pages.iter().enumerate();
        let sha256 = &page.page.sha256;
        all.find_map(|(index, p)| {
            let claim = p.reading.claims.iter().position(|c| c.id == id)?;
            (p.page.sha256 == *sha256).then_some(ClaimRef { page: index, claim })
        })
    };
    let claim = page.reading.claims.iter().find(|c| c.id == id);
    let subject = claim.and_then(|c| c.subject.as_ref()).map(|s| s.name.clone());
    let words: Vec<String> = subject
        .iter()
        .flat_map(|s| s.split_whitespace())
        .map(str::to_owned)
        .collect();
    let ground = &ask.house.engine.packs.ground;
    let ledger = &ask.library.ledger;
    let judged = ledger.judged(None)?;
    if !words.is_empty()
        && let Some(case) = onrecord::docket(ledger, ground, &judged, &words, Cut::default())?
        && let Some(at) = find(&case)
    {
        return Ok((case, at));
    }
    let case = onrecord::reconcile_judged(vec![page.clone()], ground, None, &judged);
    let at = find(&case)
        .ok_or_else(|| Refusal::new(404, format!("no claim {id:?}"), format!("没有主张“{id}”")))?;
    Ok((case, at))
}

fn participant(participant: &Participant, page: &ReadPage) -> String {
    let words = participant
        .span
        .map(|s| s.of(&page.article.text))
        .filter(|w| *w != participant.name);
    match words {
        Some(words) => format!("{} (“{words}”)", participant.name),
        None => participant.name.clone(),
    }
}

/// How a claim came about, line by line.
fn tree(case: &Case, at: ClaimRef, chain: &str, tongue: Tongue) -> Markup {
    let read = &case.pages[at.page];
    let claim = case.claim(at);
    let source = |offset: usize| {
        let block = read.article.blocks.iter().find(|b| b.span.holds_offset(offset))?;
        block.source_of(offset)
    };
    let bytes = source(claim.span.start()).zip(source(claim.span.end() - 1));
    let mut rows: Vec<(&str, String)> = vec![
        (tongue.pick("who says so", "谁说的"), chain.to_owned()),
        (
            tongue.pick("when it was said", "说于"),
            tongue.interval(claim.said),
        ),
    ];
    if let Some(subject) = &claim.subject {
        rows.push((tongue.pick("about", "主体"), participant(subject, read)));
    }
    if let Some(object) = &claim.object {
        rows.push((tongue.pick("what", "对象"), participant(object, read)));
    }
    for role in &claim.roles {
        rows.push((
            tongue.pick("with", "相关"),
            format!(
                "{}{}{}",
                tongue.role(&role.role),
                tongue.pick(": ", "："),
                participant(&role.filler, read)
            ),
        ));
    }
    if claim.time.from.is_some() || claim.time.to.is_some() {
        rows.push((
            tongue.pick("of which time", "所说时间"),
            tongue.interval(claim.time),
        ));
    }
    for quantity in claim
        .quantities
        .iter()
        .filter_map(|i| read.reading.quantities.get(*i))
    {
        rows.push((tongue.pick("how much", "数量"), tongue.amount(quantity)));
    }
    let answered = claim.answers.iter();
    let answered = answered.filter_map(|id| read.reading.claims.iter().find(|c| c.id == *id));
    for answered in answered {
        rows.push((tongue.pick("it answers", "回应"), read.words(answered).to_owned()));
    }
    let how = tongue.modality(claim.modality);
    rows.push((
        tongue.pick("how it is said", "语气"),
        how.unwrap_or(tongue.pick("plainly", "直述")).to_owned(),
    ));
    let span = format!("{}–{}", claim.span.start(), claim.span.end());
    let place = match bytes {
        Some((first, last)) => tongue.pick(
            format!("bytes {span} of the text, {first}–{} of the page", last + 1),
            format!("正文字节{span}，页面字节{first}–{}", last + 1),
        ),
        None => tongue.pick(format!("bytes {span} of the text"), format!("正文字节{span}")),
    };
    rows.push((tongue.pick("place", "位置"), place));
    html! {
        dl.tree {
            @for (name, words) in &rows { dt { (name) } dd { bdi { (clean(words)) } } }
            dt { (tongue.pick("read by", "读出规则")) } dd.path { (clean(&claim.rule)) }
            dt { (tongue.pick("claim", "编号")) } dd.hash { (claim.id) }
            dt { "sha256" } dd.hash { (read.page.sha256) }
        }
    }
}

/// The form in which somebody judges what a claim says.
fn judge_form(ask: &Ask<'_>, id: &str) -> Markup {
    let tongue = ask.tongue;
    html! {
        details.correct {
            summary { (tongue.pick("Judge what it says", "判断其内容")) }
            p.hint { (tongue.pick(
                "It changes no state. It is shown with the claim and its matter, and exported as a ClaimReview.",
                "不改变任何状态；与主张及事项一并显示，并可导出为ClaimReview。")) }
            form action="/corrections" method="post" {
                input type="hidden" name="form_token" value=(ask.house.form_token());
                input type="hidden" name="verdict" value="rated";
                input type="hidden" name="of" value=(id);
                input type="hidden" name="back" value={ "/claim/" (encoded(id)) };
                div {
                    label for="j-is" { (tongue.pick("Judgement, in a word or two", "判断（一两个词）")) }
                    input id="j-is" name="is" required maxlength="60" placeholder=(tongue.pick("false, misleading, true …", "不实、误导、属实……"));
                }
                (who_and_why(ask, "j-"))
                button type="submit" { (tongue.pick("Judge", "提交判断")) }
            }
        }
    }
}

/// Everything that can be corrected of a claim, in one form.
fn form(ask: &Ask<'_>, claim: &Claim, case: &Case, matters: &[usize], packs: &Packs) -> Markup {
    let tongue = ask.tongue;
    let known = packs.ground.kinds.get(&claim.kind);
    let states: Vec<&str> = known.map(|k| k.every_state().collect()).unwrap_or_default();
    let others: Vec<usize> = (0..case.matters.len())
        .filter(|m| !matters.contains(m) && !case.matters[*m].is_statement())
        .take(40)
        .collect();
    let briefing = Briefing::new(case, packs, None);
    let title = |m: &usize| briefing.title(&case.matters[*m], tongue);
    let choice = |verdict: &'static str, words: &'static str, checked: bool| {
        html! { input type="radio" name="verdict" id={ "v-" (verdict) } value=(verdict) checked[checked] required; label for={ "v-" (verdict) } { (words) } }
    };
    html! {
        details.correct {
            summary { (tongue.pick("Correct this by hand", "人工更正")) }
            form action="/corrections" method="post" {
                input type="hidden" name="form_token" value=(ask.house.form_token());
                input type="hidden" name="of" value=(claim.id);
                input type="hidden" name="back" value={ "/claim/" (encoded(&claim.id)) };
                fieldset {
                    legend { (tongue.pick("What is wrong", "何处有误")) }
                    div.choice { (choice("ignored", tongue.pick("It does not count", "不应计入"), true)) }
                    div.choice {
                        (choice("about", tongue.pick("It is about somebody else", "说的是别的主体"), false))
                        input name="is-about" aria-label=(tongue.pick("About whom; empty for nobody known", "主体；留空表示未知")) placeholder=(tongue.pick("name, or nobody", "名称，可留空"));
                    }
                    @if !states.is_empty() {
                        div.choice {
                            (choice("says", tongue.pick("It says another state", "状态有误"), false))
                            select name="not" aria-label=(tongue.pick("So or not so", "肯定或否定")) {
                                option value="" { (tongue.pick("it is", "是")) }
                                option value="not " { (tongue.pick("it is not", "不是")) }
                            }
                            select name="is-says" aria-label=(tongue.pick("State", "状态")) {
                                @for state in &states {
                                    option value=(state) selected[claim.state.as_deref() == Some(state)] {
                                        (tongue.state(packs, &claim.kind, Some(state), onrecord::Polarity::Affirmed, onrecord::Modality::Asserted))
                                    }
                                }
                                option value="none" { (tongue.pick("no state", "不表明状态")) }
                            }
                            select name="how" aria-label=(tongue.pick("How far it commits", "语气")) {
                                option value="" { (tongue.pick("plainly", "直述")) }
                                @for (value, english, chinese) in [("planned", "planned", "计划"), ("expected", "expected", "预计"), ("possible", "possible", "可能"), ("rumoured", "rumoured", "传闻")] {
                                    option value={ ", " (value) } { (tongue.pick(english, chinese)) }
                                }
                            }
                        }
                    }
                    @if !matters.is_empty() {
                        div.choice {
                            (choice("other_matter", tongue.pick("It does not belong to", "不属于"), false))
                            select name="is-other_matter" aria-label=(tongue.pick("Matter", "事项")) {
                                @for m in matters { option value=(encoded(&case.matters[*m].id)) { (clean(&title(m))) } }
                            }
                        }
                    }
                    @if !others.is_empty() {
                        div.choice {
                            (choice("same_matter", tongue.pick("It belongs to", "应归入"), false))
                            select name="is-same_matter" aria-label=(tongue.pick("The matter it belongs to", "应归入的事项")) {
                                @for m in &others { option value=(encoded(&case.matters[*m].id)) { (clean(&title(m))) } }
                            }
                        }
                    }
                    div.choice {
                        (choice("same_origin", tongue.pick("It has one origin with claim", "与此主张同源"), false))
                        input name="is-same_origin" aria-label=(tongue.pick("Id of a claim of the same origin", "同源主张的编号"));
                    }
                    div.choice {
                        (choice("other_origin", tongue.pick("It has another origin than claim", "与此主张不同源"), false))
                        input name="is-other_origin" aria-label=(tongue.pick("Id of a claim of another origin", "不同源主张的编号"));
                    }
                }
                (who_and_why(ask, "c-"))
                button type="submit" { (tongue.pick("Correct", "更正")) }
            }
        }
    }
}

/// `/page/…`
pub fn page(ask: &Ask<'_>) -> Answer {
    let tongue = ask.tongue;
    let stored = page_of(ask, ask.of("sha256"))?;
    let bytes = ask
        .library
        .ledger
        .bytes(&stored.read.page.sha256)?
        .unwrap_or_default();
    let read = &stored.read;
    let article = &read.article;
    let packs = &ask.house.engine.packs;
    let outlet = phrases::outlet(article, &read.page);
    let title = article.title.clone().unwrap_or_else(|| outlet.clone());
    let judged = ask.library.ledger.judged(None)?;
    let dated = judged
        .corrections()
        .filter(|j| j.judgement.a == read.page.sha256)
        .map(|j| onrecord_views::corrections::line(j, "", &|_| None, &str::to_owned, packs, tongue));
    let dated: Vec<CorrectionLine> = dated.collect();
    let noted = judged.remarks_on(&read.page.sha256);
    let noted =
        noted.map(|j| onrecord_views::corrections::line(j, "", &|_| None, &str::to_owned, packs, tongue));
    let noted: Vec<CorrectionLine> = noted.collect();
    let back = format!("/page/{}", read.page.sha256);
    let body = html! {
        h1 lang=(language(read)) { bdi { (clean(&title)) } }
        p.facts {
            bdi { (clean(&outlet)) } " · " (tongue.published(article.published.as_ref()))
            @for author in article.authors.iter().take(6) { " · " bdi { (clean(author)) } }
            @if let Some(from) = &article.syndicated_from { " · " (tongue.pick("from ", "转自")) bdi { (clean(from)) } }
        }
        @for stamp in article.stamps.iter().filter(|s| !s.agrees) {
            p.facts { (tongue.pick("also stamped ", "另标注")) (tongue.day(stamp.date)) (tongue.pick(", which does not agree", "，与正文不符")) }
        }
        @if let Some(url) = read.page.url.as_deref() {
            p.facts { @match address(url) {
                Some(url) => a href=(url) rel="noreferrer noopener" { (tongue.pick("original", "原文")) },
                None => span.path { (clean(url)) },
            } }
        }
        p.path { (clean(&read.page.source)) br; "sha256 " (read.page.sha256) }
        @if let Some(part) = tongue.read_in_part(read) { p.message { (part) } }
        @if !dated.is_empty() { (corrections(&dated, tongue)) }
        @if !noted.is_empty() { (remarks(&noted, tongue)) }
        p.hint { (tongue.pick(
            "Marked: words of claims. Grey: what the page shows beside its article.", "标出的是主张的原话；灰色是正文以外的内容。")) }
        (whole_text(read, &bytes, "c-"))
        @if read.reading.claims.is_empty() {
            p.message { (tongue.pick("No claims were found in this page.", "此页面未读出主张。")) }
        } @else {
            h2 { (tongue.pick("Claims", "主张")) " " span.count { (read.reading.claims.len()) } }
            ul.list {
                @for claim in &read.reading.claims {
                    li {
                        a href={ "/claim/" (encoded(&claim.id)) } { (tongue.label(packs, claim)) }
                        " " span.notes { bdi { (clean(&tongue.chain(&outlet, claim).join(" ← "))) } }
                        br; q lang=(language(read)) dir="auto" { (Tongue::quoted(&language(read), &clean(read.words(claim)))) }
                    }
                }
            }
        }
        @if !stored.proposals.is_empty() {
            h2 { (tongue.pick("Proposed by a language model", "语言模型的提议")) " " span.count { (stored.proposals.len()) } }
            ul.list {
                @for proposal in &stored.proposals {
                    li {
                        a href={ "/claim/" (encoded(&proposal.claim.id)) } { (proposed_by(tongue, packs, proposal)) }
                        br; q lang=(language(read)) dir="auto" { (Tongue::quoted(&language(read), &clean(read.words(&proposal.claim)))) }
                    }
                }
            }
        }
        @match tongue {
            Tongue::English => {
                @for note in read.reading.notes.iter().take(20) { p.hint { (clean(&note.stage)) ": " (clean(&note.message)) } }
            },
            Tongue::Chinese => {
                @if !read.reading.notes.is_empty() { p.hint { "读取时有" (read.reading.notes.len()) "处提示，程序接口中有其原文。" } }
            },
        }
        (note_form(ask, &read.page.sha256, &back))
        details.correct {
            summary { (tongue.pick("This page is of another day", "页面日期有误")) }
            form action="/corrections" method="post" {
                input type="hidden" name="form_token" value=(ask.house.form_token());
                input type="hidden" name="verdict" value="dated";
                input type="hidden" name="of" value=(read.page.sha256);
                input type="hidden" name="back" value=(back);
                div {
                    label for="is" { (tongue.pick("Day of publication", "发布日期")) }
                    input id="is" name="is" type="date" required;
                }
                (who_and_why(ask, "p-"))
                button type="submit" { (tongue.pick("Correct", "更正")) }
            }
        }
    };
    Ok(screen(ask, &title, None, &body))
}
