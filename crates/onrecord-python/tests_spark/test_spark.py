"""onrecord.spark on a cluster of two workers. Run by .ci/spark: ONRECORD is the command line with the feature parquet,
SAMPLES the sample pages."""

import datetime
import gzip
import hashlib
import itertools
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest
from pyspark.sql import SparkSession

import onrecord
import onrecord.spark as cluster

ONRECORD, SAMPLES = os.environ["ONRECORD"], Path(os.environ["SAMPLES"])


@pytest.fixture(scope="session")
def spark():
    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .appName("onrecord")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.executorEnv.PYSPARK_PYTHON", sys.executable)
        .config("spark.pyspark.python", sys.executable)
        .config("spark.executor.memoryOverhead", "512m")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def samples() -> list[dict]:
    return [{"content": p.read_bytes(), "source": p.name} for p in sorted(SAMPLES.iterdir()) if p.suffix != ".md"]


FIRMS = ["Norvane Motors", "Tarnwick Foods", "Ollerby Dairies", "Arden Glass", "Selby Mills", "Farhill Works", "Lanbo Chips"]
PEOPLE = ["Ida Rosa Kolb", "Warren Hollis", "Ana Reyes", "Ruth Amberley"]


def made_up(count: int) -> list[dict]:
    """News of nobody: firms that buy, are sued and licensed, told by several pages, some of them copies."""
    chance = random.Random(7)
    rows = []
    for number in range(count):
        firm, other = chance.sample(FIRMS, 2)
        person = chance.choice(PEOPLE)
        short = person.split()[-1]
        day = datetime.date(2024, 1, 1) + datetime.timedelta(days=chance.randrange(300))
        events = [
            f"{firm} agreed to buy {other} for {chance.randrange(2, 900)} million dollars, the company said on Tuesday.",
            f"{firm} completed its purchase of {other}, two people familiar with the matter said.",
            f"{person}, the head of {firm}, denied that it had been granted a licence. {short} declined to say more.",
            f"The ministry granted {firm} a licence to make electric cars, according to its list.",
            f"{firm} was sued by {other} over a contract. {short} was appointed chairman of {other}.",
        ]
        body = " ".join(chance.sample(events, chance.randrange(1, 4)))
        filler = f"The council of the town met for the {number}th time and nobody there was surprised at all. " * 3
        text = f"{firm} in the news\n\n{body}\n\n{filler}"
        rows.append({"content": text, "source": f"made-{number:05}", "date": day.isoformat(), "title": f"{firm} in the news"})
        if chance.random() < 0.3:
            later = (day + datetime.timedelta(days=2)).isoformat()
            rows.append({**rows[-1], "content": text + " More follows.", "source": f"copy-{number:05}", "date": later})
    return rows


def frame(spark, rows, partitions):
    columns = sorted({c for row in rows for c in row})
    table = pa.Table.from_pylist([{c: row.get(c) for c in columns} for row in rows])
    return spark.createDataFrame(table).repartition(partitions)


def in_order(df, by) -> bytes:
    """The rows of a data frame, sorted, as bytes."""
    table = df.toArrow().sort_by(by).combine_chunks()
    return as_bytes(table)


def as_bytes(table: pa.Table) -> bytes:
    plain = pa.Table.from_pylist(table.to_pylist(), schema=pa.schema([f.remove_metadata() for f in table.schema]))
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, schema := plain.schema) as writer:
        writer.write_table(plain.cast(schema))
    return sink.getvalue().to_pybytes()


def same(left: bytes, right: bytes) -> None:
    def rows(data):
        return pa.ipc.open_file(pa.BufferReader(data)).read_all().to_pylist()

    assert rows(left) == rows(right)


