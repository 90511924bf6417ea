//! Adding pages, and giving the token.
//! What does not live here: reading what was sent (see `uploads`).

use maud::{Markup, html};
use onrecord_pages::clean;

use crate::ask::{Answer, Ask, Refusal, Reply};
use crate::parts::screen;
use crate::routes::PAGES;
use crate::uploads;

/// `/add`
pub fn add(ask: &Ask<'_>) -> Answer {
    let title = ask.tongue.pick("Add pages", "添加页面");
    Ok(screen(ask, title, None, &html! { h1 { (title) } (forms(ask)) }))
}

fn forms(ask: &Ask<'_>) -> Markup {
    let tongue = ask.tongue;
    let token = ask.house.form_token();
    html! {
        form.wide.drop action="/add" method="post" enctype="multipart/form-data" {
            h2 { (tongue.pick("Files", "文件")) }
            p.hint { (tongue.pick(
                format!("Saved pages, text, mail, web archives, documents; up to {} MiB at once. They can be dropped here.", PAGES >> 20),
                format!("网页、文本、邮件、网页存档、文档；每次不超过{}兆字节，可拖放到此处。", PAGES >> 20))) }
            input type="hidden" name="form_token" value=(token);
            div {
                label for="files" { (tongue.pick("Choose files", "选择文件")) }
                input id="files" name="files" type="file" multiple required;
            }
            button type="submit" { (tongue.pick("Read them", "读取")) }
            p.hint role="status" {}
        }
        form.wide action="/add" method="post" {
            h2 { (tongue.pick("Words of a page", "粘贴正文")) }
            input type="hidden" name="form_token" value=(token);
            div {
                label for="text" { (tongue.pick("Words or HTML", "正文或HTML")) }
                textarea id="text" name="text" required {}
            }
            div {
                label for="name" { (tongue.pick("What it is called", "名称")) }
                input id="name" name="name" maxlength="120";
            }
            div {
                label for="url" { (tongue.pick("Where it is from", "网址")) }
                input.long id="url" name="url" type="url";
            }
            div {
                label for="date" { (tongue.pick("Day of publication, if the words do not say", "发布日期（正文未写明时）")) }
                input id="date" name="date" type="date";
            }
            button type="submit" { (tongue.pick("Read it", "读取")) }
        }
    }
}

/// What became of what was sent.
pub fn added(ask: &Ask<'_>) -> Answer {
    let tongue = ask.tongue;
    let made = uploads::add(ask)?;
    let new = made.iter().filter(|m| m.new).count();
    let title = tongue.pick("Pages were read", "已读取");
    let body = html! {
        h1 { (title) }
        p.facts {
            (tongue.pick(format!("{new} new, {} in all", made.len()), format!("新增{new}个，共{}个", made.len())))
        }
        ul.list {
            @for one in &made {
                li {
                    @match (&one.sha256, &one.wrong) {
                        (Some(sha256), _) => {
                            a href={ "/page/" (sha256) } { bdi { (clean(&one.name)) } } " "
                            span.notes {
                                (tongue.count(one.claims, "claim", "条主张"))
                                @if !one.new { " · " (tongue.pick("was here already", "已有此页面")) }
                            }
                        },
                        (None, why) => {
                            bdi { (clean(&one.name)) } (tongue.pick(": ", "："))
                            span.flag.against { (clean(why.as_ref().map_or("", |(english, chinese)| tongue.pick(english, chinese)))) }
                        },
                    }
                }
            }
        }
        p { a href="/" { (tongue.pick("What is on record now", "查看目前的记录")) } }
        (forms(ask))
    };
    Ok(screen(ask, title, None, &body))
}

/// `/login`
pub fn login(ask: &Ask<'_>) -> Answer {
    let tongue = ask.tongue;
    let title = tongue.pick("The token", "访问令牌");
    let body = html! {
        h1 { (title) }
        @if ask.house.is_locked() {
            form action="/login" method="post" {
                div {
                    label for="token" { (tongue.pick("The token that the server was started with", "启动服务器时设定的令牌")) }
                    input id="token" name="token" type="password" required autocomplete="current-password";
                }
                button type="submit" { (tongue.pick("Come in", "进入")) }
            }
        } @else {
            p { (tongue.pick("This server asks for none.", "此服务器无需令牌。")) }
        }
    };
    Ok(screen(ask, title, None, &body))
}

/// Takes the token.
pub fn logged_in(ask: &Ask<'_>) -> Answer {
    if !ask.house.lets_in(Some(ask.field("token")), None) {
        return Err(Refusal::new(
            401,
            "this is not the token: give the one that the server was started with",
            "令牌不符：请填写启动服务器时设定的令牌",
        ));
    }
    Ok(Reply::see("/"))
}
