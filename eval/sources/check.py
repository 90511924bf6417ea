"""Makes files with the field's own tools and reads them: each page once, with its address, time, charset and text."""

import functools
import http.server
import io
import json
import mailbox
import shutil
import subprocess
import sys
import threading
import time
from email.message import EmailMessage
from pathlib import Path

onrecord, folder, tools = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
faults = []

ENGLISH = """<!doctype html><html lang=en><head><meta charset=utf-8><title>Nimbus Motors near permit | Example News</title></head>
<body><nav><a href=/>Home</a></nav><article><h1>Nimbus Motors near permit</h1><p>Nimbus Motors is close to getting a licence to
make electric cars, two people familiar with the matter said on Tuesday. The company declined to comment on the talks.</p><p>It
plans to invest 1.4 billion yuan in a plant in Hefei, according to the people, who asked not to be named.</p></article></body></html>"""
CHINESE = """<!doctype html><html lang=zh><head><meta charset=gbk><title>云帆汽车接近获得许可</title></head><body><article>
<h1>云帆汽车接近获得许可</h1><p>两名知情人士周二表示，云帆汽车即将获得电动汽车生产许可。公司拒绝置评。</p><p>知情人士称，公司计划在合肥投资14亿元建厂。</p>
</article></body></html>"""
WORDS = "Nimbus Motors is close to getting a licence to make electric cars, two people familiar with the matter said on Tuesday."


def read(*files):
    run = subprocess.run([onrecord, "read", *map(str, files)], cwd=folder, capture_output=True)
    return [json.loads(line) for line in run.stdout.splitlines()], run.stderr.decode()


def expect(what, found, wanted):
    right = found == wanted
    print(f"{'ok  ' if right else 'WRONG'} {what}")
    if not right:
        faults.append(what)
        print(f"      found  {found!r}\n      wanted {wanted!r}")


def texts(pages):
    return [p["article"]["text"] for p in pages]


def archives():
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    for n, page in enumerate([ENGLISH.encode(), CHINESE.encode("gbk")]):
        (folder / f"{n}.html").write_bytes(page)
    plain, _ = read("0.html", "1.html")
    for name, gzip in [("a.warc", False), ("a.warc.gz", True)]:
        with open(folder / name, "wb") as file:
            writer = WARCWriter(file, gzip=gzip)
            for n in range(2):
                fields = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
                body = io.BytesIO((folder / f"{n}.html").read_bytes())
                url = f"https://news.example/{n}"
                date = {"WARC-Date": "2023-03-15T08:30:00Z"}
                writer.write_record(writer.create_warc_record(url, "response", body, http_headers=fields, warc_headers_dict=date))
        pages, _ = read(name)
        expect(f"warcio {name}: text as in the same pages as files", texts(pages), texts(plain))
        expect(f"warcio {name}: charsets", [p["page"]["charset"] for p in pages], ["utf-8", "gbk"])
        captures = [p["page"]["capture"] for p in pages]
        expect(f"warcio {name}: times", [c["fetched"] for c in captures], ["2023-03-15T08:30"] * 2)
        digests = [[c["block_digest"], c["payload_digest"]] for c in captures]
        expect(f"warcio {name}: digests", digests, [["matches", "matches"]] * 2)
    wget(plain)


