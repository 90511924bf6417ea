//! The door: HTTP in, asks through, answers out. Who may come in, how much may be sent, which headers go along.
//! What does not live here: what is answered (see `routes`).

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, RawPathParams, Request};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::response::Response;
use axum::routing::{MethodFilter, on};
use onrecord_views::tongue::Tongue;
use sha2::{Digest, Sha256};

use crate::ask::{Answer, Ask, JSON, Refusal, Reply, Upload, pairs};
use crate::house::{House, same};
use crate::is_here;
use crate::parts::refused;
use crate::route::{Kind, Param, Route};
use crate::routes::ROUTES;

/// No page's script, style, picture or frame reaches the browser, and no form leaves for elsewhere.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";
/// The longest path and query.
const ADDRESS: usize = 8 << 10;
/// How long a body may take to come.
const PATIENCE: Duration = Duration::from_secs(120);
/// Files of one upload.
const FILES: usize = 200;
/// The cookie of those who gave the token.
const PASS: &str = "onrecord_pass";
const TONGUE: &str = "onrecord_lang";

/// The router of the table.
pub fn router(house: Arc<House>, address: SocketAddr) -> Router {
    let mut router = Router::new();
    for route in ROUTES {
        let house = Arc::clone(&house);
        let filter = match route.posts {
            true => MethodFilter::POST,
            false => MethodFilter::GET,
        };
        let answer = move |params: RawPathParams, request: Request| {
            let path = params
                .iter()
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect();
            answer(Arc::clone(&house), address, route, path, request)
        };
        router = router.route(route.path, on(filter, answer));
    }
    let other = |status: u16, words: &'static str, in_the_api: &'static str, chinese: &'static str| {
        move |request: Request| async move {
            let ask = Head::of(&request, None);
            // Programs are answered as programs are, whatever they ask for.
            let api = request.uri().path();
            let (kind, words) = match api == "/api" || api.starts_with("/api/") {
                true => (Kind::Json, in_the_api),
                false => (Kind::Page, words),
            };
            ask.dressed(
                refused(&Refusal::new(status, words, chinese), kind, ask.tongue),
                None,
            )
        }
    };
    router
        .fallback(other(
            404,
            "there is nothing under this address: go back to the first page",
            "there is nothing under this address: /api/openapi.json describes what there is",
            "此地址没有内容：请回到首页",
        ))
        .method_not_allowed_fallback(other(
            405,
            "this address takes other requests: see /api/openapi.json",
            "this address takes other requests: see /api/openapi.json",
            "此地址不接受这种请求：见 /api/openapi.json",
        ))
        .layer(DefaultBodyLimit::disable())
}

/// What is known of a request before it is answered.
struct Head {
    tongue: Tongue,
    /// Set if the address asks for a language.
    chosen: Option<Tongue>,
    here: String,
    query: Vec<(String, String)>,
    get: bool,
}

impl Head {
    fn of(request: &Request, _route: Option<&Route>) -> Head {
        let uri = request.uri();
        let query = pairs(uri.query().unwrap_or_default());
        let chosen = query.iter().find(|(n, _)| n == "lang");
        let chosen = chosen.and_then(|(_, tag)| Tongue::of(tag));
        let headers = request.headers();
        let kept = cookie(headers, TONGUE).and_then(|tag| Tongue::of(&tag));
        let preferred = text(headers, header::ACCEPT_LANGUAGE)
            .unwrap_or_default()
            .split(',')
            .find_map(|l| Tongue::of(l.split(';').next().unwrap_or_default().trim()));
        let here = uri.path_and_query().map_or("/", |p| p.as_str());
        Head {
            tongue: chosen.or(kept).or(preferred).unwrap_or_default(),
            chosen,
            here: here.to_owned(),
            query,
            get: matches!(*request.method(), Method::GET | Method::HEAD),
        }
    }

