"""Every form of export read back by its standard's own library. Run by .ci/exports: ONRECORD is the command line with the
features xlsx and parquet, SAMPLES the sample pages, FORMATS docs/formats.md."""

import csv
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree
from pathlib import Path

import duckdb
import openpyxl
import pandas
import pyarrow.parquet
import pytest
import rdflib
from followthemoney import model

ONRECORD, SAMPLES = os.environ["ONRECORD"], os.environ["SAMPLES"]
TABLES = ["claims", "matters", "origins", "pages"]
LICENCE = "licence/xiaomi-ev/car-production-licence"
PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")


@pytest.fixture(scope="session")
def ledger(tmp_path_factory):
    folder = tmp_path_factory.mktemp("formats")
    # A page that tries to be run by whatever opens the export.
    (folder / "hostile.html").write_text(
        "<html lang=en><head><title>=HYPERLINK(\"http://evil.example\")</title></head><body><article>"
        "<h1>=HYPERLINK(\"http://evil.example\")</h1><p>Norvane Motors said on 6 May 2024 that it had agreed to buy [Selby "
        "Foods](http://evil.example) &lt;script&gt;alert(1)&lt;/script&gt;, \"cheaply\".</p></article></body></html>"
    )
    path = folder / "cars.db"
    subprocess.run(
        [ONRECORD, "add", SAMPLES, folder / "hostile.html", "--quiet", "--learnt", "2024-08-01T09:00", "--ledger", path],
        check=True, capture_output=True,
    )
    return path


@pytest.fixture(scope="session")
def export(ledger):
    def run(*arguments):
        done = subprocess.run([ONRECORD, "export", *arguments, "--ledger", ledger], capture_output=True)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout

    return run


@pytest.fixture(scope="session")
def claims(export):
    """What every form must agree with: our own JSON."""
    return {c["claim"]["id"]: c for c in map(json.loads, export("--to", "jsonl").splitlines())}


def documented(table):
    text = Path(os.environ["FORMATS"]).read_text()
    section = text.split(f"### Table `{table}`")[1].split("\n##")[0]
    return re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)


@pytest.mark.parametrize("table", TABLES)
def test_csv(export, tmp_path, table):
    data = export("--to", "csv", "--table", table)
    assert data.startswith(b"\xef\xbb\xbf")
    frame = pandas.read_csv(io.BytesIO(data), encoding="utf-8-sig", keep_default_na=False, dtype=str)
    assert list(frame.columns) == documented(table)
    assert len(frame) > 5
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    assert all(len(row) == len(rows[0]) for row in rows)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)
    (tmp_path / "t.csv").write_bytes(data)
    told = duckdb.sql(f"select * from read_csv('{tmp_path / 't.csv'}', header=true, all_varchar=true)").fetchall()
    assert len(told) == len(frame)


def test_csv_of_claims_holds_what_the_json_holds(export, claims):
    frame = pandas.read_csv(io.BytesIO(export("--to", "csv")), encoding="utf-8-sig", keep_default_na=False, dtype=str)
    assert set(frame["claim"]) == set(claims)
    for row in frame.to_dict("records"):
        told = claims[row["claim"]]
        assert row["words"].lstrip("'") == told["words"].lstrip("'")
        assert row["kind"] == told["claim"]["kind"] and row["page"] == told["page"]["sha256"]
        assert [int(row["start"]), int(row["end"])] == told["claim"]["span"]
    assert any("小米" in words for words in frame["words"])


def test_words_and_days_choose(export):
    few = pandas.read_csv(io.BytesIO(export("Xiaomi", "licence", "--to", "csv", "--table", "matters")))
    assert set(few["matter"]) == {LICENCE} and bool(few["settled"][0])
    early = pandas.read_csv(io.BytesIO(export("Xiaomi", "licence", "--to", "csv", "--table", "matters", "--as-of", "2023-03-01")))
    assert not early["settled"].any() and set(early["as_of"]) == {"2023-03-01"}


def test_xlsx(export):
    book = openpyxl.load_workbook(io.BytesIO(export("--to", "xlsx")))
    assert book.sheetnames == TABLES
    for table in TABLES:
        sheet = book[table]
        assert [cell.value for cell in sheet[1]] == documented(table)
        assert all(cell.data_type != "f" and cell.hyperlink is None for row in sheet.iter_rows() for cell in row)
    frame = pandas.read_excel(io.BytesIO(export("--to", "xlsx")), sheet_name="pages")
    assert '=HYPERLINK("http://evil.example")' in set(frame["title"])
    assert frame["published"].dropna().map(lambda d: d.year).between(2022, 2025).all()
    assert export("--to", "xlsx") == export("--to", "xlsx")