@pytest.mark.parametrize("made", [samples, lambda: made_up(120)], ids=["samples", "made up"])
def test_any_number_of_partitions_gives_what_one_process_gives(spark, made):
    rows = made()
    pages, matters = cluster.in_one_process(rows)
    assert matters.num_rows > 5
    found = []
    for partitions in (1, 3, 8):
        chance = random.Random(partitions)
        shuffled = rows + chance.sample(rows, len(rows) // 4)  # some of them twice
        chance.shuffle(shuffled)
        read = cluster.read(frame(spark, shuffled, partitions)).persist()
        found.append((in_order(read, "page"), in_order(cluster.reconcile(read), "matter")))
        read.unpersist()
    same(found[0][0], as_bytes(pages))
    same(found[0][1], as_bytes(matters))
    for other in found[1:]:
        assert [hashlib.sha256(b).hexdigest() for b in other] == [hashlib.sha256(b).hexdigest() for b in found[0]]


@pytest.mark.parametrize("made", [samples, lambda: made_up(60)], ids=["samples", "made up"])
def test_matters_are_those_of_all_pages_at_once(made):
    """Judged by keys, as brought together whole."""
    rows = made()
    _, matters = cluster.in_one_process(rows)
    pages = [onrecord.read(r["content"], name=r["source"], date=r.get("date"), title=r.get("title")) for r in rows]
    brief = onrecord.brief(pages)
    whole = pa.table(brief.matters()).select(matters.column_names).to_pylist()
    whole = sorted((m for m in whole if m["kind"] != "statement"), key=lambda m: m["matter"])
    assert [m["matter"] for m in matters.to_pylist()] == [m["matter"] for m in whole]
    for ours, theirs in zip(matters.to_pylist(), whole, strict=True):
        assert ours == theirs


def test_merging_pages_is_associative_commutative_and_idempotent(spark):
    rows = made_up(24)
    parts = [cluster.read(frame(spark, rows[at::3], 2)).persist() for at in range(3)]
    merged = set()
    for a, b, c in itertools.permutations(parts):
        left = cluster._each_once(cluster._each_once(a.unionByName(b)).unionByName(c))
        right = cluster._each_once(a.unionByName(cluster._each_once(b.unionByName(c)).unionByName(b)))
        merged |= {in_order(left, "page"), in_order(right, "page")}
    assert len(merged) == 1


def test_rows_that_are_no_pages_are_told(spark):
    rows = [
        {"content": b"", "source": "empty"},
        {"content": b"\x00\x01\x02" * 400, "source": "binary"},
        {"content": None, "source": "null"},
        {"content": gzip.compress(b"<p>Norvane Motors agreed to buy Tarnwick Foods, it said.</p>"), "source": "packed"},
    ]
    df = frame(spark, rows, 2)
    assert cluster.read(df).count() == 1
    told = {row.source: row.error for row in cluster.unread(df).collect()}
    assert set(told) == {"empty", "binary", "null"} and all(told.values())
    with pytest.raises(ValueError, match="no column content"):
        cluster.read(spark.createDataFrame([("a",)], ["text"]))


def test_copies_are_found_by_bands(spark):
    rows = made_up(60)
    read = cluster.read(frame(spark, rows, 4)).persist()
    source = {row.page: row.source for row in read.select("page", "source").collect()}
    found = {source[row.page]: source[row.copied_from] for row in cluster.copies(read, band=1).collect()}
    copied = [row["source"] for row in rows if row["source"].startswith("copy-")]
    assert copied and all(c in found for c in copied)
    assert all(not found[c].startswith("copy-") or found[c] < c for c in copied)
    few = cluster.read(frame(spark, rows, 1))
    assert in_order(cluster.copies(read), "page") == in_order(cluster.copies(few), "page")


def run(*arguments, code=0):
    done = subprocess.run([ONRECORD, *map(str, arguments)], capture_output=True, text=True)
    assert done.returncode == code, done.stderr
    return done


def test_a_ledger_takes_the_pages_each_once_and_answers_as_the_cluster_does(spark, tmp_path):
    rows = samples()
    read = cluster.read(frame(spark, rows, 3)).persist()
    read.write.parquet(str(tmp_path / "pages"))
    ledger = tmp_path / "cars.db"
    first = run("import", tmp_path / "pages", "--ledger", ledger)
    assert f"{len(rows)} pages added, 0 known, 0 failed, 1 read again" in first.stderr
    again = run("import", tmp_path / "pages", "--ledger", ledger)
    assert f"0 pages added, {len(rows)} known" in again.stderr
    verified = json.loads(run("verify", "--ledger", ledger, "--json").stdout)
    assert verified["sound"] and verified["pages"] == len(rows)
    added = tmp_path / "added.db"
    run("add", *[SAMPLES / r["source"] for r in rows], "--ledger", added, "--quiet")
    assert run("status", "--ledger", ledger, "--json").stdout == run("status", "--ledger", added, "--json").stdout
    _, matters = cluster.in_one_process(rows)
    status = [json.loads(line) for line in run("status", "--ledger", ledger, "--json").stdout.splitlines()]
    states = {m["matter"]: (m["state"], m["standing"], m["origins"]["sure"]) for m in status}
    for m in matters.to_pylist():
        assert states[m["matter"]] == (m["state"], m["standing"], m["origins_sure"])


def test_what_is_not_as_it_says_is_not_taken_in(spark, tmp_path):
    pages, _ = cluster.in_one_process(samples()[:4])

    def written(change, name):
        rows = pages.to_pylist()
        change(rows)
        path = tmp_path / f"{name}.parquet"
        pyarrow.parquet.write_table(pa.Table.from_pylist(rows, schema=pages.schema), path)
        return path

    def other_bytes(rows):
        rows[1]["bytes"] += b" "

    def other_reading(rows):
        rows[0]["reading"] = rows[1]["reading"]

    def torn_reading(rows):
        rows[1]["reading"] = rows[1]["reading"][:20]

    def other_rules(rows):
        for row in rows:
            row["edition"] = "0.0.1 of another program"

    def import_of(path, code):
        return run("import", path, "--ledger", tmp_path / f"{path.stem}.db", code=code).stderr

    assert "do not have the hash" in import_of(written(other_bytes, "bytes"), 1)
    assert "of another page" in import_of(written(other_reading, "reading"), 1)
    assert "cannot be used" in import_of(written(torn_reading, "torn"), 1)
    assert "4 pages added, 0 known, 0 failed, 4 read again" in import_of(written(other_rules, "rules"), 0)
    # A reading of this page that holds what is not in it: the first page of a file is read again.
    lie = onrecord._onrecord.travelling(b"<p>Norvane Motors agreed to buy Tarnwick Foods, it said.</p>", date="2024-01-01")
    truth = onrecord._onrecord.travelling(b"<p>Norvane Motors agreed to buy Tarnwick Foods, it said.</p>", date="2023-01-01")

    def lies(rows):
        rows[0].update({k: truth[k] for k in ("page", "bytes", "hints")}, reading=lie["reading"])

    assert "is not what this program reads" in import_of(written(lies, "lies"), 1)
    garbage = tmp_path / "garbage.parquet"
    garbage.write_bytes(b"PAR1 nonsense")
    assert "is no Parquet file of pages" in import_of(garbage, 1)
    pyarrow.parquet.write_table(pa.table({"page": ["a"]}), tmp_path / "columns.parquet")
    assert 'has no column "bytes"' in import_of(tmp_path / "columns.parquet", 1)
    run("import", tmp_path / "nowhere.parquet", "--ledger", tmp_path / "x.db", code=2)
    (tmp_path / "empty").mkdir()
    run("import", tmp_path / "empty", "--ledger", tmp_path / "x.db", code=2)