    /// An answer with all that goes along.
    fn dressed(&self, reply: Reply, etag: Option<String>) -> Response {
        let mut response = Response::new(Body::from(reply.body));
        *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::OK);
        let headers = response.headers_mut();
        let cache = if reply.lasting {
            "public, max-age=31536000, immutable"
        } else {
            "private, no-cache"
        };
        let fixed = [
            (header::CONTENT_TYPE, reply.media),
            (header::CONTENT_SECURITY_POLICY, POLICY),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            // Without any referrer a browser would not say either that a form is ours.
            (header::REFERRER_POLICY, "same-origin"),
            (header::X_FRAME_OPTIONS, "DENY"),
            (
                HeaderName::from_static("cross-origin-opener-policy"),
                "same-origin",
            ),
            (
                HeaderName::from_static("cross-origin-resource-policy"),
                "same-origin",
            ),
            (header::CACHE_CONTROL, cache),
            (header::VARY, "Cookie, Accept-Language, Authorization"),
        ];
        for (name, value) in fixed {
            headers.insert(name, HeaderValue::from_static(value));
        }
        let mut put = |name: HeaderName, value: String| {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.append(name, value);
            }
        };
        if let Some(location) = reply.location {
            put(header::LOCATION, location);
        }
        if let Some(etag) = etag {
            put(header::ETAG, etag);
        }
        if let Some(chosen) = self.chosen {
            let code = chosen.code();
            put(
                header::SET_COOKIE,
                format!("{TONGUE}={code}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly"),
            );
        }
        response
    }
}

async fn answer(
    house: Arc<House>,
    address: SocketAddr,
    route: &'static Route,
    path: BTreeMap<String, String>,
    request: Request,
) -> Response {
    let head = Head::of(&request, Some(route));
    let refuse = |refusal: &Refusal| head.dressed(refused(refusal, route.kind, head.tongue), None);
    if let Err(refusal) = may_come_in(&house, address, route, &request, &head) {
        // Who lacks the token is shown where to give it.
        if refusal.status == 401 && route.kind == Kind::Page && head.get {
            return head.dressed(Reply::see("/login"), None);
        }
        return refuse(&refusal);
    }
    // A form of ours sends empty fields; a program that sends one says nothing where it means something.
    let empty =
        |p: &&Param| p.form != "string" && head.query.iter().any(|(n, v)| n == p.name && v.trim().is_empty());
    if route.kind == Kind::Json
        && let Some(param) = route.takes.iter().find(empty)
    {
        return refuse(&Refusal::new(
            400,
            format!("{} is empty: give a value or leave it out", param.name),
            format!("“{}”为空：请给出值或省略", param.name),
        ));
    }
    let etag = head.get.then(|| etag(&house, &head)).flatten();
    let known = text(request.headers(), header::IF_NONE_MATCH);
    if let (Some(etag), Some(known)) = (&etag, known)
        && known
            .split(',')
            .any(|k| k.trim().trim_start_matches("W/") == etag)
    {
        let reply = Reply {
            status: 304,
            ..Reply::of(route.media(), "")
        };
        return head.dressed(reply, Some(etag.clone()));
    }
    // Few large bodies are in memory at once; whoever sends slowly keeps nobody from being answered.
    let large = route.limit > SMALL;
    let going = || {
        Refusal::new(
            503,
            "the server is going: ask again later",
            "服务器正在关闭：请稍后再试",
        )
    };
    let _upload = match large {
        true => match house.uploads.acquire().await {
            Ok(room) => Some(room),
            Err(_) => return refuse(&going()),
        },
        false => None,
    };
    let slow = || {
        Refusal::new(
            408,
            "this took too long to send: send it again",
            "发送时间过长：请重新发送",
        )
    };
    let sent = tokio::time::timeout(PATIENCE, body(route, request)).await;
    let (fields, uploads) = match sent.unwrap_or_else(|_| Err(slow())) {
        Ok(body) => body,
        Err(refusal) => return refuse(&refusal),
    };
    let Ok(_answer) = house.answers.acquire().await else {
        return refuse(&going());
    };
    // A form of ours brings back what only our pages hold; a program says that it sends JSON, which no form can.
    if route.posts && route.kind == Kind::Page && route.path != "/login" {
        let given = fields.iter().find(|(n, _)| n == "form_token");
        if !given.is_some_and(|(_, v)| same(v, &house.form_token())) {
            let words = "this form is of an earlier run of the server, or not ours: go back, load the page again and send it anew";
            let chinese = "此表单属于服务器的上一次运行，或并非出自本站：请返回、重新载入页面后再发送";
            return refuse(&Refusal::new(403, words, chinese));
        }
    }
    let (tongue, here, query) = (head.tongue, head.here.clone(), head.query.clone());
    let work = {
        let house = Arc::clone(&house);
        move || {
            let answer = house.with_library(|library| {
                let ask = Ask {
                    house: &house,
                    library,
                    path,
                    query,
                    fields,
                    uploads,
                    tongue,
                    here,
                };
                // A page that trips a view must not take the server with it.
                std::panic::catch_unwind(AssertUnwindSafe(|| (route.run)(&ask)))
            });
            let broken = || {
                let words = "this could not be shown: report the address as a fault";
                Refusal::new(500, words, "无法显示：请将此地址作为故障报告")
            };
            match answer {
                Ok(Ok(answer)) => answer,
                Ok(Err(_)) => Err(broken()),
                Err(error) => Err(error.into()),
            }
        }
    };
    let answer: Answer = tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| {
        Err(Refusal::new(
            500,
            "this could not be shown: try again",
            "无法显示：请重试",
        ))
    });
    match answer {
        Ok(reply) => {
            let opened = route.path == "/login" && reply.status == 303;
            let fine = reply.status == 200;
            let mut response = head.dressed(reply, etag.filter(|_| fine));
            if opened && let Some(pass) = house.pass() {
                let value = format!("{PASS}={pass}; Path=/; SameSite=Strict; HttpOnly");
                if let Ok(value) = HeaderValue::from_str(&value) {
                    response.headers_mut().append(header::SET_COOKIE, value);
                }
            }
            response
        }
        Err(refusal) => refuse(&refusal),
    }
}

