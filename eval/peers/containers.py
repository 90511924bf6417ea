#!/usr/bin/env python3
"""Web archives: what opening them costs, next to FastWARC and next to the same pages as files; memory and a kill.

    python3 eval/peers/containers.py WORK [small]

Needs warcio and fastwarc, and `cargo build --release` with `-p onrecord-sources --example records`. Makes its archives in the
folder WORK (8 GB free; `small` makes a fiftieth) and removes them. Times are CPU seconds of the processes, in turns, the median
of five: a busy machine changes them less than the clock.
"""

import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

ROOT = Path(__file__).resolve().parents[2]
ONRECORD = ROOT / "target/release/onrecord"
RECORDS = ROOT / "target/release/examples/records"
FASTWARC = """
import sys, time
from fastwarc.warc import ArchiveIterator
began, n = time.process_time(), 0
for record in ArchiveIterator(open(sys.argv[1], "rb")):
    n += 1
print(time.process_time() - began)
"""
SURNAMES = "Arden Brook Calder Dunmore Ellis Fenwick Garrick Hollis Ida Jarrow".split()
PLACES = "Tarn Selby Orla Marn Ostrel Harbour Lowmoor Quay Ferry Mill".split()


def page(number, paragraphs):
    pick = random.Random(number)
    words = []
    for line in range(paragraphs):
        firm = f"{pick.choice(PLACES)} {pick.choice(SURNAMES)} Works"
        words.append(
            f"<p>{firm} said on {pick.randint(1, 28)} March that plant {number}-{line} will cost {pick.randint(2, 90)} million "
            f"dollars. The council of {pick.choice(PLACES)} met {pick.randint(2, 9)} times and nobody there was surprised by it.</p>"
        )
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>Plant {number} of {pick.choice(PLACES)}</title>"
        f'<meta property="article:published_time" content="2023-03-{number % 28 + 1:02}T08:00:00Z"></head><body><nav><a href=/>Home</a>'
        f"</nav><article><h1>Plant {number}</h1>{''.join(words)}</article></body></html>"
    ).encode()


def write(path, pages, paragraphs, gzip, pictures=0):
    noise = os.urandom(1 << 20)
    with open(path, "wb") as out:
        writer = WARCWriter(out, gzip=gzip)
        for number in range(pages):
            body = page(number, paragraphs)
            answer(writer, f"https://example.org/{number}", "text/html", body)
            for picture in range(pictures * number // pages, pictures * (number + 1) // pages):
                answer(writer, f"https://example.org/{picture}.jpg", "image/jpeg", noise)
    return path.stat().st_size


def answer(writer, url, media, body):
    head = StatusAndHeaders("200 OK", [("Content-Type", media), ("Content-Length", str(len(body)))], protocol="HTTP/1.1")
    writer.write_record(writer.create_warc_record(url, "response", payload=BytesIO(body), http_headers=head))


def cost(command):
    """CPU seconds and the most memory (MB) of a command."""
    child = subprocess.Popen([str(c) for c in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0, command
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def in_turns(a, b, rounds=5):
    """Medians of the CPU seconds of two commands, run in turns."""
    times = [(cost(a)[0], cost(b)[0]) for _ in range(rounds)]
    return tuple(statistics.median(column) for column in zip(*times))


def main():
    work = Path(sys.argv[1]) / "onrecord-containers"
    small = "small" in sys.argv[2:]
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    scale = 50 if small else 1
    processor = next((l.split(":")[1].strip() for l in open("/proc/cpuinfo") if l.startswith("model name")), "?")
    print(f"{processor}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.0f}")

    files = work / "files"
    files.mkdir()
    count = 2000 // min(scale, 10)
    for gzip in (False, True):
        path = work / ("pages.warc.gz" if gzip else "pages.warc")
        size = write(path, 10 * count, 12, gzip)
        ours, theirs = [], []
        for _ in range(5):
            ours.append(cost([RECORDS, path])[0])
            # Without the start of Python.
            theirs.append(float(subprocess.run([sys.executable, "-c", FASTWARC, path], capture_output=True).stdout))
        ours, theirs = statistics.median(ours), statistics.median(theirs)
        print(f"container alone, {path.name}, {10 * count} records, {size >> 20} MB: records {ours:.3f} s, fastwarc {theirs:.3f} s, {theirs / ours:.2f} x")
    for number in range(count):
        (files / f"{number:06}.html").write_bytes(page(number, 12))
    for name in ("pages.warc", "pages.warc.gz"):
        write(work / name, count, 12, name.endswith("gz"))
        archive, plain = in_turns(
            [ONRECORD, "read", "--jobs", "1", work / name], [ONRECORD, "read", "--jobs", "1", files]
        )
        print(f"read, {name} against the same pages as files: {archive:.2f} s, {plain:.2f} s, {plain / archive:.2f} x")
    shutil.rmtree(files)

    big = work / "big.warc"
    size = write(big, 20000 // scale, 3, False, pictures=5000 // scale)
    seconds, memory = cost([ONRECORD, "read", "--only", "article", big])
    print(f"memory, {size / 1e9:.2f} GB, {20000 // scale} pages: {memory:.0f} MB, {seconds:.0f} s")
    big.unlink()

    news = work / "news.warc.gz"
    pages = 30000 // scale
    write(news, pages, 1, True)
    ledger = work / "news.db"
    add = [str(c) for c in (ONRECORD, "add", news, "--ledger", ledger, "--quiet")]
    kills = 0
    for wait in (6, 25, 60):
        child = subprocess.Popen(add, stderr=subprocess.DEVNULL)
        try:
            child.wait(wait / (10 if small else 1))
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
            child.wait()
            kills += 1
    seconds, memory = cost(add)
    verdict = json.loads(subprocess.run([ONRECORD, "verify", "--json", "--ledger", ledger], capture_output=True).stdout)
    print(
        f"ledger, {pages} pages, {kills} kills: {verdict['pages']} pages, {verdict['events']} events, sound {verdict['sound']}; "
        f"the last run {memory:.0f} MB, {seconds:.0f} s; {ledger.stat().st_size >> 20} MB"
    )
    again, _ = cost(add)
    print(f"the same again, all known: {again:.1f} s")
    shutil.rmtree(work)


main()
