"""Files written by the tools that people keep pages with, read by onrecord: each page once, with its address, its time, its
charset, and the same text as the page itself. Run by .ci/sources; what a machine lacks is skipped."""

import datetime
import email.message
import email.policy
import http.server
import json
import mailbox
import os
import shutil
import subprocess
import threading
import time
import urllib.request
from io import BytesIO
from pathlib import Path

import pytest
from feedgen.feed import FeedGenerator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

ONRECORD = os.environ["ONRECORD"]
WACZ = os.environ.get("WACZ", "wacz")

ZH = """<!doctype html><html lang=zh><head><meta charset=gb18030><title>新桥渔业取得许可</title>
<meta property="article:published_time" content="2023-03-15T08:00:00+08:00"></head><body><nav><a href="/">首页</a></nav>
<article><h1>新桥渔业取得许可</h1><p>新桥渔业周二表示，已取得远洋捕捞许可，将于五月派出十二艘渔船。</p>
<p>渔业局没有回应置评请求。公司去年的收入为三亿元，比前年多百分之八。</p></article></body></html>"""
EN = """<!doctype html><html lang=en><head><meta charset=utf-8><title>Selby Steel halts the mill</title>
<meta property="article:published_time" content="2023-03-16T09:00:00Z"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Selby Steel halts the mill</h1><p>Selby Steel said on Thursday it would halt its mill in Dunmore until May – for “repairs”.</p>
<p>Ida Kolb, the mayor, said 140 jobs were at risk. The company declined to comment on the number.</p></article></body></html>"""
PAGES = {"/zh.html": (ZH.encode("gb18030"), "text/html"), "/en.html": (EN.encode("utf-8"), "text/html; charset=utf-8")}


def read(*arguments):
    done = subprocess.run([ONRECORD, "read", "--only", "article", *map(str, arguments)], capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """What is read in the pages themselves, by name."""
    folder = tmp_path_factory.mktemp("plain")
    for name, (body, _) in PAGES.items():
        (folder / name[1:]).write_bytes(body)
    return {"/" + Path(p["page"]["source"]).name: p for p in read(folder)}


@pytest.fixture(scope="module")
def site():
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            body, media = PAGES.get(self.path, (b"none", "text/plain"))
            self.send_response(200 if self.path in PAGES else 404)
            self.send_header("Content-Type", media)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def same_pages(pages, plain, base, kind):
    """Each page once, as it is by itself."""
    assert sorted(p["page"]["url"] for p in pages) == [base + "/en.html", base + "/zh.html"]
    for page in pages:
        alone = plain[page["page"]["url"].removeprefix(base)]
        assert page["article"]["text"] == alone["article"]["text"]
        assert page["article"]["published"]["date"] == alone["article"]["published"]["date"]
        assert page["page"]["sha256"] == alone["page"]["sha256"]
        assert page["page"]["charset"] == alone["page"]["charset"]
        capture = page["page"]["capture"]
        assert capture["kind"] == kind
        fetched = datetime.datetime.fromisoformat(capture["fetched"])
        now = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)
        assert abs(now - fetched) < datetime.timedelta(minutes=10)


def warc(path, base, version, gzip):
    with open(path, "wb") as out:
        writer = WARCWriter(out, gzip=gzip, warc_version=version)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "warcio"}))
        for name, (body, media) in PAGES.items():
            head = StatusAndHeaders("200 OK", [("Content-Type", media)], protocol="HTTP/1.1")
            asked = StatusAndHeaders(f"GET {name} HTTP/1.1", [("Host", "example.org")], is_http_request=True)
            answer = writer.create_warc_record(base + name, "response", payload=BytesIO(body), http_headers=head)
            question = writer.create_warc_record(base + name, "request", http_headers=asked)
            writer.write_request_response_pair(question, answer)


@pytest.mark.parametrize("version", ["1.0", "1.1"])
@pytest.mark.parametrize("gzip", [True, False])
def test_warcio(tmp_path, plain, version, gzip):
    path = tmp_path / ("a.warc.gz" if gzip else "a.warc")
    warc(path, "https://example.org", version, gzip)
    pages = read(path)
    same_pages(pages, plain, "https://example.org", "warc")
    assert all(p["page"]["capture"]["payload_digest"] == "matches" for p in pages)


@pytest.mark.skipif(shutil.which("wget") is None, reason="no wget")
@pytest.mark.parametrize("gzip", [True, False])
def test_wget(tmp_path, plain, site, gzip):
    command = ["wget", "--quiet", "--warc-file=saved", "--delete-after"] + ([] if gzip else ["--no-warc-compression"])
    subprocess.run(command + [site + name for name in PAGES], cwd=tmp_path, check=True, env={**os.environ, "no_proxy": "*", "http_proxy": ""})
    pages = read(tmp_path / ("saved.warc.gz" if gzip else "saved.warc"))
    same_pages(pages, plain, site, "warc")
    assert all(p["page"]["capture"]["block_digest"] == "matches" for p in pages)


def test_wacz(tmp_path, plain):
    warc(tmp_path / "a.warc.gz", "https://example.org", "1.0", True)
    made = subprocess.run([WACZ, "create", "-f", "a.warc.gz", "-o", "a.wacz", "--detect-pages"], cwd=tmp_path, capture_output=True)
    assert made.returncode == 0, made.stderr.decode()
    same_pages(read(tmp_path / "a.wacz"), plain, "https://example.org", "warc")