/// Bodies up to this size wait for nobody.
const SMALL: usize = 1 << 20;

fn may_come_in(
    house: &House,
    address: SocketAddr,
    route: &Route,
    request: &Request,
    head: &Head,
) -> Result<(), Refusal> {
    let headers = request.headers();
    if head.here.len() > ADDRESS {
        return Err(Refusal::new(
            414,
            "this address is too long: ask for less",
            "地址过长：请缩短",
        ));
    }
    let host = text(headers, header::HOST).unwrap_or_default();
    // A name that somebody points to this machine must not read what is here.
    if is_here(address.ip()) && !house.is_locked() && !names_this_machine(host, address.port()) {
        let words = format!("{host:?} is not this machine: open http://{address}/");
        let chinese = format!("“{host}”不是本机：请打开 http://{address}/");
        return Err(Refusal::new(421, words, chinese));
    }
    let bearer = text(headers, header::AUTHORIZATION).and_then(|a| a.strip_prefix("Bearer "));
    let open = matches!(route.path, "/login" | "/style.css" | "/enhance.js");
    if !open && !house.lets_in(bearer, cookie(headers, PASS).as_deref()) {
        let words = "this server asks for a token: send it as `Authorization: Bearer …`, or open /login";
        let chinese = "此服务器需要令牌：请以 `Authorization: Bearer …` 发送，或打开 /login";
        return Err(Refusal::new(401, words, chinese));
    }
    if !head.get {
        // A browser says by itself whether the page was of this server; an older one says where the page is from.
        let site = text(headers, HeaderName::from_static("sec-fetch-site"));
        let foreign = match (site, text(headers, header::ORIGIN)) {
            (Some(site), _) => site != "same-origin" && site != "none",
            (None, Some(origin)) => origin.split_once("://").is_none_or(|(_, from)| from != host),
            (None, None) => false,
        };
        if foreign {
            return Err(Refusal::new(
                403,
                "another site sent this: open the page here and send it from it",
                "请求来自其他网站：请在此处打开页面再发送",
            ));
        }
    }
    Ok(())
}

/// True for the names under which a browser on this machine asks for it.
fn names_this_machine(host: &str, port: u16) -> bool {
    let (name, given) = match host.rsplit_once(':') {
        Some((name, digits)) if digits.bytes().all(|b| b.is_ascii_digit()) && !digits.is_empty() => {
            (name, digits.parse().ok())
        }
        _ => (host, Some(80)),
    };
    matches!(name, "localhost" | "127.0.0.1" | "[::1]") && given == Some(port)
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let all = headers.get_all(header::COOKIE).into_iter();
    let all = all.filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(';'));
    let mut pairs = all.filter_map(|c| c.trim().split_once('='));
    pairs.find(|(n, _)| *n == name).map(|(_, v)| v.to_owned())
}

/// What the answer to an address depends on: the program and its rules, the ledger, the address, the language.
fn etag(house: &House, head: &Head) -> Option<String> {
    let end = house.with_library(|l| l.ledger.head()).ok()?.ok()?;
    let mut hash = Sha256::new();
    for part in [
        env!("CARGO_PKG_VERSION"),
        house.edition(),
        &end.hash,
        &head.here,
        head.tongue.code(),
        // Forms hold what only this run knows.
        &house.form_token(),
    ] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    let hash: String = hash
        .finalize()
        .iter()
        .take(12)
        .map(|b| format!("{b:02x}"))
        .collect();
    Some(format!("\"{hash}\""))
}

