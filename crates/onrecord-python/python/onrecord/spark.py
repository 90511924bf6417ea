"""onrecord on Apache Spark: more pages than one machine reads.

    pages = onrecord.spark.read(df)              # a row a page: what was read, and the keys that it is found by
    pages.write.parquet("pages")                 # `onrecord import pages` takes it into a ledger
    matters = onrecord.spark.reconcile(pages)    # a row a matter: where it stands, as in a ledger of all these pages

Everything that is merged is a set: pages by the hash of their bytes, keys by their pages, matters by their ids. Which part
of them a task saw first, or twice, makes no difference, so neither does the number of partitions.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as F
from pyspark.sql import types as T

import onrecord
from onrecord import _onrecord as native

__all__ = ["LINKED", "copies", "in_one_process", "last_day", "read", "reconcile", "unread"]

LINKED = native.LINKED
"""A short form of a name that stands on more pages than this is linked on its own page alone."""

_COLUMNS = ("content", "source", "url", "date", "title", "outlet", "lang")

_READ = pa.schema(
    [
        ("page", pa.string()),
        ("source", pa.string()),
        ("title", pa.string()),
        ("claims", pa.int64()),
        ("first_day", pa.date32()),
        ("last_day", pa.date32()),
        ("bytes", pa.binary()),
        ("hints", pa.string()),
        ("reading", pa.binary()),
        ("edition", pa.string()),
        ("keys", pa.list_(pa.string())),
        ("prints", pa.list_(pa.int64())),
        ("error", pa.string()),
    ]
)

_MATTERS = pa.schema(
    [
        field.remove_metadata()
        for field in pa.table(onrecord.brief([]).matters()).schema
        # The story that a matter belongs to takes all pages to know; notes are made in a ledger.
        if field.name not in ("story", "remarks")
    ]
)
_STEP = pa.schema([("name", pa.string()), ("asks", pa.string()), ("exact", pa.bool_()), *_MATTERS])


def _ddl(schema: pa.Schema) -> T.StructType:
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(schema)


def _read_batches(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        rows = []
        for number, row in enumerate(batch.to_pylist()):
            content = row["content"]
            made: dict[str, Any] = dict.fromkeys(_READ.names)
            made["source"] = row.get("source")
            try:
                if content is None:
                    raise ValueError("content is null")
                known = {k: row.get(k) for k in ("url", "date", "title", "outlet", "lang")}
                name = row.get("source") or row.get("url") or f"row {number + 1}"
                made.update(native.travelling(content, name=name, **known))
            except (onrecord.Error, ValueError, TypeError) as error:
                made["error"] = str(error)
            rows.append(made)
        yield pa.RecordBatch.from_pylist(rows, schema=_READ)


def _all_read(df: DataFrame) -> DataFrame:
    for column in df.columns:
        if column not in _COLUMNS:
            df = df.drop(column)
    if "content" not in df.columns:
        raise ValueError(f"the pages have no column content: give one of bytes or text, beside any of {_COLUMNS[1:]}")
    return df.mapInArrow(_read_batches, _ddl(_READ))


def read(df: DataFrame) -> DataFrame:
    """Reads pages: one row a page, each page once.

    `df` has a column `content` (binary: bytes as they came; or string), and may have `source`, `url`, `date` (a day or an ISO
    8601 text), `title`, `outlet`, `lang`. Of rows with the same bytes the one with the least source is kept. Rows that gave no
    page are left out: see `unread`.
    """
    return _each_once(_all_read(df).where(F.col("error").isNull()).drop("error"))


def unread(df: DataFrame) -> DataFrame:
    """The rows of `df` that give no page: `source` and `error`."""
    return _all_read(df).where(F.col("error").isNotNull()).select("source", "error")


def _each_once(pages: DataFrame) -> DataFrame:
    # The least of a set is the same in whatever order, and however often, it is compared.
    order = ["source", "hints"]
    rest = [c for c in pages.columns if c != "page" and c not in order]
    least = F.min(F.struct(*order, *rest)).alias("least")
    once = pages.groupBy("page").agg(least)
    return once.select(*[F.col("page") if c == "page" else F.col(f"least.{c}").alias(c) for c in pages.columns])


def last_day(pages: DataFrame) -> datetime.date | None:
    """The last day of which pages tell: what "today" means if nobody names a day. A day ten years after all others does not
    count."""
    days = pages.where(F.col("last_day").isNotNull()).select("last_day").distinct().collect()
    return native.last_day([row.last_day for row in days])


def _steps(as_of: datetime.date):
    def step(key: tuple[pa.Scalar, ...], group: pa.Table) -> pa.Table:
        name = key[0].as_py()
        pages: dict[str, bytes] = {}
        keys: dict[str, list[str]] = {}
        common: set[str] = set()
        for row in group.select(["page", "reading", "keys", "absent", "common"]).to_pylist():
            if row["absent"] is not None:
                keys.setdefault(row["absent"], [])
            elif row["common"] is not None:
                common.add(row["common"])
            else:
                pages[row["page"]] = row["reading"]
                for one in row["keys"]:
                    keys.setdefault(one, []).append(row["page"])
        asks, judged = native.judge(name, pages, keys, common, as_of)
        if judged is None:
            asked = [{"name": name, "asks": one} for one in asks]
            return pa.Table.from_pylist(asked, schema=_STEP)
        table, exact = judged
        matters = pa.table(table).select(_MATTERS.names).cast(_MATTERS)
        arrays = {
            "name": pa.array([name] * len(exact), pa.string()),
            "asks": pa.nulls(len(exact), pa.string()),
            "exact": pa.array(exact, pa.bool_()),
            **{n: matters.column(n) for n in _MATTERS.names},
        }
        return pa.Table.from_pydict(arrays, schema=_STEP)

    return step


def reconcile(
    pages: DataFrame, *, as_of: str | datetime.date | None = None, most: int = 20_000, rounds: int = 24
) -> DataFrame:
    """Where every matter of the pages stands as of a day (the last day of the pages if none is given): the columns of
    `docs/formats.md`, table `matters`, without `story` and `remarks`; words of no kind (`statement`) are left out.

    Each name that claims are about is a question. It begins with the pages of its key; judging them says which further keys
    it needs (other forms of the name, the other sides of its claims), and their pages are brought in, until nothing is missing.
    What comes out is what a ledger of all these pages answers. Names on more than `most` pages are left out; so is what
    is not settled after so many `rounds`, which raises an error.
    """
    if isinstance(as_of, str):
        as_of = datetime.date.fromisoformat(as_of)
    day = as_of or last_day(pages)
    if day is None:
        day = datetime.date(9999, 12, 31)
    pages = pages.select("page", "reading", "keys").persist()
    postings = pages.select(F.explode("keys").alias("key"), "page").distinct().persist()
    counts = postings.groupBy("key").agg(F.count("*").alias("count")).persist()
    short = F.col("key").startswith("short ")
    # A name is asked about if its pages can be held by one task.
    names = counts.where(F.col("key").startswith("about ") & (F.col("count") <= most))
    wanted = names.select(F.substring("key", len("about ") + 1, 1 << 20).alias("name"), "key").localCheckpoint()
    done: DataFrame | None = None
    for _ in range(rounds):
        found = wanted.join(counts, "key", "left").persist()
        absent = found.where(F.col("count").isNull()).select("name", F.col("key").alias("absent"))
        common = found.where(short & (F.col("count") > LINKED)).select("name", F.col("key").alias("common"))
        here = found.where(F.col("count").isNotNull() & ~(short & (F.col("count") > LINKED)))
        here = here.select("name", "key").join(postings, "key")
        here = here.groupBy("name", "page").agg(F.collect_set("key").alias("keys"))
        here = here.join(pages.select("page", "reading"), "page")
        null = F.lit(None).cast("string")
        parts = here.select("name", "page", "reading", "keys", null.alias("absent"), null.alias("common"))
        nothing = (null.alias("page"), F.lit(None).cast("binary").alias("reading"))
        no_keys = F.lit(None).cast("array<string>").alias("keys")
        parts = parts.unionByName(absent.select("name", *nothing, no_keys, "absent", null.alias("common")))
        parts = parts.unionByName(common.select("name", *nothing, no_keys, null.alias("absent"), "common"))
        judged = parts.groupBy("name").applyInArrow(_steps(day), _ddl(_STEP)).localCheckpoint()
        made = judged.where(F.col("asks").isNull())
        done = made if done is None else done.unionByName(made)
        asks = judged.where(F.col("asks").isNotNull()).select("name", F.col("asks").alias("key"))
        found.unpersist()
        if asks.isEmpty():
            break
        # Only who still asks goes on, with all that it asked for so far.
        open_ones = asks.select("name").distinct()
        wanted = wanted.join(open_ones, "name", "left_semi").unionByName(asks).distinct().localCheckpoint()
    else:
        left = asks.select("name").distinct().count()
        raise onrecord.Error(f"{left} names still ask for pages after {rounds} rounds: raise rounds")
    # A matter is told under each form of its names: the one that it is known by counts, and all tell the same.
    columns = [F.col(n) for n in _MATTERS.names if n != "matter"]
    first = F.min(F.struct((~F.col("exact")).alias("other"), *columns)).alias("first")
    told = done.groupBy("matter").agg(first)
    return told.select("matter", *[F.col(f"first.{n}").alias(n) for n in _MATTERS.names if n != "matter"])


def copies(pages: DataFrame, *, holders: int = 12, band: int = 8, share: float = 0.30) -> DataFrame:
    """The one earlier page that each page copies most from: `page`, `copied_from`, `percent` of its wording.

    Pages meet in the bands of their fingerprints (one in `band` of them), each with the first `holders` pages that hold it;
    earlier is who was published first, of one day who has the lesser hash.
    """
    dated = pages.select("page", F.coalesce("first_day", F.lit("9999-12-31").cast("date")).alias("day"), "prints")
    in_band = F.filter("prints", lambda p: F.pmod(p, F.lit(band)) == 0)
    prints = dated.select("page", "day", F.explode(in_band).alias("print")).distinct()
    length = prints.groupBy("page").agg(F.count("*").alias("length"))
    rank = F.struct("day", "page")
    first = prints.groupBy("print").agg(F.slice(F.sort_array(F.collect_set(rank)), 1, holders).alias("holders"))
    pairs = prints.join(first, "print").select("page", "day", F.explode("holders").alias("holder"))
    pairs = pairs.where(F.col("holder") < rank).groupBy("page", "holder").agg(F.count("*").alias("shared"))
    pairs = pairs.join(length, "page").where(F.col("shared") >= share * F.col("length"))
    # The most, of equals the earliest: a least of a set again.
    best = F.min(F.struct((-F.col("shared")).alias("less"), "holder", "length")).alias("best")
    best = pairs.groupBy("page").agg(best)
    percent = F.floor(-F.col("best.less") * 100 / F.col("best.length")).cast("int").alias("percent")
    return best.select("page", F.col("best.holder.page").alias("copied_from"), percent)


def in_one_process(rows: Iterable[dict[str, Any]], *, as_of: str | datetime.date | None = None) -> tuple[pa.Table, pa.Table]:
    """The same without Spark, for tests and small sets: the pages as `read` gives them and the matters as `reconcile` does, both
    sorted by their ids. `rows` are dicts with the columns that `read` takes."""
    made: dict[str, dict[str, Any]] = {}
    for batch in _read_batches([pa.RecordBatch.from_pylist(list(rows))]):
        for row in batch.to_pylist():
            if row.pop("error") is None:
                before = made.get(row["page"])
                if before is None or (row["source"], row["hints"]) < (before["source"], before["hints"]):
                    made[row["page"]] = row
    pages = [made[page] for page in sorted(made)]
    if isinstance(as_of, str):
        as_of = datetime.date.fromisoformat(as_of)
    day = as_of or native.last_day([p["last_day"] for p in pages if p["last_day"]]) or datetime.date(9999, 12, 31)
    of_keys: dict[str, list[str]] = {}
    for page in pages:
        for key in page["keys"]:
            of_keys.setdefault(key, []).append(page["page"])
    common = {k for k, ids in of_keys.items() if k.startswith("short ") and len(ids) > LINKED}
    readings = {p["page"]: p["reading"] for p in pages}
    told: dict[str, tuple[bool, dict[str, Any]]] = {}
    for key in sorted(of_keys):
        if not key.startswith("about "):
            continue
        name, asked = key.removeprefix("about "), {key}
        while True:
            keys = {k: of_keys.get(k, []) for k in asked if k not in common}
            here = {page: readings[page] for ids in keys.values() for page in ids}
            asks, judged = native.judge(name, here, keys, common & asked, day)
            if judged is not None:
                break
            asked.update(asks)
        table, exact = judged
        for row, is_exact in zip(pa.table(table).select(_MATTERS.names).to_pylist(), exact, strict=True):
            before = told.get(row["matter"])
            if before is None or (is_exact and not before[0]):
                told[row["matter"]] = (is_exact, row)
    matters = [told[matter][1] for matter in sorted(told)]
    read_schema = _READ.remove(_READ.get_field_index("error"))
    return pa.Table.from_pylist(pages, schema=read_schema), pa.Table.from_pylist(matters, schema=_MATTERS)