@pytest.mark.parametrize("table", TABLES)
def test_parquet(export, tmp_path, table):
    file = tmp_path / "t.parquet"
    file.write_bytes(export("--to", "parquet", "--table", table))
    read = pyarrow.parquet.read_table(file)
    assert read.column_names == documented(table)
    text = pandas.read_csv(io.BytesIO(export("--to", "csv", "--table", table)), keep_default_na=False, dtype=str)
    assert read.num_rows == len(text)
    assert duckdb.sql(f"select count(*) from '{file}'").fetchall() == [(read.num_rows,)]
    assert all(read.schema.field(name).metadata[b"means"] for name in read.column_names)
    if table == "matters":
        flags = duckdb.sql(f"select typeof(flags), typeof(since), typeof(settled) from '{file}' limit 1").fetchall()
        assert flags == [("VARCHAR[]", "DATE", "BOOLEAN")]


def test_web_annotations(export, claims):
    told = json.loads(export("--to", "webannotation"))
    assert {item["id"].rsplit(":", 1)[1] for item in told["items"]} == set(claims)
    pages = {p["page"]["sha256"]: p for p in map(json.loads, subprocess.run(
        [ONRECORD, "read", SAMPLES], capture_output=True, check=True).stdout.splitlines())}
    for item in told["items"]:
        quote, place = item["target"]["selector"]
        page = pages.get(item["target"]["canonical"].rsplit(":", 1)[1])
        if page is None:
            continue
        text = page["article"]["text"]
        assert text[place["start"] : place["end"]] == quote["exact"] == claims[item["id"].rsplit(":", 1)[1]]["words"]
        assert text[: place["start"]].endswith(quote["prefix"]) and text[place["end"] :].startswith(quote["suffix"])
    # The context is a document of the standard's; its terms that are used here stand for it offline.
    context = {
        "oa": str(OA), "rdf": str(rdflib.RDF), "dcterms": "http://purl.org/dc/terms/", "as": "https://www.w3.org/ns/activitystreams#",
        "id": "@id", "type": "@type", "Annotation": "oa:Annotation", "AnnotationPage": "as:OrderedCollectionPage",
        "TextualBody": "oa:TextualBody", "TextQuoteSelector": "oa:TextQuoteSelector", "TextPositionSelector": "oa:TextPositionSelector",
        "items": {"@id": "as:items", "@container": "@list", "@type": "@id"}, "body": {"@id": "oa:hasBody", "@type": "@id"},
        "target": {"@id": "oa:hasTarget", "@type": "@id"}, "source": {"@id": "oa:hasSource", "@type": "@id"},
        "selector": {"@id": "oa:hasSelector", "@type": "@id"}, "exact": "oa:exact", "value": "rdf:value", "onrecord": "urn:onrecord:",
    }
    assert told["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    graph = rdflib.Graph().parse(data=json.dumps({**told, "@context": context}), format="json-ld")
    assert len(set(graph.subjects(rdflib.RDF.type, OA.Annotation))) == len(claims)
    assert {str(o) for o in graph.objects(None, OA.exact)} == {c["words"] for c in claims.values()}


def test_provenance(export, claims):
    graph = rdflib.Graph().parse(data=export("--to", "prov"), format="json-ld")
    quoted = dict(graph.subject_objects(PROV.wasQuotedFrom))
    assert {str(s).rsplit(":", 1)[1] for s in quoted} == set(claims)
    for claim, page in quoted.items():
        told = claims[str(claim).rsplit(":", 1)[1]]
        assert str(page) == "urn:sha256:" + told["page"]["sha256"]
        assert str(graph.value(claim, PROV.value)) == told["words"]
        assert (page, rdflib.RDF.type, PROV.Entity) in graph
        agents = list(graph.objects(claim, PROV.wasAttributedTo))
        assert agents and all((a, rdflib.RDF.type, PROV.Agent) in graph for a in agents)
    derived = list(graph.subject_objects(PROV.wasDerivedFrom))
    assert derived and all((o, rdflib.RDF.type, PROV.Entity) in graph and s != o for s, o in derived)
    asked = graph.query(
        "select ?who where { ?claim prov:wasQuotedFrom ?page ; prov:wasAttributedTo ?a . ?a rdfs:label ?who }",
        initNs={"prov": PROV, "rdfs": rdflib.RDFS},
    )
    assert any(str(row.who) in ("Reuters", "路透社") for row in asked)


def test_follow_the_money(export, claims):
    entities = {}
    for line in export("--to", "ftm").splitlines():
        raw = json.loads(line)
        proxy = model.get_proxy(raw, cleaned=False)
        # What the model refuses it drops: nothing may be lost.
        for name, values in raw["properties"].items():
            assert len(proxy.get(name)) == len(values), (raw["schema"], name, values, proxy.get(name))
        entities[proxy.id] = proxy
    events = [e for e in entities.values() if e.schema.name == "Event"]
    assert {e.id.removeprefix("claim-") for e in events} == set(claims)
    for event in events:
        assert event.get("summary") == [claims[event.id.removeprefix("claim-")]["words"]]
        for ref in event.get("involved") + event.get("proof"):
            assert ref in entities
        assert all(entities[p].schema.name == "Article" for p in event.get("proof"))
    names = {n for e in entities.values() if e.schema.is_a("LegalEntity") for n in e.get("name")}
    assert any("Xiaomi" in n for n in names) and any("小米" in n for n in names)


def test_citations(export):
    items = json.loads(export("--to", "csl"))
    assert len(items) == 17
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    source = CiteProcJSON(items)
    assert len(source) == 17
    bibliography = CitationStylesBibliography(CitationStylesStyle("harvard-cite-them-right", validate=False), source, formatter.plain)
    for item in items:
        bibliography.register(Citation([CitationItem(item["id"])]))
    printed = [str(entry) for entry in bibliography.bibliography()]
    assert len(printed) == 17
    assert any("2024" in entry for entry in printed)
    assert {i["title"] for i in items if "title" in i} >= {'=HYPERLINK("http://evil.example")'}


def test_dossier(export):
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    text = export("--to", "markdown").decode()
    html = MarkdownIt("commonmark").enable("table").use(footnote_plugin).render(text)
    assert "<script" not in html and "evil.example\"" not in html
    assert len(set(re.findall(r"\[\^(\d+)\]:", text))) == len(set(re.findall(r"\[\^(\d+)\]", text)))
    assert html.count('class="footnote-item"') == len(set(re.findall(r"\[\^(\d+)\]:", text)))
    one = export("Xiaomi", "licence", "--to", "markdown").decode()
    assert one.count("\n## ") == 2 and "Granted, on record" in one


def test_timeline(export):
    drawn = xml.etree.ElementTree.fromstring(export("Xiaomi", "licence", "--to", "svg"))
    assert drawn.tag == "{http://www.w3.org/2000/svg}svg"
    assert drawn.findall(".//{http://www.w3.org/2000/svg}text")
    assert not drawn.findall(".//{http://www.w3.org/2000/svg}script")


def test_forms_that_are_not_there_are_refused(ledger):
    wrong = subprocess.run([ONRECORD, "export", "--to", "nonsense", "--ledger", ledger], capture_output=True)
    assert wrong.returncode == 2 and b"possible values" in wrong.stderr
    none = subprocess.run([ONRECORD, "export", "Quarrowby", "--to", "csv", "--ledger", ledger], capture_output=True)
    assert none.returncode == 1 and b"no matter holds" in none.stderr


def test_bundle(tmp_path):
    """By hashlib and docs/formats.md alone: every file, and the chain of events from the first to the last."""
    ledger, folder = tmp_path / "news.db", tmp_path / "bundle"
    subprocess.run([ONRECORD, "add", SAMPLES, "--ledger", ledger, "--quiet"], check=True, stderr=subprocess.DEVNULL)
    subprocess.run([ONRECORD, "export", "--to", "bundle", "--out", folder, "--ledger", ledger], check=True)
    sums = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text().splitlines())
    files = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()} - {"SHA256SUMS"}
    assert files == set(sums)
    for name, right in sums.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == right
    pages, previous = set(), bytes(32)
    events = sorted((folder / "events").iterdir())
    for number, path in enumerate(events, 1):
        left = path.read_bytes()
        mark, left = left[:17], left[17:]
        assert mark == b"onrecord event 1\n" and int.from_bytes(left[:8], "big") == number
        left, fields = left[8:], []
        while left:
            size = int.from_bytes(left[:8], "big")
            fields.append(left[8 : 8 + size])
            left = left[8 + size :]
        before, at, kind, payload = fields
        assert before == previous
        previous = hashlib.sha256(path.read_bytes()).digest()
        if kind == b"page":
            pages.add(json.loads(payload)["page"])
    assert (folder / "CHAIN").read_text() == f"{len(events)} {previous.hex()}\n"
    assert pages == {p.name for p in (folder / "pages").iterdir()} == {p.stem for p in (folder / "readings").iterdir()}
    ids = [json.loads(line)["claim"]["id"] for line in (folder / "claims.jsonl").open()]
    assert len(ids) > 50


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl")
def test_sign(tmp_path):
    """A signature that OpenSSL verifies, and no longer once a byte is changed; keys of OpenSSL sign too."""
    ledger, folder = tmp_path / "news.db", tmp_path / "bundle"
    run = lambda *arguments, **more: subprocess.run([str(a) for a in arguments], cwd=tmp_path, capture_output=True, **more)
    run(ONRECORD, "add", SAMPLES, "--ledger", ledger, check=True)
    run(ONRECORD, "export", "--to", "bundle", "--out", folder, "--ledger", ledger, check=True)
    run(ONRECORD, "sign", "--make-key", "--key", "me.pem", check=True)
    assert (tmp_path / "me.pem").stat().st_mode & 0o077 == 0
    assert run(ONRECORD, "sign", "--make-key", "--key", "me.pem").returncode == 1, "a key is never written over"
    run("openssl", "genpkey", "-algorithm", "ed25519", "-out", "other.pem", check=True)
    run("openssl", "pkey", "-in", "other.pem", "-pubout", "-out", "other.pub.pem", check=True)
    verify = lambda key, file: run("openssl", "pkeyutl", "-verify", "-pubin", "-inkey", key, "-rawin", "-in", file, "-sigfile", f"{file}.sig")
    for key in ("me", "other"):
        run(ONRECORD, "sign", "--key", f"{key}.pem", "--bundle", folder, check=True)
        run(ONRECORD, "sign", "--key", f"{key}.pem", "--ledger", ledger, check=True)
        for file in (folder / "SHA256SUMS", tmp_path / "news.db.chain"):
            assert verify(f"{key}.pub.pem", file).returncode == 0
            assert verify("other.pub.pem" if key == "me" else "me.pub.pem", file).returncode != 0
    number, head = (tmp_path / "news.db.chain").read_text().split()
    assert run(ONRECORD, "verify", "--ledger", ledger, "--holds", head).returncode == 0
    (folder / "SHA256SUMS").write_bytes((folder / "SHA256SUMS").read_bytes() + b"\n")
    assert verify("other.pub.pem", folder / "SHA256SUMS").returncode != 0
    assert run(ONRECORD, "sign", "--key", folder / "README.txt").returncode == 2