@pytest.mark.skipif(shutil.which("chromium") is None, reason="no chromium")
def test_mhtml_of_chromium(tmp_path, plain, site):
    from websocket import create_connection

    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", f"--user-data-dir={tmp_path}/profile"]
    browser = subprocess.Popen(command + ["--remote-allow-origins=*", "about:blank"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        told = tmp_path / "profile/DevToolsActivePort"
        for _ in range(600):
            if told.exists() and told.read_text().count("\n"):
                break
            time.sleep(0.1)
        port = told.read_text().split("\n")[0]
        for name in PAGES:
            opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            tabs = json.load(opener.open(f"http://127.0.0.1:{port}/json"))
            tab = next(t for t in tabs if t["type"] == "page")
            line = create_connection(tab["webSocketDebuggerUrl"], timeout=60)

            def ask(number, method, **parameters):
                line.send(json.dumps({"id": number, "method": method, "params": parameters}))
                while True:
                    answer = json.loads(line.recv())
                    if answer.get("id") == number:
                        return answer

            ask(1, "Page.enable")
            ask(2, "Page.navigate", url=site + name)
            while json.loads(line.recv()).get("method") != "Page.loadEventFired":
                pass
            saved = ask(3, "Page.captureSnapshot", format="mhtml")
            (tmp_path / f"{name[1:]}.mhtml").write_text(saved["result"]["data"], newline="")
            line.close()
        pages = read(*(tmp_path / f"{name[1:]}.mhtml" for name in PAGES))
    finally:
        browser.terminate()
        browser.wait()
    assert sorted(p["page"]["url"] for p in pages) == sorted(site + name for name in PAGES)
    for page in pages:
        alone = plain[page["page"]["url"].removeprefix(site)]
        # Chromium writes the tree that it made of the page: its bytes are others, its text is the same.
        assert page["article"]["text"] == alone["article"]["text"]
        assert page["article"]["published"]["date"] == alone["article"]["published"]["date"]
        assert page["page"]["capture"]["kind"] == "mhtml"


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_feedgen(tmp_path, form):
    feed = FeedGenerator()
    feed.id("https://example.org/feed")
    feed.title("新桥日报")
    feed.link(href="https://example.org/", rel="alternate")
    feed.description("Harbour news")
    day = datetime.datetime(2023, 3, 15, 8, 0, tzinfo=datetime.timezone.utc)
    stories = {"zh": ("新桥渔业取得许可", "<p>新桥渔业周二表示，已取得远洋捕捞许可。</p><p>渔业局没有回应置评请求。</p>"),
               "en": ("Selby Steel halts the mill", "<p>Selby Steel said on Thursday it would halt its mill &amp; yard.</p><p>Ida Kolb declined to comment.</p>")}
    for name, (title, body) in stories.items():
        entry = feed.add_entry(order="append")
        entry.id(f"https://example.org/{name}.html")
        entry.link(href=f"https://example.org/{name}.html")
        entry.title(title)
        entry.content(body, type="html" if form == "atom" else None)
        entry.published(day)
        entry.updated(day + datetime.timedelta(days=40))
    path = tmp_path / f"feed.{form}"
    (feed.rss_file if form == "rss" else feed.atom_file)(str(path))
    pages = read(path)
    assert [p["page"]["url"] for p in pages] == [f"https://example.org/{name}.html" for name in stories]
    for page, (title, body) in zip(pages, stories.values()):
        assert page["article"]["title"] == title
        for sentence in body.replace("&amp;", "&").replace("</p>", "").split("<p>")[1:]:
            assert sentence in page["article"]["text"]
        assert page["article"]["published"]["date"] == "2023-03-15"
        assert page["page"]["capture"]["kind"] == "feed"


def mail(name, charset, transfer):
    message = email.message.EmailMessage(policy=email.policy.SMTP)
    message["From"] = "新桥日报 <letter@example.org>"
    message["To"] = "reader@example.org"
    message["Subject"] = "新桥渔业取得许可" if name == "/zh.html" else "Selby Steel halts the mill – today"
    message["Date"] = datetime.datetime(2023, 3, 17, 7, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))
    message["Message-ID"] = f"<{name[1:3]}@example.org>"
    words = PAGES[name][0].decode("gb18030" if name == "/zh.html" else "utf-8")
    message.set_content("Open this letter in a browser.", charset="utf-8")
    message.add_alternative(words.replace("gb18030", charset), subtype="html", charset=charset, cte=transfer)
    return message


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
@pytest.mark.parametrize("transfer", ["base64", "quoted-printable"])
def test_mail_of_python(tmp_path, plain, charset, transfer):
    (tmp_path / "a.eml").write_bytes(bytes(mail("/zh.html", charset, transfer)))
    (page,) = read(tmp_path / "a.eml")
    assert page["article"]["text"] == plain["/zh.html"]["article"]["text"]
    assert page["page"]["capture"]["record"] == "zh@example.org"
    assert page["page"]["capture"]["kind"] == "mail"


def test_mbox_of_python(tmp_path, plain):
    box = mailbox.mbox(tmp_path / "a.mbox")
    for name in PAGES:
        box.add(mail(name, "utf-8", "quoted-printable"))
    box.close()
    pages = read(tmp_path / "a.mbox")
    # The title of a letter is its subject.
    after_title = lambda page: page["article"]["text"].split("\n", 1)[1]
    assert [after_title(p) for p in pages] == [after_title(plain[name]) for name in PAGES]
    assert pages[1]["article"]["title"] == "Selby Steel halts the mill – today"