def wget(plain):
    if not shutil.which("wget"):
        print("skipped: wget is not there")
        return
    site = folder / "site"
    site.mkdir()
    for n in range(2):
        shutil.copy(folder / f"{n}.html", site)
    (site / "index.html").write_text("<a href=0.html>a</a> <a href=1.html>b</a> <a href=none.html>c</a>")
    quiet = type("Quiet", (http.server.SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(quiet, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    common = ["wget", "--quiet", "--no-proxy", "--directory-prefix", "copy"]
    subprocess.run([*common, "--recursive", "--warc-file=w", "--warc-cdx", f"{base}/index.html"], cwd=folder)
    subprocess.run([*common, "--warc-file=again", "--warc-dedup=w.cdx", f"{base}/0.html"], cwd=folder)
    server.shutdown()
    pages, said = read("w.warc.gz")
    stories = [p for p in pages if p["article"]["text"]]
    expect("wget: text as in the same pages as files", texts(stories), texts(plain))
    expect("wget: addresses without angle brackets", [p["page"]["url"] for p in stories], [f"{base}/{n}.html" for n in range(2)])
    expect("wget: what is no page is said", "error pages" in said and "requests" in said, True)
    run = subprocess.run([onrecord, "add", "w.warc.gz", "again.warc.gz"], cwd=folder, capture_output=True, text=True)
    expect("wget: a revisit finds its page", run.stdout.splitlines()[-1].split()[0], "known")
    if not (tools / "wacz").exists():
        print("skipped: wacz is not there")
        return
    subprocess.run([tools / "wacz", "create", "-o", "a.wacz", "w.warc.gz"], cwd=folder, capture_output=True)
    inside, _ = read("a.wacz")
    expect("wacz: the same pages as in its archive", [p["page"]["sha256"] for p in inside], [p["page"]["sha256"] for p in pages])


def feeds():
    from feedgen.feed import FeedGenerator

    feed = FeedGenerator()
    feed.id("https://news.example/")
    feed.title("Example News")
    feed.link(href="https://news.example/")
    feed.description("news")
    entry = feed.add_entry()
    entry.id("https://news.example/0")
    entry.title("Nimbus near permit")
    entry.link(href="https://news.example/0")
    entry.published("2023-03-15T08:30:00+08:00")
    entry.content(f"<p>{WORDS}</p>", type="html")
    feed.rss_file(str(folder / "rss.xml"))
    feed.atom_file(str(folder / "atom.xml"))
    for name in ["rss.xml", "atom.xml"]:
        pages, _ = read(name)
        expect(f"feedgen {name}: text", texts(pages), [f"Nimbus near permit\n{WORDS}"])
        facts = [(p["page"]["url"], p["article"]["published"]["date"], p["article"]["outlet"]) for p in pages]
        expect(f"feedgen {name}: address, day, outlet", facts, [("https://news.example/0", "2023-03-15", "Example News")])


def mails():
    mail = EmailMessage()
    mail["From"], mail["To"] = "港口日报 <news@harbour.example>", "a@b.example"
    mail["Subject"] = "云帆汽车接近获得许可 — a subject that is so long that it has to be folded into several lines of the header"
    mail["Date"], mail["Message-ID"] = "Wed, 15 Mar 2023 23:30:00 +0800", "<1@harbour.example>"
    mail["List-Id"] = "<daily.harbour.example>"
    mail.set_content("The other form.\n")
    mail.add_alternative(CHINESE.replace("charset=gbk", "charset=utf-8"), subtype="html")
    (folder / "a.eml").write_bytes(bytes(mail))
    box = mailbox.mbox(folder / "a.mbox")
    box.add(mail)
    note = EmailMessage()
    note["From"], note["Subject"], note["Message-ID"] = "Ann <ann@b.example>", "notes", "<2@b.example>"
    note.set_content(f"{WORDS}\n\nFrom Monday the port is shut.\n")
    box.add(note)
    box.flush()
    [page], _ = read("a.eml")
    expect("email: headline", page["article"]["title"], mail["Subject"])
    expect("email: day in the zone of the sender", page["article"]["published"]["date"], "2023-03-15")
    expect("email: time in UTC", page["page"]["capture"]["fetched"], "2023-03-15T15:30")
    expect("email: sender of a newsletter", page["article"]["outlet"], "港口日报")
    pages, _ = read("a.mbox")
    expect("mailbox: each mail once", [p["page"]["source"] for p in pages], ["a.mbox#1@harbour.example", "a.mbox#2@b.example"])
    expect("mailbox: a line that begins with From", ">From" in pages[1]["article"]["text"], False)


def documents():
    import docx
    from odf.opendocument import OpenDocumentText
    from odf.text import H, P
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

    document = docx.Document()
    document.add_heading("Nimbus Motors near permit", 0)
    document.add_paragraph(WORDS)
    document.save(folder / "a.docx")
    document = OpenDocumentText()
    document.text.addElement(H(outlinelevel=1, text="Nimbus Motors near permit"))
    document.text.addElement(P(text=WORDS))
    document.save(str(folder / "a.odt"))
    for name in ["a.docx", "a.odt"]:
        pages, _ = read(name)
        expect(f"{name}: text", texts(pages), [f"Nimbus Motors near permit\n{WORDS}"])
    styles = getSampleStyleSheet()
    body = styles["BodyText"]
    story = [Paragraph("Nimbus Motors near permit", styles["Title"]), Paragraph(WORDS, body), PageBreak(), Paragraph(WORDS, body)]
    SimpleDocTemplate(str(folder / "en.pdf")).build(story)
    pages, said = read("en.pdf")
    if "this build reads none" in said:
        print("skipped: PDF is not built in")
        return
    expect("en.pdf: text", texts(pages), [f"Nimbus Motors near permit\n{WORDS}\n{WORDS}"])
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    chinese = body.clone("chinese", fontName="STSong-Light", wordWrap="CJK")
    words = "两名知情人士周二表示，云帆汽车即将获得电动汽车生产许可。公司拒绝置评。" * 3
    SimpleDocTemplate(str(folder / "zh.pdf")).build([Paragraph(words, chinese)])
    pages, said = read("zh.pdf")
    expect("zh.pdf: text of a font that does not say its characters", texts(pages), [words])


start = time.time()
archives()
feeds()
mails()
documents()
print(f"{len(faults)} faults, {time.time() - start:.0f} s")
sys.exit(1 if faults else 0)
