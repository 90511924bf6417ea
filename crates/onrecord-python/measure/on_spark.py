"""What pages and matters cost on Spark with two workers, beside one process, on pages that are made up.

    python on_spark.py [PAGES] [RUNS]        50,000 pages and one run if nothing is said

Needs the wheel, built with --release, and what `.ci/spark` needs. Prints JSON: for both the seconds of the clock and of the
processors beyond start-up, the bytes that Spark shuffled, and whether both give the same bytes. One process runs in a
process of its own, in turns with Spark; either reads a few pages first, so that start-up is not counted.
"""

import datetime
import hashlib
import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa

PAGES_PER_FIRM, PARTNERS = 20, 2
CONSONANTS, VOWELS, ENDS = "bdfgklmnprstv", "aeio", ["ck", "ld", "rn", "st", "x", "nd"]
TRADES = ["Motors", "Foods", "Dairies", "Cement", "Mills", "Works", "Chips", "Steel", "Textiles", "Energy"]
GIVEN = ["Ida", "Warren", "Ana", "Ruth", "Daniel", "Martha", "Peter", "Helen", "Simon", "Clara"]


def made_up(count):
    """Short news of nobody: firms that buy, are sued and licensed; three pages in ten are followed by a copy."""
    chance = random.Random(17)

    def word():
        syllables = "".join(chance.choice(CONSONANTS) + chance.choice(VOWELS) for _ in range(3))
        return (syllables + chance.choice(ENDS)).capitalize()

    firms = [f"{word()} {chance.choice(TRADES)}" for _ in range(max(7, count // PAGES_PER_FIRM))]
    people = [f"{chance.choice(GIVEN)} {word()}" for _ in firms]
    bodies = [f"{word()} Transport Authority" for _ in firms]
    rows = []
    while len(rows) < count:
        number = len(rows)
        one = chance.randrange(len(firms))
        two = (one + chance.randrange(1, PARTNERS + 1)) % len(firms)
        firm, person, body, other = firms[one], people[one], bodies[one], firms[two]
        short = person.split()[-1]
        day = datetime.date(2024, 1, 1) + datetime.timedelta(days=chance.randrange(300))
        events = [
            f"{firm} agreed to buy {other} for {chance.randrange(2, 900)} million dollars, the company said on Tuesday.",
            f"{firm} completed its purchase of {other}, two people familiar with the matter said.",
            f"{person}, the head of {firm}, denied that it had been granted a licence. {short} declined to say more.",
            f"The {body} granted {firm} a licence to make electric cars, according to its list.",
            f"{firm} was sued by {other} over a contract. {short} was appointed chairman of {other}.",
        ]
        told = " ".join(chance.sample(events, chance.randrange(1, 4)))
        # Every page its own words, with nothing in them that a claim is read from.
        filler = " ".join(f"Rain on the {word()} road, wind at the {word()} bridge." for _ in range(3))
        title = f"{firm} in the news"
        text = f"{title}\n\n{told}\n\n{filler}"
        rows.append({"content": text, "source": f"made-{number:06}", "date": day.isoformat(), "title": title})
        if chance.random() < 0.3 and len(rows) < count:
            later = (day + datetime.timedelta(days=2)).isoformat()
            rows.append({**rows[-1], "content": text + " More follows.", "source": f"copy-{number:06}", "date": later})
    return rows


def digest(table):
    """The hash of a table's rows, in the order of the first column."""
    table = table.sort_by(table.column_names[0])
    seen = hashlib.sha256()
    for batch in table.to_batches(max_chunksize=1000):
        for row in batch.to_pylist():
            seen.update(repr(list(row.values())).encode())
    return seen.hexdigest()


def one_process(count):
    import onrecord.spark as cluster

    rows = made_up(count)
    cluster.in_one_process(made_up(50))
    clock, processor = time.monotonic(), time.process_time()
    pages, matters = cluster.in_one_process(rows)
    clock, processor = time.monotonic() - clock, time.process_time() - processor
    print(
        json.dumps(
            {
                "seconds": round(clock, 1),
                "processor_seconds": round(processor, 1),
                "pages": pages.num_rows,
                "matters": matters.num_rows,
                "hashes": [digest(pages), digest(matters)],
            }
        )
    )


def processors():
    """Processor seconds of all that this process started and that still runs, and of itself."""
    tick, children = os.sysconf("SC_CLK_TCK"), {}
    used = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        process = int(stat.parent.name)
        children.setdefault(int(fields[1]), []).append(process)
        used[process] = (int(fields[11]) + int(fields[12]) + int(fields[13]) + int(fields[14])) / tick
    total, left = 0.0, [os.getpid()]
    while left:
        process = left.pop()
        total += used.get(process, 0.0)
        left += children.get(process, [])
    return total


def on_spark(session, rows):
    import onrecord.spark as cluster

    def frame(rows):
        return session.createDataFrame(pa.Table.from_pylist(rows)).repartition(8).persist()

    def run(df):
        pages = cluster.read(df).persist()
        found = pages.count()
        read = time.monotonic()
        matters = cluster.reconcile(pages).toArrow()
        return pages, found, matters, read

    few = run(frame(made_up(50)))[0]
    few.unpersist()
    df = frame(rows)
    df.count()
    before = stages(session)
    clock, processor = time.monotonic(), processors()
    pages, found, matters, read = run(df)
    end, processor = time.monotonic(), processors() - processor
    shuffled = [s for s in stages(session) if s["stage"] not in {b["stage"] for b in before}]
    told = {
        "seconds": round(end - clock, 1),
        "seconds_read": round(read - clock, 1),
        "processor_seconds": round(processor, 1),
        "pages": found,
        "matters": matters.num_rows,
        "shuffle_megabytes": round(sum(s["written"] for s in shuffled) / 1e6, 1),
        "shuffle_megabytes_read": round(sum(s["written"] for s in shuffled if s["submitted"] < read_at(read)) / 1e6, 1),
        "task_seconds": round(sum(s["run"] for s in shuffled) / 1000, 1),
        "longest_stages": sorted(((s["run"] / 1000, s["tasks"], s["name"]) for s in shuffled), reverse=True)[:6],
        "hashes": [digest(pages.toArrow()), digest(matters)],
    }
    pages.unpersist()
    df.unpersist()
    return told


def read_at(monotonic):
    """A moment of the monotonic clock as milliseconds since 1970."""
    return (time.time() - (time.monotonic() - monotonic)) * 1000


def stages(session):
    context = session.sparkContext
    jvm, none = context._jvm, context._gateway.new_array(context._jvm.double, 0)
    empty = jvm.java.util.ArrayList
    found = context._jsc.sc().statusStore().stageList(empty(), False, False, none, empty())
    made = []
    for at in range(found.size()):
        stage = found.apply(at)
        submitted = stage.submissionTime()
        made.append(
            {
                "stage": (stage.stageId(), stage.attemptId()),
                "name": stage.name(),
                "tasks": stage.numTasks(),
                "run": stage.executorRunTime(),
                "written": stage.shuffleWriteBytes(),
                "submitted": submitted.get().getTime() if submitted.isDefined() else 0,
            }
        )
    return made


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local-cluster[2,1,2048]")
        .appName("onrecord")
        .config("spark.ui.enabled", "false")
        .config("spark.executor.memory", "2048m")
        .config("spark.sql.shuffle.partitions", "8")
        .config("spark.driver.memory", "2g")
        .config("spark.driver.maxResultSize", "2g")
        .config("spark.rpc.message.maxSize", "512")
        .config("spark.executorEnv.PYSPARK_PYTHON", sys.executable)
        .config("spark.pyspark.python", sys.executable)
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    rows = made_up(count)
    for _ in range(runs):
        for number in (0, 1):
            load = os.getloadavg()[0]
            if number == 0:
                command = [sys.executable, __file__, "--one-process", str(count)]
                told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
                one = told
            else:
                told = on_spark(session, rows)
            who = ["one process", "Spark, two workers"][number]
            print(json.dumps({"who": who, "load before": round(load, 1), **told}), flush=True)
        ratio = one["seconds"] / told["seconds"]
        print(json.dumps({"times as fast": round(ratio, 2), "same bytes": one["hashes"] == told["hashes"]}), flush=True)
    session.stop()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one-process"]:
        one_process(int(sys.argv[2]))
    else:
        main()
