#!/usr/bin/env bash
# Guess: "$3m" is three million dollars, "£4.5bn" four and a half billion pounds.
# Seen:  m and bn directly after a figure are read as units of measure (metre; bit, newton), so the amount is a million or a billion times too small.
# With:  quantulum3==0.10.0, Python 3.11.7 on Linux. Needs python3 with venv and the network. No onrecord.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --upgrade pip
"$folder/venv/bin/pip" install --quiet quantulum3==0.10.0
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
from quantulum3 import parser

wanted = {
    "a fine of $3m": (3.0, "dollar metre"),
    "paid £4.5bn for it": (4.5, "pound sterling bit newton"),
    "raised €2m": (2.0, "euro metre"),
    "2m people": (2.0, "metre"),
    "fined $1.2 million": (1200000.0, "dollar"),
}
changed = False
for text, expected in wanted.items():
    first = parser.parse(text)[0]
    print(f"{text!r} -> {first.value} {first.unit.name}")
    changed |= (first.value, first.unit.name) != expected
raise SystemExit("this has changed" if changed else 0)
PYTHON
