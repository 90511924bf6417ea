#!/usr/bin/env bash
# Guess: a converter between simplified and traditional characters leaves a surname what it is where both scripts write it alike.
# Seen:  both converters take it for a common word: 于 becomes 於, 余 餘, 郁 鬱 and 岳 嶽, which are other characters and in part other
#        surnames; the way back is no way back either: one turns 甯 into 宁, the other a name in 著 into one in 着.
#        A search for the name as its bearer writes it finds nothing in the converted page.
# With:  zhconv==1.4.3 hanziconv==0.3.2, Python 3.11.7 on Linux. Needs python3 with venv and the network. No onrecord.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --upgrade pip
"$folder/venv/bin/pip" install --quiet 'setuptools<81' zhconv==1.4.3 hanziconv==0.3.2
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import zhconv
from hanziconv import HanziConv

seen = []
for name, wanted in [("于小明", "於小明"), ("余小明", "餘小明"), ("郁小明", "鬱小明"), ("岳小明", "嶽小明")]:
    got = zhconv.convert(name, "zh-tw"), HanziConv.toTraditional(name)
    print(f"to traditional: {name} -> {got}")
    seen.append(got == (wanted, wanted))
for name, wanted in [("甯小明", ("宁小明", "甯小明")), ("李著", ("李著", "李着"))]:
    got = zhconv.convert(name, "zh-cn"), HanziConv.toSimplified(name)
    print(f"to simplified: {name} -> {got}")
    seen.append(got == wanted)
raise SystemExit(0 if all(seen) else "this has changed")
PYTHON
