"""Pages a second of `read_many` beside the command line's `onrecord read`, on the same pages, in turns.

    python read_many.py ONRECORD FOLDER [RUNS]       five runs if nothing is said; JOBS=2 threads for both

Needs the wheel, built with --release, and the command line, built alike. Both print or make the same JSON, which is counted;
both begin with an engine that is not compiled yet. Prints JSON: the seconds of each run and the medians.
"""

import json
import os
import statistics
import subprocess
import sys
import time

JOBS = int(os.environ.get("JOBS", "2"))

PYTHON = """
import pathlib, sys, onrecord
count = size = 0
for page in onrecord.read_many(pathlib.Path(sys.argv[1]), jobs=int(sys.argv[2]), errors="yield"):
    if not isinstance(page, Exception):
        count += 1
        size += len(page.to_json().encode()) + 1
print(count, size)
"""


def timed(command):
    """Seconds of the clock, of the processors, and what was printed."""
    start, before = time.monotonic(), os.times()
    out = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    end, after = time.monotonic(), os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return end - start, used, out


def main():
    onrecord, folder = sys.argv[1:3]
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    print(json.dumps({"load before": round(os.getloadavg()[0], 1), "jobs": JOBS}))
    seconds = {"command line": [], "read_many": []}
    processor = {"command line": [], "read_many": []}
    for _ in range(runs):
        for who, command in (
            ("command line", [onrecord, "read", folder, "--jobs", str(JOBS)]),
            ("read_many", [sys.executable, "-c", PYTHON, folder, str(JOBS)]),
        ):
            clock, used, out = timed(command)
            if who == "command line":
                told = f"{out.count(10)} {len(out)}"
            else:
                assert out.decode().strip() == told, (out, told)
            seconds[who].append(round(clock, 2))
            processor[who].append(round(used, 2))
    pages = int(told.split()[0])
    median = {who: statistics.median(times) for who, times in seconds.items()}
    of_processor = {who: statistics.median(times) for who, times in processor.items()}
    print(json.dumps({"pages": pages, "seconds": seconds, "processor seconds": processor}))
    print(json.dumps({"pages a second": {who: round(pages / s, 1) for who, s in median.items()}}))
    print(json.dumps({"read_many of the command line": round(median["command line"] / median["read_many"], 3)}))
    print(json.dumps({"by processor seconds": round(of_processor["command line"] / of_processor["read_many"], 3)}))


if __name__ == "__main__":
    main()