def test_claimreview_holds_what_was_judged_by_hand(ledger, export, claims, tmp_path):
    """schema.org's words alone; read as JSON-LD with its vocabulary inside, so that no server is asked."""
    copy = tmp_path / "judged.db"
    shutil.copy(ledger, copy)
    claim = next(iter(claims))
    subprocess.run(
        [ONRECORD, "judge", claim, "False", "--by", "Ida Kolb", "--reason", "the list names another maker", "--ledger", copy],
        check=True, capture_output=True,
    )
    done = subprocess.run([ONRECORD, "export", "--to", "claimreview", "--ledger", copy], capture_output=True, check=True)
    written = json.loads(done.stdout)
    assert written["@context"] == "https://schema.org"
    written["@context"] = {"@vocab": "https://schema.org/"}
    graph = rdflib.Graph().parse(data=json.dumps(written), format="json-ld")
    schema = rdflib.Namespace("https://schema.org/")
    [review] = graph.subjects(rdflib.RDF.type, schema.ClaimReview)
    assert str(graph.value(review, schema.claimReviewed)) == claims[claim]["words"]
    rating = graph.value(review, schema.reviewRating)
    assert (rating, rdflib.RDF.type, schema.Rating) in graph
    assert str(graph.value(rating, schema.alternateName)) == "False"
    assert str(graph.value(graph.value(review, schema.author), schema.name)) == "Ida Kolb"
    item = graph.value(review, schema.itemReviewed)
    assert (item, rdflib.RDF.type, schema.Claim) in graph
    appearance = graph.value(item, schema.appearance)
    assert str(graph.value(appearance, schema.identifier)) == "urn:sha256:" + claims[claim]["page"]["sha256"]
    known = {"ClaimReview", "Rating", "Person", "Claim", "NewsArticle", "Organization", "Thing"}
    assert {str(t).removeprefix(str(schema)) for t in graph.objects(None, rdflib.RDF.type)} <= known
    assert subprocess.run([ONRECORD, "export", "--to", "claimreview", "--ledger", ledger], capture_output=True).returncode == 1