type Sent = (Vec<(String, String)>, Vec<Upload>);

async fn body(route: &Route, request: Request) -> Result<Sent, Refusal> {
    if !route.posts {
        return Ok(Sent::default());
    }
    let (head, body) = request.into_parts();
    let media = text(&head.headers, header::CONTENT_TYPE)
        .unwrap_or_default()
        .to_owned();
    let too_much = || {
        let words = format!(
            "more than {} bytes: send less at once, or use `onrecord add`",
            route.limit
        );
        let chinese = format!("超过{}字节：请一次少发一些，或使用 `onrecord add`", route.limit);
        Refusal::new(413, words, chinese)
    };
    // What is announced as too much is not waited for.
    let announced = text(&head.headers, header::CONTENT_LENGTH).and_then(|n| n.parse::<u64>().ok());
    if announced.is_some_and(|n| n > route.limit as u64) {
        return Err(too_much());
    }
    let bytes = to_bytes(body, route.limit).await.map_err(|_| too_much())?;
    let kind = media.split(';').next().unwrap_or_default().trim();
    match (route.kind, kind) {
        (Kind::Page, "application/x-www-form-urlencoded") => {
            Ok((pairs(&String::from_utf8_lossy(&bytes)), Vec::new()))
        }
        (Kind::Page, "multipart/form-data") => {
            let request = Request::from_parts(head, Body::from(bytes));
            parts_of(request).await
        }
        (Kind::Json, JSON) => Ok((json(route, &bytes)?, Vec::new())),
        (Kind::Json, _) => Err(Refusal::new(
            415,
            "send a JSON object with content-type: application/json",
            "请发送 JSON 对象，并注明 content-type: application/json",
        )),
        _ => Err(Refusal::new(415, "send a form", "请发送表单")),
    }
}

async fn parts_of(request: Request) -> Result<Sent, Refusal> {
    let wrong = || {
        let words = "this is no form with files: send it from the page";
        Refusal::new(400, words, "这不是带文件的表单：请从页面发送")
    };
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| wrong())?;
    let mut sent = Sent::default();
    while let Some(part) = parts.next_field().await.map_err(|_| wrong())? {
        let name = part.name().unwrap_or_default().to_owned();
        let file = part.file_name().map(str::to_owned);
        let bytes = part.bytes().await.map_err(|_| wrong())?;
        match file {
            Some(file) if !file.is_empty() || !bytes.is_empty() => sent.1.push(Upload {
                name: file,
                bytes: bytes.to_vec(),
            }),
            Some(_) => {}
            None => sent.0.push((name, String::from_utf8_lossy(&bytes).into_owned())),
        }
        if sent.0.len() + sent.1.len() > FILES {
            let words = format!("more than {FILES} files: send fewer at once, or use `onrecord add`");
            let chinese = format!("超过{FILES}个文件：请一次少发一些，或使用 `onrecord add`");
            return Err(Refusal::new(413, words, chinese));
        }
    }
    Ok(sent)
}

/// The words and numbers of a JSON object.
fn json(route: &Route, bytes: &Bytes) -> Result<Vec<(String, String)>, Refusal> {
    let wrong = |why: String| {
        let words = format!("{why}: send an object of words");
        Refusal::new(400, words, "内容不是词语组成的对象")
    };
    let value: serde_json::Value =
        serde_json::from_slice(bytes).map_err(|e| wrong(format!("no JSON ({e})")))?;
    let serde_json::Value::Object(object) = value else {
        return Err(wrong("no object".into()));
    };
    let mut fields = Vec::new();
    let counts = |name: &str| route.takes.iter().any(|p| p.name == name && p.form == "integer");
    for (name, value) in object {
        match value {
            serde_json::Value::String(words) => fields.push((name, words)),
            serde_json::Value::Number(number) if counts(&name) => fields.push((name, number.to_string())),
            serde_json::Value::Null => {}
            // What nobody asked for is passed over.
            _ if !route.takes.iter().any(|p| p.name == name) => {}
            _ => return Err(wrong(format!("{name:?} is no word"))),
        }
    }
    Ok(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_answered() {
        for (host, fine) in [
            ("127.0.0.1:8080", true),
            ("localhost:8080", true),
            ("[::1]:8080", true),
            ("localhost", false),
            ("evil.example:8080", false),
            ("127.0.0.1.evil.example:8080", false),
            ("localhost:8081", false),
            ("", false),
        ] {
            assert_eq!(names_this_machine(host, 8080), fine, "{host}");
        }
    }
}
