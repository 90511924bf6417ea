"""The package as its users have it: installed from the wheel. Run by .ci/python; SAMPLES holds the sample pages, ONRECORD the
command line, whose JSON is the contract."""

import datetime
import json
import os
import subprocess
import threading
import time
from pathlib import Path

import onrecord
import pandas
import polars
import pyarrow
import pytest

SAMPLES = Path(os.environ["SAMPLES"])
ONRECORD = os.environ["ONRECORD"]
# What is no page: a picture.
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8
FILES = sorted(p for p in SAMPLES.iterdir() if p.suffix in (".html", ".txt"))


def lines(*arguments):
    done = subprocess.run([ONRECORD, *map(str, arguments)], capture_output=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    ledger = onrecord.Ledger(tmp_path_factory.mktemp("ledger") / "cars.db")
    told = ledger.add(SAMPLES, learnt="2024-08-01T09:00")
    assert (told["added"], told["failed"]) == (16, 0)
    return ledger


def test_a_page_is_what_the_command_line_prints():
    for path in FILES[:4]:
        page = onrecord.read(path)
        assert [page.to_dict()] == lines("read", path)
        assert json.loads(page.to_json()) == page.to_dict()
        text = page.text.encode()
        for claim in page.claims:
            start, end = claim["span"]
            assert text[start:end].decode() == claim["words"]


def test_bytes_text_paths_and_records_are_read():
    path = FILES[0]
    assert onrecord.read(path.read_bytes(), name=str(path)).to_dict() == onrecord.read(path).to_dict()
    told = "Norvane Motors said on Monday it had agreed to buy the Selby plant."
    page = onrecord.read(told, date=datetime.date(2024, 5, 6), title="A deal", outlet="Selby Post")
    assert page.published == datetime.date(2024, 5, 6)
    assert page.outlet == "Selby Post" and "Norvane" in page.text
    assert page.claims
    record = onrecord.read({"id": "r1", "text": told, "date": "2024-05-06"})
    assert record.source == "r1" and record.published == page.published
    html = onrecord.read("<html><body><article><h1>A deal</h1><p>" + told + "</p></article></body></html>")
    assert "Selby plant" in html.text and "<p>" not in html.text
    assert onrecord.read(bytearray(path.read_bytes())).sha256 == onrecord.read(path).sha256


def test_what_cannot_be_read_says_what_and_why(tmp_path):
    with pytest.raises(onrecord.ReadError) as missing:
        onrecord.read(tmp_path / "none.html")
    assert missing.value.source.endswith("none.html") and "cannot be opened" in missing.value.reason
    assert "none.html" in str(missing.value)
    with pytest.raises(onrecord.ReadError, match="part 7"):
        onrecord.read(PICTURE, name="part 7")
    with pytest.raises(ValueError, match="pathlib"):
        onrecord.read(str(FILES[0]))
    with pytest.raises(ValueError, match="2024-13-01"):
        onrecord.read("text", date="2024-13-01")
    with pytest.raises(TypeError, match="float"):
        onrecord.read(1.5)
    assert issubclass(onrecord.ReadError, onrecord.Error)


def test_many_come_in_order_whatever_the_threads():
    one = [p.to_json() for p in onrecord.read_many(FILES, jobs=1)]
    assert [json.loads(p) for p in one] == [onrecord.read(p).to_dict() for p in FILES]
    for jobs in (2, 5):
        assert [p.to_json() for p in onrecord.read_many(iter(FILES), jobs=jobs)] == one
    walked = onrecord.read_many(SAMPLES)
    assert [p.sha256 for p in walked] == [json.loads(p)["page"]["sha256"] for p in one]
    assert sum(walked.skipped.values()) == 1


def test_a_bad_page_does_not_stop_the_others():
    mixed = [FILES[0], PICTURE, FILES[1]]
    given = list(onrecord.read_many(mixed, errors="yield"))
    assert [type(p).__name__ for p in given] == ["Page", "ReadError", "Page"]
    pages, failed = onrecord.read_many(mixed), []
    while True:
        try:
            failed.append(next(pages).sha256)
        except onrecord.ReadError as error:
            failed.append(error.source)
        except StopIteration:
            break
    assert failed == [given[0].sha256, "page 2", given[2].sha256]
    with pytest.raises(RuntimeError, match="mine"):
        list(onrecord.read_many(x for x in [FILES[0]] if (_ for _ in ()).throw(RuntimeError("mine"))))


def test_many_are_read_with_bounded_memory():
    taken = 0

    def source():
        nonlocal taken
        for _ in range(1000):
            taken += 1
            yield "Norvane Motors said it had agreed to buy the Selby plant."

    pages = onrecord.read_many(source(), jobs=2)
    next(pages)
    assert taken < 40


def test_the_interpreter_goes_on_while_pages_are_read():
    beats, stop = 0, threading.Event()

    def beat():
        nonlocal beats
        while not stop.is_set():
            beats += 1
            time.sleep(0.001)

    onrecord.read(FILES[0])
    thread = threading.Thread(target=beat)
    thread.start()
    before = beats
    list(onrecord.read_many(FILES * 3, jobs=1))
    during = beats - before
    stop.set()
    thread.join()
    assert during > 3


def test_a_brief_is_what_the_command_line_prints():
    brief = onrecord.brief(SAMPLES, as_of="2023-12-01")
    (printed,) = lines("brief", SAMPLES, "--json", "--as-of", "2023-12-01")
    told = brief.to_dict()
    by_id = {m["matter"]: m for m in printed["matters"]}
    assert {m["matter"]: m for m in told["matters"]} == by_id
    assert brief.as_of == datetime.date(2023, 12, 1)
    licence = next(m for m in brief if m.id == "licence/xiaomi-ev/car-production-licence")
    assert not licence.settled and licence.origin_count[0] >= 1
    assert licence.to_dict() == {"schema": 1, **by_id[licence.id]}
    now = next(m for m in onrecord.brief(onrecord.read_many(FILES)) if m.id == licence.id)
    assert now.settled and now.standing == "record" and now.state == "granted"
    assert now.since.year == 2024 and "on record" in now.sentence.lower()
    assert now.timeline()[0]["day"] < now.timeline()[-1]["day"]
    assert now.origins()["matter"] == now.id
    assert brief[-1].id == list(brief)[-1].id
    with pytest.raises(IndexError):
        brief[len(brief)]


def test_a_matter_shows_itself():
    matter = onrecord.brief(SAMPLES)[0]
    for html in (matter._repr_html_(), onrecord.brief(SAMPLES)._repr_html_(), onrecord.read(FILES[0])._repr_html_()):
        assert html.startswith('<iframe sandbox=""') and "<script" not in html
    hostile = onrecord.read('Norvane said <script>alert("x")</script> it would "buy" Selby.', plain=True)
    assert "<script" not in hostile._repr_html_()
    report = matter.report(lang="zh")
    assert report.startswith("<!DOCTYPE html>") and "小米" in report
    with pytest.raises(ValueError, match="zh"):
        matter.report(lang="fr")


def test_tables_go_to_data_frames_without_copies(ledger):
    claims = ledger.claims()
    arrow = pyarrow.table(claims)
    assert arrow.num_rows == len(claims) and arrow.column_names == claims.columns
    assert arrow.schema.field("start").type == pyarrow.int64()
    assert arrow.schema.field("published_earliest").type == pyarrow.date32()
    assert arrow.to_pylist() == claims.to_dicts()
    frame = polars.DataFrame(claims)
    assert frame.shape == (len(claims), len(claims.columns))
    assert frame["words"].to_list() == [row["words"] for row in claims.to_dicts()]
    from_arrow = getattr(pandas.DataFrame, "from_arrow", None)
    pandas_frame = from_arrow(claims) if from_arrow else arrow.to_pandas()
    assert list(pandas_frame["claim"]) == arrow["claim"].to_pylist()
    matters = pyarrow.table(ledger.status())
    assert matters.schema.field("flags").type == pyarrow.list_(pyarrow.field("item", pyarrow.string()))
    assert "licence/xiaomi-ev/car-production-licence" in matters["matter"].to_pylist()
    # A capsule that nobody takes gives its memory back.
    for _ in range(100):
        claims.__arrow_c_stream__()
    reader = pyarrow.RecordBatchReader.from_stream(ledger.pages())
    assert reader.read_all().num_rows == 16


def test_a_ledger_is_what_the_command_line_has(ledger):
    path = str(ledger.path)
    printed = {m["matter"]: m for m in lines("status", "Xiaomi", "--json", "--ledger", path)}
    told = {m.id: m.to_dict() for m in ledger.status("Xiaomi")}
    assert told and all(printed[i] == m for i, m in told.items())
    assert ledger.timeline("Xiaomi licence") == lines("timeline", "Xiaomi", "licence", "--json", "--all", "--ledger", path)
    assert [c["claim"]["id"] for c in lines("claims", "--kind", "licence", "--json", "--ledger", path)] == [
        c["claim"] for c in ledger.claims(kind="licence").to_dicts()
    ]
    assert not any(m.settled for m in ledger.status("Xiaomi licence", as_of=datetime.date(2023, 3, 1)))
    assert len(ledger.status(known_on="2024-07-31")) == 0


def test_adding_again_adds_nothing(ledger, tmp_path):
    assert ledger.add(FILES)["known"] == 16
    mine = onrecord.Ledger(tmp_path / "mine.db")
    told = mine.add([FILES[0], "Norvane Motors said it had agreed to buy Selby.", PICTURE], date="2024-05-06")
    assert (told["added"], told["failed"]) == (2, 1) and "page 3" in told["errors"]
    with pytest.raises(FileNotFoundError, match="none.db"):
        onrecord.Ledger(tmp_path / "none.db", create=False)
    (tmp_path / "text.db").write_text("no database, and long enough to be taken for one" * 20)
    with pytest.raises(onrecord.LedgerError, match="text.db"):
        onrecord.Ledger(tmp_path / "text.db")


def test_claims_are_explained_and_pages_found(ledger):
    claim = ledger.claims(kind="licence")[0]["claim"]
    told = ledger.explain(claim)
    assert told["claim"] == claim and {"words", "source"} <= {label for label, _ in told["lines"]}
    with pytest.raises(KeyError, match="zzzz"):
        ledger.explain("zzzz")
    hits = ledger.search("小米")
    assert len(hits) >= 3
    assert ledger.search(["Xiaomi", "licence"], limit=2)
    assert ledger.search("Quarrowby") == []
    assert set(ledger.origins("Xiaomi licence").columns) >= {"origin", "why", "words"}


def test_threads_may_share_a_ledger(ledger):
    def ask(found):
        found.append(len(ledger.status("Xiaomi")))

    found = []
    threads = [threading.Thread(target=ask, args=(found,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1 and found[0] > 0


def test_stubs_name_everything_that_there_is():
    stub = (Path(onrecord.__file__).parent / "__init__.pyi").read_text()
    assert (Path(onrecord.__file__).parent / "py.typed").exists()
    for name in onrecord.__all__:
        thing = getattr(onrecord, name)
        assert f"class {name}" in stub or f"def {name}(" in stub or f"{name}:" in stub, name
        assert name == "__version__" or thing.__doc__, name
        if isinstance(thing, type) and not issubclass(thing, Exception):
            for member in vars(thing):
                assert member.startswith("__") or f"def {member}(" in stub, f"{name}.{member}"
